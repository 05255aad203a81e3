// What lies in the database of one person and one workspace. Raise DATABASE_VERSION with every change of layout; the
// fingerprint test of the IndexedDB layout reads this file.

import type { DBSchema } from 'idb'
import type { SummaryRow } from '../../shared/model/doc.ts'

export const DATABASE_VERSION = 1

/**
 * The update log is the outbox (S2): `sent` 0 until the server acknowledged the row. A row holds the updates of one document
 * that were stored together: a burst is a few rows, and none of it is merged while anybody waits (S4).
 */
export interface UpdateRecord {
  readonly document: string
  readonly updates: readonly Uint8Array[]
  readonly sent: 0 | 1
  /** When this device stored it, ms since the epoch. */
  readonly at: number
  readonly checksum: number
  /** `GATE_VERSION` of the gate they passed before they were stored. Without it, or of another gate, they pass it when they are read. */
  readonly gate?: number
  /** The server's sequence number of the last of them, where it told one. */
  readonly seq?: number
  /** True when this device made all of it. */
  readonly isMine?: boolean
}

/** The derived rows of one document, good for painting before any document is read. */
export interface SummaryRecord {
  readonly document: string
  /** `SUMMARIES_VERSION` of whoever derived them. */
  readonly version: number
  readonly rows: readonly SummaryRow[]
}

/** How far this device has read the log of the workspace; one integer for all documents. */
export interface Cursor {
  readonly epoch: string
  readonly seq: number
  readonly hash: string
}

/** A row that could not be trusted: kept for a human, never applied. */
export interface QuarantinedRecord {
  readonly document: string
  readonly updates: readonly Uint8Array[]
  readonly sent: 0 | 1
  readonly at: number
  readonly reason: string
}

/** An edit the server would not take (S9), kept until the person decides. */
export interface RefusedRecord {
  readonly document: string
  readonly updates: readonly Uint8Array[]
  readonly at: number
  readonly reason: string
}

export interface WorkspaceSchema extends DBSchema {
  updates: { key: number; value: UpdateRecord; indexes: { document: string; sent: number } }
  summaries: { key: string; value: SummaryRecord }
  /** Documents whose summary is older than their log; written with the rows, so that a crash forgets none. */
  stale: { key: string; value: { readonly document: string } }
  meta: { key: string; value: Cursor }
  quarantine: { key: number; value: QuarantinedRecord }
  refused: { key: number; value: RefusedRecord; indexes: { document: string } }
}
