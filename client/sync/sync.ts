// What the data layer knows of the sync: it joins open documents to the outbox and the relay, keeps what they edit, and tells
// how far everything is. `create-sync.ts` is the real one; tests have one that keeps edits on this device only.

import type { Awareness } from 'y-protocols/awareness'
import type * as Y from 'yjs'
import type { StoredUpdate } from '../storage/workspace-storage.ts'
import type { SyncState } from './sync-state.ts'

/** A Y.Doc with everything of this device in it, about to be edited. */
export interface SyncedDocument {
  readonly path: string
  readonly ydoc: Y.Doc
  readonly awareness: Awareness
  /** Rows in this Y.Doc that the server has not acknowledged. */
  readonly unsent: readonly StoredUpdate[]
  /** Keys of rows that were taken out of the log because Yjs threw at them (S5). */
  readonly quarantined: readonly number[]
  /** Something Yjs threw at, or a refusal (S5, S9): the document is to be read again from the log. */
  readonly reload: () => void
}

export interface DocumentConnection {
  readonly disconnect: () => void
}

export interface Sync {
  readonly state: () => SyncState
  readonly observe: (listener: () => void) => () => void
  /** Call it before anything edits the document. */
  readonly connect: (document: SyncedDocument) => DocumentConnection
  /** Resolves when no edit is in memory only. */
  readonly flush: () => Promise<void>
  /** Dials again at once, also after a sign-in. */
  readonly reconnect: () => void
  /** Other tabs read the summaries of these documents again. */
  readonly announce: (documents: readonly string[]) => void
  /** What to do with the edits of a document the server would not take (S9). */
  readonly refused: RefusedEdits
  readonly dispose: () => Promise<void>
}

export interface RefusedEdits {
  /** Puts them back and sends them once more. */
  readonly retry: (path: string) => Promise<void>
  readonly discard: (path: string) => Promise<void>
  /** The raw updates, to be kept as a file. */
  readonly bytes: (path: string) => Promise<readonly Uint8Array[]>
}

/** What the sync tells the data layer. */
export interface SyncListener {
  /** Rows of these documents were stored by the tail; their summaries are older than their logs now. */
  readonly onStored: (documents: readonly string[]) => void
  /** Another tab stored summaries of these documents. */
  readonly onSummaries: (documents: readonly string[]) => void
  readonly onRole: (role: string) => void
  readonly canWrite: () => boolean
}
