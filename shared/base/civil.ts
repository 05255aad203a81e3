// Civil dates: `YYYY-MM-DD` without a time zone, the only form in which Endcap stores a day (DOMAIN §1). Arithmetic
// goes through the day number (days since 1970-01-01, which was a Thursday), by the usual era arithmetic on the
// proleptic Gregorian calendar; no Date object is involved, so no time zone can creep in.

/** `YYYY-MM-DD`. */
export type CivilDate = string

/** Both ends inclusive; `from <= to`. */
export interface DateWindow {
  readonly from: CivilDate
  readonly to: CivilDate
}

/** 0 = Sunday … 6 = Saturday. */
export type Weekday = 0 | 1 | 2 | 3 | 4 | 5 | 6

export const WEEKDAY_NAMES = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'] as const
export const MONTH_NAMES = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const

const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const

const CIVIL_DATE = /^(\d{4})-(\d{2})-(\d{2})$/
const DAYS_PER_ERA = 146_097

/** Days since 1970-01-01 of a year, month (1–12) and day of the month. */
export const dayNumberOf = (year: number, month: number, day: number): number => {
  const y = month <= 2 ? year - 1 : year
  const era = Math.floor(y / 400)
  const yearOfEra = y - era * 400
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1
  return era * DAYS_PER_ERA + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719_468
}

export interface YearMonthDay {
  readonly year: number
  readonly month: number
  readonly day: number
}

export const ymdOfDayNumber = (dayNumber: number): YearMonthDay => {
  const z = dayNumber + 719_468
  const era = Math.floor(z / DAYS_PER_ERA)
  const dayOfEra = z - era * DAYS_PER_ERA
  const yearOfEra = Math.floor((dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365)
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const shifted = Math.floor((5 * dayOfYear + 2) / 153)
  const month = shifted < 10 ? shifted + 3 : shifted - 9
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * shifted + 2) / 5) + 1,
  }
}

const pad = (value: number, width: number): string => String(value).padStart(width, '0')

export const civilDate = (year: number, month: number, day: number): CivilDate => `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`

/** Days since 1970-01-01. The date must be valid: check what comes from outside with `isCivilDate`. */
export const dayNumber = (date: CivilDate): number => dayNumberOf(Number(date.slice(0, 4)), Number(date.slice(5, 7)), Number(date.slice(8, 10)))

const FIRST_DAY = dayNumberOf(0, 1, 1)
const LAST_DAY = dayNumberOf(9999, 12, 31)

/** The date of a day number. Before year 0 and after 9999 it stays at the edge: what comes out is always a civil date. */
export const fromDayNumber = (number: number): CivilDate => {
  const { year, month, day } = ymdOfDayNumber(Math.min(LAST_DAY, Math.max(FIRST_DAY, number)))
  return civilDate(year, month, day)
}

export const isCivilDate = (text: unknown): text is CivilDate => {
  if (typeof text !== 'string' || !CIVIL_DATE.test(text)) return false
  const month = Number(text.slice(5, 7))
  const day = Number(text.slice(8, 10))
  if (month < 1 || month > 12 || day < 1) return false
  // Every month has these: asked for every date of every row that is read, so most answers end here.
  return day <= 28 || fromDayNumber(dayNumber(text)) === text
}

export const addDays = (date: CivilDate, days: number): CivilDate => fromDayNumber(dayNumber(date) + days)

/** Days from `from` to `to`; 0 when they are the same day. */
export const daysBetween = (from: CivilDate, to: CivilDate): number => dayNumber(to) - dayNumber(from)

export const weekdayOf = (dayNumber: number): Weekday => ((((dayNumber + 4) % 7) + 7) % 7) as Weekday

export const weekday = (date: CivilDate): Weekday => weekdayOf(dayNumber(date))

/** The last day on or before `dayNumber` that falls on `start`. */
export const startOfWeek = (dayNumber: number, start: Weekday): number => dayNumber - ((weekdayOf(dayNumber) - start + 7) % 7)

/** `Wed`, `wednesday`, `WED.` → 3; null for anything else. */
export const weekdayNamed = (text: string): Weekday | null => {
  const name = text.trim().toLowerCase().replace(/\.$/, '')
  const index = WEEKDAYS.findIndex((day) => day.startsWith(name))
  return name.length < 3 || index < 0 ? null : (index as Weekday)
}

export const yearOf = (date: CivilDate): number => Number(date.slice(0, 4))

export const isWindow = (window: DateWindow): boolean => isCivilDate(window.from) && isCivilDate(window.to) && window.from <= window.to

/** Days in the window, both ends counted. */
export const windowDays = (window: DateWindow): number => daysBetween(window.from, window.to) + 1

export const overlaps = (a: DateWindow, b: DateWindow): boolean => a.from <= b.to && b.from <= a.to

// biome-ignore-start lint/complexity/useMathMinMax: dates are texts
/** The days two windows have in common; null when there are none. */
export const sharedDays = (a: DateWindow, b: DateWindow): DateWindow | null => {
  if (!overlaps(a, b)) return null
  return { from: a.from > b.from ? a.from : b.from, to: a.to < b.to ? a.to : b.to }
}
// biome-ignore-end lint/complexity/useMathMinMax: dates are texts

export const shiftWindow = (window: DateWindow, days: number): DateWindow => ({ from: addDays(window.from, days), to: addDays(window.to, days) })
