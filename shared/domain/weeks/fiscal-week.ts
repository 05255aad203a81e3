// Which fiscal week a day falls in, and the weeks that cover a stretch of days. Dates must be valid civil dates.

import { assert } from '../../base/assert.ts'
import { type CivilDate, dayNumber, ymdOfDayNumber } from '../../base/civil.ts'
import type { WeekSystem } from '../../docs/terms/week-system.ts'
import { type FiscalWeek, periodOnDay, type YearLayout, yearLayout } from './fiscal-year.ts'
import { latestLabelAround } from './year-start.ts'

export const yearLayoutOnDay = (system: WeekSystem, day: number): YearLayout => {
  let layout = yearLayout(system, latestLabelAround(system, ymdOfDayNumber(day).year))
  while (layout.firstDay > day) layout = yearLayout(system, layout.year - 1)
  return layout
}

const weekIndexOf = (layout: YearLayout, day: number): number => Math.floor((day - layout.origin) / 7)

/** The week as labelled on one day of it: in calendar months, a week may begin in one period and end in the next. */
export const fiscalWeekOnDay = (system: WeekSystem, day: number): FiscalWeek => {
  const layout = yearLayoutOnDay(system, day)
  const row = layout.weekRows[weekIndexOf(layout, day)]
  assert(row !== undefined, `no week for day ${day} in year ${layout.year} of ${system.id}`)
  if (system.pattern !== 'gregorian') return row
  const period = periodOnDay(layout, day)
  return period === undefined || period.period === row.period ? row : { ...row, period: period.period, quarter: period.quarter }
}

export const fiscalWeekOf = (system: WeekSystem, date: CivilDate): FiscalWeek => fiscalWeekOnDay(system, dayNumber(date))

/** Every week that shares a day with `from…to`, in order; none when `from` is after `to`. */
export const weeksBetween = (system: WeekSystem, from: CivilDate, to: CivilDate): readonly FiscalWeek[] => {
  const last = dayNumber(to)
  const weeks: FiscalWeek[] = []
  for (let day = dayNumber(from); day <= last; ) {
    const layout = yearLayoutOnDay(system, day)
    const lastIndex = weekIndexOf(layout, Math.min(last, layout.lastDay))
    weeks.push(...layout.weekRows.slice(weekIndexOf(layout, day), lastIndex + 1))
    day = layout.lastDay + 1
  }
  return weeks
}

/** The plan year a promotion's document is filed under when it is created (D8): its fiscal year on the in-store start. */
export const fiscalYearOfPromotion = (system: WeekSystem, inStoreFrom: CivilDate): number => fiscalWeekOf(system, inStoreFrom).fiscalYear
