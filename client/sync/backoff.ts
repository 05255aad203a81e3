// How long to wait before dialling again: exponential with full jitter, so that a thousand clients of a relay that comes
// back do not all come at once.

const FIRST_MS = 600
const MAX_MS = 12_000
const MIN_MS = 100

/** `attempt` counts failures from 0; `random` is in [0, 1). */
export const backoffMs = (attempt: number, random: number): number => Math.max(MIN_MS, Math.min(MAX_MS, FIRST_MS * 2 ** Math.min(attempt, 10)) * random)
