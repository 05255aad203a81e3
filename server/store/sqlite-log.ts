// The log in SQLite (WAL, synchronous=FULL): a commit that has returned is on the disk (S10). One writer, one connection,
// all statements within one turn. Bytes carry a checksum; a row that does not match it is reported and left out, never
// served and never fatal.

import { crc32 } from 'node:zlib'
import type { RandomBytes } from '../../shared/base/id.ts'
import { createId } from '../../shared/base/id.ts'
import { err, ok } from '../../shared/base/result.ts'
import { mergeInChunks, mergeTreeWise } from '../../shared/model/merge-updates.ts'
import { LIMITS } from '../../shared/protocol/limits.ts'
import type { DocumentParts, DocumentStanding, DocumentState, LogRow, LogStore, QuarantinedRow } from './log-store.ts'
import { NOBODY, type Owned } from './owners-file.ts'
import { rowHash } from './row-hash.ts'
import type { Database } from './sqlite-database.ts'
import { createSqliteSnapshots } from './sqlite-snapshots.ts'
import { createStateCache } from './state-cache.ts'

export interface SqliteLogDeps {
  readonly database: Database
  readonly randomBytes: RandomBytes
  readonly documentsMax?: number
  /** A row whose bytes are no longer what was written. */
  readonly onDamaged?: (row: { readonly workspaceId: string; readonly seq: number }) => void
  /** A snapshot whose bytes are no longer what was written. */
  readonly onDamagedSnapshot?: (snapshot: { readonly workspace: number; readonly document: number; readonly seq: number }) => void
  readonly onFailure?: (error: unknown) => void
  /** ClientIDs that have an owner from this commit on; told inside it, so that a throw stores nothing. */
  readonly onOwned?: (owned: readonly Owned[]) => void
  /** The log was set back: what is known of its owners elsewhere is put in. */
  readonly onHealing?: () => void
}

/** A row as it is stored: its columns only, where every name would cost. */
type RowColumns = readonly [seq: number, document: number, person: string, time: number, bytes: Uint8Array, checksum: number]
const ROWS_AT_ONCE = 4_096
/** Chunks of a document's rows: who joins gets each as a message of its own. */
const CHUNKS_MAX = 256

export interface SqliteLog extends LogStore {
  /** Another connection has changed the document's snapshots: what is in memory of them goes. */
  readonly forget: (workspaceId: string, document: string) => void
}

