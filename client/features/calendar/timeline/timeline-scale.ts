// Where a day lies on the wall: a straight line from day numbers to pixels. Everything the timeline draws goes through
// one of these, so a zoom is a new scale and nothing else.

import { type CivilDate, type DateWindow, dayNumber, fromDayNumber } from '../../../../shared/base/civil.ts'

export interface TimelineScale {
  /** The day number at x = 0. */
  readonly firstDay: number
  readonly days: number
  /** Pixels. */
  readonly dayWidth: number
}

export const ZOOMS = ['week', 'period', 'quarter', 'year', 'years'] as const
export type Zoom = (typeof ZOOMS)[number]
export const ZOOM_LABELS: Readonly<Record<Zoom, string>> = { week: 'Week', period: 'Period', quarter: 'Quarter', year: 'Year', years: '2 years' }

/** Days that fill the width: a fortnight to work exactly in, a period and a half week, 13 weeks, a year of 53, two of them. */
export const ZOOM_DAYS: Readonly<Record<Zoom, number>> = { week: 14, period: 35, quarter: 91, year: 371, years: 742 }
/** On narrow windows a day keeps this width and fewer days are seen. */
const DAY_WIDTH_MIN: Readonly<Record<Zoom, number>> = { week: 40, period: 18, quarter: 8, year: 2.4, years: 1.2 }

/** Looked at from afar: lower bars, bare labels, nothing under them. */
export const isFar = (zoom: Zoom): boolean => zoom === 'year' || zoom === 'years'

const MARGIN_DAYS = 371
const DAYS_MAX = 20 * 366

/** The days a wall covers: a year around today and around everything planned, within reason. */
export const timelineExtent = (windows: Iterable<DateWindow | null>, today: CivilDate): { readonly firstDay: number; readonly days: number } => {
  const now = dayNumber(today)
  let first = now
  let last = now
  for (const window of windows) {
    if (window === null) continue
    const from = dayNumber(window.from)
    const to = dayNumber(window.to)
    // A typing slip in the year 2207 must not make the wall two centuries long.
    if (from < now - DAYS_MAX / 2 || to > now + DAYS_MAX / 2) continue
    if (from < first) first = from
    if (to > last) last = to
  }
  return { firstDay: first - MARGIN_DAYS, days: last - first + 1 + 2 * MARGIN_DAYS }
}

/** `width`: pixels the days may fill, without the row header. */
export const timelineScale = (zoom: Zoom, width: number, extent: { readonly firstDay: number; readonly days: number }): TimelineScale => ({
  ...extent,
  dayWidth: Math.max(DAY_WIDTH_MIN[zoom], width / ZOOM_DAYS[zoom]),
})

export const totalWidth = (scale: TimelineScale): number => scale.days * scale.dayWidth

/** The left edge of a day. */
export const xOfDay = (scale: TimelineScale, day: number): number => (day - scale.firstDay) * scale.dayWidth
export const xOfDate = (scale: TimelineScale, date: CivilDate): number => xOfDay(scale, dayNumber(date))

/** The day number under an x, kept on the wall. */
export const dayAt = (scale: TimelineScale, x: number): number =>
  Math.min(scale.firstDay + scale.days - 1, Math.max(scale.firstDay, scale.firstDay + Math.floor(x / scale.dayWidth)))
export const dateAt = (scale: TimelineScale, x: number): CivilDate => fromDayNumber(dayAt(scale, x))

/** Left edge and width of a window; both its ends are inside. */
export const spanOf = (scale: TimelineScale, window: DateWindow): { readonly x: number; readonly width: number } => {
  const x = xOfDate(scale, window.from)
  return { x, width: xOfDay(scale, dayNumber(window.to) + 1) - x }
}
