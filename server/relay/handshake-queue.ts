// Handshakes over the rate wait their turn and are not refused (rules L): a refused client of the stock kind comes back ten
// times a second, a waiting one just waits. Whoever gave up meanwhile costs nothing when their turn comes.

import type { RelaySettings } from './settings.ts'
import type { Timing } from './timing.ts'
import { createTokenBucket } from './token-bucket.ts'

export interface HandshakeQueue {
  /** Runs at once, or later in turn; false = too many wait already. */
  readonly admit: (handshake: Handshake) => boolean
  readonly waiting: () => number
  readonly stop: () => void
}

export interface Handshake {
  readonly isGone: () => boolean
  readonly run: () => void
}

export const createHandshakeQueue = (timing: Timing, settings: RelaySettings): HandshakeQueue => {
  const bucket = createTokenBucket(timing.now, { perSecond: settings.handshakesPerSecond, burst: settings.handshakesBurst })
  let waiting: Handshake[] = []
  let cancel: (() => void) | null = null

  const drain = () => {
    cancel = null
    waiting = waiting.filter(({ isGone }) => !isGone())
    let next = 0
    while (next < waiting.length && bucket.take(1)) next++
    const due = waiting.splice(0, next)
    if (waiting.length > 0) cancel = timing.after(settings.handshakesCheckMs, drain)
    for (const { run } of due) run()
  }

  return {
    admit: (handshake) => {
      if (waiting.length === 0 && bucket.take(1)) {
        handshake.run()
        return true
      }
      if (waiting.length >= settings.handshakesWaitingMax) return false
      waiting.push(handshake)
      cancel ??= timing.after(settings.handshakesCheckMs, drain)
      return true
    },
    waiting: () => waiting.length,
    stop: () => {
      cancel?.()
      waiting = []
    },
  }
}
