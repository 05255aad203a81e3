// A log whose appends are timed, for the metrics: what an acknowledgement waits for.

import type { LogStore } from './log-store.ts'

/** `stopwatch` in ms, from any start. */
export const timedLog = (log: LogStore, stopwatch: () => number, onAppended: (seconds: number) => void): LogStore => ({
  ...log,
  append: async (rows) => {
    const from = stopwatch()
    const outcome = await log.append(rows)
    if (outcome.ok && rows.length > 0) onAppended((stopwatch() - from) / 1_000)
    return outcome
  },
})
