// Filters that mean other dates every week: "next 13 weeks", "this period", "last quarter", "Q4", "W43–46". What they mean
// depends on the account: weeks are its own ad weeks, periods, quarters and years those of its fiscal system. "Next" and
// "last" count whole units and leave out the present one, which is "this"; "to date" runs from its first day to today.

import { addDays, type CivilDate, type DateWindow, dayNumber, fromDayNumber, isCivilDate, startOfWeek, type Weekday } from '../../base/civil.ts'
import { err, ok, type Result } from '../../base/result.ts'
import type { WeekSystem } from '../../docs/terms/week-system.ts'
import { yearLayoutOnDay } from './fiscal-week.ts'
import { type YearLayout, yearLayout } from './fiscal-year.ts'

export const RELATIVE_UNITS = ['day', 'week', 'period', 'quarter', 'year'] as const
export type RelativeUnit = (typeof RELATIVE_UNITS)[number]

export type RelativeDates =
  | { readonly kind: 'this' | 'toDate'; readonly unit: RelativeUnit }
  | { readonly kind: 'next' | 'last'; readonly count: number; readonly unit: RelativeUnit }
  /** A span of the fiscal year named, or of the present one. */
  | { readonly kind: 'fiscal'; readonly unit: 'week' | 'period' | 'quarter' | 'year'; readonly from: number; readonly to: number; readonly year: number | null }
  | { readonly kind: 'dates'; readonly window: DateWindow }

export interface WeekPlace {
  readonly system: WeekSystem
  readonly adWeekStart: Weekday
  readonly today: CivilDate
}

const COUNT_MAX = 1_000
const UNIT_WORDS: Readonly<Record<string, RelativeUnit>> = {
  d: 'day',
  day: 'day',
  days: 'day',
  w: 'week',
  wk: 'week',
  wks: 'week',
  week: 'week',
  weeks: 'week',
  p: 'period',
  period: 'period',
  periods: 'period',
  month: 'period',
  months: 'period',
  q: 'quarter',
  quarter: 'quarter',
  quarters: 'quarter',
  y: 'year',
  year: 'year',
  years: 'year',
}
const SINGULAR = /^(?:(this|current|next|last|previous|prev)\s+)(?:(\d{1,4})\s+)?([a-z]+)(\s+to\s+date)?$/
const TO_DATE = /^([a-z]+)\s+to\s+date$/
const SHORT_TO_DATE: Readonly<Record<string, RelativeUnit>> = { ytd: 'year', qtd: 'quarter', ptd: 'period', mtd: 'period', wtd: 'week' }
const FISCAL =
  /^(?:fy\s?(\d{4}|\d{2})\s*)?(?:(week|wk|w|period|p|quarter|q)\s?(\d{1,2})(?:\s?(?:-|–|to)\s?(?:week|wk|w|period|p|quarter|q)?\s?(\d{1,2}))?)?(?:\s*(?:of\s+)?fy\s?(\d{4}|\d{2}))?$/
const DATES = /^(\d{4}-\d{2}-\d{2})(?:\s*(?:\.\.|–|to|\s-\s)\s*(\d{4}-\d{2}-\d{2}))?$/

