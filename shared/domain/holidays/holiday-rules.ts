// The holidays retail plans around, as rules: US federal ones, those that sell, and the seasons. Data, so that another is a
// row. Federal holidays are the day itself; the Friday or Monday offices close on instead sells nothing more.

import { type CivilDate, civilDate, dayNumberOf, fromDayNumber, startOfWeek, type Weekday } from '../../base/civil.ts'
import { dayInMonth } from '../weeks/year-start.ts'

/** A season lasts weeks: it is drawn, but a promotion in it is no news. */
export const HOLIDAY_KINDS = ['federal', 'retail', 'season', 'custom'] as const
export type HolidayKind = (typeof HOLIDAY_KINDS)[number]

type DayRule =
  | { readonly on: 'date'; readonly month: number; readonly day: number }
  /** The nth such weekday of the month; −1 is the last. */
  | { readonly on: 'weekday'; readonly month: number; readonly weekday: Weekday; readonly nth: 1 | 2 | 3 | 4 | -1 }
  /** Days after Easter Sunday. */
  | { readonly on: 'easter'; readonly days: number }
  /** Days after the fourth Thursday of November. */
  | { readonly on: 'thanksgiving'; readonly days: number }

export interface HolidayRule {
  readonly id: string
  readonly name: string
  readonly kind: HolidayKind
  readonly first: DayRule
  /** Of a season. */
  readonly last?: DayRule
  /** Until which year another rule held. */
  readonly before?: { readonly year: number; readonly first: DayRule }
}

const date = (month: number, day: number): DayRule => ({ on: 'date', month, day })
const nth = (nthOf: 1 | 2 | 3 | 4 | -1, weekday: Weekday, month: number): DayRule => ({ on: 'weekday', month, weekday, nth: nthOf })
const easter = (days: number): DayRule => ({ on: 'easter', days })
const thanksgiving = (days: number): DayRule => ({ on: 'thanksgiving', days })

export const HOLIDAY_RULES: readonly HolidayRule[] = [
  { id: 'new-year', name: 'New Year’s Day', kind: 'federal', first: date(1, 1) },
  { id: 'mlk', name: 'Martin Luther King Jr. Day', kind: 'federal', first: nth(3, 1, 1) },
  // The season has 17 games since 2021: the final moved from the first Sunday to the second.
  { id: 'super-bowl', name: 'Super Bowl Sunday', kind: 'retail', first: nth(2, 0, 2), before: { year: 2022, first: nth(1, 0, 2) } },
  { id: 'valentine', name: 'Valentine’s Day', kind: 'retail', first: date(2, 14) },
  { id: 'presidents', name: 'Presidents’ Day', kind: 'federal', first: nth(3, 1, 2) },
  { id: 'mardi-gras', name: 'Mardi Gras', kind: 'retail', first: easter(-47) },
  { id: 'lent', name: 'Lent', kind: 'season', first: easter(-46), last: easter(-1) },
  { id: 'st-patrick', name: 'St. Patrick’s Day', kind: 'retail', first: date(3, 17) },
  { id: 'good-friday', name: 'Good Friday', kind: 'retail', first: easter(-2) },
  { id: 'easter', name: 'Easter', kind: 'retail', first: easter(0) },
  { id: 'cinco-de-mayo', name: 'Cinco de Mayo', kind: 'retail', first: date(5, 5) },
  { id: 'mothers-day', name: 'Mother’s Day', kind: 'retail', first: nth(2, 0, 5) },
  { id: 'memorial-day', name: 'Memorial Day', kind: 'federal', first: nth(-1, 1, 5) },
  { id: 'juneteenth', name: 'Juneteenth', kind: 'federal', first: date(6, 19) },
  { id: 'fathers-day', name: 'Father’s Day', kind: 'retail', first: nth(3, 0, 6) },
  { id: 'independence-day', name: 'Independence Day', kind: 'federal', first: date(7, 4) },
  { id: 'back-to-school', name: 'Back to school', kind: 'season', first: nth(3, 1, 7), last: nth(1, 1, 9) },
  { id: 'labor-day', name: 'Labor Day', kind: 'federal', first: nth(1, 1, 9) },
  { id: 'columbus-day', name: 'Columbus Day', kind: 'federal', first: nth(2, 1, 10) },
  { id: 'halloween', name: 'Halloween', kind: 'retail', first: date(10, 31) },
  { id: 'veterans-day', name: 'Veterans Day', kind: 'federal', first: date(11, 11) },
  { id: 'thanksgiving', name: 'Thanksgiving', kind: 'federal', first: thanksgiving(0) },
  { id: 'black-friday', name: 'Black Friday', kind: 'retail', first: thanksgiving(1) },
  { id: 'cyber-monday', name: 'Cyber Monday', kind: 'retail', first: thanksgiving(4) },
  { id: 'holiday-season', name: 'Holiday season', kind: 'season', first: thanksgiving(0), last: date(12, 24) },
  { id: 'christmas', name: 'Christmas', kind: 'federal', first: date(12, 25) },
  { id: 'new-years-eve', name: 'New Year’s Eve', kind: 'retail', first: date(12, 31) },
]

const nthWeekday = (year: number, { month, weekday, nth: which }: Extract<DayRule, { on: 'weekday' }>): number => {
  if (which === -1) return startOfWeek(dayInMonth(year, month, 31), weekday)
  const onOrAfterFirst = startOfWeek(dayNumberOf(year, month, 1) + 6, weekday)
  return onOrAfterFirst + (which - 1) * 7
}

/** Easter Sunday of the Gregorian calendar, as a day number (the anonymous computus, Nature 1876). */
export const easterDay = (year: number): number => {
  const a = year % 19
  const b = Math.floor(year / 100)
  const c = year % 100
  const h = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7
  const m = Math.floor((a + 11 * h + 22 * l) / 451)
  const n = h + l - 7 * m + 114
  return dayNumberOf(year, Math.floor(n / 31), (n % 31) + 1)
}

const dayByRule = (rule: DayRule, year: number): number => {
  switch (rule.on) {
    case 'date':
      return dayNumberOf(year, rule.month, rule.day)
    case 'weekday':
      return nthWeekday(year, rule)
    case 'easter':
      return easterDay(year) + rule.days
    case 'thanksgiving':
      return nthWeekday(year, { on: 'weekday', month: 11, weekday: 4, nth: 4 }) + rule.days
  }
}

/** The first and last day of a holiday in a calendar year. */
export const holidayDates = (rule: HolidayRule, year: number): { readonly from: CivilDate; readonly to: CivilDate } => {
  const firstRule = rule.before !== undefined && year < rule.before.year ? rule.before.first : rule.first
  const first = dayByRule(firstRule, year)
  const last = rule.last === undefined ? first : dayByRule(rule.last, year)
  return { from: fromDayNumber(first), to: fromDayNumber(last) }
}

/** The same day of another year; 29 February is the 28th where there is none. */
export const inYear = (day: CivilDate, year: number): CivilDate => {
  const [month, dayOfMonth] = [Number(day.slice(5, 7)), Number(day.slice(8, 10))]
  return month === 2 && dayOfMonth === 29 ? fromDayNumber(dayInMonth(year, 2, 29)) : civilDate(year, month, dayOfMonth)
}
