// The stretches of time spend is added up over: civil months for accounts side by side, its own periods for one alone.

import { type DateWindow, dayNumber, fromDayNumber, MONTH_NAMES, ymdOfDayNumber } from '../../../../shared/base/civil.ts'
import { fiscalWeekOf } from '../../../../shared/domain/weeks/fiscal-week.ts'
import { fiscalYear } from '../../../../shared/domain/weeks/fiscal-year.ts'
import { fiscalYearLabel, periodLabel } from '../../../../shared/domain/weeks/week-labels.ts'
import type { CalendarAccount } from '../calendar-data.ts'
import { type DayRange, monthsIn } from './timeline-ruler.ts'

export interface SpendBucket {
  readonly label: string
  readonly window: DateWindow
}

/** In ascending order, without overlap; they cover the range. */
export const spendBuckets = (range: DayRange, account: CalendarAccount | null): readonly SpendBucket[] => {
  const own = account === null ? [] : periodsIn(range, account)
  if (own.length > 0) return own
  return monthsIn(range).map(({ year, month, from, to }) => ({
    label: `${MONTH_NAMES[month - 1]} ${year}`,
    window: { from: fromDayNumber(from), to: fromDayNumber(to - 1) },
  }))
}

const periodsIn = ({ from, to }: DayRange, { system }: CalendarAccount): SpendBucket[] => {
  const buckets: SpendBucket[] = []
  const lastYear = fiscalWeekOf(system, fromDayNumber(to)).fiscalYear
  for (let year = fiscalWeekOf(system, fromDayNumber(from)).fiscalYear; year <= lastYear && ymdOfDayNumber(to).year - year < 40; year++) {
    for (const period of fiscalYear(system, year).periods) {
      if (dayNumber(period.end) < from || dayNumber(period.start) > to) continue
      buckets.push({ label: `${fiscalYearLabel(system, year)} ${periodLabel(system, period.period)}`, window: { from: period.start, to: period.end } })
    }
  }
  return buckets
}
