// The database of the workspace opened last is opened while the device is still being asked who is here: two waits of every
// start become one. Which it was is a hint in localStorage; what comes of it is used only for that very person and
// workspace, and forgotten with them (S7).

import { openStorage } from './open-storage.ts'
import type { WorkspaceStorage } from './workspace-storage.ts'

interface Opened {
  readonly personId: string
  readonly workspaceId: string
  readonly storage: Promise<WorkspaceStorage>
}

const KEY = 'endcap.last'
let early: Opened | null = null

const hint = (): string[] => {
  try {
    return (localStorage.getItem(KEY) ?? '').split('/')
  } catch {
    return []
  }
}

/** Called once, before anything is rendered; `path` is the address asked for. */
export const openEarly = (path: string): void => {
  const [personId, workspaceId] = hint()
  if (!personId || !workspaceId || !path.startsWith(`/w/${workspaceId}/`)) return
  early = { personId, workspaceId, storage: openStorage(personId, workspaceId) }
}

/** The storage of this person and workspace, opened early or now. */
export const takeStorage = (personId: string, workspaceId: string): Promise<WorkspaceStorage> => {
  const opened = early
  early = null
  if (opened?.personId === personId && opened.workspaceId === workspaceId) return opened.storage
  void opened?.storage.then((storage) => storage.close())
  return openStorage(personId, workspaceId)
}

export const rememberStorage = (personId: string, workspaceId: string): void => {
  try {
    localStorage.setItem(KEY, `${personId}/${workspaceId}`)
  } catch {
    // The next start opens it when it knows who is here.
  }
}

export const forgetStorage = (): void => {
  try {
    localStorage.removeItem(KEY)
  } catch {
    // Was never there.
  }
}
