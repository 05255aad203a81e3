// Everything random in a simulated run comes from here, so that a seed is the run.

import { createRandom } from '../support/seeded-random.ts'

export interface Dice {
  /** A whole number from 0 to `end - 1`. */
  readonly below: (end: number) => number
  /** A whole number from `from` to `to`, both included. */
  readonly between: (from: number, to: number) => number
  /** In [0, 1). */
  readonly fraction: () => number
  readonly chance: (share: number) => boolean
  readonly pick: <Value>(values: readonly Value[]) => Value
  readonly bytes: (count: number) => Uint8Array
}

const FINE = 2 ** 30

export const createDice = (seed: number): Dice => {
  const { below } = createRandom(seed)
  const fraction = (): number => below(FINE) / FINE
  return {
    below,
    between: (from, to) => from + below(to - from + 1),
    fraction,
    chance: (share) => fraction() < share,
    pick: (values) => values[below(values.length)]!,
    bytes: (count) => Uint8Array.from({ length: count }, () => below(256)),
  }
}