export const createSqliteLog = (deps: SqliteLogDeps): SqliteLog => {
  const { database } = deps
  const documentsMax = deps.documentsMax ?? LIMITS.documentsPerWorkspaceMax
  let epoch = epochOf(database, deps.randomBytes)
  const statements = prepareStatements(database)
  const snapshots = createSqliteSnapshots(database, (snapshot) => deps.onDamagedSnapshot?.(snapshot))
  const parts = createStateCache<DocumentParts>(({ snapshot, tail }) => tail.reduce((sum, { length }) => sum + length, snapshot?.update.length ?? 0))
  const merged = new WeakMap<DocumentParts, DocumentState>()
  const quarantined = new Map<string, Set<number>>()
  for (const { workspace, seq } of statements.quarantined.all()) quarantined.set(workspace, (quarantined.get(workspace) ?? new Set()).add(seq))

  const workspaceNumber = (id: string): number | undefined => statements.workspaceNumber.get(id)
  const workspaceNumberMade = (id: string): number => workspaceNumber(id) ?? Number(statements.addWorkspace.run(id).lastInsertRowid)

  const documentNumberMade = (workspace: number, path: string): number => {
    const known = statements.documentNumber.get(workspace, path)
    if (known !== undefined) return known
    const number = (statements.lastDocumentNumber.get(workspace) ?? 0) + 1
    statements.addDocument.run(workspace, number, path)
    return number
  }

  const intact = (workspaceId: string, row: { readonly seq: number; readonly bytes: Uint8Array; readonly checksum: number }): boolean => {
    if (quarantined.get(workspaceId)?.has(row.seq) === true) return false
    if (crc32(row.bytes) === row.checksum) return true
    deps.onDamaged?.({ workspaceId, seq: row.seq })
    return false
  }

  /** Workspace and document as the tables number them. */
  const numbersOf = (workspaceId: string, path: string): { readonly workspace: number; readonly document: number } | null => {
    const workspace = workspaceNumber(workspaceId)
    const document = workspace === undefined ? undefined : statements.documentNumber.get(workspace, path)
    return workspace === undefined || document === undefined ? null : { workspace, document }
  }

  const readParts = (workspaceId: string, path: string): DocumentParts | null => {
    const numbers = numbersOf(workspaceId, path)
    if (numbers === null) return null
    const { workspace, document } = numbers
    const known = parts.get(workspace, document)
    const snapshot = known === null ? snapshots.current(workspace, document) : known.snapshot
    const updates: Uint8Array[] = []
    const start = known?.seq ?? snapshot?.seq ?? 0
    let seq = start
    for (const [rowSeq, , , , bytes, checksum] of statements.documentRowsAfter.all(workspace, document, start)) {
      seq = rowSeq
      if (intact(workspaceId, { seq, bytes, checksum })) updates.push(bytes)
    }
    if (seq === 0) return null
    if (known !== null && known.seq === seq) return known
    const tail = [...(known?.tail ?? []), ...mergeInChunks(updates)]
    const read: DocumentParts = { seq, snapshot, tail: tail.length > CHUNKS_MAX ? mergeInChunks(tail) : tail }
    parts.put(workspace, document, read)
    return read
  }

  const stateOf = (read: DocumentParts): DocumentState => {
    if (read.snapshot !== null && read.tail.length === 0) return { seq: read.seq, update: read.snapshot.update }
    const known = merged.get(read)
    if (known !== undefined) return known
    const state = {
      seq: read.seq,
      update: mergeTreeWise([...(read.snapshot === null ? [] : [read.snapshot.update]), ...read.tail]),
    }
    merged.set(read, state)
    return state
  }

  /** By workspace and document: a document keeps its number for ever. */
  const pathsOf = new Map<number, Map<number, string>>()
  const pathOf = (workspace: number, document: number): string => {
    const paths = pathsOf.get(workspace) ?? new Map<number, string>()
    pathsOf.set(workspace, paths)
    const known = paths.get(document)
    if (known !== undefined) return known
    const path = statements.path.get(workspace, document)
    if (path !== undefined) paths.set(document, path)
    return path ?? ''
  }

  const page = (workspaceId: string, workspace: number, rows: Iterable<RowColumns>, bytesMax: number): LogRow[] => {
    const found: LogRow[] = []
    let total = 0
    for (const [seq, document, person, time, bytes, checksum] of rows) {
      if (found.length > 0 && total + bytes.length > bytesMax) break
      if (!intact(workspaceId, { seq, bytes, checksum })) continue
      const path = pathOf(workspace, document)
      // Damage to the table of documents costs those documents, and no others.
      if (path === '') continue
      total += bytes.length
      found.push({ seq, document: path, person, time, bytes })
    }
    return found
  }

  /** All at once is half the work of one by one, where all of it is wanted anyway. */
  const rowsFrom = (workspace: number, seq: number, bytesMax: number): Iterable<RowColumns> => {
    const size = statements.sizeAfter.get(workspace, seq, ROWS_AT_ONCE)
    return size !== undefined && size.rows < ROWS_AT_ONCE && size.bytes <= bytesMax
      ? statements.rowsAfter.all(workspace, seq)
      : statements.rowsAfter.iterate(workspace, seq)
  }

  const attempt = <Value>(work: () => Value): ReturnType<typeof ok<Value>> | ReturnType<typeof err<'storage_full' | 'failed'>> => {
    try {
      return ok(work())
    } catch (error) {
      deps.onFailure?.(error)
      return err(isFull(error) ? 'storage_full' : 'failed')
    }
  }

  const appendAll = database.transaction((rows: Parameters<LogStore['append']>[0]): number[] => {
    const heads = new Map<string, { readonly workspace: number; readonly documents: Map<string, number>; seq: number; hash: string }>()
    const owned: Owned[] = []
    const seqs = rows.map((row) => {
      let head = heads.get(row.workspaceId)
      if (head === undefined) {
        const workspace = workspaceNumberMade(row.workspaceId)
        const { seq, hash } = statements.head.get(workspace) ?? { seq: 0, hash: '' }
        head = { workspace, documents: new Map(), seq, hash }
        heads.set(row.workspaceId, head)
      }
      head.seq += 1
      head.hash = rowHash(head.hash, head.seq, row)
      const document = head.documents.get(row.document) ?? documentNumberMade(head.workspace, row.document)
      head.documents.set(row.document, document)
      const before = row.pinsBefore === true ? readParts(row.workspaceId, row.document) : null
      if (before !== null) snapshots.pin(head.workspace, document, stateOf(before), row.time)
      statements.addRow.run(head.workspace, head.seq, document, row.person, row.time, row.bytes, crc32(row.bytes), head.hash, row.isHealing === true ? 1 : 0)
      for (const client of row.clients ?? []) {
        const isNew = statements.addOwner.run(head.workspace, document, client, row.person).changes > 0
        if (isNew) owned.push({ workspaceId: row.workspaceId, document: row.document, client, person: row.person })
      }
      for (const client of row.strays ?? []) {
        const isNew = statements.addStray.run(head.workspace, document, client).changes > 0
        if (isNew) owned.push({ workspaceId: row.workspaceId, document: row.document, client, person: NOBODY })
      }
      return head.seq
    })
    if (owned.length > 0) deps.onOwned?.(owned)
    return seqs
  })

  const makeDocumentNumber = database.transaction((workspaceId: string, path: string): number | null => {
    const workspace = workspaceNumberMade(workspaceId)
    const known = statements.documentNumber.get(workspace, path)
    if (known !== undefined) return known
    return (statements.lastDocumentNumber.get(workspace) ?? 0) >= documentsMax ? null : documentNumberMade(workspace, path)
  })

  return {
    append: async (rows) => (rows.length === 0 ? ok([]) : attempt(() => appendAll.immediate(rows))),

    head: async (workspaceId) => {
      const workspace = workspaceNumber(workspaceId)
      const head = workspace === undefined ? undefined : statements.head.get(workspace)
      const prunedSeq = workspace === undefined ? 0 : (statements.prunedSeq.get(workspace) ?? 0)
      return { epoch, seq: head?.seq ?? 0, hash: head?.hash ?? '', prunedSeq }
    },

    rowsAfter: async (workspaceId, seq, bytesMax) => {
      const workspace = workspaceNumber(workspaceId)
      if (workspace === undefined) return []
      return page(workspaceId, workspace, rowsFrom(workspace, seq, bytesMax), bytesMax)
    },

    hashAt: async (workspaceId, seq) => {
      const workspace = workspaceNumber(workspaceId)
      return workspace === undefined ? null : (statements.hashAt.get(workspace, seq) ?? null)
    },

    documentState: async (workspaceId, path) => {
      const read = readParts(workspaceId, path)
      return read === null ? null : stateOf(read)
    },

    documentParts: async (workspaceId, path) => readParts(workspaceId, path),

    documentRowsAfter: async (workspaceId, path, seq, bytesMax) => {
      const numbers = numbersOf(workspaceId, path)
      if (numbers === null) return []
      return page(workspaceId, numbers.workspace, statements.documentRowsAfter.iterate(numbers.workspace, numbers.document, seq), bytesMax)
    },

    standings: async (workspaceId, after, countMax) => {
      const workspace = workspaceNumber(workspaceId)
      return workspace === undefined ? [] : statements.standings.all(workspace, after, countMax)
    },

    hasSnapshotsAfter: async (workspaceId, seq) => {
      const workspace = workspaceNumber(workspaceId)
      return workspace !== undefined && statements.hasSnapshotsAfter.get(workspace, seq) !== undefined
    },

    sinceSnapshot: async (workspaceId, path) => {
      const numbers = numbersOf(workspaceId, path)
      const since = numbers === null ? undefined : statements.sinceSnapshot.get(numbers)
      return since ?? { rows: 0, bytes: 0, snapshotBytes: 0 }
    },

    snapshots: async (workspaceId, path) => {
      const numbers = numbersOf(workspaceId, path)
      return numbers === null ? [] : snapshots.list(numbers.workspace, numbers.document)
    },

    readSnapshot: async (workspaceId, path, seq) => {
      const numbers = numbersOf(workspaceId, path)
      return numbers === null ? null : snapshots.read(numbers.workspace, numbers.document, seq)
    },

    compactionBase: async (workspaceId, path) => {
      const numbers = numbersOf(workspaceId, path)
      if (numbers === null) return { replaces: 0, snapshot: null }
      return {
        replaces: snapshots.inUse(numbers.workspace, numbers.document),
        snapshot: snapshots.current(numbers.workspace, numbers.document),
      }
    },

    swapSnapshot: async (workspaceId, path, replaces, snapshot) => {
      const numbers = numbersOf(workspaceId, path)
      if (numbers === null) return ok(false)
      const swapped = attempt(() => snapshots.swap(numbers.workspace, numbers.document, replaces, snapshot))
      if (swapped.ok && swapped.value) parts.drop(numbers.workspace, numbers.document)
      return swapped
    },

    dropSnapshot: async (workspaceId, path, seq) => {
      const numbers = numbersOf(workspaceId, path)
      if (numbers === null) return false
      parts.drop(numbers.workspace, numbers.document)
      return snapshots.drop(numbers.workspace, numbers.document, seq)
    },

    prune: async (workspaceId, path, before, rowsMax) => {
      const numbers = numbersOf(workspaceId, path)
      return numbers === null ? 0 : snapshots.prune(numbers.workspace, numbers.document, before, rowsMax)
    },

    quarantine: async (workspaceId, seqs, reason) => {
      const workspace = workspaceNumber(workspaceId)
      if (workspace === undefined) return
      database.transaction(() => seqs.map((seq) => statements.quarantine.run(workspace, seq, reason))).immediate()
      const known = quarantined.get(workspaceId) ?? new Set()
      quarantined.set(workspaceId, known)
      for (const seq of seqs) known.add(seq)
      parts.clear()
    },

    quarantined: async (workspaceId) => {
      const workspace = workspaceNumber(workspaceId)
      return workspace === undefined ? [] : statements.quarantinedIn.all(workspace)
    },

    workspaces: async () => statements.workspaces.all(),

    documentOwners: async (workspaceId, path) => {
      const numbers = numbersOf(workspaceId, path)
      if (numbers === null) return new Map()
      return new Map(statements.owners.all(numbers.workspace, numbers.document).map(({ client, person }) => [client, person]))
    },

    lostClients: async (workspaceId, path) => {
      const numbers = numbersOf(workspaceId, path)
      return new Set(numbers === null ? [] : statements.lostClients.all(numbers.workspace, numbers.document))
    },

    beginHealing: async (until) => {
      const next = createId(deps.randomBytes)
      database
        .transaction(() => {
          database.prepare('UPDATE log_info SET epoch = ?, healing_until = ?').run(next, until)
          database.exec('UPDATE log_owners SET is_from_before = 1')
        })
        .immediate()
      epoch = next
      deps.onHealing?.()
    },

    healingUntil: async () => Number(statements.healingUntil.get() ?? 0),

    documentNumber: async (workspaceId, path) => makeDocumentNumber.immediate(workspaceId, path),

    documents: async (workspaceId) => {
      const workspace = workspaceNumber(workspaceId)
      return workspace === undefined ? [] : statements.documents.all(workspace)
    },

    forget: (workspaceId, path) => {
      const numbers = numbersOf(workspaceId, path)
      if (numbers !== null) parts.drop(numbers.workspace, numbers.document)
    },

    close: async () => {
      parts.clear()
    },
  }
}