/** Reads a filter as people type it; the error says what can be typed. */
export const parseRelativeDates = (text: string): Result<RelativeDates, string> => {
  const given = text.trim().toLowerCase().replace(/\s+/g, ' ')
  if (given === 'today') return ok({ kind: 'this', unit: 'day' })
  if (given === 'tomorrow') return ok({ kind: 'next', count: 1, unit: 'day' })
  if (given === 'yesterday') return ok({ kind: 'last', count: 1, unit: 'day' })
  const short = SHORT_TO_DATE[given]
  if (short !== undefined) return ok({ kind: 'toDate', unit: short })
  const singular = SINGULAR.exec(given)
  const unit = UNIT_WORDS[singular?.[3] ?? '']
  if (singular !== null && unit !== undefined) {
    const count = singular[2] === undefined ? 1 : Number(singular[2])
    if (singular[1] === 'this' || singular[1] === 'current') return ok({ kind: singular[4] === undefined ? 'this' : 'toDate', unit })
    if (count < 1 || count > COUNT_MAX) return err(`Count from 1 to ${COUNT_MAX}.`)
    return ok({ kind: singular[1] === 'next' ? 'next' : 'last', count, unit })
  }
  const toDate = UNIT_WORDS[TO_DATE.exec(given)?.[1] ?? '']
  if (toDate !== undefined) return ok({ kind: 'toDate', unit: toDate })
  const dates = DATES.exec(given)
  if (dates !== null) return datesOf(dates[1] ?? '', dates[2] ?? dates[1] ?? '')
  const fiscal = FISCAL.exec(given)
  if (given !== '' && fiscal !== null) return fiscalOf(fiscal)
  return err('Write it like: next 13 weeks, this period, last quarter, Q4, W43–46, FY2027, or 2027-02-03 to 2027-03-02.')
}

const datesOf = (from: string, to: string): Result<RelativeDates, string> =>
  isCivilDate(from) && isCivilDate(to) && from <= to ? ok({ kind: 'dates', window: { from, to } }) : err('Give dates that exist, the first one first.')

const fiscalOf = (match: RegExpExecArray): Result<RelativeDates, string> => {
  const named = match[1] ?? match[5]
  const year = named === undefined ? null : named.length === 2 ? 2000 + Number(named) : Number(named)
  const word = match[2]
  if (word === undefined) return ok({ kind: 'fiscal', unit: 'year', from: year ?? 0, to: year ?? 0, year })
  const unit = UNIT_WORDS[word]
  const from = Number(match[3])
  const to = match[4] === undefined ? from : Number(match[4])
  if (unit === undefined || unit === 'day' || from < 1) return err('Weeks, periods and quarters count from 1.')
  return ok({ kind: 'fiscal', unit, from, to, year })
}

/** The dates it means at an account today, both ends inclusive; or why it means none there. */
export const resolveRelativeDates = (relative: RelativeDates, place: WeekPlace): Result<DateWindow, string> => {
  const { today } = place
  switch (relative.kind) {
    case 'dates':
      return ok(relative.window)
    case 'this':
      return spanAt(place, relative.unit, 0)
    case 'toDate': {
      const span = spanAt(place, relative.unit, 0)
      return span.ok ? ok({ from: span.value.from, to: today }) : span
    }
    case 'next':
      return joined(spanAt(place, relative.unit, 1), spanAt(place, relative.unit, relative.count))
    case 'last':
      return joined(spanAt(place, relative.unit, -relative.count), spanAt(place, relative.unit, -1))
    case 'fiscal':
      return fiscalSpan(relative, place)
  }
}

const joined = (first: Result<DateWindow, string>, last: Result<DateWindow, string>): Result<DateWindow, string> =>
  first.ok && last.ok ? ok({ from: first.value.from, to: last.value.to }) : first.ok ? last : first

/** The unit that lies `steps` after the present one. */
const spanAt = ({ system, adWeekStart, today }: WeekPlace, unit: RelativeUnit, steps: number): Result<DateWindow, string> => {
  const day = dayNumber(today)
  switch (unit) {
    case 'day':
      return ok({ from: addDays(today, steps), to: addDays(today, steps) })
    case 'week': {
      const first = startOfWeek(day, adWeekStart) + steps * 7
      return ok({ from: fromDayNumber(first), to: fromDayNumber(first + 6) })
    }
    case 'year': {
      const { year } = yearLayoutOnDay(system, day)
      const { start, end } = yearLayout(system, year + steps)
      return ok({ from: start, to: end })
    }
    default: {
      let layout = yearLayoutOnDay(system, day)
      let index = spansOf(layout, unit).findIndex(({ start, end }) => start <= today && today <= end) + steps
      if (spansOf(layout, unit).length === 0) return noSuchSpans(unit)
      while (index < 0) {
        layout = yearLayout(system, layout.year - 1)
        index += spansOf(layout, unit).length
      }
      while (index >= spansOf(layout, unit).length) {
        index -= spansOf(layout, unit).length
        layout = yearLayout(system, layout.year + 1)
      }
      const span = spansOf(layout, unit)[index]
      return span === undefined ? noSuchSpans(unit) : ok({ from: span.start, to: span.end })
    }
  }
}

