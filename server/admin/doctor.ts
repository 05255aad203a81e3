// Is the log in order (S16)? Every row against its checksum and the hash before it; every document loaded into a fresh Y.Doc
// with garbage collection: does it load, does it wait for anything, does its snapshot with what came after say the same as
// all of its rows, byte for byte once encoded; has every clientID in it an owner. Reads only, also beside a running server.

import { crc32, gunzipSync } from 'node:zlib'
import { err, ok, type Result } from '../../shared/base/result.ts'
import { createKnowledge } from '../../shared/protocol/document-knowledge.ts'
import { learnLogged } from '../../shared/protocol/gate.ts'
import { LIMITS } from '../../shared/protocol/limits.ts'
import type { Compaction } from '../store/compaction.ts'
import type { DocumentStanding, LogRow, LogStore } from '../store/log-store.ts'
import { fingerprintOf, rowHash } from '../store/row-hash.ts'
import type { Database } from '../store/sqlite-database.ts'

export interface Problem {
  readonly problem: string
  readonly document?: string
  readonly seq?: number
}

export interface WorkspaceHealth {
  readonly workspaceId: string
  readonly documents: number
  readonly rows: number
  readonly lastSeq: number
  readonly snapshots: number
  readonly pins: number
  /** Documents whose every row is still there, so that the snapshot was held against them. */
  readonly comparedWithAllRows: number
  readonly problems: readonly Problem[]
  /** More problems than are listed. */
  readonly unlisted: number
}

export interface Health {
  readonly ok: boolean
  /** The log takes back what a restore lost until then, ms since the epoch; 0 = it was not restored. */
  readonly healingUntil: number
  readonly workspaces: readonly WorkspaceHealth[]
}

const PROBLEMS_MAX = 100
const PAGE_BYTES_MAX = 4 * 1024 * 1024
const STANDINGS_PER_PAGE = 256

export interface DoctorDeps {
  readonly database: Database
  readonly log: LogStore
  readonly compaction: Compaction
}

/** `only` = one workspace; null = all. */
export const examine = async ({ database, log, compaction }: DoctorDeps, only: string | null): Promise<Result<Health, string>> => {
  const known = await log.workspaces()
  if (only !== null && !known.includes(only)) {
    const exists = database.prepare('SELECT 1 FROM workspaces WHERE id = ?').get(only) !== undefined
    if (!exists) return err(`there is no workspace ${only}`)
  }
  const healingUntil = await log.healingUntil()
  const workspaces: WorkspaceHealth[] = []
  for (const workspaceId of only === null ? known : [only]) {
    workspaces.push(await examineWorkspace({ database, log, compaction }, workspaceId, healingUntil > 0))
  }
  return ok({ ok: workspaces.every(({ problems }) => problems.length === 0), healingUntil, workspaces })
}

const examineWorkspace = async (deps: DoctorDeps, workspaceId: string, isHealing: boolean): Promise<WorkspaceHealth> => {
  const { log, database } = deps
  const problems: Problem[] = []
  let unlisted = 0
  const report: Report = (problem) => {
    if (problems.length < PROBLEMS_MAX) problems.push(problem)
    else unlisted++
  }
  const rows = examineRows(database, workspaceId, report)
  for (const { seq, document, reason } of await log.quarantined(workspaceId)) report({ problem: `the row is in quarantine: ${reason}`, document, seq })

  const figures = { documents: 0, snapshots: 0, pins: 0, comparedWithAllRows: 0 }
  for (let after = 0; ; ) {
    const page = await log.standings(workspaceId, after, STANDINGS_PER_PAGE)
    for (const standing of page) {
      if (standing.seq === 0) continue
      const found = await examineDocument(deps, workspaceId, standing, isHealing, report)
      figures.documents++
      figures.snapshots += found.snapshots
      figures.pins += found.pins
      figures.comparedWithAllRows += found.isCompared ? 1 : 0
    }
    const last = page.at(-1)
    if (last === undefined) break
    after = last.number
  }
  const { seq } = await log.head(workspaceId)
  return { workspaceId, ...figures, rows, lastSeq: seq, problems, unlisted }
}

type Report = (problem: Problem) => void

interface StoredRow {
  readonly seq: number
  readonly document: string
  readonly person: string
  readonly time: number
  readonly bytes: Uint8Array
  readonly checksum: number
  readonly hash: string
}

