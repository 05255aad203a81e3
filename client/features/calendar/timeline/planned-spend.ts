// Spend of the promotions shown, worked out from summaries. Its own chunk: exact arithmetic is not needed to paint. Each
// promotion is worked out once and kept while its summary, its account and its items stay the same.

import { type Accessor, createMemo } from 'solid-js'
import { type DateWindow, dayNumber } from '../../../../shared/base/civil.ts'
import type { PromotionSummary } from '../../../../shared/docs/calendar.ts'
import { isLiveStatus } from '../../../../shared/docs/terms/promotion-terms.ts'
import { type PlannedSpend, plannedSpend, type SpendOverTime, spendByBucket } from '../../../../shared/domain/promotion-spend.ts'
import type { CalendarState } from '../calendar-state.ts'
import { createEconomics } from '../promotion-economics.ts'
import { spendBuckets } from './spend-buckets.ts'

export interface SpendPlan {
  readonly currency: string
  /** Minor units. */
  readonly total: number
  /** The largest month of all, to draw the others against. */
  readonly most: number
  readonly unknown: number
  readonly byBucket: (buckets: readonly DateWindow[]) => readonly number[]
}

const NOTHING: PlannedSpend = { spends: [], unknown: 0 }

export const createSpendPlan = (calendar: CalendarState): Accessor<SpendPlan> => {
  const economics = createEconomics(calendar)
  const currency = createMemo(() => calendar.workspace.summaries.all('settings')[0]?.currency ?? calendar.accounts()[0]?.currency ?? 'USD')

  // A new cache whenever what all promotions depend on changes.
  const cache = createMemo(() => {
    calendar.accounts()
    economics()
    return new WeakMap<PromotionSummary, PlannedSpend>()
  })
  const spendOf = (promotion: PromotionSummary): PlannedSpend => {
    const known = cache().get(promotion)
    if (known !== undefined) return known
    const account = calendar.accountById(promotion.accountId)
    const spend =
      account === null || !isLiveStatus(promotion.status) || account.currency !== currency()
        ? NOTHING
        : plannedSpend(promotion.lines, {
            windows: promotion,
            storeCount: account.storeCount,
            currency: account.currency,
            economicsOf: economics(),
            ...(account.terms === undefined ? {} : { terms: account.terms }),
          })
    cache().set(promotion, spend)
    return spend
  }

  return createMemo(() => {
    const spends: SpendOverTime[] = []
    let unknown = 0
    for (const promotion of calendar.shown()) {
      const spend = spendOf(promotion)
      spends.push(...spend.spends)
      unknown += spend.unknown
    }
    return {
      currency: currency(),
      total: spends.reduce((total, { minor }) => total + minor, 0),
      most: Math.max(0, ...spendByBucket(spends, monthsOf(spends))),
      unknown,
      byBucket: (buckets) => spendByBucket(spends, buckets),
    }
  })
}

/** Every month from the first day of spend to the last. */
const monthsOf = (spends: readonly SpendOverTime[]): readonly DateWindow[] => {
  if (spends.length === 0) return []
  let { from, to } = (spends[0] as SpendOverTime).window
  for (const { window } of spends) {
    if (window.from < from) from = window.from
    if (window.to > to) to = window.to
  }
  return spendBuckets({ from: dayNumber(from), to: dayNumber(to) }, null).map(({ window }) => window)
}
