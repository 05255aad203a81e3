// From the lines people type to the volumes and costs the arithmetic wants (DOMAIN §2, §6): rate bases become an amount per
// unit or a fixed amount, windows and mechanics become the units that pay, packs and costs become a unit margin.

import { assertNever } from '../base/assert.ts'
import { type DateWindow, sharedDays, windowDays } from '../base/civil.ts'
import { type DecimalText, isDecimalText } from '../base/decimal.ts'
import {
  compareExact,
  type Exact,
  exact,
  exactFromDecimal,
  exactFromMinor,
  exactFromPercent,
  least,
  minus,
  ONE,
  over,
  plus,
  signOf,
  sum,
  times,
  ZERO,
} from '../base/exact.ts'
import type { Currency } from '../base/money.ts'
import type { BogoRatio, RetailPrice } from '../docs/schemas.ts'
import type { Mechanic } from '../docs/terms/mechanic.ts'
import type { PayBasis } from '../docs/terms/planning-terms.ts'
import type { RateBasis } from '../docs/terms/promotion-terms.ts'
import { type Figure, figure, figureFrom, notAvailable } from './figure.ts'
import { MECHANIC_FACTS, type PayingUnits, type PromotionWindows, payingWindow } from './mechanics.ts'
import { bogoRate, multiRate, type PromotedVolume, type PromotionFigures, promotionFigures } from './promotion-arithmetic.ts'
import { listPerUnit, netPerUnit, perUnit, type UnitContext, unitMargin } from './unit-economics.ts'

export { groupEconomics, type ItemEconomics } from './unit-economics.ts'

/** What a line says; a line row and a line summary both fit. Money in minor units. */
export interface LineTerms {
  readonly itemGroup: string
  readonly mechanic: Mechanic
  readonly rate: DecimalText | null
  readonly rateBasis: RateBasis | null
  readonly lump: number | null
  readonly regularRetail: RetailPrice | null
  readonly promoRetail: RetailPrice | null
  readonly baselinePerWeek: number | null
  readonly expectedLiftPct: number | null
  readonly expectedUnits?: number | null
  readonly window?: DateWindow | null
  readonly payBasis?: PayBasis | null
  readonly capUnits?: number | null
  readonly capAmount?: number | null
  readonly fundedPct?: number | null
  readonly couponFace?: number | null
  readonly couponHandling?: number | null
  readonly redemptionPct?: number | null
  readonly bogo?: BogoRatio | null
}

export interface LineContext extends UnitContext {
  readonly windows: PromotionWindows
  readonly storeCount: number
  /** How sure we are that it runs, in percent; sure where nobody says. */
  readonly confidence?: number | null
}

const DAYS_PER_WEEK = 7

const weeksOf = (window: DateWindow): Exact => exact(windowDays(window), DAYS_PER_WEEK)
const called = ({ itemGroup }: LineTerms): string => itemGroup || 'the line'
const inStoreOf = ({ windows }: LineContext): DateWindow | null => windows.inStore ?? null

/** The line's own window, or the one its mechanic pays in. */
export const payingWindowOf = (line: LineTerms, { windows }: Pick<LineContext, 'windows'>): DateWindow | null =>
  line.window ?? payingWindow(line.mechanic, windows)

const baselineOf = (line: LineTerms, context: LineContext): Figure => {
  const inStore = inStoreOf(context)
  if (inStore === null) return notAvailable('No in-store dates.')
  if (line.baselinePerWeek === null) return notAvailable(`No baseline for ${called(line)}.`)
  return figure(times(exact(line.baselinePerWeek), weeksOf(inStore)))
}

/** Typed, or what the expected units are above the baseline. */
const liftOf = (line: LineTerms, context: LineContext): Figure => {
  if (line.expectedLiftPct !== null) return figure(exactFromPercent(line.expectedLiftPct))
  const units = line.expectedUnits ?? null
  if (units === null) return notAvailable(`No expected lift for ${called(line)}.`)
  return figureFrom([baselineOf(line, context)], (baseline) =>
    signOf(baseline) <= 0 ? notAvailable('The baseline is zero.') : over(minus(exact(units), baseline), baseline),
  )
}

