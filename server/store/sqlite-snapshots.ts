// The snapshots of the SQLite log (S12): one in use per document, the one before it as the last good one, and those pinned
// because of what came after (G4). All of a swap is one transaction, so a crash leaves the old one or the new one.
//
// A snapshot whose checksum is wrong is passed over for the next older one: rows are only forgotten once two snapshots, or
// one that has stood for the whole time of the history, hold them.

import { crc32 } from 'node:zlib'
import type { DocumentState, NewSnapshot, SnapshotInfo, SnapshotState } from './log-store.ts'
import { fingerprintOf } from './row-hash.ts'
import type { Database } from './sqlite-database.ts'

/** Older pins of a document go first. */
const PINS_MAX = 20

export interface SqliteSnapshots {
  /** The number of the one in use; 0 = none. */
  readonly inUse: (workspace: number, document: number) => number
  /** The newest that can be trusted; null when there is none. */
  readonly current: (workspace: number, document: number) => SnapshotState | null
  readonly read: (workspace: number, document: number, seq: number) => (DocumentState & { readonly packed: Uint8Array | null }) | null
  readonly list: (workspace: number, document: number) => readonly SnapshotInfo[]
  /** Inside the caller's transaction. */
  readonly pin: (workspace: number, document: number, state: DocumentState, time: number) => void
  readonly swap: (workspace: number, document: number, replaces: number, snapshot: NewSnapshot) => boolean
  readonly drop: (workspace: number, document: number, seq: number) => boolean
  readonly prune: (workspace: number, document: number, before: number, rowsMax: number) => number
}

interface StoredSnapshot {
  readonly seq: number
  readonly bytes: Uint8Array
  readonly checksum: number
  readonly isVetted: number
  readonly packed: Uint8Array | null
}

/** A Buffer is a Uint8Array whose `slice` and equality are not. */
const plain = (bytes: Uint8Array): Uint8Array => new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length)

