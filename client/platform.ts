// The only browser facts: clock, randomness, the device's civil date. Everything else is handed what it needs of them.

import { type CivilDate, civilDate } from '../shared/base/civil.ts'

export interface Platform {
  /** Ms since the epoch. */
  readonly now: () => number
  readonly randomBytes: (count: number) => Uint8Array
  /** A number in [0, 1), for jitter. */
  readonly random: () => number
  /** "Today" is the device's civil date, by its own clock and time zone. */
  readonly today: () => CivilDate
  readonly isSecure: () => boolean
}

export const browserPlatform: Platform = {
  now: () => Date.now(),
  randomBytes: (count) => crypto.getRandomValues(new Uint8Array(count)),
  random: () => Math.random(),
  today: () => {
    const now = new Date()
    return civilDate(now.getFullYear(), now.getMonth() + 1, now.getDate())
  },
  isSecure: () => isSecureContext,
}
