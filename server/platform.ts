// The only facts of the machine that server code may not compute for itself: what time it is, and randomness. Everything
// else takes them as arguments, so that a test (later: the simulated world) can say what they are.

import { randomFillSync } from 'node:crypto'
import type { RandomBytes } from '../shared/base/id.ts'

/** Ms since the epoch. */
export type Clock = () => number

export const systemClock: Clock = () => Date.now()

/** Ms since some moment: never jumps, whatever the system's clock is set to. For how long something takes, not for when it was. */
export const steadyClock: Clock = () => performance.now()

export const systemRandomBytes: RandomBytes = (count) => randomFillSync(new Uint8Array(count))
