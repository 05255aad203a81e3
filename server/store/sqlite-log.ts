// The log in SQLite (WAL, synchronous=FULL): a commit that has returned is on the disk (S10). One writer, one connection,
// all statements within one turn. Bytes carry a checksum; a row that does not match it is reported and left out, never
// served and never fatal.

import { crc32 } from 'node:zlib'
import type { RandomBytes } from '../../shared/base/id.ts'
import { createId } from '../../shared/base/id.ts'
import { err, ok } from '../../shared/base/result.ts'
import { mergeTreeWise } from '../../shared/model/merge-updates.ts'
import { LIMITS } from '../../shared/protocol/limits.ts'
import type { DocumentState, LogRow, LogStore } from './log-store.ts'
import { rowHash } from './row-hash.ts'
import type { Database } from './sqlite-database.ts'
import { createStateCache } from './state-cache.ts'

export interface SqliteLogDeps {
  readonly database: Database
  readonly randomBytes: RandomBytes
  readonly documentsMax?: number
  /** A row whose bytes are no longer what was written. */
  readonly onDamaged?: (row: { readonly workspaceId: string; readonly seq: number }) => void
  readonly onFailure?: (error: unknown) => void
}

interface StoredRow {
  readonly seq: number
  readonly person: string
  readonly time: number
  readonly bytes: Uint8Array
  readonly checksum: number
}

