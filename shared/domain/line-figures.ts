// From the lines people type to the volumes and costs the arithmetic wants: rate bases become an amount per unit or a
// fixed amount, windows become units, packs and costs become a unit margin (DOMAIN §2, §6).

import { assertNever } from '../base/assert.ts'
import { type DateWindow, sharedDays, windowDays } from '../base/civil.ts'
import { type DecimalText, isDecimalText } from '../base/decimal.ts'
import { type Exact, exact, exactFromDecimal, exactFromMinor, exactFromPercent, minus, over, plus, signOf, sum, times, ZERO } from '../base/exact.ts'
import type { Currency } from '../base/money.ts'
import type { RetailPrice } from '../docs/schemas.ts'
import type { Mechanic } from '../docs/terms/mechanic.ts'
import type { RateBasis } from '../docs/terms/promotion-terms.ts'
import { type Figure, figure, figureFrom, notAvailable } from './figure.ts'
import { MECHANIC_FACTS, type PromotionWindows, payingWindow } from './mechanics.ts'
import { bogoRate, multiRate, type PromotedVolume, type PromotionFigures, promotionFigures } from './promotion-arithmetic.ts'

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
}

/** What an item costs and brings, per case, in minor units. */
export interface ItemEconomics {
  readonly casePack: number
  readonly listCost: number | null
  readonly cogs: number | null
}

export interface LineContext {
  readonly windows: PromotionWindows
  readonly storeCount: number
  readonly currency: Currency
  /** Null while the group's items, or their costs, are not known. */
  readonly economicsOf: (itemGroup: string) => ItemEconomics | null
}

const DAYS_PER_WEEK = 7

/** The items of a group as one: they must agree on pack and costs, or no unit figure would be true of them all. */
export const groupEconomics = (items: readonly ItemEconomics[]): ItemEconomics | null => {
  const [first, ...others] = items
  if (first === undefined || others.some((item) => item.casePack !== first.casePack || item.listCost !== first.listCost || item.cogs !== first.cogs))
    return null
  return first
}

const weeksOf = (window: DateWindow): Exact => exact(windowDays(window), DAYS_PER_WEEK)

const baselineOf = (line: LineTerms, { windows }: LineContext): Figure => {
  if (windows.inStore === null || windows.inStore === undefined) return notAvailable('No in-store dates.')
  if (line.baselinePerWeek === null) return notAvailable(`No baseline for ${line.itemGroup || 'the line'}.`)
  return figure(times(exact(line.baselinePerWeek), weeksOf(windows.inStore)))
}

const liftOf = (line: LineTerms): Figure =>
  line.expectedLiftPct === null ? notAvailable(`No expected lift for ${line.itemGroup || 'the line'}.`) : figure(exactFromPercent(line.expectedLiftPct))

/** A per-case amount per unit. */
const perUnit = (line: LineTerms, context: LineContext, perCase: (economics: ItemEconomics) => Exact | null): Figure => {
  const economics = context.economicsOf(line.itemGroup)
  if (economics === null) return notAvailable(`The items of ${line.itemGroup || 'the line'} are not known, or differ in pack or cost.`)
  if (economics.casePack <= 0) return notAvailable(`The case pack of ${line.itemGroup} is not known.`)
  const amount = perCase(economics)
  return amount === null ? notAvailable(`The costs of ${line.itemGroup} are not known.`) : figure(over(amount, exact(economics.casePack)))
}

const listPerUnit = (line: LineTerms, context: LineContext): Figure =>
  perUnit(line, context, ({ listCost }) => (listCost === null ? null : exactFromMinor(listCost, context.currency)))

/** m: list price − cost of goods. The net price is the list price until an account's standing terms are modelled. */
export const unitMarginOf = (line: LineTerms, context: LineContext): Figure =>
  perUnit(line, context, ({ listCost, cogs }) =>
    listCost === null || cogs === null ? null : minus(exactFromMinor(listCost, context.currency), exactFromMinor(cogs, context.currency)),
  )

