// An account's own weeks are its ad weeks (DOMAIN §5): Wed–Tue, Fri–Thu, whatever day its circular starts. Bars snap to
// them. An ad week carries the label of the fiscal week that contains its first day, and is always seven days long.

import { addDays, type CivilDate, type DateWindow, dayNumber, fromDayNumber, shiftWindow, startOfWeek, type Weekday } from '../../base/civil.ts'
import type { WeekSystem } from '../../docs/terms/week-system.ts'
import { fiscalWeekOnDay } from './fiscal-week.ts'
import type { FiscalWeek } from './fiscal-year.ts'

/** Labelled like the fiscal week its first day is in; `start` and `end` are the ad week's. */
export type AdWeek = FiscalWeek

const adWeekFrom = (system: WeekSystem, firstDay: number): AdWeek => ({
  ...fiscalWeekOnDay(system, firstDay),
  start: fromDayNumber(firstDay),
  end: fromDayNumber(firstDay + 6),
})

export const adWeekOf = (system: WeekSystem, adWeekStart: Weekday, date: CivilDate): AdWeek => adWeekFrom(system, startOfWeek(dayNumber(date), adWeekStart))

/** Every ad week that shares a day with `from…to`, in order; none when `from` is after `to`. */
export const adWeeksBetween = (system: WeekSystem, adWeekStart: Weekday, from: CivilDate, to: CivilDate): readonly AdWeek[] => {
  const last = dayNumber(to)
  const first = dayNumber(from)
  const weeks: AdWeek[] = []
  if (first > last) return weeks
  for (let day = startOfWeek(first, adWeekStart); day <= last; day += 7) weeks.push(adWeekFrom(system, day))
  return weeks
}

/** The first day of the ad week that holds the date. */
export const adWeekStartOn = (adWeekStart: Weekday, date: CivilDate): CivilDate => fromDayNumber(startOfWeek(dayNumber(date), adWeekStart))

/** The ad-week start nearest to a date, at most three days away. */
export const nearestAdWeekStart = (adWeekStart: Weekday, date: CivilDate): CivilDate => fromDayNumber(startOfWeek(dayNumber(date) + 3, adWeekStart))

/** Whole ad weeks nearest to a window, each end on its own; never less than one week. */
export const snapToAdWeeks = (adWeekStart: Weekday, window: DateWindow): DateWindow => {
  const from = nearestAdWeekStart(adWeekStart, window.from)
  const to = addDays(nearestAdWeekStart(adWeekStart, addDays(window.to, 1)), -1)
  return { from, to: to > from ? to : addDays(from, 6) }
}

/** The whole ad weeks a window touches: what a drag across weeks selects. */
export const coverAdWeeks = (adWeekStart: Weekday, window: DateWindow): DateWindow => ({
  from: adWeekStartOn(adWeekStart, window.from),
  to: addDays(adWeekStartOn(adWeekStart, window.to), 6),
})

/** Moves both ends by whole ad weeks; a window off the ad-week days stays as far off. */
export const shiftByAdWeeks = (window: DateWindow, weeks: number): DateWindow => shiftWindow(window, weeks * 7)

export const isWholeAdWeeks = (adWeekStart: Weekday, window: DateWindow): boolean =>
  adWeekStartOn(adWeekStart, window.from) === window.from && adWeekStartOn(adWeekStart, addDays(window.to, 1)) === addDays(window.to, 1)
