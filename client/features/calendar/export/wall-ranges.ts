// The stretches of time a sheet of paper may show: the years and quarters in which something is planned, in the weeks of the
// one account that is shown, else in the workspace's; and what is on the screen.

import { type DateWindow, dayNumber, fromDayNumber } from '../../../../shared/base/civil.ts'
import type { PromotionSummary } from '../../../../shared/docs/calendar.ts'
import type { WeekSystem } from '../../../../shared/docs/terms/week-system.ts'
import { fiscalYearOfPromotion } from '../../../../shared/domain/weeks/fiscal-week.ts'
import { fiscalYear } from '../../../../shared/domain/weeks/fiscal-year.ts'
import { dayMonthLabel, fiscalYearLabel, quarterLabel } from '../../../../shared/domain/weeks/week-labels.ts'

export interface WallRange {
  readonly id: string
  readonly label: string
  readonly window: DateWindow
}

const YEARS_MAX = 6

export const wallRanges = (system: WeekSystem, promotions: readonly PromotionSummary[], onScreen: DateWindow | null): readonly WallRange[] => {
  const counts = new Map<number, number>()
  for (const { inStore } of promotions) {
    if (inStore === null) continue
    const year = fiscalYearOfPromotion(system, inStore.from)
    counts.set(year, (counts.get(year) ?? 0) + 1)
  }
  // The fullest year first: it is what people come to print.
  const years = [...counts].sort(([yearA, a], [yearB, b]) => b - a || yearA - yearB).slice(0, YEARS_MAX)
  const ranges = years.flatMap(([label]): WallRange[] => {
    const year = fiscalYear(system, label)
    const name = fiscalYearLabel(system, label)
    return [
      { id: `y${label}`, label: name, window: { from: year.start, to: year.end } },
      ...year.quarters.map(({ quarter, start, end }) => ({
        id: `q${label}-${quarter}`,
        label: `${name} ${quarterLabel(quarter)}`,
        window: { from: start, to: end },
      })),
    ]
  })
  return onScreen === null ? ranges : [...ranges, { id: 'screen', label: 'What is on the screen', window: onScreen }]
}

/** Of a quarter or less, the range that holds the day people look at; else the year. */
export const likelyRange = (ranges: readonly WallRange[], onScreen: DateWindow | null): WallRange | null => {
  if (onScreen === null || daysIn(onScreen) > QUARTER_DAYS_MAX) return ranges[0] ?? null
  const middle = midday(onScreen)
  return ranges.find(({ id, window }) => id.startsWith('q') && window.from <= middle && middle <= window.to) ?? ranges[0] ?? null
}

const QUARTER_DAYS_MAX = 120

const daysIn = ({ from, to }: DateWindow): number => dayNumber(to) - dayNumber(from) + 1
const midday = ({ from, to }: DateWindow): string => fromDayNumber(Math.floor((dayNumber(from) + dayNumber(to)) / 2))

export const windowWords = ({ from, to }: DateWindow): string => `${dayMonthLabel(from)} ${from.slice(0, 4)} – ${dayMonthLabel(to)} ${to.slice(0, 4)}`
