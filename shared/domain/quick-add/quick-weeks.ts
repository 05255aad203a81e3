// When a promotion runs, as people type it in one line: `wk 43-46`, `w43`, `next 4 weeks`, `2027-02-03 to 2027-02-16`,
// `2/3-2/16`, `feb 3 - mar 2`, `p10`, `4 wks from feb 3`. Weeks are the account's own. A week or day without a year is the
// next one that has not ended.

import { addDays, type CivilDate, type DateWindow, dayNumber, yearOf } from '../../base/civil.ts'
import { err, ok, type Result } from '../../base/result.ts'
import { parseDateCell } from '../import/date-cell.ts'
import { coverAdWeeks } from '../weeks/ad-week.ts'
import { yearLayoutOnDay } from '../weeks/fiscal-week.ts'
import { parseRelativeDates, resolveRelativeDates, type WeekPlace } from '../weeks/relative-dates.ts'

const MONTH = '(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]*'
const DAY = `(?:\\d{4}-\\d{2}-\\d{2}|\\d{1,2}/\\d{1,2}/\\d{2,4}|\\d{1,2}/\\d{1,2}|${MONTH}\\.? \\d{1,2}(?:,? \\d{4})?|\\d{1,2} ${MONTH}(?:,? \\d{4})?)`
const WEEKS = /^(?:wks?|weeks?|w) ?\d{1,2}(?: ?(?:-|–|to) ?(?:wks?|weeks?|w)? ?\d{1,2})?(?: (?:of )?fy ?\d{2,4}| (?=20\d\d(?: |$))\d{4})?$/
const SPAN = new RegExp(`^(?:from )?(${DAY}) ?(?:-|–|to|until|through) ?(${DAY})$`)
const LASTING = new RegExp(`^(\\d{1,2}) ?(?:wks?|weeks?) (?:from|starting) (${DAY})$`)
const FOR = new RegExp(`^(?:from |starting )?(${DAY}) (?:for )(\\d{1,2}) ?(?:wks?|weeks?)$`)
const SINGLE = new RegExp(`^(?:from |starting |week of |wk of )?(${DAY})$`)
const WEEKS_MAX = 104

/** Null when the words say nothing of dates; an error when they do but cannot be kept. */
export const readQuickWeeks = (words: string, place: WeekPlace): Result<DateWindow, string> | null => {
  const given = words.toLowerCase().replace(/\s+/g, ' ').trim()
  if (WEEKS.test(given)) return namedWeeks(given, place)
  const span = SPAN.exec(given)
  if (span !== null) return between(span[1] ?? '', span[2] ?? '', place.today)
  const lasting = LASTING.exec(given)
  if (lasting !== null) return weeksFrom(lasting[2] ?? '', Number(lasting[1]), place)
  const lastingFor = FOR.exec(given)
  if (lastingFor !== null) return weeksFrom(lastingFor[1] ?? '', Number(lastingFor[2]), place)
  const relative = /^(?:next|this|p ?\d|q ?\d|period|quarter)/.test(given) ? parseRelativeDates(given) : null
  if (relative?.ok === true) {
    if (relative.value.kind !== 'fiscal') return resolveRelativeDates(relative.value, place)
    return notEnded((year) => resolveRelativeDates({ ...relative.value, year } as typeof relative.value, place), relative.value.year, place)
  }
  const single = SINGLE.exec(given)
  // `2/5` alone is a price: two for five.
  if (single !== null && !/^\d{1,2}\/\d{1,2}$/.test(given)) return weeksFrom(single[1] ?? '', 1, place)
  return null
}

const namedWeeks = (given: string, place: WeekPlace): Result<DateWindow, string> => {
  const plain = given.replace(/(?:wks|wk|weeks|week)(?= ?\d)/g, 'w').replace(/ (20\d\d)$/, ' fy$1')
  const parsed = parseRelativeDates(plain)
  if (!parsed.ok) return parsed
  const weeks = parsed.value
  if (weeks.kind !== 'fiscal') return resolveRelativeDates(weeks, place)
  return notEnded((year) => resolveRelativeDates({ ...weeks, year }, place), weeks.year, place)
}

/** Of the year given; without one, of this fiscal year, or of the next where it has ended. */
const notEnded = (of: (year: number) => Result<DateWindow, string>, year: number | null, { system, today }: WeekPlace): Result<DateWindow, string> => {
  if (year !== null) return of(year)
  const present = yearLayoutOnDay(system, dayNumber(today)).year
  const window = of(present)
  return window.ok && window.value.to >= today ? window : of(present + 1)
}

const dayOf = (text: string, today: CivilDate): Result<CivilDate, string> => {
  const full = parseDateCell(text)
  if (full.ok) return full
  const year = yearOf(today)
  const thisYear = parseDateCell(withYear(text, year))
  if (!thisYear.ok) return thisYear
  return thisYear.value >= today ? thisYear : parseDateCell(withYear(text, year + 1))
}

const withYear = (text: string, year: number): string => (text.includes('/') ? `${text}/${year}` : `${text} ${year}`)

const between = (first: string, last: string, today: CivilDate): Result<DateWindow, string> => {
  const from = dayOf(first, today)
  if (!from.ok) return from
  const to = dayOf(last, from.value)
  if (!to.ok) return to
  return from.value <= to.value ? ok({ from: from.value, to: to.value }) : err('The first day must not be after the last.')
}

/** Whole ad weeks from the one that holds the day. */
const weeksFrom = (day: string, weeks: number, { adWeekStart, today }: WeekPlace): Result<DateWindow, string> => {
  const from = dayOf(day, today)
  if (!from.ok) return from
  if (weeks < 1 || weeks > WEEKS_MAX) return err(`A promotion lasts from 1 to ${WEEKS_MAX} weeks.`)
  const first = coverAdWeeks(adWeekStart, { from: from.value, to: from.value })
  return ok({ from: first.from, to: addDays(first.from, weeks * 7 - 1) })
}
