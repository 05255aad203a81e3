// Stock clients drop a socket after 30 s without an application message, pings not counted: every 20 s each gets an empty
// presence message (SYNC §2). And a socket that gave no sign of life for three rounds is half-open: it is cut.

import { KEEPALIVE } from '../../shared/protocol/channel-messages.ts'
import type { Session } from './session.ts'
import { every, type Timing } from './timing.ts'

const SILENT_ROUNDS_MAX = 3

export const startKeepalive = (timing: Timing, keepaliveMs: number, sessions: () => Iterable<Session>): (() => void) =>
  every(timing, keepaliveMs, () => {
    for (const session of [...sessions()]) {
      if (timing.now() - session.aliveAt() > keepaliveMs * SILENT_ROUNDS_MAX) session.terminate()
      else session.sendKeepalive(KEEPALIVE)
    }
  })
