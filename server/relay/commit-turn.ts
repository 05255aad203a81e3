// Group commit (S10): whatever the gate accepted in one turn of the event loop is appended and fsynced together at its
// end; only then is it acknowledged and forwarded. While one commit runs the next one fills, so the groups grow with the
// load by themselves. Frames that make no row (duplicates, refusals) pass through the same queue: an answer about a frame
// never overtakes the rows it may rest on.

import type { AckStatus } from '../../shared/protocol/channel-messages.ts'
import type { LogStore, NewRow } from '../store/log-store.ts'
import type { RelayLogger } from './relay-logger.ts'
import type { Timing } from './timing.ts'

export interface Submission {
  readonly workspaceId: string
  readonly document: string
  /** Null when there is nothing to store. */
  readonly row: NewRow | null
  /** What to answer when the commit succeeds; null = durable. */
  readonly status: AckStatus | null
  /** Called once. `seq` 0 = made no row. */
  readonly settle: (status: AckStatus | null, seq: number) => void
  /** The session it came from, which has the bytes already. */
  readonly sender: unknown
}

export interface CommittedRow {
  readonly row: NewRow
  readonly seq: number
  readonly sender: unknown
}

export interface CommitTurn {
  readonly add: (submission: Submission) => void
  /** Resolves when everything added so far is settled. */
  readonly settled: () => Promise<void>
}

export interface CommitTurnDeps {
  readonly log: LogStore
  readonly timing: Timing
  readonly logger: RelayLogger
  /** Forward what is now durable. */
  readonly onCommitted: (rows: readonly CommittedRow[]) => Promise<void>
  /** These documents' knowledge is ahead of the log: rebuild it before their next frame is looked at. */
  readonly onFailed: (documents: readonly { readonly workspaceId: string; readonly document: string }[]) => void
  /** After everything of a turn has been settled: write to the sockets. */
  readonly onTurnEnd: () => void
}

export const createCommitTurn = ({ log, timing, logger, onCommitted, onFailed, onTurnEnd }: CommitTurnDeps): CommitTurn => {
  let filling: Submission[] = []
  let isScheduled = false
  let isRunning = false
  let waiting: (() => void)[] = []

  const schedule = () => {
    if (isScheduled || isRunning) return
    isScheduled = true
    timing.atEndOfTurn(() => {
      isScheduled = false
      void run()
    })
  }

  const append = async (rows: readonly NewRow[]): Promise<readonly number[] | null> => {
    try {
      const outcome = await log.append(rows)
      if (outcome.ok) return outcome.value
      logger.error({ failure: outcome.error, rows: rows.length }, 'a commit failed')
    } catch (error) {
      logger.error({ error: String(error), rows: rows.length }, 'a commit threw')
    }
    return null
  }

  const run = async () => {
    isRunning = true
    const batch = filling
    filling = []
    const settledByThis = waiting
    waiting = []
    const withRows = batch.filter(hasRow)
    const seqs = withRows.length === 0 ? [] : await append(withRows.map(({ row }) => row))
    if (seqs === null) fail(batch)
    else await succeed(batch, withRows, seqs)
    isRunning = false
    onTurnEnd()
    for (const resolve of settledByThis) resolve()
    // Who asked meanwhile waits for what had been added by then.
    if (filling.length > 0) schedule()
    else for (const resolve of waiting.splice(0)) resolve()
  }

  const succeed = async (batch: readonly Submission[], withRows: readonly (Submission & { row: NewRow })[], seqs: readonly number[]) => {
    const committed = withRows.map(({ row, sender }, index): CommittedRow => ({ row, sender, seq: seqs[index] ?? 0 }))
    try {
      if (committed.length > 0) await onCommitted(committed)
    } catch (error) {
      // They are stored; whoever was not told reads them from the log.
      logger.error({ error: String(error), rows: committed.length }, 'committed rows could not be handed out')
    }
    let index = 0
    for (const submission of batch) submission.settle(submission.status, submission.row === null ? 0 : (seqs[index++] ?? 0))
  }

  const fail = (batch: readonly Submission[]) => {
    const keyOf = ({ workspaceId, document }: Submission) => `${workspaceId} ${document}`
    const lost = new Map(batch.filter(hasRow).map((submission) => [keyOf(submission), submission]))
    // What came after rests on what was lost.
    const later = filling.filter((submission) => lost.has(keyOf(submission)))
    filling = filling.filter((submission) => !lost.has(keyOf(submission)))
    onFailed([...lost.values()])
    for (const submission of [...batch, ...later]) submission.settle(lost.has(keyOf(submission)) ? 'storage_full' : submission.status, 0)
  }

  return {
    add: (submission) => {
      filling.push(submission)
      schedule()
    },
    settled: () =>
      filling.length === 0 && !isRunning
        ? Promise.resolve()
        : new Promise((resolve) => {
            waiting.push(resolve)
          }),
  }
}

const hasRow = (submission: Submission): submission is Submission & { row: NewRow } => submission.row !== null
