// Which fiscal week a day falls in, and the weeks that cover a stretch of days. Dates must be valid civil dates.

import { type CivilDate, dayNumber, startOfWeek, ymdOfDayNumber } from '../../base/civil.ts'
import type { WeekSystem } from '../../docs/terms/week-system.ts'
import { type FiscalWeek, periodOnDay, type YearLayout, yearLayout } from './fiscal-year.ts'
import { latestLabelAround } from './year-start.ts'

export const yearLayoutOnDay = (system: WeekSystem, day: number): YearLayout => {
  let layout = yearLayout(system, latestLabelAround(system, ymdOfDayNumber(day).year))
  while (layout.firstDay > day) layout = yearLayout(system, layout.year - 1)
  return layout
}

/** The week row that holds a day of the layout; its quarter and period are those of the week's first day. */
const weekRowOnDay = (system: WeekSystem, layout: YearLayout, day: number): FiscalWeek => {
  const origin = startOfWeek(layout.firstDay, system.weekStart)
  const row = layout.weekRows[Math.floor((day - origin) / 7)]
  if (row === undefined) throw new Error(`assertion failed: no week for day ${day} in year ${layout.year} of ${system.id}`)
  return row
}

/** The week as labelled on one day of it: in calendar months, a week may begin in one period and end in the next. */
export const fiscalWeekOnDay = (system: WeekSystem, day: number): FiscalWeek => {
  const layout = yearLayoutOnDay(system, day)
  const row = weekRowOnDay(system, layout, day)
  if (system.pattern !== 'gregorian') return row
  const period = periodOnDay(layout, day)
  return period === undefined || period.period === row.period ? row : { ...row, period: period.period, quarter: period.quarter }
}

export const fiscalWeekOf = (system: WeekSystem, date: CivilDate): FiscalWeek => fiscalWeekOnDay(system, dayNumber(date))

/** Every week that shares a day with `from…to`, in order; none when `from` is after `to`. */
export const weeksBetween = (system: WeekSystem, from: CivilDate, to: CivilDate): readonly FiscalWeek[] => {
  const last = dayNumber(to)
  const weeks: FiscalWeek[] = []
  let day = dayNumber(from)
  if (day > last) return weeks
  let layout = yearLayoutOnDay(system, day)
  for (let index = weekRowOnDay(system, layout, day).week - 1; ; index += 1) {
    let row = layout.weekRows[index]
    if (row === undefined) {
      layout = yearLayout(system, layout.year + 1)
      index = 0
      row = layout.weekRows[0]
    }
    if (row === undefined) return weeks
    day = dayNumber(row.start)
    if (day > last) return weeks
    weeks.push(row)
  }
}

/** The plan year a promotion's document is filed under when it is created (D8): its fiscal year on the in-store start. */
export const fiscalYearOfPromotion = (system: WeekSystem, inStoreFrom: CivilDate): number => fiscalWeekOf(system, inStoreFrom).fiscalYear
