// What a promotion is expected to sell, cost and earn (DOMAIN §6). Symbols as there: B baseline units in the window, U
// expected units, I = U − B, m unit margin before this promotion's allowance, r variable allowance per unit, F fixed
// cost, S = total spend. Everything is exact; a reader rounds once. What cannot be computed says why (`figure.ts`).
//
// A promotion is a list of *volumes*, one per item group, and a fixed cost. Two lines on one group (off-invoice and a
// scan-back, say) are one volume with both rates on it: units are counted once, allowances add up.

import { compareExact, type Exact, exact, minus, ONE, over, plus, signOf, sum, times, ZERO } from '../base/exact.ts'
import { type Figure, figure, figureFrom, notAvailable } from './figure.ts'

/** One item group's volume in the window. `payPerUnit` is r, spread over every expected unit. */
export interface PromotedVolume {
  readonly baseline: Figure
  /** As a fraction: 0.6 for 60 %. */
  readonly lift: Figure
  readonly unitMargin: Figure
  readonly payPerUnit: Figure
}

export interface PromotionFigures {
  readonly baseline: Figure
  readonly expectedUnits: Figure
  readonly incrementalUnits: Figure
  readonly variableSpend: Figure
  readonly fixedSpend: Figure
  readonly totalSpend: Figure
  /** I × m, before spend. */
  readonly incrementalProfit: Figure
  /** I·m ÷ S: break-even is 1. Not to be mixed up with `roiNet`. */
  readonly roiRatio: Figure
  /** (I·m − S) ÷ S: break-even is 0, always the ratio − 1. */
  readonly roiNet: Figure
  /** The lift at which I·m = S, as a fraction, the same for every volume. */
  readonly breakEvenLift: Figure
  readonly breakEvenUnits: Figure
  /** S ÷ I. */
  readonly costPerIncrementalUnit: Figure
}

const total = (figures: readonly Figure[]): Figure => figureFrom(figures, (...values) => sum(values))

const unitsOf = (volume: PromotedVolume): Figure => figureFrom([volume.baseline, volume.lift], (baseline, lift) => times(baseline, plus(ONE, lift)))
const incrementOf = (volume: PromotedVolume): Figure => figureFrom([volume.baseline, volume.lift], (baseline, lift) => times(baseline, lift))

const isZero = (value: Figure): boolean => value.ok && signOf(value.value) === 0

/** r × U; nothing where no rate is paid, however little is known of the volume. */
const spendOf = (volume: PromotedVolume): Figure =>
  isZero(volume.payPerUnit) ? figure(ZERO) : figureFrom([volume.payPerUnit, unitsOf(volume)], (rate, units) => times(rate, units))

const profitOf = (volume: PromotedVolume): Figure => figureFrom([incrementOf(volume), volume.unitMargin], (increment, margin) => times(increment, margin))

/** (Σ r·B + F) ÷ Σ B·(m − r), which for one volume is (r + F/B) ÷ (m − r); none where an extra unit earns nothing. */
const breakEvenLiftOf = (volumes: readonly PromotedVolume[], fixed: Figure): Figure => {
  const paidOnBaseline = total(volumes.map(({ payPerUnit, baseline }) => figureFrom([payPerUnit, baseline], (rate, units) => times(rate, units))))
  const earnedOnBaseline = total(
    volumes.map(({ unitMargin, payPerUnit, baseline }) =>
      figureFrom([unitMargin, payPerUnit, baseline], (margin, rate, units) => times(minus(margin, rate), units)),
    ),
  )
  const baseline = total(volumes.map((volume) => volume.baseline))
  return figureFrom([baseline, paidOnBaseline, earnedOnBaseline, fixed], (units, paid, earned, fee) => {
    if (signOf(units) <= 0) return notAvailable('The baseline is zero.')
    if (signOf(earned) <= 0) return notAvailable('The allowance takes the whole unit margin: no lift breaks even.')
    return over(plus(paid, fee), earned)
  })
}

export const promotionFigures = (volumes: readonly PromotedVolume[], fixedSpend: Figure): PromotionFigures => {
  const withVolume = volumes.length > 0 ? volumes : [NO_VOLUME]
  const baseline = total(withVolume.map((volume) => volume.baseline))
  const incrementalUnits = total(withVolume.map(incrementOf))
  const variableSpend = total(volumes.map(spendOf))
  const totalSpend = total([variableSpend, fixedSpend])
  const incrementalProfit = total(withVolume.map(profitOf))
  const roiRatio = figureFrom([incrementalProfit, totalSpend], (profit, spend) =>
    signOf(spend) <= 0 ? notAvailable('Nothing is spent.') : over(profit, spend),
  )
  const breakEvenLift = breakEvenLiftOf(withVolume, fixedSpend)
  return {
    baseline,
    expectedUnits: total(withVolume.map(unitsOf)),
    incrementalUnits,
    variableSpend,
    fixedSpend,
    totalSpend,
    incrementalProfit,
    roiRatio,
    roiNet: figureFrom([roiRatio], (ratio) => minus(ratio, ONE)),
    breakEvenLift,
    breakEvenUnits: figureFrom([baseline, breakEvenLift], (units, lift) => times(units, lift)),
    costPerIncrementalUnit: figureFrom([totalSpend, incrementalUnits], (spend, units) =>
      signOf(units) <= 0 ? notAvailable('No unit is incremental.') : over(spend, units),
    ),
  }
}

const NO_VOLUME: PromotedVolume = {
  baseline: notAvailable('No line has a baseline.'),
  lift: notAvailable('No line has an expected lift.'),
  unitMargin: notAvailable('No line has an item group.'),
  payPerUnit: figure(ZERO),
}

/** Regular retail × what is taken off × get ÷ (buy + get) × the share we fund: half the retail for a free second one. */
export const bogoRate = (regular: Exact, { buy = 1, get = 1, off = ONE, share = ONE }: BogoTerms = {}): Figure =>
  buy < 1 || get < 1 ? notAvailable('Buy and get must be one or more.') : figure(over(times(times(regular, times(off, share)), exact(get)), exact(buy + get)))

export interface BogoTerms {
  readonly buy?: number
  readonly get?: number
  /** As a fraction of the retail: 1 is free, 0.5 half off. */
  readonly off?: Exact
  /** The share of the cost we fund, as a fraction. */
  readonly share?: Exact
}

/** Regular retail − price ÷ multiple, × the share we fund: 2 for $5 against 3.99 is 1.49 a unit. */
export const multiRate = (regular: Exact, multiple: number, price: Exact, share: Exact = ONE): Figure => {
  if (multiple < 1) return notAvailable('The multiple must be one or more.')
  const each = over(price, exact(multiple))
  return compareExact(each, regular) >= 0 ? notAvailable('The promoted retail is not below the regular one.') : figure(times(minus(regular, each), share))
}