export const createSqliteLog = (deps: SqliteLogDeps): LogStore => {
  const { database } = deps
  const documentsMax = deps.documentsMax ?? LIMITS.documentsPerWorkspaceMax
  const epoch = epochOf(database, deps.randomBytes)
  const statements = prepareStatements(database)
  const states = createStateCache()

  const workspaceNumber = (id: string): number | undefined => statements.workspaceNumber.get(id)
  const workspaceNumberMade = (id: string): number => workspaceNumber(id) ?? Number(statements.addWorkspace.run(id).lastInsertRowid)

  const documentNumberMade = (workspace: number, path: string): number => {
    const known = statements.documentNumber.get(workspace, path)
    if (known !== undefined) return known
    const number = (statements.lastDocumentNumber.get(workspace) ?? 0) + 1
    statements.addDocument.run(workspace, number, path)
    return number
  }

  const intact = (workspaceId: string, row: StoredRow): boolean => {
    if (crc32(row.bytes) === row.checksum) return true
    deps.onDamaged?.({ workspaceId, seq: row.seq })
    return false
  }

  const appendAll = database.transaction((rows: Parameters<LogStore['append']>[0]): number[] => {
    const heads = new Map<string, { readonly workspace: number; readonly documents: Map<string, number>; seq: number; hash: string }>()
    return rows.map((row) => {
      let head = heads.get(row.workspaceId)
      if (head === undefined) {
        const workspace = workspaceNumberMade(row.workspaceId)
        head = { workspace, documents: new Map(), ...(statements.head.get(workspace) ?? { seq: 0, hash: '' }) }
        heads.set(row.workspaceId, head)
      }
      head.seq += 1
      head.hash = rowHash(head.hash, head.seq, row)
      const document = head.documents.get(row.document) ?? documentNumberMade(head.workspace, row.document)
      head.documents.set(row.document, document)
      statements.addRow.run(head.workspace, head.seq, document, row.person, row.time, row.bytes, crc32(row.bytes), head.hash)
      for (const client of row.clients ?? []) statements.addOwner.run(head.workspace, document, client, row.person)
      return head.seq
    })
  })

  const makeDocumentNumber = database.transaction((workspaceId: string, path: string): number | null => {
    const workspace = workspaceNumberMade(workspaceId)
    const known = statements.documentNumber.get(workspace, path)
    if (known !== undefined) return known
    return (statements.lastDocumentNumber.get(workspace) ?? 0) >= documentsMax ? null : documentNumberMade(workspace, path)
  })

  return {
    append: async (rows) => {
      if (rows.length === 0) return ok([])
      try {
        return ok(appendAll.immediate(rows))
      } catch (error) {
        deps.onFailure?.(error)
        return err(isFull(error) ? 'storage_full' : 'failed')
      }
    },

    head: async (workspaceId) => {
      const workspace = workspaceNumber(workspaceId)
      const head = workspace === undefined ? undefined : statements.head.get(workspace)
      return { epoch, seq: head?.seq ?? 0, hash: head?.hash ?? '' }
    },

    rowsAfter: async (workspaceId, seq, bytesMax) => {
      const workspace = workspaceNumber(workspaceId)
      const page: LogRow[] = []
      if (workspace === undefined) return page
      let bytes = 0
      for (const row of statements.rowsAfter.iterate(workspace, seq)) {
        if (page.length > 0 && bytes + row.bytes.length > bytesMax) break
        if (!intact(workspaceId, row)) continue
        bytes += row.bytes.length
        page.push({ seq: row.seq, document: row.document, person: row.person, time: row.time, bytes: row.bytes })
      }
      return page
    },

    hashAt: async (workspaceId, seq) => {
      const workspace = workspaceNumber(workspaceId)
      return workspace === undefined ? null : (statements.hashAt.get(workspace, seq) ?? null)
    },

    documentState: async (workspaceId, path) => {
      const workspace = workspaceNumber(workspaceId)
      const document = workspace === undefined ? undefined : statements.documentNumber.get(workspace, path)
      if (workspace === undefined || document === undefined) return null
      const known = states.get(workspace, document)
      const updates = known === null ? [] : [known.update]
      let seq = known?.seq ?? 0
      for (const row of statements.documentRowsAfter.iterate(workspace, document, seq)) {
        seq = row.seq
        if (intact(workspaceId, row)) updates.push(row.bytes)
      }
      if (seq === 0) return null
      if (known !== null && known.seq === seq) return known
      const state: DocumentState = { seq, update: mergeTreeWise(updates) }
      states.put(workspace, document, state)
      return state
    },

    documentOwners: async (workspaceId, path) => {
      const workspace = workspaceNumber(workspaceId)
      const document = workspace === undefined ? undefined : statements.documentNumber.get(workspace, path)
      if (workspace === undefined || document === undefined) return new Map()
      return new Map(statements.owners.all(workspace, document).map(({ client, person }) => [client, person]))
    },

    documentNumber: async (workspaceId, path) => makeDocumentNumber.immediate(workspaceId, path),

    documents: async (workspaceId) => {
      const workspace = workspaceNumber(workspaceId)
      return workspace === undefined ? [] : statements.documents.all(workspace)
    },

    close: async () => {
      states.clear()
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
       AND EXISTS (SELECT 1 FROM log_rows AS r WHERE r.workspace = d.workspace AND r.document = d.number) ORDER BY path`,
    )
    .pluck(),
  head: database.prepare<[number], { seq: number; hash: string }>('SELECT seq, hash FROM log_rows WHERE workspace = ? ORDER BY seq DESC LIMIT 1'),
  hashAt: database.prepare<[number, number], string>('SELECT hash FROM log_rows WHERE workspace = ? AND seq = ?').pluck(),
  addRow: database.prepare<[number, number, number, string, number, Uint8Array, number, string]>(
    'INSERT INTO log_rows (workspace, seq, document, person, time, bytes, checksum, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
  ),
  addOwner: database.prepare<[number, number, number, string]>(
    'INSERT INTO log_owners (workspace, document, client, person) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING',
  ),
  owners: database.prepare<[number, number], { client: number; person: string }>('SELECT client, person FROM log_owners WHERE workspace = ? AND document = ?'),
  rowsAfter: database.prepare<[number, number], StoredRow & { readonly document: string }>(
    `SELECT r.seq, d.path AS document, r.person, r.time, r.bytes, r.checksum FROM log_rows AS r
     JOIN log_documents AS d ON d.workspace = r.workspace AND d.number = r.document
     WHERE r.workspace = ? AND r.seq > ? ORDER BY r.seq`,
  ),
  documentRowsAfter: database.prepare<[number, number, number], StoredRow>(
    'SELECT seq, person, time, bytes, checksum FROM log_rows WHERE workspace = ? AND document = ? AND seq > ? ORDER BY seq',
  ),
})

const epochOf = (database: Database, randomBytes: RandomBytes): string => {
  database.prepare('INSERT INTO log_info (only_row, epoch) VALUES (1, ?) ON CONFLICT DO NOTHING').run(createId(randomBytes))
  return String(database.prepare('SELECT epoch FROM log_info').pluck().get())
}

/** SQLite says full when a write does not fit, and an I/O error when its shared memory or a journal does not. */
const isFull = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' && /^SQLITE_(?:FULL|IOERR_WRITE|IOERR_SHMSIZE|IOERR_TRUNCATE)$/.test(error.code)
