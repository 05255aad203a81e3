// The first day of a fiscal year, as a day number. Everything else about a year follows from two of these: a year ends
// the day before the next one starts, so years are contiguous by construction, whatever the overrides say.
//
// An override more than a week away from its own rule is a slip of the pen, not a fiscal calendar: it is ignored here
// (a year must never overlap its neighbour) and reported by `weekSystemProblems`.

import { assertNever } from '../../base/assert.ts'
import { dayNumber, dayNumberOf, isCivilDate, startOfWeek, type Weekday, weekdayOf } from '../../base/civil.ts'
import type { WeekSystem, YearOverride } from '../../docs/terms/week-system.ts'

const DAYS_OFF_THE_RULE_MAX = 7

/** Calendar months are months: such a year begins on its anchor date, whatever the anchor says. */
export const hasFixedStart = (system: WeekSystem): boolean => system.anchor === 'fixed' || system.pattern === 'gregorian'

const lastDayOfMonth = (year: number, month: number): number => dayNumberOf(month === 12 ? year + 1 : year, month === 12 ? 1 : month + 1, 1) - 1

/** The day number of a day of a month; the 31st of a shorter month is its last day. */
export const dayInMonth = (year: number, month: number, day: number): number => Math.min(dayNumberOf(year, month, day), lastDayOfMonth(year, month))

const anchorDay = (system: WeekSystem, year: number): number => dayInMonth(year, system.anchorDate.month, system.anchorDate.day)

/** How far a year's label is ahead of the calendar year whose anchor begins (or, for a last-weekday rule, ends) it. */
const labelOffset = (system: WeekSystem): number => {
  const { month, day } = system.anchorDate
  if (!hasFixedStart(system) && system.anchor === 'lastDowOfMonth') return system.labelYear === 'end' || month === 12 ? 0 : -1
  return system.labelYear === 'start' || (month === 1 && day === 1) ? 0 : 1
}

/** The fiscal year that begins in, or is about to begin around, that calendar year: where a search may start. */
export const latestLabelAround = (system: WeekSystem, calendarYear: number): number => calendarYear + 1 + labelOffset(system)

/** The calendar year a fiscal year starts in, by its anchor: what a `YYYYWW` key counts by. */
export const startingYear = (system: WeekSystem, fiscalYear: number): number => {
  const year = fiscalYear - labelOffset(system)
  return !hasFixedStart(system) && system.anchor === 'lastDowOfMonth' && system.anchorDate.month !== 12 ? year - 1 : year
}

const ruleStart = (system: WeekSystem, fiscalYear: number): number => {
  const year = fiscalYear - labelOffset(system)
  if (hasFixedStart(system)) return anchorDay(system, year)
  switch (system.anchor) {
    case 'nearest': {
      const anchor = anchorDay(system, year)
      const before = startOfWeek(anchor, system.weekStart)
      return anchor - before <= 3 ? before : before + 7
    }
    case 'onOrBefore':
      return startOfWeek(anchorDay(system, year), system.weekStart)
    case 'lastDowOfMonth':
      // The previous year ends on the last end-of-week of the month, which is a day before a start-of-week.
      return startOfWeek(lastDayOfMonth(year - 1, system.anchorDate.month) + 1, system.weekStart)
    case 'fixed':
      return anchorDay(system, year)
    default:
      return assertNever(system.anchor)
  }
}

const isNearRule = (start: number, rule: number): boolean => Math.abs(start - rule) <= DAYS_OFF_THE_RULE_MAX

const overrideOf = (system: WeekSystem, fiscalYear: number): YearOverride | undefined =>
  hasFixedStart(system) ? undefined : system.overrides.find((override) => override.year === fiscalYear && isCivilDate(override.start))

const startsOnWeekday = (start: number, weekday: Weekday): boolean => weekdayOf(start) === weekday

export const yearStart = (system: WeekSystem, fiscalYear: number): number => {
  const rule = ruleStart(system, fiscalYear)
  const own = overrideOf(system, fiscalYear)
  if (own !== undefined) {
    const start = dayNumber(own.start)
    if (startsOnWeekday(start, system.weekStart) && isNearRule(start, rule)) return start
  }
  const previous = overrideOf(system, fiscalYear - 1)
  if (previous !== undefined) {
    const next = dayNumber(previous.start) + previous.weeks * 7
    if (startsOnWeekday(next, system.weekStart) && isNearRule(next, rule)) return next
  }
  return rule
}

/** What is wrong with a system somebody edited, in words for the person; empty when the engine uses all of it as written. */
export const weekSystemProblems = (system: WeekSystem): readonly string[] => {
  const problems: string[] = []
  if (typeof system.pattern !== 'string') {
    const weeks = system.pattern.reduce((sum, quarter) => sum + quarter, 0)
    if (weeks !== 52) problems.push(`The quarters add up to ${weeks} weeks; a year has 52.`)
  }
  if (system.pattern === 'gregorian' && system.anchor !== 'fixed') problems.push('Calendar months start on a fixed date; the anchor is not used.')
  for (const { year, start } of system.overrides) {
    if (hasFixedStart(system)) problems.push(`Year ${year}: a year that starts on a fixed date takes no override.`)
    else if (!isCivilDate(start)) problems.push(`Year ${year}: ${start} is not a date.`)
    else if (!startsOnWeekday(dayNumber(start), system.weekStart)) problems.push(`Year ${year}: ${start} is not the first day of a week.`)
    else if (!isNearRule(dayNumber(start), ruleStart(system, year))) problems.push(`Year ${year}: ${start} is more than a week from where the rule puts it.`)
  }
  return problems
}
