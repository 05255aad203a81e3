import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  dateAt,
  dayAt,
  spanOf,
  timelineExtent,
  timelineScale,
  totalWidth,
  xOfDate,
  xOfDay,
  ZOOMS,
} from '../../../../client/features/calendar/timeline/timeline-scale.ts'
import { addDays, dayNumber } from '../../../../shared/base/civil.ts'

const extent = timelineExtent([{ from: '2027-02-03', to: '2027-02-09' }], '2026-11-21')

describe('a timeline scale', () => {
  test('finds the day under any pixel of that day, at every zoom and width', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...ZOOMS),
        fc.integer({ min: 320, max: 2400 }),
        fc.integer({ min: 0, max: extent.days - 1 }),
        fc.double({ min: 0, max: 0.99, noNaN: true }),
        (zoom, width, offset, part) => {
          const scale = timelineScale(zoom, width, extent)
          const day = extent.firstDay + offset
          expect(dayAt(scale, xOfDay(scale, day) + part * scale.dayWidth * 0.999 + 1e-6)).toBe(day)
        },
      ),
    )
  })

  test('shows a quarter of 13 weeks or a year of 53 across the width', () => {
    expect(timelineScale('quarter', 1183, extent).dayWidth * 91).toBeCloseTo(1183)
    expect(timelineScale('year', 1113, extent).dayWidth * 371).toBeCloseTo(1113)
  })

  test('draws both ends of a window inside it', () => {
    const scale = timelineScale('quarter', 910, extent)
    const span = spanOf(scale, { from: '2027-02-03', to: '2027-02-09' })
    expect(span.width).toBeCloseTo(7 * scale.dayWidth)
    expect(span.x).toBeCloseTo(xOfDate(scale, '2027-02-03'))
    expect(dateAt(scale, span.x + span.width - 1)).toBe('2027-02-09')
  })

  test('keeps what is off the wall on its edge', () => {
    const scale = timelineScale('year', 1000, extent)
    expect(dayAt(scale, -50)).toBe(scale.firstDay)
    expect(dayAt(scale, totalWidth(scale) + 50)).toBe(scale.firstDay + scale.days - 1)
  })

  test('covers everything planned and a year around it, but not a slip of the pen two centuries away', () => {
    const today = '2026-11-21'
    const wide = timelineExtent([{ from: '2024-01-01', to: '2024-01-07' }, null, { from: '2028-05-01', to: '2028-05-07' }], today)
    expect(wide.firstDay).toBeLessThan(dayNumber('2023-02-01'))
    expect(wide.firstDay + wide.days).toBeGreaterThan(dayNumber('2029-04-01'))
    expect(timelineExtent([{ from: '2207-01-01', to: '2207-01-07' }], today)).toEqual(timelineExtent([], today))
    expect(timelineExtent([], today).firstDay).toBeLessThan(dayNumber(addDays(today, -364)))
  })
})
