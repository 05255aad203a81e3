// Whether any promotion lies in the days one looks at, and where the nearest ones are when none does. Starts and ends are
// sorted apart: what has started by the last day and not ended before the first is in sight. Two searches a scroll,
// however many promotions there are.

import { type DateWindow, dayNumber } from '../../../../shared/base/civil.ts'

export interface PlannedDays {
  readonly starts: Int32Array
  readonly ends: Int32Array
}

/** Day numbers of the nearest promotions outside of the days seen; null where there is none on that side. */
export interface NearestDays {
  /** The last day of the one that ended last. */
  readonly endedOn: number | null
  /** The first day of the one that starts next. */
  readonly startsOn: number | null
}

export const plannedDays = (windows: Iterable<DateWindow | null>): PlannedDays => {
  const starts: number[] = []
  const ends: number[] = []
  for (const window of windows) {
    if (window === null) continue
    starts.push(dayNumber(window.from))
    ends.push(dayNumber(window.to))
  }
  return { starts: Int32Array.from(starts).sort(), ends: Int32Array.from(ends).sort() }
}

/** Null when something is in sight, or nothing is planned at all. Both days are seen. */
export const nearestDays = ({ starts, ends }: PlannedDays, firstDay: number, lastDay: number): NearestDays | null => {
  const started = countBelow(starts, lastDay + 1)
  const ended = countBelow(ends, firstDay)
  if (started > ended || starts.length === 0) return null
  return { endedOn: ends[ended - 1] ?? null, startsOn: starts[started] ?? null }
}

/** How many of the sorted days are before this one. */
const countBelow = (days: Int32Array, day: number): number => {
  let low = 0
  let high = days.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((days[middle] ?? day) < day) low = middle + 1
    else high = middle
  }
  return low
}
