// A fiscal year laid out: its weeks, periods and quarters, every one with its civil dates. Built from two year starts
// and the pattern. In systems of whole weeks a year has 52 or 53 of them and the last period takes the extra one; where
// a year starts on a fixed date the first and last weeks may be short, and numbers run like a wall calendar's.
//
// Laying a year out costs microseconds, but a timeline asks for the same years thousands of times, so they are kept in a
// WeakMap keyed by the system: the only module-level state here. It holds nothing longer than its system lives, at most
// YEARS_KEPT_MAX years of it, and only values that are a pure function of it. A system is a value: edit by making another.

import { type CivilDate, fromDayNumber, startOfWeek, ymdOfDayNumber } from '../../base/civil.ts'
import type { NamedWeekPattern, WeekPattern, WeekSystem } from '../../docs/terms/week-system.ts'
import { dayInMonth, startingYear, yearStart } from './year-start.ts'

/** One week. `quarter` and `period` are null in ISO, which has none; `key` is the retailer's own name of the week. */
export interface FiscalWeek {
  readonly fiscalYear: number
  readonly quarter: number | null
  readonly period: number | null
  readonly week: number
  readonly key: string | null
  readonly start: CivilDate
  readonly end: CivilDate
}

/** `firstWeek` is the week that holds its first day, `weeks` how many weeks have their first day in it. */
export interface FiscalPeriod {
  readonly period: number
  readonly quarter: number
  readonly start: CivilDate
  readonly end: CivilDate
  readonly firstWeek: number
  readonly weeks: number
}

export interface FiscalQuarter {
  readonly quarter: number
  readonly start: CivilDate
  readonly end: CivilDate
  readonly firstWeek: number
  readonly weeks: number
}

export interface FiscalYear {
  readonly year: number
  readonly start: CivilDate
  readonly end: CivilDate
  /** How many weeks the year has. */
  readonly weeks: number
  readonly periods: readonly FiscalPeriod[]
  readonly quarters: readonly FiscalQuarter[]
}

/** A laid-out year with what a look-up by day number needs; not for use outside this folder. */
export interface YearLayout extends FiscalYear {
  readonly firstDay: number
  readonly lastDay: number
  /** First day of the week the year starts in: what weeks are counted from. Before `firstDay` only where a start is fixed. */
  readonly origin: number
  /** By week number − 1; quarter and period are those of the week's first day. */
  readonly weekRows: readonly FiscalWeek[]
  /** First day of each period, ascending, as day numbers. */
  readonly periodFirstDays: readonly number[]
}

const YEARS_KEPT_MAX = 500

/** Weeks per period, quarter by quarter. */
type PatternWeeks = readonly (readonly number[])[]

const fourQuarters = (periods: readonly number[]): PatternWeeks => [periods, periods, periods, periods]

const PATTERN_WEEKS: Readonly<Record<Exclude<NamedWeekPattern, 'gregorian' | 'iso'>, PatternWeeks>> = {
  '454': fourQuarters([4, 5, 4]),
  '445': fourQuarters([4, 4, 5]),
  '544': fourQuarters([5, 4, 4]),
  '13x4': [
    [4, 4, 4, 4],
    [4, 4, 4],
    [4, 4, 4],
    [4, 4, 4],
  ],
}

/** Four-week periods; what is left of a quarter (13 weeks, say) goes to its last period. */
const fourWeekPeriods = (quarterWeeks: number): readonly number[] => {
  const periods = new Array<number>(Math.max(1, Math.floor(quarterWeeks / 4))).fill(4)
  periods[periods.length - 1] = quarterWeeks - 4 * (periods.length - 1)
  return periods
}

const patternWeeks = (pattern: Exclude<WeekPattern, 'gregorian' | 'iso'>): PatternWeeks =>
  typeof pattern === 'string' ? PATTERN_WEEKS[pattern] : pattern.map(fourWeekPeriods)

interface PeriodStart {
  readonly quarter: number
  readonly firstDay: number
}

/** Twelve months from the year's first day on; a month too short for the anchor's day begins its period on its last one. */
const monthStarts = (system: WeekSystem, firstDay: number): readonly PeriodStart[] => {
  const { year, month } = ymdOfDayNumber(firstDay)
  return Array.from({ length: 12 }, (_, index) => {
    const months = month - 1 + index
    return { quarter: Math.floor(index / 3) + 1, firstDay: dayInMonth(year + Math.floor(months / 12), (months % 12) + 1, system.anchorDate.day) }
  })
}

