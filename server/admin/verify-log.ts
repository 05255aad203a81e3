// Is a log that comes from a file what Endcap wrote? Before a backup becomes the truth, every row's checksum is compared,
// every hash with the row and the hash before it, and every byte passes the gate as if a stranger had sent it (SYNC §5): a
// backup that was tampered with is not served to every device of a team.
//
// Knows the tables by name and not through the store: the file may be of an older layout, and stays as it is.

import { crc32 } from 'node:zlib'
import type { Database } from 'better-sqlite3'
import { parseDocumentPath } from '../../shared/base/document-path.ts'
import { createKnowledge, type DocumentKnowledge, learn } from '../../shared/protocol/document-knowledge.ts'
import { knowledgeOf, vetForeignRow } from '../../shared/protocol/gate.ts'
import { vetInbound } from '../../shared/protocol/vet-inbound.ts'
import { rowHash } from '../store/row-hash.ts'

export interface LogVerdict {
  /** Bytes that are not what was written: a disk that rots, or somebody's hand. One line each. */
  readonly damaged: readonly string[]
  /** Bytes no Endcap ever wrote. Null = none. */
  readonly forged: string | null
}

interface StoredRow {
  readonly workspace: number
  readonly document: number
  readonly seq: number
  readonly person: string
  readonly time: number
  readonly bytes: Uint8Array
  readonly checksum: number
  readonly hash: string
}

interface StoredSnapshot {
  readonly seq: number
  readonly bytes: Uint8Array
  readonly checksum: number
}

const DAMAGED_MAX = 20
const CHECKSUM = 'its checksum is another one'

export const verifyLog = (database: Database): LogVerdict => {
  const paths = readPaths(database)
  const damaged: string[] = []
  const report = (line: string): void => {
    if (damaged.length < DAMAGED_MAX) damaged.push(line)
  }
  const pathOf = (workspace: number, document: number): string | null => paths.get(workspace)?.documents.get(document) ?? null
  const nameOf = ({ workspace, document }: Pick<StoredRow, 'workspace' | 'document'>): string =>
    `document ${pathOf(workspace, document) ?? document} of workspace ${paths.get(workspace)?.id ?? workspace}`

  for (const { id, documents } of paths.values()) {
    for (const path of documents.values()) {
      if (parseDocumentPath(path) === null) return { damaged, forged: `workspace ${id} has a document that none can be called: ${JSON.stringify(path)}` }
    }
  }

  let before: StoredRow | null = null
  for (const row of database.prepare<[], StoredRow>(`${ROWS} ORDER BY workspace, seq`).iterate()) {
    const path = pathOf(row.workspace, row.document)
    if (path === null) return { damaged, forged: `row ${row.seq} belongs to no document` }
    const isFirst = before?.workspace !== row.workspace
    // Rows before a snapshot may be gone, and their hashes with them.
    const hashBefore = isFirst && row.seq === 1 ? '' : !isFirst && before?.seq === row.seq - 1 ? before.hash : null
    const isChained =
      hashBefore === null ||
      rowHash(hashBefore, row.seq, { workspaceId: '', document: path, person: row.person, time: row.time, bytes: row.bytes }) === row.hash
    if (crc32(row.bytes) !== row.checksum) report(`row ${row.seq}, ${nameOf(row)}: ${CHECKSUM}`)
    else if (!isChained) report(`row ${row.seq}, ${nameOf(row)}: its hash is another one`)
    before = row
  }

  const hasSnapshots = hasTable(database, 'log_snapshots')
  const quarantined = readQuarantine(database)
  for (const [workspace, { documents }] of paths) {
    for (const document of documents.keys()) {
      const forged = forgedIn({ database, workspace, document, name: nameOf({ workspace, document }), hasSnapshots, quarantined, report })
      if (forged !== null) return { damaged, forged }
    }
  }
  return { damaged, forged: null }
}

