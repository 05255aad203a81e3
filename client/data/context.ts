import { createContext, useContext } from 'solid-js'
import { assert } from '../../shared/base/assert.ts'
import type { WorkspaceData } from './workspace-data.ts'

export const WorkspaceContext = createContext<WorkspaceData>()

/** The workspace of the page. Only below the shell's provider. */
export const useWorkspace = (): WorkspaceData => {
  const workspace = useContext(WorkspaceContext)
  assert(workspace !== undefined, 'useWorkspace outside a workspace')
  return workspace
}
