// What the badge is told. It never lies (DESIGN §4): `unsaved` counts what is only in memory, `unsent` what the server has
// not acknowledged as durable.

import type { StorageProblem } from '../storage/storage-problem.ts'

/** The reason of edits that are parked because a manager has them now (S15). */
export const HANDED_IN = 'handed_in'

export type Connection = 'online' | 'connecting' | 'offline' | 'signedOut' | 'notAllowed'

export interface SyncState {
  readonly connection: Connection
  /** Edits not yet on this device's disk. */
  readonly unsaved: number
  /** Edits on this device's disk and not acknowledged by the server. */
  readonly unsent: number
  /** Ms since the epoch; null while online. */
  readonly offlineSince: number | null
  /** Ms since the epoch of the last moment at which nothing was outstanding either way; null if never. */
  readonly syncedAt: number | null
  /** Documents with unsent edits, with the time of the oldest. */
  readonly waiting: readonly { readonly path: string; readonly edits: number; readonly since: number }[]
  /** Edits the server would not take (S9), by document; those with the reason `HANDED_IN` wait there for a manager. */
  readonly refused: readonly { readonly path: string; readonly edits: number; readonly reason: string }[]
  readonly storage: StorageProblem | null
  /** Why the server keeps edits waiting that it may take later (S9); null when it does not. */
  readonly serverProblem: 'storage_full' | 'rate_limited' | null
  /** How far a device that was away for long has come, in updates; null when it is not behind. */
  readonly catchingUp: { readonly done: number; readonly total: number } | null
  /** True until the whole workspace has come down once and its lists are there. */
  readonly isFirstSync: boolean
}

export const INITIAL_SYNC_STATE: SyncState = {
  connection: 'connecting',
  unsaved: 0,
  unsent: 0,
  offlineSince: null,
  syncedAt: null,
  waiting: [],
  refused: [],
  storage: null,
  serverProblem: null,
  catchingUp: null,
  isFirstSync: true,
}
