// Dates as spreadsheets really hand them over (DOMAIN §9): ISO, `2/17/2027`, `3/16/27`, `17.02.2027`, `03-Mar-2027`,
// `Mar 16, 2027`, Excel serial numbers. A date that could be read two ways is read by the order the rest of the file
// shows; a date without a year is never guessed.

import { type CivilDate, civilDate, fromDayNumber, isCivilDate, MONTH_NAMES } from '../../base/civil.ts'
import { err, ok, type Result } from '../../base/result.ts'

/** Which of the two numbers of `2/3/2027` is the month. */
export type DateOrder = 'monthFirst' | 'dayFirst'

const ISO = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ]00:00(?::00(?:\.0+)?)?Z?)?$/
const SLASHED = /^(\d{1,2})[/-](\d{1,2})[/-](\d{4}|\d{2})$/
const DOTTED = /^(\d{1,2})\.(\d{1,2})\.(\d{4}|\d{2})$/
const DAY_MONTH_YEAR = /^(\d{1,2})[-\s.]+([A-Za-z]{3,9})\.?[-\s,]+(\d{4}|\d{2})$/
const MONTH_DAY_YEAR = /^([A-Za-z]{3,9})\.?[-\s]+(\d{1,2})(?:st|nd|rd|th)?[-\s,]+(\d{4}|\d{2})$/
const WITHOUT_YEAR = /^(?:\d{1,2}[/.-](?:\d{1,2}|[A-Za-z]{3,9})\.?|[A-Za-z]{3,9}\.?[-\s]+\d{1,2})$/
const SERIAL = /^\d{5}(?:\.0+)?$/

/** Excel counts days from 1899-12-30; 1970-01-01 is its day 25,569. */
const EXCEL_EPOCH = 25_569

const LONG_MONTHS = ['january', 'february', 'march', 'april', 'may', 'june', 'july', 'august', 'september', 'october', 'november', 'december']

/** 1–12; 0 for a word that is no month. */
const monthOf = (word: string): number => {
  const given = word.toLowerCase()
  if (given === 'sept') return 9
  return LONG_MONTHS.findIndex((month) => month === given || month.slice(0, 3) === given) + 1
}

const fullYear = (text: string): number => (text.length === 4 ? Number(text) : Number(text) + (Number(text) < 69 ? 2000 : 1900))

const existing = (text: string, year: number, month: number, day: number): Result<CivilDate, string> => {
  const date = civilDate(year, month, day)
  if (isCivilDate(date)) return ok(date)
  const name = MONTH_NAMES[month - 1]
  return err(name === undefined ? `${text} has no month ${month}.` : `There is no ${day} ${name} ${year}.`)
}

export const parseDateCell = (text: string, order: DateOrder = 'monthFirst'): Result<CivilDate, string> => {
  const given = text.trim()
  const iso = ISO.exec(given)
  if (iso !== null) return existing(given, Number(iso[1]), Number(iso[2]), Number(iso[3]))
  const slashed = SLASHED.exec(given)
  if (slashed !== null) {
    const [first, second] = [Number(slashed[1]), Number(slashed[2])]
    const isDayFirst = first > 12 || (order === 'dayFirst' && second <= 12)
    return existing(given, fullYear(slashed[3] ?? ''), isDayFirst ? second : first, isDayFirst ? first : second)
  }
  const dotted = DOTTED.exec(given)
  if (dotted !== null) return existing(given, fullYear(dotted[3] ?? ''), Number(dotted[2]), Number(dotted[1]))
  const dayMonth = DAY_MONTH_YEAR.exec(given)
  const monthDay = MONTH_DAY_YEAR.exec(given)
  const [day, month, year] = dayMonth !== null ? dayMonth.slice(1) : monthDay !== null ? [monthDay[2], monthDay[1], monthDay[3]] : []
  if (day !== undefined && month !== undefined && year !== undefined && monthOf(month) > 0) {
    return existing(given, fullYear(year), monthOf(month), Number(day))
  }
  if (SERIAL.test(given)) return ok(fromDayNumber(Math.floor(Number(given)) - EXCEL_EPOCH))
  if (WITHOUT_YEAR.test(given)) return err(`${given} has no year. Write it as 2027-02-17.`)
  return err(`${given} is not a date. Write it as 2027-02-17.`)
}

/** What the unambiguous dates of a file say about the others: day first only when some can be nothing else and none is month first. */
export const dateOrderOf = (cells: Iterable<string>): DateOrder => {
  let isDayFirst = false
  for (const cell of cells) {
    const match = SLASHED.exec(cell.trim())
    if (match === null) continue
    if (Number(match[2]) > 12) return 'monthFirst'
    if (Number(match[1]) > 12) isDayFirst = true
  }
  return isDayFirst ? 'dayFirst' : 'monthFirst'
}
