// Planned spend over time: the timeline's footer strip, and budgets later. A line's spend accrues by days over the window
// its mechanic pays in (DOMAIN §6: amount × days in period ∩ window ÷ days in window). Rounding is cumulative: each
// bucket gets what is due by its end less what was due by its start, so contiguous buckets add up to the cent.

import { type DateWindow, dayNumber, windowDays } from '../base/civil.ts'
import { toMinor } from '../base/exact.ts'
import { type LineContext, type LineTerms, lineSpends } from './line-figures.ts'

/** An amount in minor units that falls evenly over the days of a window. */
export interface SpendOverTime {
  readonly window: DateWindow
  readonly minor: number
}

/** `unknown` counts the lines whose spend cannot be worked out yet, so that a total never pretends to be whole. */
export interface PlannedSpend {
  readonly spends: readonly SpendOverTime[]
  readonly unknown: number
}

/** Amount × days ÷ total days, half up. The whole amount per day goes apart from its remainder: no product outgrows exact integers. */
const dueBy = (minor: number, days: number, ofDays: number): number => {
  const amount = Math.abs(minor)
  const due = Math.floor(amount / ofDays) * days + Math.floor((2 * (amount % ofDays) * days + ofDays) / (2 * ofDays))
  return minor < 0 ? -due : due
}

/** What falls due in each bucket, in minor units. Buckets may leave gaps; what lies outside them is not counted. */
export const accrueBy = (spend: SpendOverTime, buckets: readonly DateWindow[]): number[] => {
  const first = dayNumber(spend.window.from)
  const days = windowDays(spend.window)
  const dueAt = (day: number): number => dueBy(spend.minor, Math.min(days, Math.max(0, day - first)), days)
  return buckets.map(({ from, to }) => dueAt(dayNumber(to) + 1) - dueAt(dayNumber(from)))
}

/** The planned spend of a promotion's lines, each over the window it pays in. */
export const plannedSpend = (lines: readonly LineTerms[], context: LineContext): PlannedSpend => {
  const spends: SpendOverTime[] = []
  let unknown = 0
  for (const { window, spend } of lineSpends(lines, context)) {
    if (window === null || !spend.ok) unknown += 1
    else spends.push({ window, minor: toMinor(spend.value, context.currency) })
  }
  return { spends, unknown }
}

/** Sums many spends into buckets that are in ascending order and do not overlap (the periods of a year, say). */
export const spendByBucket = (spends: readonly SpendOverTime[], buckets: readonly DateWindow[]): number[] => {
  const totals = new Array<number>(buckets.length).fill(0)
  for (const spend of spends) {
    const firstIndex = firstEndingOnOrAfter(buckets, spend.window.from)
    const touched: DateWindow[] = []
    for (let index = firstIndex; index < buckets.length; index += 1) {
      const bucket = buckets[index]
      if (bucket === undefined || bucket.from > spend.window.to) break
      touched.push(bucket)
    }
    for (const [offset, minor] of accrueBy(spend, touched).entries()) totals[firstIndex + offset] = (totals[firstIndex + offset] ?? 0) + minor
  }
  return totals
}

const firstEndingOnOrAfter = (buckets: readonly DateWindow[], date: string): number => {
  let low = 0
  let high = buckets.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((buckets[middle]?.to ?? '') < date) low = middle + 1
    else high = middle
  }
  return low
}
