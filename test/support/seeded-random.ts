// Repeatable randomness (mulberry32): the same seed replays the same run.

export interface Random {
  /** A whole number from 0 to `end - 1`. */
  readonly below: (end: number) => number
}

export const createRandom = (seed: number): Random => {
  let state = seed >>> 0
  return {
    below: (end) => {
      state = (state + 0x6d2b79f5) >>> 0
      let mixed = Math.imul(state ^ (state >>> 15), state | 1)
      mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
      return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * end)
    },
  }
}