const periodStarts = (system: WeekSystem, firstDay: number, lastDay: number): readonly PeriodStart[] => {
  if (system.pattern === 'iso') return []
  if (system.pattern === 'gregorian') return monthStarts(system, firstDay)
  const starts: PeriodStart[] = []
  let day = firstDay
  for (const [index, periods] of patternWeeks(system.pattern).entries())
    for (const weeks of periods) {
      // A pattern longer than its year (somebody's own quarters) runs out at the year's end instead of into the next one.
      if (day <= lastDay) starts.push({ quarter: index + 1, firstDay: day })
      day = startOfWeek(day, system.weekStart) + weeks * 7
    }
  return starts
}

const weekKey = (system: WeekSystem, fiscalYear: number, week: number): string | null => {
  const ww = String(week).padStart(2, '0')
  switch (system.key) {
    case 'none':
      return null
    case 'startYearWeek':
      return `${startingYear(system, fiscalYear)}${ww}`
    case 'isoWeek':
      return `${fiscalYear}-W${ww}`
  }
}

/** The index of the last start on or before `day`. */
const lastOnOrBefore = (firstDays: readonly number[], day: number): number => {
  let index = firstDays.length - 1
  while (index > 0 && (firstDays[index] ?? 0) > day) index -= 1
  return index
}

const layYearOut = (system: WeekSystem, year: number): YearLayout => {
  const firstDay = yearStart(system, year)
  const lastDay = yearStart(system, year + 1) - 1
  const origin = startOfWeek(firstDay, system.weekStart)
  const weekOf = (day: number): number => Math.floor((day - origin) / 7) + 1
  const weekFirstDay = (week: number): number => Math.max(firstDay, origin + (week - 1) * 7)
  const weeks = weekOf(lastDay)

  const starts = periodStarts(system, firstDay, lastDay)
  const spanFacts = (from: number, to: number) => {
    const firstWeek = weekOf(from)
    return {
      start: fromDayNumber(from),
      end: fromDayNumber(to),
      firstWeek,
      weeks: weekOf(to) - firstWeek + (weekFirstDay(firstWeek) >= from ? 1 : 0),
    }
  }
  const periods = starts.map(({ quarter, firstDay: from }, index) => ({
    period: index + 1,
    quarter,
    ...spanFacts(from, (starts[index + 1]?.firstDay ?? lastDay + 1) - 1),
  }))
  const quarterStarts = starts.filter(({ quarter }, index) => starts[index - 1]?.quarter !== quarter)
  const quarters = quarterStarts.map(({ quarter, firstDay: from }, index) => ({
    quarter,
    ...spanFacts(from, (quarterStarts[index + 1]?.firstDay ?? lastDay + 1) - 1),
  }))

  const periodFirstDays = starts.map((start) => start.firstDay)
  const weekRows = Array.from({ length: weeks }, (_, index): FiscalWeek => {
    const from = weekFirstDay(index + 1)
    const period = periods[lastOnOrBefore(periodFirstDays, from)]
    return {
      fiscalYear: year,
      quarter: period?.quarter ?? null,
      period: period?.period ?? null,
      week: index + 1,
      key: weekKey(system, year, index + 1),
      start: fromDayNumber(from),
      end: fromDayNumber(Math.min(lastDay, origin + index * 7 + 6)),
    }
  })
  return { year, start: fromDayNumber(firstDay), end: fromDayNumber(lastDay), weeks, periods, quarters, firstDay, lastDay, origin, weekRows, periodFirstDays }
}

const layouts = new WeakMap<WeekSystem, Map<number, YearLayout>>()

export const yearLayout = (system: WeekSystem, year: number): YearLayout => {
  let years = layouts.get(system)
  if (years === undefined) {
    years = new Map()
    layouts.set(system, years)
  }
  let layout = years.get(year)
  if (layout === undefined) {
    if (years.size >= YEARS_KEPT_MAX) years.clear()
    layout = layYearOut(system, year)
    years.set(year, layout)
  }
  return layout
}

/** The period of a layout that holds a day of it; undefined in ISO. */
export const periodOnDay = (layout: YearLayout, day: number): FiscalPeriod | undefined => layout.periods[lastOnOrBefore(layout.periodFirstDays, day)]

/** The fiscal year of that label. */
export const fiscalYear = (system: WeekSystem, year: number): FiscalYear => yearLayout(system, year)