/** U: baseline × (1 + lift), or the units typed, which need no baseline. */
const unitsOf = (line: LineTerms, context: LineContext): Figure => {
  const units = line.expectedUnits ?? null
  if (line.expectedLiftPct === null && units !== null) return figure(exact(units))
  return figureFrom([baselineOf(line, context), liftOf(line, context)], (baseline, lift) => times(baseline, plus(ONE, lift)))
}

export const unitMarginOf = (line: LineTerms, context: LineContext): Figure => unitMargin(line.itemGroup, context, inStoreOf(context)?.from ?? null)

const retailOf = (retail: RetailPrice, currency: Currency): Exact => over(exactFromMinor(retail.price, currency), exact(retail.multiple))

const fundedShare = ({ fundedPct }: LineTerms): Exact => (fundedPct == null ? ONE : exactFromPercent(fundedPct))

/** A BOGO or a multiple price without a rate of its own pays what the offer takes off the shelf price, × the share we fund. */
const offerRate = (line: LineTerms, { currency }: LineContext): Figure => {
  if (line.regularRetail === null) return notAvailable('No regular retail to work the offer out from.')
  const regular = retailOf(line.regularRetail, currency)
  const share = fundedShare(line)
  if (line.mechanic === 'BOGO') {
    const { buy, get, offPct } = line.bogo ?? { buy: 1, get: 1, offPct: 100 }
    return bogoRate(regular, { buy, get, off: exactFromPercent(offPct), share })
  }
  if (line.promoRetail === null) return notAvailable('No promoted retail to work the offer out from.')
  return multiRate(regular, line.promoRetail.multiple, exactFromMinor(line.promoRetail.price, currency), share)
}

const rateOf = (line: LineTerms): Exact | null => (line.rate !== null && isDecimalText(line.rate) ? exactFromDecimal(line.rate) : null)

/** r of a unit that pays: the rate, a coupon's face and handling, or what an offer takes off. */
export const unitRate = (line: LineTerms, context: LineContext): Figure => {
  const face = line.couponFace ?? null
  const handling = exactFromMinor(line.couponHandling ?? 0, context.currency)
  if (face !== null) return figure(plus(exactFromMinor(face, context.currency), handling))
  const rate = rateOf(line)
  if (rate === null) return (line.mechanic === 'BOGO' || line.mechanic === 'MULTI') && line.lump === null ? offerRate(line, context) : figure(ZERO)
  if (line.rateBasis === null) return notAvailable('The rate has no basis.')
  switch (line.rateBasis) {
    case 'per_unit':
      return figure(paysOf(line) === 'redeemed' ? plus(rate, handling) : rate)
    case 'per_case':
      return perUnit(line.itemGroup, context, () => rate)
    case 'pct_list':
      return figureFrom([listPerUnit(line.itemGroup, context)], (list) => over(times(list, rate), exact(100)))
    case 'pct_net':
      return figureFrom([netPerUnit(line.itemGroup, context, inStoreOf(context)?.from ?? null)], (net) => over(times(net, rate), exact(100)))
    case 'lump':
    case 'per_store':
    case 'per_week':
      return figure(ZERO)
    default:
      return assertNever(line.rateBasis)
  }
}

/** F of a line. */
export const fixedSpend = (line: LineTerms, context: LineContext): Figure => {
  const lump = line.lump === null ? ZERO : exactFromMinor(line.lump, context.currency)
  const rate = rateOf(line)
  if (rate === null) return figure(lump)
  switch (line.rateBasis) {
    case 'lump':
      return figure(plus(lump, rate))
    case 'per_store':
      return context.storeCount > 0 ? figure(plus(lump, times(rate, exact(context.storeCount)))) : notAvailable('The account has no store count.')
    case 'per_week': {
      const window = payingWindowOf(line, context)
      return window === null ? notAvailable('No in-store dates.') : figure(plus(lump, times(rate, weeksOf(window))))
    }
    default:
      return figure(lump)
  }
}

