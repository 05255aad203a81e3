// Totals over promotions: of an account, of a period, of all that is shown. Amounts add up; ratios are worked out of the
// sums, never averaged. A promotion whose amount is not known is left out and counted, so that a total never pretends to be
// whole. In a period each promotion counts by the days of it that fall into the period: units by the weeks in store, spend by
// the window each line pays in (DOMAIN §6, accrual).

import { type DateWindow, sharedDays, windowDays } from '../base/civil.ts'
import { type Exact, exact, reduced, sum, times, ZERO } from '../base/exact.ts'
import { type Figure, figure, figureFrom } from './figure.ts'
import { figuresOfLines, type LineContext, type LineSpend, type LineTerms, lineSpends } from './line-figures.ts'
import { type AdditiveFigures, type PromotionFigures, ratiosOf } from './promotion-arithmetic.ts'

export interface CountedPromotion {
  readonly figures: PromotionFigures
  readonly inStore: DateWindow | null
  readonly spends: readonly LineSpend[]
}

export const countedPromotion = (lines: readonly LineTerms[], context: LineContext): CountedPromotion => ({
  figures: figuresOfLines(lines, context),
  inStore: context.windows.inStore ?? null,
  spends: lineSpends(lines, context),
})

export type TotalFigures = AdditiveFigures & ReturnType<typeof ratiosOf>

export interface FigureTotals {
  readonly totals: TotalFigures
  readonly promotions: number
  /** How many promotions an amount is not known of, by its name: their share is missing from the total. */
  readonly unknown: Readonly<Record<keyof AdditiveFigures, number>>
}

const BY_DAYS_IN_STORE = [
  'baseline',
  'expectedUnits',
  'incrementalUnits',
  'likelyUnits',
  'incrementalProfit',
  'grossSales',
  'netPriceSales',
  'incrementalSales',
] as const

/** The share of a window's days that lies in the period; all of it without a period. */
const shareIn = (window: DateWindow | null, period: DateWindow | null): Exact | null => {
  if (period === null) return exact(1)
  if (window === null) return null
  const days = sharedDays(window, period)
  return days === null ? ZERO : exact(windowDays(days), windowDays(window))
}

const scaled = (amount: Figure, share: Exact): Figure => figureFrom([amount], (value) => times(value, share))

/** Null for the period counts everything. All promotions must be in one currency. */
export const totalsOf = (promotions: readonly CountedPromotion[], period: DateWindow | null): FigureTotals => {
  const sums: Record<keyof AdditiveFigures, Exact[]> = {
    baseline: [],
    expectedUnits: [],
    incrementalUnits: [],
    likelyUnits: [],
    variableSpend: [],
    fixedSpend: [],
    incrementalProfit: [],
    grossSales: [],
    netPriceSales: [],
    incrementalSales: [],
  }
  const unknown = Object.fromEntries(Object.keys(sums).map((name) => [name, 0])) as Record<keyof AdditiveFigures, number>
  let counted = 0
  const add = (name: keyof AdditiveFigures, amount: Figure): void => {
    if (amount.ok) sums[name].push(amount.value)
    else unknown[name] += 1
  }
  for (const { figures, inStore, spends } of promotions) {
    const share = shareIn(inStore, period)
    const spendShares = spends.map(({ window }) => shareIn(window, period))
    const isIn = (share !== null && share.numerator !== 0n) || spendShares.some((each) => each !== null && each.numerator !== 0n)
    if (!isIn) continue
    counted += 1
    if (share !== null && share.numerator !== 0n) for (const name of BY_DAYS_IN_STORE) add(name, scaled(figures[name], share))
    for (const [index, { variable, fixed }] of spends.entries()) {
      const spendShare = spendShares[index] ?? null
      if (spendShare === null || spendShare.numerator === 0n) continue
      add('variableSpend', scaled(variable, spendShare))
      add('fixedSpend', scaled(fixed, spendShare))
    }
  }
  const amounts = Object.fromEntries(Object.entries(sums).map(([name, values]) => [name, figure(reduced(sum(values)))])) as unknown as AdditiveFigures
  return { totals: { ...amounts, ...ratiosOf(amounts) }, promotions: counted, unknown }
}
