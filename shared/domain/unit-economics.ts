// What one consumer unit costs and brings (DOMAIN §6): list price, the net price after an account's standing terms, and the
// margin m before a promotion's allowance. Costs are kept per case; the pack makes them amounts per unit.

import type { CivilDate } from '../base/civil.ts'
import { isDecimalText } from '../base/decimal.ts'
import { type Exact, exact, exactFromDecimal, exactFromMinor, minus, over, plus, times, ZERO } from '../base/exact.ts'
import type { Currency } from '../base/money.ts'
import type { StandingTerm } from '../docs/profile.ts'
import { type Figure, figure, figureFrom, notAvailable } from './figure.ts'

/** What an item costs and brings, per case, in minor units. */
export interface ItemEconomics {
  readonly casePack: number
  readonly listCost: number | null
  readonly cogs: number | null
}

export interface UnitContext {
  readonly currency: Currency
  /** Null while the group's items, or their costs, are not known. */
  readonly economicsOf: (itemGroup: string) => ItemEconomics | null
  /** The account's standing terms, which lower what it pays all year round. */
  readonly terms?: readonly StandingTerm[]
}

/** The items of a group as one: they must agree on pack and costs, or no unit figure would be true of them all. */
export const groupEconomics = (items: readonly ItemEconomics[]): ItemEconomics | null => {
  const [first, ...others] = items
  if (first === undefined || others.some((item) => item.casePack !== first.casePack || item.listCost !== first.listCost || item.cogs !== first.cogs))
    return null
  return first
}

/** A per-case amount per unit. */
export const perUnit = (itemGroup: string, context: UnitContext, perCase: (economics: ItemEconomics) => Exact | null): Figure => {
  const economics = context.economicsOf(itemGroup)
  if (economics === null) return notAvailable(`The items of ${itemGroup || 'the line'} are not known, or differ in pack or cost.`)
  if (economics.casePack <= 0) return notAvailable(`The case pack of ${itemGroup} is not known.`)
  const amount = perCase(economics)
  return amount === null ? notAvailable(`The costs of ${itemGroup} are not known.`) : figure(over(amount, exact(economics.casePack)))
}

export const listPerUnit = (itemGroup: string, context: UnitContext): Figure =>
  perUnit(itemGroup, context, ({ listCost }) => (listCost === null ? null : exactFromMinor(listCost, context.currency)))

const cogsPerUnit = (itemGroup: string, context: UnitContext): Figure =>
  perUnit(itemGroup, context, ({ cogs }) => (cogs === null ? null : exactFromMinor(cogs, context.currency)))

const isInForce = ({ window }: StandingTerm, on: CivilDate | null): boolean => window === null || on === null || (window.from <= on && on <= window.to)

/**
 * List price − the standing terms in force on a day: first those of the gross price, per unit and per case, then those of
 * what is left, in the order they stand. Lump sums a year are not of a unit. Never below zero.
 */
export const netPerUnit = (itemGroup: string, context: UnitContext, on: CivilDate | null): Figure => {
  const terms = (context.terms ?? []).filter((term) => isInForce(term, on) && isDecimalText(term.rate))
  const perCaseOf = (rate: Exact): Figure => perUnit(itemGroup, context, () => rate)
  return figureFrom([listPerUnit(itemGroup, context)], (list) => {
    let off = ZERO
    for (const { basis, rate } of terms) {
      const amount = exactFromDecimal(rate)
      if (basis === 'pct_gross') off = plus(off, over(times(list, amount), exact(100)))
      else if (basis === 'per_unit') off = plus(off, amount)
      else if (basis === 'per_case') {
        const each = perCaseOf(amount)
        if (!each.ok) return each
        off = plus(off, each.value)
      }
    }
    let net = minus(list, off)
    for (const { basis, rate } of terms) if (basis === 'pct_net') net = minus(net, over(times(net, exactFromDecimal(rate)), exact(100)))
    return net.numerator < 0n ? ZERO : net
  })
}

/** m: net price − cost of goods. */
export const unitMargin = (itemGroup: string, context: UnitContext, on: CivilDate | null): Figure =>
  figureFrom([netPerUnit(itemGroup, context, on), cogsPerUnit(itemGroup, context)], (net, cogs) => minus(net, cogs))
