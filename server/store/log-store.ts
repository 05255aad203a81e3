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
  /**
   * ClientIDs seen for the first time in what somebody handed on after a restore: whose they are is not known until they are written
   * under live. They are remembered as nobody's, so that a second restore takes them back from whoever has them (S13).
   */
  readonly strays?: readonly number[]
  /** Holds structs of others, offered again after a restore (S13): kept as a fact of the row, it makes nobody an owner. */
  readonly isHealing?: boolean
  /** The document as it was before this row is kept as a snapshot of its own, in the same commit (G4). */
  readonly pinsBefore?: boolean
}

export interface LogHead {
  /** A random id of this log; another id means another history (S13). */
  readonly epoch: string
  /** 0 when the log is empty. */
  readonly seq: number
  /** Of the row at `seq`; empty when there is none. */
  readonly hash: string
  /** Rows up to here may be gone: only snapshots say what they said (S12). 0 = every row is there. */
  readonly prunedSeq: number
}

/** A document's rows merged into one update (tree-wise, V1), good as of `seq`. */
export interface DocumentState {
  readonly seq: number
  readonly update: Uint8Array
}

export interface SnapshotState extends DocumentState {
  /** It has been through the gate since it was made, so whoever asks for it has it at once. */
  readonly isVetted: boolean
}

/** The same without merging the two: what a fresh client is sent (S11). */
export interface DocumentParts {
  readonly seq: number
  readonly snapshot: SnapshotState | null
  /** The rows after the snapshot in their order, merged in chunks: merging those too would take three times as long. */
  readonly tail: readonly Uint8Array[]
}

/** A document compacted (S12): one V1 update that says what all rows up to `seq` said. */
export interface NewSnapshot extends DocumentState {
  /** The same as gzip: what goes to a new device. */
  readonly packed: Uint8Array
  /** When it was made, ms since the epoch. */
  readonly time: number
  readonly isVetted?: boolean
}

/** What is known of a snapshot without reading it. */
export interface SnapshotInfo {
  readonly seq: number
  readonly time: number
  /** Kept because of what came after it (G4). */
  readonly isPinned: boolean
  /** Bytes of the update, and of its compressed form (0 when there is none). */
  readonly size: number
  readonly packedSize: number
  /** SHA-256 of the update, base64url. */
  readonly fingerprint: string
}

/** Where a document stands, for the tail and for the compaction to choose by. */
export interface DocumentStanding {
  /** The log's number for it. */
  readonly number: number
  readonly document: string
  /** Its last row, or its snapshot where that is all there is. */
  readonly seq: number
  /** The snapshot in use; 0 when there is none. */
  readonly snapshotSeq: number
  /** Rows of it up to here are gone. */
  readonly prunedSeq: number
}

export interface QuarantinedRow {
  readonly seq: number
  readonly document: string
  readonly reason: string
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
  /** ClientIDs whose owner was known before the log was restored and has not written under them since (S13). */
  readonly lostClients: (workspaceId: string, document: string) => Promise<ReadonlySet<number>>
  /** Another epoch from here on, and until then, ms since the epoch, the log takes back what it lost; owners stay who they are (S13). */
  readonly beginHealing: (until: number) => Promise<void>
  /** The log was restored from a copy and takes back what it lost until then, ms since the epoch; 0 = it was not. */
  readonly healingUntil: () => Promise<number>

  /** Null when the document has no row. */
  readonly documentParts: (workspaceId: string, document: string) => Promise<DocumentParts | null>
  /** Rows of one document after `seq`, as `rowsAfter` gives them. */
  readonly documentRowsAfter: (workspaceId: string, document: string, seq: number, bytesMax: number) => Promise<readonly LogRow[]>
  /** Documents with a number above `after`, by number, at most `countMax`. */
  readonly standings: (workspaceId: string, after: number, countMax: number) => Promise<readonly DocumentStanding[]>
  /** Some document has a snapshot in use that holds rows after `seq`. */
  readonly hasSnapshotsAfter: (workspaceId: string, seq: number) => Promise<boolean>
  /** Rows and bytes a document has after its snapshot, and the bytes of the snapshot. */
  readonly sinceSnapshot: (workspaceId: string, document: string) => Promise<{ readonly rows: number; readonly bytes: number; readonly snapshotBytes: number }>
  /** Newest first, pinned ones too. */
  readonly snapshots: (workspaceId: string, document: string) => Promise<readonly SnapshotInfo[]>
  /** One snapshot; null when it is not there or damaged. `packed` is null where it was not compressed. */
  readonly readSnapshot: (workspaceId: string, document: string, seq: number) => Promise<(DocumentState & { readonly packed: Uint8Array | null }) | null>
  /** What to compact: the snapshot that can be read, and the number of the one to replace (0 = none). */
  readonly compactionBase: (workspaceId: string, document: string) => Promise<{ readonly replaces: number; readonly snapshot: DocumentState | null }>
  /**
   * Puts a compacted snapshot in the place of the one at `replaces` (0 = none). False, and nothing happens, when another one
   * stands there by now. The one replaced stays, until the next one comes, as the last good one (S12).
   */
  readonly swapSnapshot: (workspaceId: string, document: string, replaces: number, snapshot: NewSnapshot) => Promise<Result<boolean, AppendFailure>>
  /** The snapshot cannot be used: the one before it takes its place, or the rows. False when neither reaches far enough back. */
  readonly dropSnapshot: (workspaceId: string, document: string, seq: number) => Promise<boolean>
  /**
   * Forgets rows older than `before` that the last two snapshots both hold, and pinned snapshots that old; at most `rowsMax`
   * rows at once. Never the last row of a workspace: its hash is the head's. Returns how many rows went.
   */
  readonly prune: (workspaceId: string, document: string, before: number, rowsMax: number) => Promise<number>
  /** These rows are never served again; they stay on the disk for a human. */
  readonly quarantine: (workspaceId: string, seqs: readonly number[], reason: string) => Promise<void>
  readonly quarantined: (workspaceId: string) => Promise<readonly QuarantinedRow[]>
  readonly workspaces: () => Promise<readonly string[]>
  /** The log's number for a document, stable, from 1; made on first use. Null over the limit of documents. */
  readonly documentNumber: (workspaceId: string, document: string) => Promise<number | null>
  readonly documents: (workspaceId: string) => Promise<readonly string[]>
  readonly close: () => Promise<void>
}