/** Returns how many there are. */
const examineRows = (database: Database, workspaceId: string, report: Report): number => {
  const rows = database.prepare<[string], StoredRow>(
    `SELECT r.seq, d.path AS document, r.person, r.time, r.bytes, r.checksum, r.hash FROM log_workspaces AS w
     JOIN log_rows AS r ON r.workspace = w.number JOIN log_documents AS d ON d.workspace = w.number AND d.number = r.document
     WHERE w.id = ? ORDER BY r.seq`,
  )
  let count = 0
  let before: StoredRow | null = null
  for (const row of rows.iterate(workspaceId)) {
    count++
    const { seq, document } = row
    // Behind a gap there is no hash to go on from: those rows were forgotten.
    const hashBefore = seq === 1 ? '' : before?.seq === seq - 1 ? before.hash : null
    if (crc32(row.bytes) !== row.checksum) report({ problem: 'the row is damaged: its checksum is another one', document, seq })
    else if (hashBefore !== null && rowHash(hashBefore, seq, { ...row, workspaceId }) !== row.hash) {
      report({ problem: 'the row does not follow from the one before it: its hash is another one', document, seq })
    }
    before = row
  }
  return count
}

const readRows = async (log: LogStore, workspaceId: string, document: string): Promise<LogRow[]> => {
  const rows: LogRow[] = []
  for (;;) {
    const page = await log.documentRowsAfter(workspaceId, document, rows.at(-1)?.seq ?? 0, PAGE_BYTES_MAX)
    if (page.length === 0) return rows
    rows.push(...page)
  }
}

const examineDocument = async (
  { log, compaction }: DoctorDeps,
  workspaceId: string,
  { document, snapshotSeq, prunedSeq }: DocumentStanding,
  isHealing: boolean,
  report: Report,
): Promise<{ readonly snapshots: number; readonly pins: number; readonly isCompared: boolean }> => {
  const snapshots = await log.snapshots(workspaceId, document)
  for (const { seq, fingerprint } of snapshots) {
    const found = await log.readSnapshot(workspaceId, document, seq)
    if (found === null || fingerprintOf(found.update) !== fingerprint)
      report({ problem: 'the snapshot is damaged: its checksum is another one', document, seq })
    else if (found.packed !== null && !inflatesTo(found.packed, found.update)) {
      report({ problem: 'the compressed snapshot is another document than the snapshot', document, seq })
    }
  }
  const { snapshot } = await log.compactionBase(workspaceId, document)
  if (snapshotSeq > 0 && snapshot?.seq !== snapshotSeq) report({ problem: 'the snapshot in use cannot be read', document, seq: snapshotSeq })
  if (prunedSeq > (snapshot?.seq ?? 0)) report({ problem: 'rows are gone that no snapshot holds', document, seq: prunedSeq })

  const all = await readRows(log, workspaceId, document)
  const start = snapshot?.seq ?? 0
  const rows = all.filter(({ seq }) => seq > start).map(({ bytes }) => bytes)
  const knowledge = createKnowledge()
  for (const update of [...(snapshot === null ? [] : [snapshot.update]), ...rows]) {
    const refusal = learnLogged(knowledge, update)
    if (refusal !== null) report({ problem: `the gate refuses what is in the log: ${refusal.reason}`, document })
  }

  const isCompared = snapshot !== null && prunedSeq === 0
  const before = isCompared ? all.filter(({ seq }) => seq <= start).map(({ bytes }) => bytes) : null
  const checked = await compaction.check({ snapshot: snapshot?.update ?? null, rows, before })
  if (checked.kind === 'failed') report({ problem: `the document does not load: ${checked.reason}`, document })
  else {
    if (checked.isWaiting) report({ problem: 'changes wait for others that are not there', document })
    if (!checked.isSame) report({ problem: 'the snapshot and what came after it are another document than all of its rows', document })
    const owners = await log.documentOwners(workspaceId, document)
    const unowned = checked.clients.filter((client) => !owners.has(client))
    // After a restore nobody may know whose some of them are (S13).
    if (unowned.length > 0 && !isHealing) report({ problem: `nobody owns ${unowned.length} of its clientIDs, ${unowned[0]} among them`, document })
  }
  return { snapshots: snapshots.length, pins: snapshots.filter(({ isPinned }) => isPinned).length, isCompared }
}

const inflatesTo = (packed: Uint8Array, update: Uint8Array): boolean => {
  try {
    return Buffer.compare(gunzipSync(packed, { maxOutputLength: Math.max(update.length, 1) + LIMITS.chunkBytesMax }), update) === 0
  } catch {
    return false
  }
}
