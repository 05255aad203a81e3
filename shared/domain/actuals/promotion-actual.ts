// How a promotion really went (DOMAIN §6): units sold in its weeks against the baseline, lift, return on what it was planned
// to pay at the units sold, what was only bought ahead (the dip of the four weeks after), and what other items lost or won
// (cannibalised, halo). Facts come in the account's weeks; a week that is in store for some of its days counts by them.

import { addDays, type DateWindow, sharedDays, windowDays } from '../../base/civil.ts'
import { compareExact, type Exact, exact, minus, over, plus, roundedTo, signOf, sum, times, ZERO } from '../../base/exact.ts'
import type { BaselineMethod } from '../../docs/terms/planning-terms.ts'
import { type Figure, figure, figureFrom, notAvailable } from '../figure.ts'
import { figuresOfLines, type LineContext, type LineTerms } from '../line-figures.ts'
import type { PromotionFigures } from '../promotion-arithmetic.ts'
import { type Baseline, type BaselineFacts, type BaselineWish, baselineAlternatives } from './baseline.ts'
import { weekWindow } from './promoted-weeks.ts'
import type { WeekFact } from './weekly-facts.ts'

export interface SubjectFacts extends BaselineFacts {
  /** A promoted group, or an item. */
  readonly subject: string
}

export interface ActualWish extends BaselineWish {
  readonly method: BaselineMethod
}

export interface PromotionActual {
  readonly baseline: Baseline
  /** All methods with the lift each gives: the choice changes the answer. */
  readonly alternatives: readonly { readonly baseline: Baseline; readonly lift: Figure }[]
  /** Units sold in store, by days. */
  readonly units: Figure
  readonly baselineUnits: Figure
  readonly incrementalUnits: Figure
  /** I ÷ B. */
  readonly lift: Figure
  /** Σ (B − U) of up to four weeks after that are not promoted themselves; 0 where they sold more. */
  readonly dip: Figure
  /** What other subjects sold less than usual in the weeks in store, and what they sold more. */
  readonly cannibalised: Figure
  readonly halo: Figure
  readonly bySubject: readonly { readonly subject: string; readonly difference: Figure }[]
  /** I − dip − cannibalised. */
  readonly netIncremental: Figure
  /** The planned terms at the units sold: spend, ROI, break-even. */
  readonly figures: PromotionFigures
}

const DIP_WEEKS = 4
const DAYS_PER_WEEK = 7

/** Units of the days of a window; weeks that are not known make it unknown. */
export const unitsIn = (weeks: readonly WeekFact[], window: DateWindow): Figure => {
  let counted = 0
  const parts: Exact[] = []
  for (const { week, value } of weeks) {
    const days = sharedDays(weekWindow(week), window)
    if (days === null) continue
    counted += windowDays(days)
    parts.push(times(value, exact(windowDays(days), DAYS_PER_WEEK)))
  }
  const missing = windowDays(window) - counted
  if (counted === 0) return notAvailable('There are no weekly facts of its weeks.')
  return missing > 0 ? notAvailable(`Weekly facts are missing for ${missing} of its ${windowDays(window)} days.`) : figure(sum(parts))
}

const weeksIn = (window: DateWindow): Exact => exact(windowDays(window), DAYS_PER_WEEK)
const liftOf = (units: Figure, baseline: Figure): Figure =>
  figureFrom([units, baseline], (sold, usual) => (signOf(usual) <= 0 ? notAvailable('The baseline is zero.') : over(minus(sold, usual), usual)))

const atBaseline = (baseline: Baseline, window: DateWindow): Figure => figureFrom([baseline.perWeek], (perWeek) => times(perWeek, weeksIn(window)))

/** `others` are subjects that share the shelf: of the same group or its substitutes. */
export const promotionActual = (
  window: DateWindow,
  facts: SubjectFacts,
  others: readonly SubjectFacts[],
  lines: readonly LineTerms[],
  context: LineContext,
  wish: ActualWish,
): PromotionActual => {
  const all = baselineAlternatives(window, facts, wish)
  const baseline = all.find(({ method }) => method === wish.method) ?? (all[0] as Baseline)
  const units = unitsIn(facts.weeks, window)
  const baselineUnits = atBaseline(baseline, window)
  const incrementalUnits = figureFrom([units, baselineUnits], (sold, usual) => minus(sold, usual))
  const dip = dipAfter(window, facts, baseline)
  const bySubject = others.map((other) => {
    const usual = baselineAlternatives(window, other, wish).find(({ method }) => method === wish.method)
    const difference =
      usual === undefined
        ? notAvailable('No baseline.')
        : figureFrom([unitsIn(other.weeks, window), atBaseline(usual, window)], (sold, expected) => minus(sold, expected))
    return { subject: other.subject, difference }
  })
  const known = bySubject.flatMap(({ difference }) => (difference.ok ? [difference.value] : []))
  const cannibalised = figure(sum(known.filter((value) => signOf(value) < 0).map((value) => minus(ZERO, value))))
  const halo = figure(sum(known.filter((value) => signOf(value) > 0)))
  return {
    baseline,
    alternatives: all.map((each) => ({ baseline: each, lift: liftOf(units, atBaseline(each, window)) })),
    units,
    baselineUnits,
    incrementalUnits,
    lift: liftOf(units, baselineUnits),
    dip,
    cannibalised,
    halo,
    bySubject,
    netIncremental: figureFrom([incrementalUnits, dip, cannibalised], (increment, ahead, lost) => minus(increment, plus(ahead, lost))),
    figures: figuresOfLines(
      lines.map((line) => asSold(line, units, baseline.perWeek)),
      { ...context, windows: { ...context.windows, inStore: window }, confidence: null },
    ),
  }
}

/** Lines hold whole units; half a unit in thousands moves no return. Without facts the line says what is missing by itself. */
const asSold = (line: LineTerms, units: Figure, perWeek: Figure): LineTerms => ({
  ...line,
  expectedLiftPct: null,
  expectedUnits: units.ok ? Number(roundedTo(units.value, 0)) : null,
  baselinePerWeek: perWeek.ok ? Number(roundedTo(perWeek.value, 0)) : null,
})

const dipAfter = (window: DateWindow, { weeks, promoted }: SubjectFacts, { perWeek }: Baseline): Figure => {
  const after = weeks.filter(({ week }) => week > window.to).slice(0, DIP_WEEKS)
  const until = addDays(window.to, (DIP_WEEKS + 1) * DAYS_PER_WEEK)
  const quiet = after.filter(({ week }) => week <= until && !promoted.has(week))
  if (quiet.length === 0) return notAvailable('No week after it is known and without promotion.')
  return figureFrom([perWeek], (usual) => {
    const missing = sum(quiet.map(({ value }) => minus(usual, value)))
    return compareExact(missing, ZERO) > 0 ? missing : ZERO
  })
}

/** Plan and actual side by side: actual ÷ plan. */
export const planAttainment = (planned: Figure, actual: Figure): Figure =>
  figureFrom([planned, actual], (plan, sold) => (signOf(plan) <= 0 ? notAvailable('Nothing was planned.') : over(sold, plan)))
