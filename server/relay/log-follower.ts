// Reads a workspace's log from a cursor on, a bounded page at a time, as fast as its reader takes it, until it has caught
// up with what has been committed. Every row comes exactly once: what is committed while it reads is read too.

import { LIMITS } from '../../shared/protocol/limits.ts'
import type { LogRow, LogStore } from '../store/log-store.ts'
import type { Timing } from './timing.ts'

export interface LogFollower {
  /** Reads on; no effect while reading or once caught up. */
  readonly proceed: () => void
  readonly stop: () => void
}

export const followLog = (deps: {
  readonly log: LogStore
  readonly timing: Timing
  readonly workspaceId: string
  /** Rows after it are read. */
  readonly cursor: number
  /** The last row committed, as far as this relay has seen. */
  readonly lastSeq: () => number
  readonly canSend: () => boolean
  readonly onPage: (rows: readonly LogRow[]) => Promise<void>
  /** Called within the turn in which nothing is left to read. */
  readonly onCaughtUp: (cursor: number) => void
  readonly onFailed: (error: unknown) => void
}): LogFollower => {
  const { log, timing, workspaceId, lastSeq } = deps
  let { cursor } = deps
  let state: 'reading' | 'waiting' | 'done' = 'waiting'
  // Read through a function: `stop` may run while a read is under way.
  const isStopped = () => state === 'done'

  const step = async () => {
    const target = lastSeq()
    const rows = await log.rowsAfter(workspaceId, cursor, LIMITS.chunkBytesMax)
    if (isStopped()) return
    const last = rows.at(-1)
    if (last !== undefined) {
      cursor = last.seq
      await deps.onPage(rows)
    } else {
      // Rows that cannot be read any more leave a hole; the cursor goes past it.
      cursor = Math.max(cursor, target)
      if (lastSeq() <= cursor) {
        state = 'done'
        return deps.onCaughtUp(cursor)
      }
    }
    if (isStopped()) return
    state = 'waiting'
    // Sockets are served between pages.
    timing.atEndOfTurn(proceed)
  }

  const proceed = () => {
    if (state !== 'waiting' || !deps.canSend()) return
    state = 'reading'
    step().catch((error: unknown) => {
      state = 'done'
      deps.onFailed(error)
    })
  }

  return {
    proceed,
    stop: () => {
      state = 'done'
    },
  }
}
