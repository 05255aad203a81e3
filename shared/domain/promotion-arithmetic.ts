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
  readonly itemGroup?: string
  readonly baseline: Figure
  /** As a fraction: 0.6 for 60 %. */
  readonly lift: Figure
  /** Where somebody typed the units and no lift; baseline × (1 + lift) otherwise. */
  readonly units?: Figure
  readonly unitMargin: Figure
  readonly payPerUnit: Figure
  /** Paid whatever the lift: stock bought ahead at the promoted price, or an allowance that has reached its cap. */
  readonly payBeside?: Figure
  readonly listPrice?: Figure
  readonly netPrice?: Figure
  /** Of one unit on the shelf. */
  readonly promoRetail?: Figure
  readonly regularRetail?: Figure
  /** The allowance on a unit that pays: what the retailer is given to pass on. */
  readonly unitRate?: Figure
}

/** Amounts that add up over volumes, promotions, accounts and periods. */
export interface AdditiveFigures {
  readonly baseline: Figure
  readonly expectedUnits: Figure
  readonly incrementalUnits: Figure
  /** Σ B·(1 + lift)·confidence. */
  readonly likelyUnits: Figure
  readonly variableSpend: Figure
  readonly fixedSpend: Figure
  /** I × m, before spend. */
  readonly incrementalProfit: Figure
  /** U × list price. */
  readonly grossSales: Figure
  /** U × what the account pays after its standing terms, before this promotion. */
  readonly netPriceSales: Figure
  /** I × list price. */
  readonly incrementalSales: Figure
}

export interface PromotionFigures extends AdditiveFigures {
  readonly totalSpend: Figure
  /** Gross sales − standing terms − variable and fixed spend. */
  readonly netSales: Figure
  readonly spendRate: Figure
  /** I·m ÷ S: break-even is 1. Not to be mixed up with `roiNet`. */
  readonly roiRatio: Figure
  /** (I·m − S) ÷ S: break-even is 0, always the ratio − 1. */
  readonly roiNet: Figure
  /** I ÷ B. */
  readonly lift: Figure
  /** The lift at which I·m = S, as a fraction, the same for every volume. */
  readonly breakEvenLift: Figure
  readonly breakEvenUnits: Figure
  /** S ÷ I. */
  readonly costPerIncrementalUnit: Figure
  /** B ÷ U: how much of what is sold at the promoted price would have been sold anyway. */
  readonly subsidisedVolume: Figure
  /** Incremental sales ÷ spend. */
  readonly efficiency: Figure
  /** (P − (cost − allowance)) ÷ P on promotion, of one group; and the amount of it. */
  readonly retailerMargin: Figure
  readonly retailerPennyMargin: Figure
  /** (P regular − P promoted) ÷ r. */
  readonly passThrough: Figure
  readonly volumes: readonly PromotedVolume[]
}

const total = (figures: readonly Figure[]): Figure => figureFrom(figures, (...values) => sum(values))

const unitsOf = (volume: PromotedVolume): Figure =>
  volume.units ?? figureFrom([volume.baseline, volume.lift], (baseline, lift) => times(baseline, plus(ONE, lift)))
const incrementOf = (volume: PromotedVolume): Figure => figureFrom([volume.baseline, unitsOf(volume)], (baseline, units) => minus(units, baseline))

const isZero = (value: Figure): boolean => value.ok && signOf(value.value) === 0
const besideOf = (volume: PromotedVolume): Figure => volume.payBeside ?? figure(ZERO)

/** r × U and what is paid beside; nothing where no rate is paid, however little is known of the volume. */
const spendOf = (volume: PromotedVolume): Figure => {
  if (isZero(volume.payPerUnit)) return besideOf(volume)
  return figureFrom([volume.payPerUnit, unitsOf(volume), besideOf(volume)], (rate, units, beside) => plus(times(rate, units), beside))
}

const profitOf = (volume: PromotedVolume): Figure => figureFrom([incrementOf(volume), volume.unitMargin], (increment, margin) => times(increment, margin))

const NO_PRICE = notAvailable('The list price is not known.')
const salesOf = (volume: PromotedVolume, price: Figure | undefined): Figure =>
  figureFrom([unitsOf(volume), price ?? NO_PRICE], (units, each) => times(units, each))

/** (Σ r·B + paid beside + F) ÷ Σ B·(m − r), which for one volume is (r + F/B) ÷ (m − r); none where an extra unit earns nothing. */
const breakEvenLiftOf = (volumes: readonly PromotedVolume[], fixed: Figure): Figure => {
  const paidOnBaseline = total(volumes.map(({ payPerUnit, baseline }) => figureFrom([payPerUnit, baseline], (rate, units) => times(rate, units))))
  const earnedOnBaseline = total(
    volumes.map(({ unitMargin, payPerUnit, baseline }) =>
      figureFrom([unitMargin, payPerUnit, baseline], (margin, rate, units) => times(minus(margin, rate), units)),
    ),
  )
  const baseline = total(volumes.map((volume) => volume.baseline))
  return figureFrom([baseline, paidOnBaseline, earnedOnBaseline, total(volumes.map(besideOf)), fixed], (units, paid, earned, beside, fee) => {
    if (signOf(units) <= 0) return notAvailable('The baseline is zero.')
    if (signOf(earned) <= 0) return notAvailable('The allowance takes the whole unit margin: no lift breaks even.')
    return over(plus(paid, plus(beside, fee)), earned)
  })
}

