// The log: every update of every document of a workspace, in one sequence per workspace. It is the truth; all else is a
// hint or a cache (DESIGN §1). Asynchronous, because a later store is Postgres; the contract suite in
// test/server/store is its specification.

import type { Result } from '../../shared/base/result.ts'

export interface LogRow {
  /** Counts per workspace from 1, without gaps in the order of commits. */
  readonly seq: number
  readonly document: string
  readonly person: string
  /** Ms since the epoch, the relay's clock. */
  readonly time: number
  readonly bytes: Uint8Array
}

export interface NewRow {
  readonly workspaceId: string
  readonly document: string
  readonly person: string
  readonly time: number
  readonly bytes: Uint8Array
  /** ClientIDs seen in the document for the first time with this row: from now on they are its person's (G2). */
  readonly clients?: readonly number[]
}

export interface LogHead {
  /** A random id of this log; another id means another history (S13). */
  readonly epoch: string
  /** 0 when the log is empty. */
  readonly seq: number
  /** Of the row at `seq`; empty when there is none. */
  readonly hash: string
}

/** A document's rows merged into one update (tree-wise, V1), good as of `seq`. */
export interface DocumentState {
  readonly seq: number
  readonly update: Uint8Array
}

export type AppendFailure = 'storage_full' | 'failed'

export interface LogStore {
  /** Appends all rows in one commit that is on disk when the promise resolves (S10); none on failure. Returns their seqs in order. */
  readonly append: (rows: readonly NewRow[]) => Promise<Result<readonly number[], AppendFailure>>
  readonly head: (workspaceId: string) => Promise<LogHead>
  /** Rows after `seq`, oldest first, about `bytesMax` of them and at least one when there is any. */
  readonly rowsAfter: (workspaceId: string, seq: number, bytesMax: number) => Promise<readonly LogRow[]>
  /** The hash of the row at `seq`; null when there is no such row. */
  readonly hashAt: (workspaceId: string, seq: number) => Promise<string | null>
  /** Null when the document has no row. */
  readonly documentState: (workspaceId: string, document: string) => Promise<DocumentState | null>
  /** Whose the clientIDs of a document are, as its rows said (G2). Of two rows that show one, the first counts. */
  readonly documentOwners: (workspaceId: string, document: string) => Promise<ReadonlyMap<number, string>>
  /** The log's number for a document, stable, from 1; made on first use. Null over the limit of documents. */
  readonly documentNumber: (workspaceId: string, document: string) => Promise<number | null>
  readonly documents: (workspaceId: string) => Promise<readonly string[]>
  readonly close: () => Promise<void>
}
