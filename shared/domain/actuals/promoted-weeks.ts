// Which weeks of a line of facts are promoted: those a promotion of ours was in store in, and, where nobody wrote any down
// (a competitor, years before us), those whose price dipped. Both are marks on weeks; a baseline leaves them out.

import { addDays, type CivilDate, type DateWindow, overlaps } from '../../base/civil.ts'
import { compareExact, type Exact, exact, times } from '../../base/exact.ts'
import type { WeekFact } from './weekly-facts.ts'

/** Six weeks either side of one say what its usual price is. */
const SIDE_WEEKS = 6
/** Of the sorted prices around a week: promotions are the lower part of them, even where there are many. */
const USUAL_PERCENTILE = 70
const DIP_PERCENT = 5

export const weekWindow = (week: CivilDate): DateWindow => ({ from: week, to: addDays(week, 6) })

/** Weeks that share a day with any of the windows. */
export const weeksInStore = (weeks: readonly WeekFact[], windows: readonly DateWindow[]): ReadonlySet<CivilDate> =>
  new Set(weeks.filter(({ week }) => windows.some((window) => overlaps(weekWindow(week), window))).map(({ week }) => week))

/** Weeks whose price is at least 5 % below the usual one around them: the 70th percentile of thirteen weeks. */
export const priceDips = (prices: readonly WeekFact[], percent = DIP_PERCENT): ReadonlySet<CivilDate> => {
  const dips = new Set<CivilDate>()
  const kept = exact(100 - percent, 100)
  for (const [index, { week, value }] of prices.entries()) {
    const around = prices.slice(Math.max(0, index - SIDE_WEEKS), index + SIDE_WEEKS + 1).map((price) => price.value)
    if (compareExact(value, times(usual(around), kept)) < 0) dips.add(week)
  }
  return dips
}

const usual = (values: readonly Exact[]): Exact => {
  const sorted = [...values].sort(compareExact)
  return sorted[Math.floor(((sorted.length - 1) * USUAL_PERCENTILE) / 100)] ?? exact(0)
}
