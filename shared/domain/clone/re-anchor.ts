// Where a promotion of one year goes in another: into the same fiscal week, or as far from the same holiday; never on the
// same date, which is another weekday and, often, another week.
//
// By fiscal week years are compared *restated* (NRF, DOMAIN §5): after a year of 53 weeks each of its weeks counts one back,
// its first one dropped, so that seasons line up. Every week then moves by exactly 52 weeks a year. Unrestated keeps the
// week's number, and week 53 goes into the last week of a year that has none.

import { addDays, type CivilDate, type DateWindow, dayNumber, daysBetween, shiftWindow, type Weekday, windowDays, yearOf } from '../../base/civil.ts'
import type { WeekSystem } from '../../docs/terms/week-system.ts'
import type { Holiday, Holidays } from '../holidays/holidays.ts'
import { adWeekOf, isWholeAdWeeks, nearestAdWeekStart } from '../weeks/ad-week.ts'
import { fiscalYear } from '../weeks/fiscal-year.ts'
import { adWeekWithin } from '../weeks/relative-dates.ts'
import { fiscalYearLabel, weekLabel } from '../weeks/week-labels.ts'

export const ANCHORS = ['fiscal_week', 'holiday'] as const
export type Anchor = (typeof ANCHORS)[number]

export interface AnchorPlace {
  readonly system: WeekSystem
  readonly adWeekStart: Weekday
}

export interface ReAnchored {
  readonly window: DateWindow
  readonly days: number
  /** By what it was placed in the end: a promotion far from any holiday goes by its week. */
  readonly by: Anchor
  /** `W43 FY2026 → W43 FY2027`, or `Easter, 11 days before`. */
  readonly how: string
  /** What a person should look at; empty when nothing. */
  readonly notes: readonly string[]
}

const DAYS_PER_YEAR = 364
/** Three weeks around a holiday belong to it. */
const HOLIDAY_DAYS_MAX = 21

const labelOf = ({ system, adWeekStart }: AnchorPlace, date: CivilDate): string => {
  const week = adWeekOf(system, adWeekStart, date)
  return `${weekLabel(week)} ${fiscalYearLabel(system, week.fiscalYear)}`
}

export const byFiscalWeek = (window: DateWindow, years: number, place: AnchorPlace, isRestated = true): ReAnchored => {
  const { system, adWeekStart } = place
  const source = adWeekOf(system, adWeekStart, window.from)
  const notes: string[] = []
  const moved = shiftWindow(window, DAYS_PER_YEAR * years)
  const placed = (to: DateWindow): ReAnchored => ({
    window: to,
    days: daysBetween(window.from, to.from),
    by: 'fiscal_week',
    how: `${labelOf(place, window.from)} → ${labelOf(place, to.from)}`,
    notes,
  })
  const target = fiscalYear(system, source.fiscalYear + years)
  if (isRestated) {
    const long = yearsBetween(source.fiscalYear, source.fiscalYear + years).filter((year) => fiscalYear(system, year).weeks === 53)
    const landed = adWeekOf(system, adWeekStart, moved.from)
    if (landed.week !== source.week || landed.fiscalYear !== source.fiscalYear + years) {
      const why = long.map((year) => `${fiscalYearLabel(system, year)} has 53 weeks`).join(', ')
      notes.push(`${why || 'The years differ'}: restated, ${weekLabel(source)} becomes ${labelOf(place, moved.from)}.`)
    }
    return placed(moved)
  }
  const week = Math.min(source.week, target.weeks)
  if (week !== source.week) notes.push(`${fiscalYearLabel(system, target.year)} has no ${weekLabel(source)}: it goes into W${week}.`)
  const first = adWeekWithin(adWeekStart, firstOfWeek(system, target.year, week))
  return placed(shiftWindow(window, daysBetween(source.start, first)))
}

/** The years whose length lies between two years. */
const yearsBetween = (from: number, to: number): readonly number[] => {
  const [low, high] = from < to ? [from, to] : [to, from]
  return Array.from({ length: high - low }, (_, index) => low + index)
}

const firstOfWeek = (system: WeekSystem, year: number, week: number): CivilDate => {
  const { start } = fiscalYear(system, year)
  return addDays(start, (week - 1) * 7)
}

/** As far from the holiday as it was, in whole ad weeks where it was in whole ad weeks, and around it where it was around it. */
export const byHoliday = (window: DateWindow, years: number, place: AnchorPlace, holidays: Holidays): ReAnchored => {
  const holiday = holidays.nearest(window, HOLIDAY_DAYS_MAX)
  const then = holiday === null ? null : holidays.inYear(holiday.id, yearOf(holiday.window.from) + years)
  if (holiday === null || then === null) {
    const week = byFiscalWeek(window, years, place)
    const note = holiday === null ? 'No holiday is near: it goes by its fiscal week.' : `There is no ${holiday.name} that year: it goes by its fiscal week.`
    return { ...week, notes: [note, ...week.notes] }
  }
  const notes: string[] = []
  const raw = addDays(then.window.from, daysBetween(holiday.window.from, window.from))
  let from = isWholeAdWeeks(place.adWeekStart, window) ? nearestAdWeekStart(place.adWeekStart, raw) : raw
  const length = windowDays(window)
  const day = dayNumber(then.window.from)
  if (holds(window, holiday.window.from)) {
    // A holiday on another weekday may slip out by the snap: a week either way brings it back.
    if (day < dayNumber(from)) from = addDays(from, -7)
    else if (day > dayNumber(from) + length - 1) from = addDays(from, 7)
  }
  const to = { from, to: addDays(from, length - 1) }
  if (holds(window, holiday.window.from) !== holds(to, then.window.from))
    notes.push(`${holiday.name} is ${holds(to, then.window.from) ? 'now' : 'no longer'} inside it.`)
  const off = daysBetween(raw, from)
  if (off !== 0) notes.push(`${Math.abs(off)} ${Math.abs(off) === 1 ? 'day' : 'days'} ${off > 0 ? 'later' : 'earlier'} than last time, to begin an ad week.`)
  return { window: to, days: daysBetween(window.from, to.from), by: 'holiday', how: `${holiday.name}, ${distanceText(window, holiday)}`, notes }
}

const holds = (window: DateWindow, date: CivilDate): boolean => window.from <= date && date <= window.to

const distanceText = (window: DateWindow, holiday: Holiday): string => {
  if (holds(window, holiday.window.from)) return 'in store over it'
  const before = daysBetween(window.to, holiday.window.from)
  return before > 0 ? `ends ${before} ${before === 1 ? 'day' : 'days'} before` : `begins ${daysBetween(holiday.window.from, window.from)} days after`
}