const prepareStatements = (database: Database) => ({
  workspaceNumber: database.prepare<[string], number>('SELECT number FROM log_workspaces WHERE id = ?').pluck(),
  addWorkspace: database.prepare<[string]>('INSERT INTO log_workspaces (id) VALUES (?)'),
  documentNumber: database.prepare<[number, string], number>('SELECT number FROM log_documents WHERE workspace = ? AND path = ?').pluck(),
  lastDocumentNumber: database.prepare<[number], number>('SELECT number FROM log_documents WHERE workspace = ? ORDER BY number DESC LIMIT 1').pluck(),
  addDocument: database.prepare<[number, number, string]>('INSERT INTO log_documents (workspace, number, path) VALUES (?, ?, ?)'),
  documents: database
    .prepare<[number], string>(
      `SELECT path FROM log_documents AS d WHERE workspace = ?
       AND (snapshot_seq > 0 OR EXISTS (SELECT 1 FROM log_rows AS r WHERE r.workspace = d.workspace AND r.document = d.number)) ORDER BY path`,
    )
    .pluck(),
  head: database.prepare<[number], { seq: number; hash: string }>('SELECT seq, hash FROM log_rows WHERE workspace = ? ORDER BY seq DESC LIMIT 1'),
  hashAt: database.prepare<[number, number], string>('SELECT hash FROM log_rows WHERE workspace = ? AND seq = ?').pluck(),
  prunedSeq: database.prepare<[number], number>('SELECT MAX(pruned_seq) FROM log_documents WHERE workspace = ?').pluck(),
  addRow: database.prepare<[number, number, number, string, number, Uint8Array, number, string, number]>(
    'INSERT INTO log_rows (workspace, seq, document, person, time, bytes, checksum, hash, is_healing) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
  ),
  // The first owner stays, and nobody is none. One from before a restore who writes under it again has come back.
  addOwner: database.prepare<[number, number, number, string]>(
    `INSERT INTO log_owners (workspace, document, client, person) VALUES (?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET is_from_before = 0, person = excluded.person WHERE person IN (excluded.person, '${NOBODY}')`,
  ),
  addStray: database.prepare<[number, number, number]>(
    `INSERT INTO log_owners (workspace, document, client, person) VALUES (?, ?, ?, '${NOBODY}') ON CONFLICT DO NOTHING`,
  ),
  lostClients: database.prepare<[number, number], number>('SELECT client FROM log_owners WHERE workspace = ? AND document = ? AND is_from_before = 1').pluck(),
  healingUntil: database.prepare<[], number>('SELECT healing_until FROM log_info').pluck(),
  owners: database.prepare<[number, number], { client: number; person: string }>(
    `SELECT client, person FROM log_owners WHERE workspace = ? AND document = ? AND person <> '${NOBODY}'`,
  ),
  path: database.prepare<[number, number], string>('SELECT path FROM log_documents WHERE workspace = ? AND number = ?').pluck(),
  rowsAfter: database
    .prepare<[number, number], RowColumns>('SELECT seq, document, person, time, bytes, checksum FROM log_rows WHERE workspace = ? AND seq > ? ORDER BY seq')
    .raw(),
  sizeAfter: database.prepare<[number, number, number], { rows: number; bytes: number }>(
    `SELECT COUNT(*) AS rows, IFNULL(SUM(size), 0) AS bytes
     FROM (SELECT LENGTH(bytes) AS size FROM log_rows WHERE workspace = ? AND seq > ? ORDER BY seq LIMIT ?)`,
  ),
  hasSnapshotsAfter: database.prepare<[number, number], number>('SELECT 1 FROM log_documents WHERE workspace = ? AND snapshot_seq > ? LIMIT 1').pluck(),
  standings: database.prepare<[number, number, number], DocumentStanding>(
    `SELECT number, path AS document, snapshot_seq AS snapshotSeq, pruned_seq AS prunedSeq,
       MAX(snapshot_seq, IFNULL((SELECT MAX(seq) FROM log_rows AS r WHERE r.workspace = d.workspace AND r.document = d.number), 0)) AS seq
     FROM log_documents AS d WHERE workspace = ? AND number > ? ORDER BY number LIMIT ?`,
  ),
  sinceSnapshot: database.prepare<[{ workspace: number; document: number }], { rows: number; bytes: number; snapshotBytes: number }>(
    `SELECT COUNT(r.seq) AS rows, IFNULL(SUM(LENGTH(r.bytes)), 0) AS bytes,
       IFNULL((SELECT LENGTH(s.bytes) FROM log_snapshots AS s WHERE s.workspace = @workspace AND s.document = @document AND s.seq = d.snapshot_seq), 0) AS snapshotBytes
     FROM log_documents AS d LEFT JOIN log_rows AS r INDEXED BY log_rows_by_document
       ON r.workspace = d.workspace AND r.document = d.number AND r.seq > d.snapshot_seq
     WHERE d.workspace = @workspace AND d.number = @document`,
  ),
  quarantine: database.prepare<[number, number, string]>('INSERT INTO log_quarantine (workspace, seq, reason) VALUES (?, ?, ?) ON CONFLICT DO NOTHING'),
  quarantined: database.prepare<[], { workspace: string; seq: number }>(
    'SELECT w.id AS workspace, q.seq FROM log_quarantine AS q JOIN log_workspaces AS w ON w.number = q.workspace',
  ),
  quarantinedIn: database.prepare<[number], QuarantinedRow>(
    `SELECT q.seq, d.path AS document, q.reason FROM log_quarantine AS q
     JOIN log_rows AS r ON r.workspace = q.workspace AND r.seq = q.seq JOIN log_documents AS d ON d.workspace = r.workspace AND d.number = r.document
     WHERE q.workspace = ? ORDER BY q.seq`,
  ),
  workspaces: database.prepare<[], string>('SELECT id FROM log_workspaces ORDER BY number').pluck(),
  // Left to itself the planner goes through the whole workspace, since that comes in order.
  documentRowsAfter: database
    .prepare<[number, number, number], RowColumns>(
      `SELECT seq, document, person, time, bytes, checksum FROM log_rows INDEXED BY log_rows_by_document
       WHERE workspace = ? AND document = ? AND seq > ? ORDER BY seq`,
    )
    .raw(),
})

const epochOf = (database: Database, randomBytes: RandomBytes): string => {
  database.prepare('INSERT INTO log_info (only_row, epoch) VALUES (1, ?) ON CONFLICT DO NOTHING').run(createId(randomBytes))
  return String(database.prepare('SELECT epoch FROM log_info').pluck().get())
}

/** SQLite says full when a write does not fit, and an I/O error when its shared memory or a journal does not. */
const isFull = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' && /^SQLITE_(?:FULL|IOERR_WRITE|IOERR_SHMSIZE|IOERR_TRUNCATE)$/.test(error.code)
