// Stretches of time that are named and not dated: "next 13 weeks", "this period". Each account has its own, in its own
// weeks: this period at Quickpath is not this period at Marlow. A saved view that says "next 13 weeks" goes along with time.

import { addDays, type CivilDate, type DateWindow, dayNumber, isWindow } from '../../../shared/base/civil.ts'
import type { WeekSystem } from '../../../shared/docs/terms/week-system.ts'
import { adWeekStartOn } from '../../../shared/domain/weeks/ad-week.ts'
import { yearLayoutOnDay } from '../../../shared/domain/weeks/fiscal-week.ts'
import { dayMonthLabel } from '../../../shared/domain/weeks/week-labels.ts'

export const TIME_WINDOWS = [
  'now',
  'week',
  'next-week',
  'next-4w',
  'next-13w',
  'past-13w',
  'period',
  'next-period',
  'past-period',
  'quarter',
  'next-quarter',
  'year',
  'next-year',
] as const
export type TimeWindow = (typeof TIME_WINDOWS)[number]

export const TIME_WINDOW_LABELS: Readonly<Record<TimeWindow, string>> = {
  now: 'In store now',
  week: 'This week',
  'next-week': 'Next week',
  'next-4w': 'Next 4 weeks',
  'next-13w': 'Next 13 weeks',
  'past-13w': 'Past 13 weeks',
  period: 'This period',
  'next-period': 'Next period',
  'past-period': 'Last period',
  quarter: 'This quarter',
  'next-quarter': 'Next quarter',
  year: 'This fiscal year',
  'next-year': 'Next fiscal year',
}

/** Those that go by an account's fiscal calendar; the others by its ad weeks. */
export const FISCAL_WINDOWS: readonly TimeWindow[] = ['period', 'next-period', 'past-period', 'quarter', 'next-quarter', 'year', 'next-year']

export interface OwnWeeks {
  readonly system: WeekSystem
  readonly adWeekStart: 0 | 1 | 2 | 3 | 4 | 5 | 6
}

const isTimeWindow = (name: string): name is TimeWindow => (TIME_WINDOWS as readonly string[]).includes(name)

/** `2027-02-01..2027-03-31` as a window; null for anything else. */
export const datedWindow = (when: string): DateWindow | null => {
  const [from = '', to = ''] = when.split('..')
  return isWindow({ from, to }) ? { from, to } : null
}

/** What the words mean at an account today; null where they mean nothing (nobody filters by that). */
export const windowOf = (when: string, { system, adWeekStart }: OwnWeeks, today: CivilDate): DateWindow | null => {
  if (!isTimeWindow(when)) return datedWindow(when)
  const week = adWeekStartOn(adWeekStart, today)
  switch (when) {
    case 'now':
      return { from: today, to: today }
    case 'week':
      return weeks(week, 0, 1)
    case 'next-week':
      return weeks(week, 1, 1)
    case 'next-4w':
      return weeks(week, 0, 4)
    case 'next-13w':
      return weeks(week, 0, 13)
    case 'past-13w':
      return weeks(week, -13, 13)
    case 'period':
      return part(system, today, 'periods')
    case 'next-period':
      return after(system, today, 'periods')
    case 'past-period':
      return part(system, addDays(part(system, today, 'periods').from, -1), 'periods')
    case 'quarter':
      return part(system, today, 'quarters')
    case 'next-quarter':
      return after(system, today, 'quarters')
    case 'year':
      return part(system, today, 'year')
    case 'next-year':
      return after(system, today, 'year')
  }
}

const weeks = (start: CivilDate, from: number, count: number): DateWindow => ({ from: addDays(start, from * 7), to: addDays(start, (from + count) * 7 - 1) })

/** Where a system has no such parts (ISO weeks), a period is four weeks and a quarter thirteen, counted from the year's start. */
const WEEKS_WITHOUT = { periods: 4, quarters: 13, year: 53 } as const

const part = (system: WeekSystem, date: CivilDate, of: 'periods' | 'quarters' | 'year'): DateWindow => {
  const layout = yearLayoutOnDay(system, dayNumber(date))
  if (of === 'year') return { from: layout.start, to: layout.end }
  const found = layout[of].find(({ start, end }) => start <= date && date <= end)
  if (found !== undefined) return { from: found.start, to: found.end }
  const days = WEEKS_WITHOUT[of] * 7
  const from = addDays(layout.start, Math.floor((dayNumber(date) - dayNumber(layout.start)) / days) * days)
  const to = addDays(from, days - 1)
  // biome-ignore lint/complexity/useMathMinMax: these are dates
  return { from, to: layout.end < to ? layout.end : to }
}

const after = (system: WeekSystem, date: CivilDate, of: 'periods' | 'quarters' | 'year'): DateWindow => part(system, addDays(part(system, date, of).to, 1), of)

/** `Next 13 weeks`, `1 Feb – 31 Mar 2027`. */
export const whenLabel = (when: string): string => {
  if (isTimeWindow(when)) return TIME_WINDOW_LABELS[when]
  const dated = datedWindow(when)
  return dated === null ? when : `${dayMonthLabel(dated.from)} – ${dayMonthLabel(dated.to)} ${dated.to.slice(0, 4)}`
}