const paysOf = (line: LineTerms): PayingUnits => line.payBasis ?? MECHANIC_FACTS[line.mechanic].pays

/** Units that pay, as a share of the expected units and a number beside them that does not depend on the lift. */
interface PayingShare {
  readonly share: Figure
  readonly beside: Figure
}

/**
 * Scanned: the units sold inside the paying window, evenly over the weeks in store. Shipped, purchased, depleted: everything
 * sold, and the baseline of as many weeks as the order window is longer than the weeks in store: stock bought ahead at the
 * promoted price. Redeemed: the share that uses the coupon. All: every unit.
 */
const payingShare = (line: LineTerms, context: LineContext): PayingShare => {
  const nothing = figure(ZERO)
  const inStore = inStoreOf(context)
  const paying = payingWindowOf(line, context)
  switch (paysOf(line)) {
    case 'scanned': {
      if (inStore === null || paying === null) return { share: figure(ONE), beside: nothing }
      const days = sharedDays(paying, inStore)
      return { share: figure(days === null ? ZERO : exact(windowDays(days), windowDays(inStore))), beside: nothing }
    }
    case 'redeemed':
      return {
        share: line.redemptionPct == null ? notAvailable(`No redemption % for ${called(line)}.`) : figure(exactFromPercent(line.redemptionPct)),
        beside: nothing,
      }
    case 'shipped':
    case 'purchased':
    case 'depleted': {
      if (inStore === null || paying === null || line.baselinePerWeek === null) return { share: figure(ONE), beside: nothing }
      const ahead = minus(weeksOf(paying), weeksOf(inStore))
      return { share: figure(ONE), beside: signOf(ahead) <= 0 ? nothing : figure(times(exact(line.baselinePerWeek), ahead)) }
    }
    default:
      return { share: figure(ONE), beside: nothing }
  }
}

/** What a line pays: r on each expected unit, and an amount that does not depend on how many are sold. */
export interface LinePay {
  readonly perUnit: Figure
  readonly beside: Figure
  /** Units that pay, at the expected lift. */
  readonly payingUnits: Figure
  readonly variable: Figure
}

/** Where a cap binds at the expected volume, one more unit costs nothing more: the whole is beside. */
export const linePay = (line: LineTerms, context: LineContext): LinePay => {
  const rate = unitRate(line, context)
  if (rate.ok && signOf(rate.value) === 0) {
    const nothing = figure(ZERO)
    return { perUnit: nothing, beside: nothing, payingUnits: nothing, variable: nothing }
  }
  const { share, beside } = payingShare(line, context)
  const units = unitsOf(line, context)
  const paying = figureFrom([share, units, beside], (part, expected, ahead) => plus(times(part, expected), ahead))
  const capUnits = line.capUnits ?? null
  const payingUnits = capUnits === null ? paying : figureFrom([paying], (uncapped) => least(uncapped, exact(capUnits)))
  const uncapped = figureFrom([rate, payingUnits], (each, count) => times(each, count))
  const capAmount = line.capAmount ?? null
  const cap = capAmount === null ? null : exactFromMinor(capAmount, context.currency)
  const variable = cap === null ? uncapped : figureFrom([uncapped], (amount) => least(amount, cap))
  const isCapped =
    (paying.ok && capUnits !== null && compareExact(paying.value, exact(capUnits)) > 0) ||
    (uncapped.ok && cap !== null && compareExact(uncapped.value, cap) > 0)
  if (isCapped) return { perUnit: figure(ZERO), beside: variable, payingUnits, variable }
  return {
    perUnit: figureFrom([rate, share], (each, part) => times(each, part)),
    beside: figureFrom([rate, beside], (each, ahead) => times(each, ahead)),
    payingUnits,
    variable,
  }
}

const total = (figures: readonly Figure[]): Figure => figureFrom(figures, (...values) => sum(values))

