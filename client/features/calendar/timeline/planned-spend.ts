// Spend and lift of the promotions shown, by period, worked out from summaries. Its own chunk: exact arithmetic is not needed
// to paint. Each promotion is worked out once and kept while its summary, its account and its items stay the same; each
// account is added up once and kept while its promotions do. A first look at tens of thousands goes in slices between frames.

import { type Accessor, createEffect, createMemo, createSignal, on, onCleanup, untrack } from 'solid-js'
import type { DateWindow } from '../../../../shared/base/civil.ts'
import { toNumber } from '../../../../shared/base/exact.ts'
import type { PromotionSummary } from '../../../../shared/docs/calendar.ts'
import { isLiveStatus } from '../../../../shared/docs/terms/promotion-terms.ts'
import type { Figure } from '../../../../shared/domain/figure.ts'
import { figuresOfLines } from '../../../../shared/domain/line-figures.ts'
import { plannedSpend, type SpendOverTime, spendByBucket } from '../../../../shared/domain/promotion-spend.ts'
import { whenIdle } from '../../../data/pace.ts'
import type { CalendarState } from '../calendar-state.ts'
import { createEconomics } from '../promotion-economics.ts'

export interface PeriodSums {
  /** Minor units. */
  readonly spend: readonly number[]
  readonly incremental: readonly number[]
  readonly baseline: readonly number[]
}

export interface SpendPlan {
  readonly currency: string
  /** By period, in the order they were given. */
  readonly periods: PeriodSums
  readonly total: number
  /** Units more than without promotions, where that is known. */
  readonly incremental: number
  /** The largest period, to draw the others against. */
  readonly most: number
  /** Lines whose spend cannot be worked out yet. */
  readonly unknown: number
}

/** Of one promotion. Units are null where they are not known. */
interface Worked {
  readonly spends: readonly SpendOverTime[]
  readonly unknown: number
  readonly inStore: DateWindow | null
  readonly incremental: number | null
  readonly baseline: number | null
}

interface AccountSums extends PeriodSums {
  readonly unknown: number
  /** What it was worked out of. */
  readonly promotions: readonly PromotionSummary[]
  readonly buckets: readonly DateWindow[]
  readonly cache: WeakMap<PromotionSummary, Worked>
}

const NOTHING: Worked = { spends: [], unknown: 0, inStore: null, incremental: null, baseline: null }
/** A few milliseconds of exact arithmetic. */
const SLICE = 24

const whole = (amount: Figure): number | null => (amount.ok ? toNumber(amount.value, 0) : null)

export const createSpendPlan = (calendar: CalendarState, buckets: Accessor<readonly DateWindow[]>): Accessor<SpendPlan | null> => {
  const economics = createEconomics(calendar)
  const currency = createMemo(() => calendar.workspace.summaries.all('settings')[0]?.currency ?? calendar.accounts()[0]?.currency ?? 'USD')
  const [plan, setPlan] = createSignal<SpendPlan | null>(null)

  // A new cache whenever what all promotions depend on changes.
  const cache = createMemo(() => {
    calendar.accounts()
    economics()
    currency()
    return new WeakMap<PromotionSummary, Worked>()
  })
  const workOut = (promotion: PromotionSummary, known: WeakMap<PromotionSummary, Worked>): Worked => {
    const before = known.get(promotion)
    if (before !== undefined) return before
    const account = calendar.accountById(promotion.accountId)
    let worked = NOTHING
    if (account !== null && isLiveStatus(promotion.status) && account.currency === currency()) {
      const context = {
        windows: promotion,
        storeCount: account.storeCount,
        currency: account.currency,
        economicsOf: economics(),
        ...(account.terms === undefined ? {} : { terms: account.terms }),
      }
      const { incrementalUnits, baseline } = figuresOfLines(promotion.lines, context)
      worked = { ...plannedSpend(promotion.lines, context), inStore: promotion.inStore, incremental: whole(incrementalUnits), baseline: whole(baseline) }
    }
    known.set(promotion, worked)
    return worked
  }

  const addUp = (promotions: readonly PromotionSummary[], into: readonly DateWindow[], known: WeakMap<PromotionSummary, Worked>): AccountSums => {
    const all = promotions.map((promotion) => workOut(promotion, known))
    // Lift is of what has both: a promotion without a baseline has units but no share of them.
    const units = (of: 'incremental' | 'baseline') =>
      spendByBucket(
        all.flatMap((worked) =>
          worked.inStore === null || worked.incremental === null || worked.baseline === null ? [] : [{ window: worked.inStore, minor: worked[of] ?? 0 }],
        ),
        into,
      )
    return {
      promotions,
      buckets: into,
      cache: known,
      unknown: all.reduce((sum, { unknown }) => sum + unknown, 0),
      spend: spendByBucket(
        all.flatMap(({ spends }) => spends),
        into,
      ),
      incremental: units('incremental'),
      baseline: units('baseline'),
    }
  }

  const sums = new Map<string, AccountSums>()
  let round = 0
  onCleanup(() => {
    round++
  })
  const pause = () => new Promise<void>((resolve) => whenIdle(resolve))

  const goThrough = async (accountIds: readonly string[], lists: readonly (readonly PromotionSummary[])[]): Promise<void> => {
    const mine = ++round
    const [into, known] = [untrack(buckets), untrack(cache)]
    let left = SLICE
    for (const [index, accountId] of accountIds.entries()) {
      const promotions = lists[index] ?? []
      const before = sums.get(accountId)
      if (before?.promotions === promotions && before.buckets === into && before.cache === known) continue
      for (const promotion of promotions) {
        if (known.has(promotion)) continue
        untrack(() => workOut(promotion, known))
        if (--left > 0) continue
        await pause()
        if (mine !== round) return
        left = SLICE
      }
      sums.set(
        accountId,
        untrack(() => addUp(promotions, into, known)),
      )
    }
    const shown = accountIds.map((accountId) => sums.get(accountId)).filter((each) => each !== undefined)
    const total = (of: keyof PeriodSums) => into.map((_, index) => shown.reduce((sum, each) => sum + (each[of][index] ?? 0), 0))
    const periods: PeriodSums = { spend: total('spend'), incremental: total('incremental'), baseline: total('baseline') }
    const all = (amounts: readonly number[]) => amounts.reduce((sum, amount) => sum + amount, 0)
    setPlan({
      currency: untrack(currency),
      periods,
      total: all(periods.spend),
      incremental: all(periods.incremental),
      most: Math.max(0, ...periods.spend),
      unknown: shown.reduce((sum, { unknown }) => sum + unknown, 0),
    })
  }

  createEffect(
    on(
      () => [calendar.shownAccountIds(), calendar.shownAccountIds().map((accountId) => calendar.shownOf(accountId)), buckets(), cache()] as const,
      ([accountIds, lists]) => void goThrough(accountIds, lists),
    ),
  )
  return plan
}
