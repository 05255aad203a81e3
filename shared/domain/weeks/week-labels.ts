// How dates and weeks are written for people (LOOK, Words): "W43 · Wed 25 Nov", "Wed–Tue", "P10", "Q4", "FY2026".

import { type CivilDate, type DateWindow, MONTH_NAMES, WEEKDAY_NAMES, type Weekday, weekday } from '../../base/civil.ts'
import type { WeekSystem } from '../../docs/terms/week-system.ts'
import { adWeekOf } from './ad-week.ts'
import type { FiscalWeek } from './fiscal-year.ts'

const dayOf = (date: CivilDate): number => Number(date.slice(8, 10))
const monthName = (month: number): string => MONTH_NAMES[month - 1] ?? ''

/** `25 Nov`. */
export const dayMonthLabel = (date: CivilDate): string => `${dayOf(date)} ${monthName(Number(date.slice(5, 7)))}`

/** `Wed 25 Nov`. */
export const dayLabel = (date: CivilDate): string => `${WEEKDAY_NAMES[weekday(date)]} ${dayMonthLabel(date)}`

/** `W43`. */
export const weekLabel = (week: Pick<FiscalWeek, 'week'>): string => `W${week.week}`

/** `W43 · Wed 25 Nov`, the week being the account's ad week. */
export const dateWithWeek = (system: WeekSystem, adWeekStart: Weekday, date: CivilDate): string =>
  `${weekLabel(adWeekOf(system, adWeekStart, date))} · ${dayLabel(date)}`

/** `W43–W46 · Wed 25 Nov – Tue 22 Dec`, or `W43 · Wed 25 Nov – Tue 1 Dec` within one week. */
export const windowWithWeeks = (system: WeekSystem, adWeekStart: Weekday, window: DateWindow): string => {
  const first = weekLabel(adWeekOf(system, adWeekStart, window.from))
  const last = weekLabel(adWeekOf(system, adWeekStart, window.to))
  return `${first === last ? first : `${first}–${last}`} · ${dayLabel(window.from)} – ${dayLabel(window.to)}`
}

/** `Wed–Tue`: the chip that says which week a row is drawn in. */
export const weekChip = (adWeekStart: Weekday): string => `${WEEKDAY_NAMES[adWeekStart]}–${WEEKDAY_NAMES[((adWeekStart + 6) % 7) as Weekday]}`

/** `P10`; the month's name where periods are calendar months; empty where there are none. */
export const periodLabel = (system: WeekSystem, period: number | null): string => {
  if (period === null) return ''
  return system.pattern === 'gregorian' ? monthName(((system.anchorDate.month - 1 + period - 1) % 12) + 1) : `P${period}`
}

/** `Q4`; empty where there are none. */
export const quarterLabel = (quarter: number | null): string => (quarter === null ? '' : `Q${quarter}`)

/** `FY2026`; the plain year in systems whose year is the calendar's. */
export const fiscalYearLabel = (system: WeekSystem, year: number): string =>
  system.pattern === 'iso' || (system.pattern === 'gregorian' && system.anchorDate.month === 1) ? String(year) : `FY${year}`

/** `FY2026 Q4 P10 W43`, for titles and exports. */
export const fullWeekLabel = (system: WeekSystem, week: FiscalWeek): string =>
  [fiscalYearLabel(system, week.fiscalYear), quarterLabel(week.quarter), periodLabel(system, week.period), weekLabel(week)]
    .filter((part) => part !== '')
    .join(' ')
