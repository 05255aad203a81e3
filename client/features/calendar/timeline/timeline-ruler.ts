// The marks of the rulers: one shared civil ruler on top (two lines), and above each row the account's own ad weeks with
// their period. How much is written follows from how wide a day is, so every zoom reads at its distance.

import {
  type CivilDate,
  dayNumber,
  dayNumberOf,
  fromDayNumber,
  MONTH_NAMES,
  startOfWeek,
  WEEKDAY_NAMES,
  type Weekday,
  weekdayOf,
  ymdOfDayNumber,
} from '../../../../shared/base/civil.ts'
import type { WeekSystem } from '../../../../shared/docs/terms/week-system.ts'
import { type AdWeek, adWeeksBetween } from '../../../../shared/domain/weeks/ad-week.ts'
import { dayMonthLabel, fiscalYearLabel, periodLabel, weekLabel } from '../../../../shared/domain/weeks/week-labels.ts'
import { type TimelineScale, xOfDate, xOfDay } from './timeline-scale.ts'

export interface RulerMark {
  /** The first day; unique in its line. */
  readonly day: number
  readonly x: number
  readonly width: number
  readonly label: string
  /** Begins something larger: a month, a period. */
  readonly isStrong: boolean
  /** Said before the label, stronger: the period a week begins. */
  readonly lead: string
}

export interface DayRange {
  readonly from: number
  readonly to: number
}

const MONDAY: Weekday = 1
/** Pixels a day needs before it gets a mark of its own. */
const DAY_MARK_WIDTH_MIN = 20
/** And to be named. */
const DAY_NAME_WIDTH_MIN = 48
const WEEK_MARK_WIDTH_MIN = 34
/** Pixels a week needs before it gets a label of its own. */
const WEEK_LABEL_WIDTH_MIN = 44
const LEAD_LABEL_WIDTH_MIN = 82

const mark = (scale: TimelineScale, from: number, to: number, label: string, isStrong = false, lead = ''): RulerMark => ({
  day: from,
  x: xOfDay(scale, from),
  width: (to - from) * scale.dayWidth,
  label,
  isStrong,
  lead,
})

interface MonthSpan {
  readonly year: number
  readonly month: number
  readonly from: number
  readonly to: number
}

export const monthsIn = ({ from, to }: DayRange): MonthSpan[] => {
  const months: MonthSpan[] = []
  let { year, month } = ymdOfDayNumber(from)
  for (;;) {
    const first = dayNumberOf(year, month, 1)
    if (first > to) return months
    const next = month === 12 ? dayNumberOf(year + 1, 1, 1) : dayNumberOf(year, month + 1, 1)
    months.push({ year, month, from: first, to: next })
    if (month === 12) {
      year += 1
      month = 1
    } else month += 1
  }
}

/** Years over months at a distance; months over days from near. */
export const civilRuler = (scale: TimelineScale, range: DayRange): { readonly upper: readonly RulerMark[]; readonly lower: readonly RulerMark[] } => {
  const months = monthsIn(range)
  if (scale.dayWidth * 7 < WEEK_MARK_WIDTH_MIN) {
    const upper = [...new Set(months.map(({ year }) => year))].map((year) =>
      mark(scale, dayNumberOf(year, 1, 1), dayNumberOf(year + 1, 1, 1), String(year), true),
    )
    return { upper, lower: months.map(({ month, from, to }) => mark(scale, from, to, MONTH_NAMES[month - 1] ?? '', month === 1)) }
  }
  const upper = months.map(({ year, month, from, to }) => mark(scale, from, to, `${LONG_MONTHS[month - 1]} ${year}`, true))
  const lower: RulerMark[] = []
  const isDaily = scale.dayWidth >= DAY_MARK_WIDTH_MIN
  const step = isDaily ? 1 : 7
  for (let day = isDaily ? range.from : startOfWeek(range.from, MONDAY); day <= range.to; day += step) {
    const { day: dayOfMonth } = ymdOfDayNumber(day)
    const weekday = weekdayOf(day)
    const label = isDaily && scale.dayWidth < DAY_NAME_WIDTH_MIN ? String(dayOfMonth) : `${WEEKDAY_NAMES[weekday]} ${dayOfMonth}`
    lower.push(mark(scale, day, day + step, label, isDaily ? weekday === MONDAY : dayOfMonth <= 7))
  }
  return { upper, lower }
}

/** The account's own weeks: every ad week where it can be read, only the periods where it cannot. */
export const weekRuler = (scale: TimelineScale, range: DayRange, system: WeekSystem, adWeekStart: Weekday): readonly RulerMark[] => {
  const weeks = adWeeksBetween(system, adWeekStart, fromDayNumber(range.from), fromDayNumber(range.to))
  return scale.dayWidth * 7 >= WEEK_LABEL_WIDTH_MIN ? weekMarks(scale, system, weeks) : periodMarks(scale, system, weeks)
}

const beginsPeriod = (week: AdWeek, before: AdWeek | undefined): boolean =>
  before !== undefined && (before.period !== week.period || before.fiscalYear !== week.fiscalYear)

const weekMarks = (scale: TimelineScale, system: WeekSystem, weeks: readonly AdWeek[]): RulerMark[] => {
  const width = scale.dayWidth * 7
  return weeks.map((week, index) => {
    const from = dayNumber(week.start)
    const isStrong = beginsPeriod(week, weeks[index - 1])
    const lead = isStrong ? periodLabel(system, week.period) : ''
    const dated = width >= (lead === '' ? LEAD_LABEL_WIDTH_MIN - 20 : LEAD_LABEL_WIDTH_MIN)
    return mark(scale, from, from + 7, dated ? `${weekLabel(week)} · ${dayMonthLabel(week.start)}` : weekLabel(week), isStrong, lead)
  })
}

/** Systems without periods are counted off in fours. */
const WEEKS_PER_MARK = 4

const periodMarks = (scale: TimelineScale, system: WeekSystem, weeks: readonly AdWeek[]): RulerMark[] => {
  const marks: RulerMark[] = []
  const starts = weeks.filter((week, index) =>
    week.period === null ? (week.week - 1) % WEEKS_PER_MARK === 0 : index === 0 || beginsPeriod(week, weeks[index - 1]),
  )
  starts.forEach((week, index) => {
    const from = dayNumber(week.start)
    const to = index + 1 < starts.length ? dayNumber((starts[index + 1] as AdWeek).start) : from + 28
    const isFirst = week.week === 1
    const lead = isFirst ? fiscalYearLabel(system, week.fiscalYear) : periodLabel(system, week.period)
    const isWide = (to - from) * scale.dayWidth >= WEEK_LABEL_WIDTH_MIN + 12
    const label = isFirst ? periodLabel(system, week.period) || weekLabel(week) : weekLabel(week)
    marks.push(mark(scale, from, to, isWide || lead === '' ? label : '', isFirst, lead))
  })
  return marks
}

/** Where the account's weeks begin, for the fine lines behind a row: the first one's x, and the step. */
export const weekGrid = (scale: TimelineScale, adWeekStart: Weekday): { readonly offset: number; readonly step: number } => ({
  offset: xOfDay(scale, startOfWeek(scale.firstDay, adWeekStart)),
  step: 7 * scale.dayWidth,
})

export const todayX = (scale: TimelineScale, today: CivilDate): number => xOfDate(scale, today) + scale.dayWidth / 2

const LONG_MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December']