const spansOf = (layout: YearLayout, unit: 'period' | 'quarter'): readonly { readonly start: CivilDate; readonly end: CivilDate }[] =>
  unit === 'period' ? layout.periods : layout.quarters

const noSuchSpans = (unit: string): Result<never, string> => err(`This account’s weeks know no ${unit}s.`)

/** Weeks are the ad weeks that carry those numbers: an ad week is labelled with the fiscal week its first day is in. */
const fiscalSpan = (
  { unit, from, to, year }: Extract<RelativeDates, { kind: 'fiscal' }>,
  { system, adWeekStart, today }: WeekPlace,
): Result<DateWindow, string> => {
  const layout = year === null ? yearLayoutOnDay(system, dayNumber(today)) : yearLayout(system, year)
  if (unit === 'year') return ok({ from: layout.start, to: layout.end })
  if (unit === 'week') {
    // W50–W3 runs into the next year.
    const lastLayout = to < from ? yearLayout(system, layout.year + 1) : layout
    const first = layout.weekRows[from - 1]
    const last = lastLayout.weekRows[to - 1]
    if (first === undefined || last === undefined) return err(`That fiscal year has ${layout.weeks} weeks.`)
    return ok({ from: adWeekWithin(adWeekStart, first.start), to: addDays(adWeekWithin(adWeekStart, last.start), 6) })
  }
  const spans = spansOf(layout, unit)
  const first = spans[from - 1]
  const last = spans[to - 1]
  if (spans.length === 0) return noSuchSpans(unit)
  return first === undefined || last === undefined || to < from
    ? err(`That fiscal year has ${spans.length} ${unit}s.`)
    : ok({ from: first.start, to: last.end })
}

/** The first day of the ad week that begins in the fiscal week starting on that date. */
export const adWeekWithin = (adWeekStart: Weekday, fiscalWeekStart: CivilDate): CivilDate =>
  fromDayNumber(startOfWeek(dayNumber(fiscalWeekStart) + 6, adWeekStart))

/** What a chip says of it: `Next 13 weeks`, `This period`, `W43–W46`, `Q4 FY2026`. */
export const relativeDatesLabel = (relative: RelativeDates): string => {
  switch (relative.kind) {
    case 'dates':
      return relative.window.from === relative.window.to ? relative.window.from : `${relative.window.from} to ${relative.window.to}`
    case 'this':
      return relative.unit === 'day' ? 'Today' : `This ${relative.unit}`
    case 'toDate':
      return `${relative.unit.charAt(0).toUpperCase()}${relative.unit.slice(1)} to date`
    case 'next':
    case 'last': {
      const word = relative.kind === 'next' ? 'Next' : 'Last'
      return relative.count === 1 ? `${word} ${relative.unit}` : `${word} ${relative.count} ${relative.unit}s`
    }
    case 'fiscal': {
      const year = relative.year === null ? '' : `FY${relative.year}`
      if (relative.unit === 'year') return year === '' ? 'This year' : year
      const letter = { week: 'W', period: 'P', quarter: 'Q' }[relative.unit]
      const span = relative.from === relative.to ? `${letter}${relative.from}` : `${letter}${relative.from}–${letter}${relative.to}`
      return year === '' ? span : `${span} ${year}`
    }
  }
}