const retailOf = (retail: RetailPrice, currency: Currency): Exact => over(exactFromMinor(retail.price, currency), exact(retail.multiple))

/** A BOGO or a multiple price without a rate of its own pays what the offer takes off the shelf price. */
const offerRate = (line: LineTerms, { currency }: LineContext): Figure => {
  if (line.regularRetail === null) return notAvailable('No regular retail to work the offer out from.')
  const regular = retailOf(line.regularRetail, currency)
  if (line.mechanic === 'BOGO') return bogoRate(regular)
  if (line.promoRetail === null) return notAvailable('No promoted retail to work the offer out from.')
  return multiRate(regular, line.promoRetail.multiple, exactFromMinor(line.promoRetail.price, currency))
}

const rateOf = (line: LineTerms): Exact | null => (line.rate !== null && isDecimalText(line.rate) ? exactFromDecimal(line.rate) : null)

/** r of a unit that pays. */
export const unitRate = (line: LineTerms, context: LineContext): Figure => {
  const rate = rateOf(line)
  if (rate === null) return (line.mechanic === 'BOGO' || line.mechanic === 'MULTI') && line.lump === null ? offerRate(line, context) : figure(ZERO)
  if (line.rateBasis === null) return notAvailable('The rate has no basis.')
  switch (line.rateBasis) {
    case 'per_unit':
      return figure(rate)
    case 'per_case':
      return perUnit(line, context, () => rate)
    case 'pct_list':
    case 'pct_net':
      return figureFrom([listPerUnit(line, context)], (list) => over(times(list, rate), exact(100)))
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
      const window = payingWindow(line.mechanic, context.windows)
      return window === null ? notAvailable('No in-store dates.') : figure(plus(lump, times(rate, weeksOf(window))))
    }
    default:
      return figure(lump)
  }
}

/** The share of the expected units that pays: scanned units only within a scan-back window of its own; all of them otherwise. */
const payingShare = (line: LineTerms, { windows }: LineContext): Exact => {
  const { inStore } = windows
  const paying = payingWindow(line.mechanic, windows)
  if (MECHANIC_FACTS[line.mechanic].pays !== 'scanned' || inStore === null || inStore === undefined || paying === null) return exact(1)
  const days = sharedDays(paying, inStore)
  return days === null ? ZERO : exact(windowDays(days), windowDays(inStore))
}

/** r spread over every expected unit. */
const payPerUnit = (line: LineTerms, context: LineContext): Figure => figureFrom([unitRate(line, context)], (rate) => times(rate, payingShare(line, context)))

/** The lines of one item group as one volume: units counted once (the first line that knows them), allowances added up. */
const groupVolume = (lines: readonly LineTerms[], context: LineContext): PromotedVolume | null => {
  const [first] = lines
  if (first === undefined) return null
  const measured = lines.find((line) => line.baselinePerWeek !== null) ?? first
  const lifted = lines.find((line) => line.expectedLiftPct !== null) ?? measured
  const pay = figureFrom(
    lines.map((line) => payPerUnit(line, context)),
    (...rates) => sum(rates),
  )
  // A fee without volume of its own (a slotting payment, an ad for the whole brand) is a cost of the event and no volume.
  if (measured.baselinePerWeek === null && pay.ok && signOf(pay.value) === 0) return null
  return { baseline: baselineOf(measured, context), lift: liftOf(lifted), unitMargin: unitMarginOf(measured, context), payPerUnit: pay }
}

/** The figures of a whole promotion, or of one line given alone. */
export const figuresOfLines = (lines: readonly LineTerms[], context: LineContext): PromotionFigures => {
  const groups = new Map<string, LineTerms[]>()
  for (const line of lines) groups.set(line.itemGroup, [...(groups.get(line.itemGroup) ?? []), line])
  const volumes = [...groups.values()].map((group) => groupVolume(group, context)).filter((volume) => volume !== null)
  const fixed = figureFrom(
    lines.map((line) => fixedSpend(line, context)),
    (...amounts) => sum(amounts),
  )
  return promotionFigures(volumes, fixed)
}
