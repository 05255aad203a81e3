// Time as the relay uses it, injected so that tests and the simulated world can run it by hand.

import type { Clock } from '../platform.ts'

export interface Timing {
  /** For intervals. Not the time of day: that jumps when somebody sets the clock, and leases, budgets and presence must not (F13). */
  readonly now: Clock
  /** Runs once after `ms`; returns what cancels it. Never keeps the process alive. */
  readonly after: (ms: number, work: () => void) => () => void
  /** Runs at the end of this turn of the event loop. */
  readonly atEndOfTurn: (work: () => void) => void
}

export const createTiming = (now: Clock): Timing => ({
  now,
  after: (ms, work) => {
    const timer = setTimeout(work, ms)
    timer.unref()
    return () => clearTimeout(timer)
  },
  atEndOfTurn: (work) => {
    setImmediate(work)
  },
})

/** Repeats until cancelled. */
export const every = (timing: Timing, ms: number, work: () => void): (() => void) => {
  let cancel = () => {}
  const again = () => {
    cancel = timing.after(ms, () => {
      again()
      work()
    })
  }
  again()
  return () => cancel()
}