/** What follows from the amounts alone: of a promotion, an account, a period. */
export const ratiosOf = (
  amounts: AdditiveFigures,
): Pick<
  PromotionFigures,
  'totalSpend' | 'netSales' | 'spendRate' | 'roiRatio' | 'roiNet' | 'lift' | 'costPerIncrementalUnit' | 'subsidisedVolume' | 'efficiency'
> => {
  const { baseline, expectedUnits, incrementalUnits, variableSpend, fixedSpend, incrementalProfit, grossSales, netPriceSales, incrementalSales } = amounts
  const totalSpend = total([variableSpend, fixedSpend])
  const bySpend = (amount: Figure): Figure =>
    figureFrom([amount, totalSpend], (value, spend) => (signOf(spend) <= 0 ? notAvailable('Nothing is spent.') : over(value, spend)))
  const roiRatio = bySpend(incrementalProfit)
  return {
    totalSpend,
    netSales: figureFrom([netPriceSales, totalSpend], (sales, spend) => minus(sales, spend)),
    spendRate: figureFrom([totalSpend, grossSales], (spend, sales) => (signOf(sales) <= 0 ? notAvailable('Nothing is sold.') : over(spend, sales))),
    roiRatio,
    roiNet: figureFrom([roiRatio], (ratio) => minus(ratio, ONE)),
    lift: figureFrom([incrementalUnits, baseline], (increment, units) => (signOf(units) <= 0 ? notAvailable('The baseline is zero.') : over(increment, units))),
    costPerIncrementalUnit: figureFrom([totalSpend, incrementalUnits], (spend, units) =>
      signOf(units) <= 0 ? notAvailable('No unit is incremental.') : over(spend, units),
    ),
    subsidisedVolume: figureFrom([baseline, expectedUnits], (units, all) => (signOf(all) <= 0 ? notAvailable('Nothing is sold.') : over(units, all))),
    efficiency: bySpend(incrementalSales),
  }
}

/** Of a promotion of one group; several have several. */
const retailFigures = (volumes: readonly PromotedVolume[]): Pick<PromotionFigures, 'retailerMargin' | 'retailerPennyMargin' | 'passThrough'> => {
  const [volume, another] = volumes
  if (volume === undefined || another !== undefined) {
    const none = notAvailable(volume === undefined ? 'No line has an item group.' : 'Each group has its own: look at the lines.')
    return { retailerMargin: none, retailerPennyMargin: none, passThrough: none }
  }
  const price = volume.promoRetail ?? notAvailable('No promoted retail.')
  const cost = volume.netPrice ?? NO_PRICE
  const rate = volume.unitRate ?? volume.payPerUnit
  const penny = figureFrom([price, cost, rate], (each, paid, allowance) => minus(each, minus(paid, allowance)))
  return {
    retailerPennyMargin: penny,
    retailerMargin: figureFrom([penny, price], (earned, each) => (signOf(each) <= 0 ? notAvailable('The promoted retail is zero.') : over(earned, each))),
    passThrough: figureFrom([volume.regularRetail ?? notAvailable('No regular retail.'), price, rate], (regular, each, allowance) =>
      signOf(allowance) <= 0 ? notAvailable('No allowance to pass on.') : over(minus(regular, each), allowance),
    ),
  }
}

/** `confidence` is a fraction. */
export const promotionFigures = (volumes: readonly PromotedVolume[], fixedSpend: Figure, confidence: Exact = ONE): PromotionFigures => {
  const withVolume = volumes.length > 0 ? volumes : [NO_VOLUME]
  const expectedUnits = total(withVolume.map(unitsOf))
  const amounts: AdditiveFigures = {
    baseline: total(withVolume.map((volume) => volume.baseline)),
    expectedUnits,
    incrementalUnits: total(withVolume.map(incrementOf)),
    likelyUnits: figureFrom([expectedUnits], (units) => times(units, confidence)),
    variableSpend: total(volumes.map(spendOf)),
    fixedSpend,
    incrementalProfit: total(withVolume.map(profitOf)),
    grossSales: total(withVolume.map((volume) => salesOf(volume, volume.listPrice))),
    netPriceSales: total(withVolume.map((volume) => salesOf(volume, volume.netPrice ?? volume.listPrice))),
    incrementalSales: total(withVolume.map((volume) => figureFrom([incrementOf(volume), volume.listPrice ?? NO_PRICE], (units, each) => times(units, each)))),
  }
  const breakEvenLift = breakEvenLiftOf(withVolume, fixedSpend)
  return {
    ...amounts,
    ...ratiosOf(amounts),
    ...retailFigures(volumes),
    breakEvenLift,
    breakEvenUnits: figureFrom([amounts.baseline, breakEvenLift], (units, lift) => times(units, lift)),
    volumes,
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
