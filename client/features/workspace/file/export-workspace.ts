// Writes the workspace as one file, document by document, from what is on this device. Deleted documents are among them:
// the file is the backup too.

import { encodeStateAsUpdate } from 'yjs'
import { calendarPath, type DocumentKind, factsPath, ITEMS_PATH, packetPath, profilePath, SETTINGS_PATH } from '../../../../shared/base/document-path.ts'
import { type FileDocument, workspaceFile } from '../../../../shared/protocol/workspace-file.ts'
import type { WorkspaceData } from '../../../data/workspace-data.ts'
import { readDocument } from '../read-document.ts'
import { toBase64 } from './base64.ts'

export interface FileProgress {
  readonly done: number
  readonly total: number
}

export interface WorkspaceExport {
  readonly text: string
  readonly documents: number
  /** Documents this device could not read. */
  readonly missing: readonly string[]
}

export const documentsOf = ({ summaries }: WorkspaceData): readonly { readonly kind: DocumentKind; readonly path: string }[] => {
  const accountIds = new Set<string>()
  const calendars = new Map<string, string>()
  const packets = new Map<string, string>()
  // Hidden duplicates too: `all` leaves them out.
  for (const { accountId } of summaries.all('account')) accountIds.add(accountId)
  for (const { hidden } of summaries.duplicates()) for (const row of hidden) if (row.type === 'account') accountIds.add(row.accountId)
  for (const { accountId, year } of summaries.all('calendar')) calendars.set(calendarPath(accountId, year), accountId)
  for (const { accountId, packetId } of summaries.all('packet')) packets.set(packetPath(accountId, packetId), accountId)
  return [
    { kind: 'settings', path: SETTINGS_PATH },
    { kind: 'items', path: ITEMS_PATH },
    ...[...accountIds].map((accountId) => ({ kind: 'profile' as const, path: profilePath(accountId) })),
    ...[...calendars.keys()].map((path) => ({ kind: 'calendar' as const, path })),
    ...summaries.all('facts').map(({ accountId, year }) => ({ kind: 'facts' as const, path: factsPath(accountId, year) })),
    ...[...packets.keys()].map((path) => ({ kind: 'packet' as const, path })),
  ]
}

export const exportWorkspace = async (
  workspace: WorkspaceData,
  now: number,
  onProgress: (progress: FileProgress) => void,
  isStopped: () => boolean,
): Promise<WorkspaceExport | null> => {
  const wanted = documentsOf(workspace)
  const documents: FileDocument[] = []
  const missing: string[] = []
  for (const [index, { kind, path }] of wanted.entries()) {
    if (isStopped()) return null
    onProgress({ done: index, total: wanted.length })
    try {
      documents.push(
        await readDocument(workspace, kind, path, (live) => ({ path, values: live.value() as unknown, state: toBase64(encodeStateAsUpdate(live.ydoc)) })),
      )
    } catch {
      missing.push(path)
    }
  }
  onProgress({ done: wanted.length, total: wanted.length })
  const { workspaceId, workspaceName } = workspace.session
  const file = workspaceFile({ exportedAt: now, workspace: { id: workspaceId, name: workspaceName }, documents })
  return { text: JSON.stringify(file, null, 1), documents: documents.length, missing }
}
