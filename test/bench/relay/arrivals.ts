// How long edits take to reach the others and to be acknowledged. Each typist has a clientID of their own; an edit is known
// by its clientID and clock when it arrives, also inside a merged update.

import { clocksIn, typingUpdate } from './typing.ts'

export interface Typist {
  readonly nextUpdate: () => Uint8Array
  /** It is being sent now. */
  readonly sent: () => void
  /** So many of theirs are acknowledged. */
  readonly acked: (count: number) => void
}

export interface Arrivals {
  readonly typist: (client: number) => Typist
  /** An update arrived at somebody who is not its typist. */
  readonly arrived: (receiver: number, bytes: Uint8Array, start: number, end: number) => void
  /** What is under way has arrived at so many others each; or a while has passed. */
  readonly settled: (others: number) => Promise<void>
  /** What came since the last time, in ms. */
  readonly take: () => { readonly deliveries: number[]; readonly acks: number[]; readonly sent: number }
}

export const createArrivals = (): Arrivals => {
  const sentAt = new Map<number, number[]>()
  let deliveries: number[] = []
  let acks: number[] = []
  let sent = 0
  return {
    typist: (client) => {
      const times: number[] = []
      sentAt.set(client, times)
      let ackedCount = 0
      return {
        nextUpdate: () => typingUpdate(client, times.length),
        sent: () => {
          sent++
          times.push(performance.now())
        },
        acked: (count) => {
          const now = performance.now()
          for (; ackedCount < count; ackedCount++) {
            const time = times[ackedCount]
            if (time !== undefined) acks.push(now - time)
          }
        },
      }
    },
    arrived: (receiver, bytes, start, end) => {
      const now = performance.now()
      for (const { client, from, to } of clocksIn(bytes.subarray(start, end))) {
        if (client === receiver) continue
        for (let clock = from; clock < to; clock++) {
          const time = sentAt.get(client)?.[clock]
          if (time !== undefined) deliveries.push(now - time)
        }
      }
    },
    settled: async (others) => {
      const patientUntil = performance.now() + PATIENCE_MS
      while (deliveries.length < sent * others && performance.now() < patientUntil) await new Promise((resolve) => setTimeout(resolve, 20))
    },
    take: () => {
      const taken = { deliveries, acks, sent }
      deliveries = []
      acks = []
      sent = 0
      return taken
    },
  }
}

const TICK_MS = 1
/** Longer than this counts as not arrived. */
const PATIENCE_MS = 15_000

/** What a report says of runs in which not everything came in time; nothing when all did. */
export const lateNotes = (name: string, runs: readonly { readonly late: number }[]): string[] => {
  const late = runs.map((run) => run.late)
  return late.some((count) => count > 0) ? [`${name}: deliveries that had not come 15 s after a run: ${late.join(', ')}`] : []
}

/** Runs each of `work` once per `everyMs`, at a moment of its own in the interval, for `ms`. */
export const atTheirPace = async (work: readonly (() => void)[], everyMs: number, ms: number): Promise<void> => {
  const startedAt = performance.now()
  const due = work.map((act) => ({ act, at: startedAt + Math.random() * everyMs })).sort((a, b) => a.at - b.at)
  // In order of what is due, each goes to the end of the round: nobody is looked at before their turn.
  let next = 0
  for (;;) {
    const now = performance.now()
    if (now - startedAt >= ms) return
    for (;;) {
      const entry = due[next % due.length]
      if (entry === undefined || entry.at > now) break
      entry.act()
      entry.at += everyMs
      next++
    }
    await new Promise((resolve) => setTimeout(resolve, TICK_MS))
  }
}
