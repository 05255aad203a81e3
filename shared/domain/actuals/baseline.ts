// What would have sold without the promotion (DOMAIN §6): the mean of weeks that were not promoted, with weeks beside a
// promotion (halo) and weeks out of stock left out. The choice changes the answer a great deal (from +6 % to +49 % on one
// promotion), so every method is worked out, and each says which weeks it used and why it left the others out.

import { addDays, type CivilDate, type DateWindow, daysBetween, overlaps } from '../../base/civil.ts'
import { type Exact, exact, over, sum } from '../../base/exact.ts'
import { BASELINE_METHODS, type BaselineMethod } from '../../docs/terms/planning-terms.ts'
import { type Figure, figure, notAvailable } from '../figure.ts'
import { weekWindow } from './promoted-weeks.ts'
import type { WeekFact } from './weekly-facts.ts'

export interface BaselineWish {
  /** Weeks wanted of each side; fewer than `weeksMin` in all give no baseline. */
  readonly weeks?: number
  readonly weeksMin?: number
  /** Weeks left out on either side of a promoted one. */
  readonly haloWeeks?: number
}

export interface BaselineFacts {
  readonly weeks: readonly WeekFact[]
  readonly promoted: ReadonlySet<CivilDate>
  readonly outOfStock?: ReadonlySet<CivilDate>
}

export const LEFT_OUT_REASONS = ['promoted', 'halo', 'out_of_stock'] as const
export type LeftOutReason = (typeof LEFT_OUT_REASONS)[number]

export interface Baseline {
  readonly method: BaselineMethod
  /** Units a week. */
  readonly perWeek: Figure
  readonly used: readonly CivilDate[]
  readonly leftOut: readonly { readonly week: CivilDate; readonly why: LeftOutReason }[]
}

const WEEKS = 8
const WEEKS_MIN = 4
const HALO_WEEKS = 1
/** How far a method looks for weeks it can use: half a year. */
const REACH_DAYS = 26 * 7
const YEAR_DAYS = 364

/** Why a week is no measure of usual sales; null when it is one. */
const whyLeftOut = ({ week }: WeekFact, { promoted, outOfStock }: BaselineFacts, haloWeeks: number): LeftOutReason | null => {
  if (promoted.has(week)) return 'promoted'
  if (outOfStock?.has(week) === true) return 'out_of_stock'
  for (let step = 1; step <= haloWeeks; step++) if (promoted.has(addDays(week, -7 * step)) || promoted.has(addDays(week, 7 * step))) return 'halo'
  return null
}

/** The weeks a method looks at, the nearest first. */
const candidates = (method: BaselineMethod, window: DateWindow, facts: BaselineFacts): readonly (readonly WeekFact[])[] => {
  const outside = facts.weeks.filter(({ week }) => !overlaps(weekWindow(week), window))
  const before = outside.filter(({ week }) => week < window.from && daysBetween(week, window.from) <= REACH_DAYS).reverse()
  const after = outside.filter(({ week }) => week > window.to && daysBetween(window.to, week) <= REACH_DAYS)
  switch (method) {
    case 'pre':
      return [before]
    case 'pre_post':
      return [before, after]
    case 'all_unpromoted':
      return [outside]
    case 'last_year': {
      const lastYear = { from: addDays(window.from, -YEAR_DAYS - 28), to: addDays(window.to, -YEAR_DAYS + 28) }
      return [outside.filter(({ week }) => overlaps(weekWindow(week), lastYear))]
    }
  }
}

export const baselineBy = (method: BaselineMethod, window: DateWindow, facts: BaselineFacts, wish: BaselineWish = {}): Baseline => {
  const { weeks = WEEKS, weeksMin = WEEKS_MIN, haloWeeks = HALO_WEEKS } = wish
  const used: WeekFact[] = []
  const leftOut: { week: CivilDate; why: LeftOutReason }[] = []
  // The promotion itself casts a halo, whether or not its weeks are marked.
  const inStore = new Set([...facts.promoted, ...facts.weeks.filter(({ week }) => overlaps(weekWindow(week), window)).map(({ week }) => week)])
  const marked = { ...facts, promoted: inStore }
  for (const side of candidates(method, window, facts)) {
    let found = 0
    for (const fact of side) {
      if (found >= weeks && (method === 'pre' || method === 'pre_post')) break
      const why = whyLeftOut(fact, marked, haloWeeks)
      if (why !== null) leftOut.push({ week: fact.week, why })
      else {
        used.push(fact)
        found += 1
      }
    }
  }
  const ascending = used.map(({ week }) => week).sort()
  const perWeek =
    used.length < weeksMin
      ? notAvailable(`Only ${used.length} ${used.length === 1 ? 'week' : 'weeks'} without promotion; ${weeksMin} are needed.`)
      : figure(mean(used.map(({ value }) => value)))
  return { method, perWeek, used: ascending, leftOut: leftOut.sort((a, b) => (a.week < b.week ? -1 : 1)) }
}

const mean = (values: readonly Exact[]): Exact => over(sum(values), exact(values.length))

/** Every method, in the order they are offered: the answer depends on it, and a person should see by how much. */
export const baselineAlternatives = (window: DateWindow, facts: BaselineFacts, wish: BaselineWish = {}): readonly Baseline[] =>
  BASELINE_METHODS.map((method) => baselineBy(method, window, facts, wish))

/** Weeks nobody could have bought in: nothing on hand, or not one sold. */
export const outOfStockWeeks = (weeks: readonly WeekFact[], onHand: readonly WeekFact[]): ReadonlySet<CivilDate> => {
  const empty = onHand.filter(({ value }) => value.numerator <= 0n).map(({ week }) => week)
  return new Set([...empty, ...weeks.filter(({ value }) => value.numerator <= 0n).map(({ week }) => week)])
}
