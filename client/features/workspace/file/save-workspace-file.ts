import { WORKSPACE_FILE_EXTENSION } from '../../../../shared/protocol/workspace-file.ts'
import type { WorkspaceData } from '../../../data/workspace-data.ts'
import { browserPlatform } from '../../../platform.ts'
import { saveFile } from '../../../ui/save-file.ts'
import { exportWorkspace, type FileProgress, type WorkspaceExport } from './export-workspace.ts'

const fileName = (name: string): string => name.replace(/[\\/:*?"<>|\p{Cc}]+/gu, ' ').trim() || 'Workspace'

/** Exports the workspace and hands the person the file; null when it was stopped. */
export const saveWorkspaceFile = async (
  workspace: WorkspaceData,
  onProgress: (progress: FileProgress) => void = () => {},
  isStopped: () => boolean = () => false,
): Promise<WorkspaceExport | null> => {
  const made = await exportWorkspace(workspace, browserPlatform.now(), onProgress, isStopped)
  if (made !== null) saveFile(`${fileName(workspace.session.workspaceName)} ${workspace.today()}${WORKSPACE_FILE_EXTENSION}`, 'application/json', made.text)
  return made
}
