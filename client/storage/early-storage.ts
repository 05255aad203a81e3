// What can be known without waiting: who was here last, and the rows they saw. Opening a database takes as long as drawing
// the first screen does, so the first screen is drawn from a copy in localStorage, and the database is read behind it. What
// the device's own records say counts; the copy is of derived rows only, and is forgotten with the session (S7).

import { isRole } from '../../shared/protocol/role.ts'
import type { SessionRecord } from './device-storage.ts'
import { openStorage } from './open-storage.ts'
import type { SummaryRecord } from './records.ts'
import type { WorkspaceStorage } from './workspace-storage.ts'

interface Early {
  readonly session: SessionRecord
  readonly rows: readonly SummaryRecord[] | null
  readonly storage: Promise<WorkspaceStorage>
}

const SESSION_KEY = 'endcap.last'
const ROWS_KEY = 'endcap.rows'
/** A copy that takes longer to read than the database does is not kept. */
const ROWS_LENGTH_MAX = 500_000
const ROWS_MAX = 2_000

let early: Early | null = null
let opened: Promise<unknown> = Promise.resolve()

const read = (key: string): unknown => {
  try {
    return JSON.parse(localStorage.getItem(key) ?? 'null')
  } catch {
    return null
  }
}
const write = (key: string, value: string | null): void => {
  try {
    if (value === null) localStorage.removeItem(key)
    else localStorage.setItem(key, value)
  } catch {
    // Refused or full: the next start waits for the database.
  }
}

const rememberedSession = (): SessionRecord | null => {
  const { person, workspaceId, workspaceName, role } = (read(SESSION_KEY) ?? {}) as Partial<SessionRecord>
  const words = [person?.id, person?.name, person?.email, workspaceId, workspaceName]
  return words.every((word) => typeof word === 'string') && isRole(role) ? ({ person, workspaceId, workspaceName, role } as SessionRecord) : null
}
const ownerOf = ({ person, workspaceId }: SessionRecord): string => `${person.id}/${workspaceId}`
const rememberedRows = (session: SessionRecord): readonly SummaryRecord[] | null => {
  const { of, records } = (read(ROWS_KEY) ?? {}) as { of?: string; records?: readonly SummaryRecord[] }
  return of === ownerOf(session) && Array.isArray(records) ? records : null
}

/**
 * Called once, before anything is rendered; `path` is the address asked for. The database is opened at once when the first
 * screen waits for it, and else when that is on the screen.
 */
export const openEarly = (path: string, afterPaint: () => Promise<void>): void => {
  const session = rememberedSession()
  if (session === null || !path.startsWith(`/w/${session.workspaceId}/`)) return
  const rows = rememberedRows(session)
  const storage = (rows === null ? Promise.resolve() : afterPaint()).then(() => openStorage(session.person.id, session.workspaceId))
  early = { session, rows, storage }
  opened = storage
}

/** Resolves when what was opened early is open; at once when nothing was. */
export const earlyOpened = async (): Promise<void> => void (await opened.catch(() => {}))

/** Who was here last, if the address is theirs; until their storage has been taken. */
export const earlySession = (): SessionRecord | null => early?.session ?? null

/** The storage of this person and workspace, opened early or now, and the rows that can be shown meanwhile. */
export const takeStorage = (personId: string, workspaceId: string): Omit<Early, 'session'> => {
  const taken = early
  early = null
  if (taken?.session.person.id === personId && taken.session.workspaceId === workspaceId) return taken
  void taken?.storage.then((storage) => storage.close())
  return { rows: null, storage: openStorage(personId, workspaceId) }
}

/** The session has been opened. */
export const rememberEarly = (session: SessionRecord): void => write(SESSION_KEY, JSON.stringify(session))

/** The rows that session shows now. Nothing is kept of a session that was forgotten meanwhile. */
export const rememberRows = (session: SessionRecord, records: readonly SummaryRecord[]): void => {
  const remembered = rememberedSession()
  if (remembered === null || ownerOf(remembered) !== ownerOf(session)) return
  const isFew = records.reduce((sum, { rows }) => sum + rows.length, 0) <= ROWS_MAX
  const text = isFew ? JSON.stringify({ of: ownerOf(session), records }) : null
  write(ROWS_KEY, text !== null && text.length <= ROWS_LENGTH_MAX ? text : null)
}

export const forgetEarly = (): void => {
  write(SESSION_KEY, null)
  write(ROWS_KEY, null)
}