export const createSqliteSnapshots = (
  database: Database,
  onDamaged: (snapshot: { readonly workspace: number; readonly document: number; readonly seq: number }) => void,
): SqliteSnapshots => {
  const inUse = database.prepare<[number, number], number>('SELECT snapshot_seq FROM log_documents WHERE workspace = ? AND number = ?').pluck()
  const upTo = database.prepare<[number, number, number], StoredSnapshot>(
    'SELECT seq, bytes, checksum, is_vetted AS isVetted, NULL AS packed FROM log_snapshots WHERE workspace = ? AND document = ? AND seq <= ? ORDER BY seq DESC',
  )
  const one = database.prepare<[number, number, number], StoredSnapshot>(
    'SELECT seq, bytes, checksum, is_vetted AS isVetted, packed FROM log_snapshots WHERE workspace = ? AND document = ? AND seq = ?',
  )
  const listed = database.prepare<[number, number], Omit<SnapshotInfo, 'isPinned'> & { readonly isPinned: number }>(
    `SELECT seq, time, is_pinned AS isPinned, LENGTH(bytes) AS size, IFNULL(LENGTH(packed), 0) AS packedSize, fingerprint
     FROM log_snapshots WHERE workspace = ? AND document = ? ORDER BY seq DESC`,
  )
  const put = database.prepare<[number, number, number, number, number, Uint8Array, number, string, Uint8Array | null, number]>(
    `INSERT INTO log_snapshots (workspace, document, seq, time, is_pinned, bytes, checksum, fingerprint, packed, is_vetted) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (workspace, document, seq) DO UPDATE SET
       is_pinned = MAX(is_pinned, excluded.is_pinned), time = excluded.time, bytes = excluded.bytes, checksum = excluded.checksum,
       fingerprint = excluded.fingerprint, packed = excluded.packed, is_vetted = excluded.is_vetted`,
  )
  const pinExisting = database.prepare<[number, number, number]>('UPDATE log_snapshots SET is_pinned = 1 WHERE workspace = ? AND document = ? AND seq = ?')
  const dropOldPins = database.prepare<[number, number, number, number, number]>(
    `DELETE FROM log_snapshots WHERE workspace = ? AND document = ? AND is_pinned = 1 AND seq NOT IN
     (SELECT seq FROM log_snapshots WHERE workspace = ? AND document = ? AND is_pinned = 1 ORDER BY seq DESC LIMIT ?)`,
  )
  const use = database.prepare<[number, number, number, number]>(
    'UPDATE log_documents SET snapshot_seq = ? WHERE workspace = ? AND number = ? AND snapshot_seq = ?',
  )
  const forgetBefore = database.prepare<[number, number, number]>(
    'DELETE FROM log_snapshots WHERE workspace = ? AND document = ? AND is_pinned = 0 AND seq < ?',
  )
  const forget = database.prepare<[number, number, number]>('DELETE FROM log_snapshots WHERE workspace = ? AND document = ? AND seq = ?')
  const forgetPins = database.prepare<[number, number, number, number]>(
    'DELETE FROM log_snapshots WHERE workspace = ? AND document = ? AND is_pinned = 1 AND time < ? AND seq < ?',
  )
  const lastSeq = database.prepare<[number], number>('SELECT MAX(seq) FROM log_rows WHERE workspace = ?').pluck()
  const rowsToPrune = database
    .prepare<[number, number, number, number, number], number>(
      'SELECT seq FROM log_rows INDEXED BY log_rows_by_document WHERE workspace = ? AND document = ? AND seq <= ? AND time < ? ORDER BY seq LIMIT ?',
    )
    .pluck()
  const dropRow = database.prepare<[number, number]>('DELETE FROM log_rows WHERE workspace = ? AND seq = ?')
  const setPruned = database.prepare<[number, number, number]>('UPDATE log_documents SET pruned_seq = MAX(pruned_seq, ?) WHERE workspace = ? AND number = ?')

  const list = (workspace: number, document: number): SnapshotInfo[] =>
    listed.all(workspace, document).map((info) => ({ ...info, isPinned: info.isPinned === 1 }))

  const swap = database.transaction((workspace: number, document: number, replaces: number, { seq, update, packed, time, isVetted }: NewSnapshot): boolean => {
    if (use.run(seq, workspace, document, replaces).changes === 0) return false
    put.run(workspace, document, seq, time, 0, update, crc32(update), fingerprintOf(update), packed, isVetted === true ? 1 : 0)
    forgetBefore.run(workspace, document, replaces)
    return true
  })

  const drop = database.transaction((workspace: number, document: number, seq: number): boolean => {
    forget.run(workspace, document, seq)
    const before = list(workspace, document).find((info) => info.seq < seq)?.seq ?? 0
    use.run(before, workspace, document, seq)
    const pruned = Number(database.prepare('SELECT pruned_seq FROM log_documents WHERE workspace = ? AND number = ?').pluck().get(workspace, document) ?? 0)
    return before >= pruned
  })

  const prune = database.transaction((workspace: number, document: number, before: number, rowsMax: number): number => {
    const using = inUse.get(workspace, document) ?? 0
    const [current, previous] = list(workspace, document).filter(({ seq }) => seq <= using)
    if (current === undefined) return 0
    const isProven = current.time < before
    if (isProven) forgetBefore.run(workspace, document, current.seq)
    forgetPins.run(workspace, document, before, previous?.seq ?? 0)
    const limit = isProven ? current.seq : (previous?.seq ?? 0)
    const last = lastSeq.get(workspace) ?? 0
    const seqs = rowsToPrune.all(workspace, document, Math.min(limit, last - 1), before, rowsMax)
    for (const seq of seqs) dropRow.run(workspace, seq)
    const lastPruned = seqs.at(-1)
    if (lastPruned !== undefined) setPruned.run(lastPruned, workspace, document)
    return seqs.length
  })

  return {
    inUse: (workspace, document) => inUse.get(workspace, document) ?? 0,
    current: (workspace, document) => {
      const seq = inUse.get(workspace, document) ?? 0
      if (seq === 0) return null
      for (const found of upTo.iterate(workspace, document, seq)) {
        if (crc32(found.bytes) === found.checksum) return { seq: found.seq, update: plain(found.bytes), isVetted: found.isVetted === 1 }
        onDamaged({ workspace, document, seq: found.seq })
      }
      return null
    },
    read: (workspace, document, seq) => {
      const found = one.get(workspace, document, seq)
      if (found === undefined) return null
      if (crc32(found.bytes) === found.checksum) return { seq, update: plain(found.bytes), packed: found.packed === null ? null : plain(found.packed) }
      onDamaged({ workspace, document, seq })
      return null
    },
    list,
    pin: (workspace, document, { seq, update }, time) => {
      if (pinExisting.run(workspace, document, seq).changes === 0)
        put.run(workspace, document, seq, time, 1, update, crc32(update), fingerprintOf(update), null, 0)
      dropOldPins.run(workspace, document, workspace, document, PINS_MAX)
    },
    swap: (workspace, document, replaces, snapshot) => swap.immediate(workspace, document, replaces, snapshot),
    drop: (workspace, document, seq) => drop.immediate(workspace, document, seq),
    prune: (workspace, document, before, rowsMax) => prune.immediate(workspace, document, before, rowsMax),
  }
}
