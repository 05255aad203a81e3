// A figure of the plan: an exact value, or the reason why there is none, in words a person can act on. Formulas combine
// figures without asking first; the earliest reason wins, so "n/a" always says what is missing.

import type { Exact } from '../base/exact.ts'
import { err, ok, type Result } from '../base/result.ts'

export type Figure = Result<Exact, string>

export const figure = (value: Exact): Figure => ok(value)
export const notAvailable = (reason: string): Figure => err(reason)

type Values<Figures extends readonly Figure[]> = { readonly [Index in keyof Figures]: Exact }

/** The formula over values that are all there, or the first reason why one is not. */
export const figureFrom = <const Figures extends readonly Figure[]>(figures: Figures, formula: (...values: Values<Figures>) => Exact | Figure): Figure => {
  const values: Exact[] = []
  for (const each of figures) {
    if (!each.ok) return each
    values.push(each.value)
  }
  const result = formula(...(values as unknown as Values<Figures>))
  return 'numerator' in result ? ok(result) : result
}
