// What the rest of the client sees of this device's storage for one person and one workspace: a log of updates that is the
// outbox (S2), the cursor (S3), derived summaries, and two places for rows that must not be applied. Every promise resolves
// when the thing is on the disk. `idb-storage.ts` is the real one, `memory-storage.ts` stands in where a browser has none.

import type { SummaryRow } from '../../shared/model/doc.ts'
import type { Cursor, RefusedRecord, SummaryRecord } from './records.ts'
import type { StorageProblem } from './storage-problem.ts'

/** Local edits of one document to keep as one row; unsent until `markSent`. */
export interface NewUpdate {
  readonly document: string
  readonly at: number
  /** Called when the transaction starts, so that what is edited until then is in the row too; the same updates if called again. */
  readonly take: () => readonly Uint8Array[]
  /** On the disk itself, not only with the operating system, before the promise resolves (S3). */
  readonly isStrict?: boolean
}

export interface RemoteUpdate {
  readonly document: string
  readonly bytes: Uint8Array
  readonly seq: number
  readonly at: number
}

export interface StoredUpdate {
  readonly key: number
  readonly document: string
  /** Oldest first. */
  readonly updates: readonly Uint8Array[]
  readonly sent: 0 | 1
  readonly at: number
  /** This device made all of it: offered again to a server with another history (S13). */
  readonly isMine: boolean
}

export interface StoredRefusal extends RefusedRecord {
  readonly key: number
}

export interface WorkspaceStorage {
  readonly name: string
  readonly problem: () => StorageProblem | null
  /** Writes pushed and not yet on the disk. */
  readonly pending: () => number
  readonly observe: (listener: () => void) => () => void

  /** Resolves with the row's key. */
  readonly keep: (update: NewUpdate) => Promise<number>
  /** The cursor moves in the transaction that stores the rows (S3); null leaves it where it is. */
  readonly storeRemote: (updates: readonly RemoteUpdate[], cursor: Cursor | null) => Promise<void>
  readonly markSent: (keys: readonly number[], seq: number) => Promise<void>
  /** Every row this device made is to be offered again: the server's log was replaced (S13). */
  readonly markAllUnsent: (whose: 'mine' | 'everybodys') => Promise<void>
  /**
   * All rows of a document that can be trusted, oldest first. Rotten ones, and those the gate refuses, are put into quarantine
   * on the way (S2); where a rotten one was the server's, the log is read again from its beginning at the next start.
   */
  readonly load: (document: string) => Promise<readonly StoredUpdate[]>
  readonly unsent: () => Promise<readonly StoredUpdate[]>
  /** Takes rows that Yjs threw at, or that the gate refuses, out of the log. */
  readonly quarantine: (keys: readonly number[], reason: string) => Promise<void>
  readonly quarantined: () => Promise<number>
  /** Keeps bytes that came from outside and did not pass the gate where nobody applies them. */
  readonly setAside: (document: string, updates: readonly Uint8Array[], reason: string) => Promise<void>
  /** Replaces these rows by one of one update, if all of them are still there and sent (S4). False when they are not. Of mine alone it is mine. */
  readonly fold: (document: string, keys: readonly number[], bytes: Uint8Array) => Promise<boolean>
  /** Rows by document, counted, for the compaction to choose from. */
  readonly rowCounts: () => Promise<ReadonlyMap<string, number>>

  /** Parks the document's unsent rows (S9); returns their keys. With `known`, nothing happens where there are others. */
  readonly park: (document: string, reason: string, known?: readonly number[]) => Promise<readonly number[]>
  /** Keeps edits that our own gate did not let into the log (S9). */
  readonly refuse: (refused: RefusedRecord) => Promise<void>
  readonly refusals: () => Promise<readonly StoredRefusal[]>
  /** Puts parked rows back to be sent once more. */
  readonly unpark: (document: string) => Promise<void>
  readonly discardRefusals: (document: string) => Promise<void>

  readonly cursor: () => Promise<Cursor | null>
  readonly summaries: () => Promise<readonly SummaryRecord[]>
  readonly summariesOf: (documents: readonly string[]) => Promise<readonly SummaryRecord[]>
  readonly putSummary: (document: string, version: number, rows: readonly SummaryRow[]) => Promise<void>
  readonly staleDocuments: () => Promise<readonly string[]>

  readonly flush: () => Promise<void>
  readonly close: () => Promise<void>
  /** Forgets everything this person has of this workspace on this device. */
  readonly wipe: () => Promise<Wiped>
}

/** `emptied`: the browser kept the database and nothing is in it · `kept`: it would do neither, and the data is still here. */
export type Wiped = 'gone' | 'emptied' | 'kept'