/** Every line of a group pays on the volume of the group, whichever line says how much that is. */
const onGroupVolume = (lines: readonly LineTerms[]): readonly LineTerms[] => {
  const [first] = lines
  if (first === undefined) return []
  const measured = lines.find((line) => line.baselinePerWeek !== null) ?? first
  const lifted = lines.find((line) => line.expectedLiftPct !== null) ?? lines.find((line) => line.expectedUnits != null) ?? measured
  const { baselinePerWeek } = measured
  const { expectedLiftPct, expectedUnits = null } = lifted
  return lines.map((line) => ({ ...line, baselinePerWeek, expectedLiftPct, expectedUnits }))
}

const byGroup = (lines: readonly LineTerms[]): readonly (readonly LineTerms[])[] => {
  const groups = new Map<string, LineTerms[]>()
  for (const line of lines) {
    const known = groups.get(line.itemGroup)
    if (known === undefined) groups.set(line.itemGroup, [line])
    else known.push(line)
  }
  return [...groups.values()]
}

export interface LineSpend {
  readonly line: LineTerms
  /** When it accrues; null while the promotion has no dates. */
  readonly window: DateWindow | null
  readonly variable: Figure
  readonly fixed: Figure
  readonly spend: Figure
}

/** What each line costs on the volume of its group, in the window it pays in. */
export const lineSpends = (lines: readonly LineTerms[], context: LineContext): readonly LineSpend[] => {
  const found = new Map<LineTerms, LineSpend>()
  for (const group of byGroup(lines)) {
    for (const [index, whole] of onGroupVolume(group).entries()) {
      const line = group[index] as LineTerms
      const variable = linePay(whole, context).variable
      const fixed = fixedSpend(line, context)
      found.set(line, { line, window: payingWindowOf(line, context), variable, fixed, spend: total([variable, fixed]) })
    }
  }
  return lines.flatMap((line) => found.get(line) ?? [])
}

/** The lines of one item group as one volume: units counted once (the first line that knows them), allowances added up. */
const groupVolume = (lines: readonly LineTerms[], context: LineContext): PromotedVolume | null => {
  const [first] = lines
  if (first === undefined) return null
  const whole = onGroupVolume(lines)
  const line = whole[0] ?? first
  const pays = whole.map((each) => linePay(each, context))
  const payPerUnit = total(pays.map((pay) => pay.perUnit))
  const payBeside = total(pays.map((pay) => pay.beside))
  // A fee without volume of its own (a slotting payment, an ad for the whole brand) is a cost of the event and no volume.
  const isFee = payPerUnit.ok && signOf(payPerUnit.value) === 0 && payBeside.ok && signOf(payBeside.value) === 0
  if (line.baselinePerWeek === null && line.expectedUnits == null && isFee) return null
  const priced = lines.find(({ promoRetail }) => promoRetail !== null)
  const retail = priced?.promoRetail ?? null
  const regular = lines.find(({ regularRetail }) => regularRetail !== null)?.regularRetail ?? null
  return {
    itemGroup: first.itemGroup,
    baseline: baselineOf(line, context),
    lift: liftOf(line, context),
    units: unitsOf(line, context),
    unitMargin: unitMarginOf(line, context),
    listPrice: listPerUnit(first.itemGroup, context),
    netPrice: netPerUnit(first.itemGroup, context, inStoreOf(context)?.from ?? null),
    promoRetail: retail === null ? notAvailable('No promoted retail.') : figure(retailOf(retail, context.currency)),
    regularRetail: regular === null ? notAvailable('No regular retail.') : figure(retailOf(regular, context.currency)),
    unitRate: total(lines.map((each) => unitRate(each, context))),
    payPerUnit,
    payBeside,
  }
}

/** The figures of a whole promotion, or of one line given alone. */
export const figuresOfLines = (lines: readonly LineTerms[], context: LineContext): PromotionFigures => {
  const volumes = byGroup(lines)
    .map((group) => groupVolume(group, context))
    .filter((volume) => volume !== null)
  const fixed = total(lines.map((line) => fixedSpend(line, context)))
  return promotionFigures(volumes, fixed, context.confidence == null ? ONE : exactFromPercent(context.confidence))
}
