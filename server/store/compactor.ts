// Which document is compacted when, and what happens to the outcome (S12). One at a time, in quiet moments, in steps that
// each leave the log as good as before: read, compact in the worker, swap where the old snapshot still stands, forget rows
// that are older than the history is kept. Killed between any two, it starts over; nobody's append waits for it.
//
// A document Yjs throws at keeps its last good snapshot: what it throws at is put into quarantine, one clear line is logged,
// and every other document goes on.

import type { Compaction } from './compaction.ts'
import type { LogRow, LogStore, NewRow } from './log-store.ts'

export interface CompactorLogger {
  readonly info: (facts: object, message: string) => void
  readonly warn: (facts: object, message: string) => void
  readonly error: (facts: object, message: string) => void
}

export interface CompactorTiming {
  readonly now: () => number
  readonly after: (ms: number, work: () => void) => () => void
}

export const COMPACTOR_SETTINGS = {
  /** Rows after the snapshot that make a document worth it: reading them costs a joiner more than the snapshot. */
  rowsMin: 500,
  /** Bytes after the snapshot, and their share of it: a large document is not written again for a little. */
  bytesMin: 128 * 1024,
  shareMin: 0.25,
  /** Nobody has written into the document for this long. */
  quietMs: 5_000,
  /**
   * A document that is never quiet is compacted so long after its first new row once it has grown so many times past the mark,
   * and at once where it has grown without measure: in the middle of a burst the outcome is out of date when it is done.
   */
  hurryFactor: 20,
  hurryAfterMs: 30_000,
  hurryAtOnceFactor: 200,
  tickMs: 1_000,
  /** How often every document is looked at, for what a restart forgot and for history that has become old. */
  roundMs: 6 * 3_600_000,
  roundAfterStartMs: 10_000,
  /** Bytes of rows read in one turn of the event loop. */
  readBytesMax: 1024 * 1024,
  /** Rows forgotten in one commit. */
  pruneRowsMax: 2_000,
  /** Bad rows taken out of one document before it is left to a human. */
  culpritsMax: 16,
}
export type CompactorSettings = { readonly [Name in keyof typeof COMPACTOR_SETTINGS]: number }

export type CompactionOutcome = 'compacted' | 'nothing' | 'outrun' | 'left'

export interface CompactorStats {
  readonly compactions: number
  readonly failures: number
  readonly quarantinedRows: number
  readonly prunedRows: number
  /** Of all compactions. */
  readonly milliseconds: number
}

export interface Compactor {
  /** The log, watched: what is appended through it is counted here. */
  readonly log: LogStore
  readonly compact: (workspaceId: string, document: string) => Promise<CompactionOutcome>
  /** Looks at every document once. */
  readonly round: () => Promise<void>
  readonly stats: () => CompactorStats
  /** Resolves when nothing is under way. */
  readonly stop: () => Promise<void>
}

export interface CompactorDeps {
  readonly log: LogStore
  readonly compaction: Compaction
  readonly timing: CompactorTiming
  readonly logger: CompactorLogger
  /** How long raw rows, with person and time, are kept at least, in ms. */
  readonly historyMs: number
  readonly onOutcome?: (outcome: 'done' | 'failed') => void
  readonly settings?: Partial<CompactorSettings>
}

interface Growth {
  readonly workspaceId: string
  readonly document: string
  rows: number
  bytes: number
  /** Of the first new row, and of the last. */
  readonly since: number
  at: number
}

