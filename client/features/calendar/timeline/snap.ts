// What a drag or a key makes of a window. Bars snap to the account's own weeks; with Ctrl or ⌘ held, to days.

import { addDays, type CivilDate, type DateWindow, daysBetween, shiftWindow, type Weekday } from '../../../../shared/base/civil.ts'
import { adWeekStartOn, coverAdWeeks, nearestAdWeekStart } from '../../../../shared/domain/weeks/ad-week.ts'

export type Snap = 'weeks' | 'days'
export type Edge = 'from' | 'to'

/** The window dragged by a number of days: its first day lands on the nearest start of an ad week. */
export const draggedWindow = (window: DateWindow, days: number, adWeekStart: Weekday, snap: Snap, isElsewhere = false): DateWindow => {
  if (snap === 'days') return shiftWindow(window, days)
  // Where it was it may stand off the week; elsewhere the weeks are others.
  if (days === 0 && !isElsewhere) return window
  return shiftWindow(window, daysBetween(window.from, nearestAdWeekStart(adWeekStart, addDays(window.from, days))))
}

/** One end dragged by a number of days; it never passes the other. */
export const stretchedWindow = (window: DateWindow, edge: Edge, days: number, adWeekStart: Weekday, snap: Snap): DateWindow => {
  if (days === 0) return window
  if (edge === 'from') {
    const wanted = addDays(window.from, days)
    const from = snap === 'days' ? wanted : nearestAdWeekStart(adWeekStart, wanted)
    if (from <= window.to) return { from, to: window.to }
    const last = snap === 'days' ? window.to : adWeekStartOn(adWeekStart, window.to)
    return { from: last, to: window.to }
  }
  const wanted = addDays(window.to, days)
  const to = snap === 'days' ? wanted : addDays(nearestAdWeekStart(adWeekStart, addDays(wanted, 1)), -1)
  if (to >= window.from) return { from: window.from, to }
  return { from: window.from, to: snap === 'days' ? window.from : addDays(adWeekStartOn(adWeekStart, window.from), 6) }
}

/** What a drag over empty days makes: every ad week it touched, or just the days. */
export const drawnWindow = (start: CivilDate, end: CivilDate, adWeekStart: Weekday, snap: Snap): DateWindow => {
  const window = start <= end ? { from: start, to: end } : { from: end, to: start }
  return snap === 'days' ? window : coverAdWeeks(adWeekStart, window)
}

/** An arrow key moves by a week, and keeps how far off the week a promotion stands; with Ctrl or ⌘ by a day. */
export const nudgedWindow = (window: DateWindow, direction: -1 | 1, snap: Snap): DateWindow => shiftWindow(window, direction * (snap === 'weeks' ? 7 : 1))

/** Shift with an arrow moves the last day; a promotion lasts at least a day. */
export const nudgedEnd = (window: DateWindow, direction: -1 | 1, adWeekStart: Weekday, snap: Snap): DateWindow => {
  if (snap === 'days') return stretchedWindow(window, 'to', direction, adWeekStart, snap)
  const nextStart = addDays(window.to, 1)
  const weekStart = adWeekStartOn(adWeekStart, nextStart)
  const step = direction === 1 ? addDays(weekStart, 7) : weekStart === nextStart ? addDays(weekStart, -7) : weekStart
  const to = addDays(step, -1)
  return to < window.from ? window : { from: window.from, to }
}