/** One document through the gate: its snapshots, and its rows from the first one or from the oldest snapshot that is needed. */
const forgedIn = (of: {
  readonly database: Database
  readonly workspace: number
  readonly document: number
  readonly name: string
  readonly hasSnapshots: boolean
  readonly quarantined: ReadonlySet<string>
  readonly report: (line: string) => void
}): string | null => {
  const { database, workspace, document, name, hasSnapshots, quarantined, report } = of
  const known = new Map<number, DocumentKnowledge>()
  for (const { seq, bytes, checksum } of hasSnapshots ? readSnapshots(database, workspace, document) : []) {
    const knowledge = knowledgeOf(bytes, 'foreign')
    if (crc32(bytes) !== checksum) report(`the snapshot at row ${seq}, ${name}: ${CHECKSUM}`)
    else if ('kind' in knowledge) return `the snapshot at row ${seq}, ${name}: ${knowledge.reason}`
    else known.set(seq, knowledge)
  }
  const prunedTo = hasSnapshots ? prunedSeq(database, workspace, document) : 0
  const start = prunedTo === 0 ? 0 : ([...known.keys()].filter((seq) => seq >= prunedTo).sort((a, b) => a - b)[0] ?? 0)
  const knowledge = known.get(start) ?? createKnowledge()
  // Where rows are missing, what stood on them cannot connect.
  let isWhole = prunedTo === 0 || start > 0
  for (const row of database
    .prepare<[number, number], StoredRow>(`${ROWS} INDEXED BY log_rows_by_document WHERE workspace = ? AND document = ? ORDER BY seq`)
    .iterate(workspace, document)) {
    if (crc32(row.bytes) !== row.checksum || quarantined.has(`${workspace} ${row.seq}`)) {
      isWhole = false
      continue
    }
    const refusal = vetInbound(row.bytes)
    if (refusal !== null) return `row ${row.seq}, ${name}: ${refusal.reason}`
    if (row.seq <= start) continue
    const verdict = vetForeignRow(knowledge, row.bytes)
    if (verdict.kind === 'invalid' || verdict.kind === 'too_large') return `row ${row.seq}, ${name}: ${verdict.reason}`
    if (verdict.kind === 'accept') learn(knowledge, verdict.learned)
    if (isWhole && (verdict.kind === 'resync' || (verdict.kind === 'accept' && !verdict.complete))) {
      isWhole = false
      report(`row ${row.seq}, ${name}: it does not follow from the rows before it`)
    }
  }
  return null
}

const ROWS = 'SELECT workspace, document, seq, person, time, bytes, checksum, hash FROM log_rows'

const readPaths = (database: Database): Map<number, { readonly id: string; readonly documents: Map<number, string> }> => {
  const paths = new Map<number, { readonly id: string; readonly documents: Map<number, string> }>()
  for (const { number, id } of database.prepare<[], { number: number; id: string }>('SELECT number, id FROM log_workspaces').all()) {
    paths.set(number, { id, documents: new Map() })
  }
  const documents = database.prepare<[], { workspace: number; number: number; path: string }>('SELECT workspace, number, path FROM log_documents')
  for (const { workspace, number, path } of documents.all()) paths.get(workspace)?.documents.set(number, path)
  return paths
}

const hasTable = (database: Database, name: string): boolean =>
  database.prepare<[string]>("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?").get(name) !== undefined

const readSnapshots = (database: Database, workspace: number, document: number): StoredSnapshot[] =>
  database
    .prepare<[number, number], StoredSnapshot>('SELECT seq, bytes, checksum FROM log_snapshots WHERE workspace = ? AND document = ? ORDER BY seq')
    .all(workspace, document)

const prunedSeq = (database: Database, workspace: number, document: number): number =>
  database.prepare<[number, number], number>('SELECT pruned_seq FROM log_documents WHERE workspace = ? AND number = ?').pluck().get(workspace, document) ?? 0

/** Rows that are served to nobody any more. */
const readQuarantine = (database: Database): ReadonlySet<string> =>
  hasTable(database, 'log_quarantine') ? new Set(database.prepare<[], string>("SELECT workspace || ' ' || seq FROM log_quarantine").pluck().all()) : new Set()