export const createCompactor = (deps: CompactorDeps): Compactor => {
  const { log, compaction, timing, logger } = deps
  const settings: CompactorSettings = { ...COMPACTOR_SETTINGS, ...deps.settings }
  const growing = new Map<string, Growth>()
  const stats = { compactions: 0, failures: 0, quarantinedRows: 0, prunedRows: 0, milliseconds: 0 }
  let isStopped = false
  let running: Promise<unknown> = Promise.resolve()
  let isRunning = false
  let cancelTick = () => {}

  const failed = () => {
    stats.failures++
    deps.onOutcome?.('failed')
  }
  const keyOf = (workspaceId: string, document: string) => `${workspaceId} ${document}`
  const nextTurn = () => new Promise<void>((resolve) => timing.after(0, resolve))

  const appended = (rows: readonly NewRow[]) => {
    const now = timing.now()
    for (const { workspaceId, document, bytes } of rows) {
      const key = keyOf(workspaceId, document)
      let growth = growing.get(key)
      if (growth === undefined) {
        growth = { workspaceId, document, rows: 0, bytes: 0, since: now, at: now }
        growing.set(key, growth)
      }
      growth.rows++
      growth.bytes += bytes.length
      growth.at = now
    }
  }

  const isGrown = (rows: number, bytes: number) => rows >= settings.rowsMin || bytes >= settings.bytesMin
  const isDue = ({ rows, bytes, since, at }: Growth) => {
    if (!isGrown(rows, bytes)) return false
    const now = timing.now()
    if (now - at >= settings.quietMs) return true
    return rows >= settings.rowsMin * (now - since >= settings.hurryAfterMs ? settings.hurryFactor : settings.hurryAtOnceFactor)
  }

  const isWorthIt = async (workspaceId: string, document: string): Promise<boolean> => {
    const { rows, bytes, snapshotBytes } = await log.sinceSnapshot(workspaceId, document)
    return rows >= settings.rowsMin || bytes >= Math.max(settings.bytesMin, snapshotBytes * settings.shareMin)
  }

  const readRows = async (workspaceId: string, document: string, after: number): Promise<LogRow[]> => {
    const rows: LogRow[] = []
    for (;;) {
      const page = await log.documentRowsAfter(workspaceId, document, rows.at(-1)?.seq ?? after, settings.readBytesMax)
      rows.push(...page)
      const bytes = page.reduce((sum, row) => sum + row.bytes.length, 0)
      if (page.length === 0 || bytes < settings.readBytesMax / 2) return rows
      await nextTurn()
    }
  }

  const quarantine = async (workspaceId: string, document: string, row: LogRow, reason: string) => {
    await log.quarantine(workspaceId, [row.seq], reason)
    stats.quarantinedRows++
    logger.error(
      { workspaceId, document, seq: row.seq, person: row.person, reason },
      'a row of the log cannot be applied: it is in quarantine, the document goes on without it',
    )
  }

  const compact = async (workspaceId: string, document: string): Promise<CompactionOutcome> => {
    const about = { workspaceId, document }
    for (let culprits = 0; culprits <= settings.culpritsMax; culprits++) {
      const { replaces, snapshot } = await log.compactionBase(workspaceId, document)
      const rows = await readRows(workspaceId, document, snapshot?.seq ?? 0)
      const last = rows.at(-1)
      if (last === undefined) return 'nothing'
      const startedAt = timing.now()
      const outcome = await compaction.compact({ snapshot: snapshot?.update ?? null, rows: rows.map(({ bytes }) => bytes) })
      switch (outcome.kind) {
        case 'compacted': {
          const made = { seq: last.seq, update: outcome.update, packed: outcome.packed, time: timing.now(), isVetted: outcome.isVetted }
          const swapped = await log.swapSnapshot(workspaceId, document, replaces, made)
          if (!swapped.ok) {
            failed()
            logger.error({ ...about, failure: swapped.error }, 'a compacted document could not be stored; its rows are all there')
            return 'left'
          }
          if (!swapped.value) return 'outrun'
          stats.compactions++
          deps.onOutcome?.('done')
          stats.milliseconds += timing.now() - startedAt
          return 'compacted'
        }
        case 'badRow': {
          const culprit = rows[outcome.row]
          if (culprit === undefined) return 'left'
          await quarantine(workspaceId, document, culprit, outcome.reason)
          break
        }
        case 'badSnapshot': {
          const isWhole = await log.dropSnapshot(workspaceId, document, snapshot?.seq ?? 0)
          logger.error({ ...about, seq: snapshot?.seq, reason: outcome.reason, isWhole }, 'a snapshot cannot be loaded: the one before it is used')
          if (!isWhole) return 'left'
          break
        }
        case 'waiting':
          failed()
          logger.warn(about, 'a document has changes that wait for a damaged row; it is not compacted ("admin doctor" says more)')
          return 'left'
        case 'failed':
          failed()
          logger.error({ ...about, reason: outcome.reason }, 'a document could not be compacted; its rows are all there')
          return 'left'
      }
    }
    logger.error(about, 'a document has too many rows that cannot be applied; it is not compacted')
    return 'left'
  }

  const prune = async (workspaceId: string, document: string) => {
    const before = timing.now() - deps.historyMs
    for (let pruned = settings.pruneRowsMax; pruned >= settings.pruneRowsMax && !isStopped; ) {
      pruned = await log.prune(workspaceId, document, before, settings.pruneRowsMax)
      stats.prunedRows += pruned
      await nextTurn()
    }
  }

  const round = async () => {
    for (const workspaceId of await log.workspaces()) {
      for (let after = 0; ; ) {
        const page = await log.standings(workspaceId, after, 64)
        for (const { document, seq, snapshotSeq } of page) {
          if (isStopped) return
          if (seq > snapshotSeq && (await isWorthIt(workspaceId, document))) await compact(workspaceId, document)
          if (snapshotSeq > 0) await prune(workspaceId, document)
          await nextTurn()
        }
        const last = page.at(-1)
        if (last === undefined) break
        after = last.number
      }
    }
  }

  const work = async (task: () => Promise<unknown>) => {
    if (isRunning || isStopped) return
    isRunning = true
    const done = task().catch((error: unknown) => {
      failed()
      logger.error({ error: String(error) }, 'compacting failed')
    })
    running = done
    await done
    isRunning = false
  }

  const compactDue = async () => {
    for (const [key, growth] of growing) {
      if (!isDue(growth)) continue
      growing.delete(key)
      if (await isWorthIt(growth.workspaceId, growth.document)) await compact(growth.workspaceId, growth.document)
      return
    }
  }

  const tickMs = Math.min(settings.tickMs, settings.quietMs)
  let nextRoundAt = timing.now() + settings.roundAfterStartMs
  const tick = () => {
    cancelTick = timing.after(tickMs, tick)
    if (timing.now() < nextRoundAt) return void work(compactDue)
    nextRoundAt = timing.now() + settings.roundMs
    void work(round)
  }
  cancelTick = timing.after(tickMs, tick)

  return {
    log: {
      ...log,
      append: async (rows) => {
        const outcome = await log.append(rows)
        if (outcome.ok) appended(rows)
        return outcome
      },
    },
    compact,
    round,
    stats: () => ({ ...stats }),
    stop: async () => {
      isStopped = true
      cancelTick()
      await compaction.close()
      await running
    },
  }
}
