// What a preview says would change: one line a fact, in words, before anything is written.

export const CHANGE_LEVELS = ['info', 'warn', 'error'] as const
/** `error`: it cannot be done so. `warn`: look at it. `info`: what changes anyway. */
export type ChangeLevel = (typeof CHANGE_LEVELS)[number]

export interface DraftChange {
  readonly level: ChangeLevel
  /** The field it is about, as documents name it; a line's with `line`. */
  readonly field: string
  readonly line: number | null
  readonly message: string
}
