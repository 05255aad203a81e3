import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { draggedWindow, drawnWindow, nudgedEnd, nudgedWindow, stretchedWindow } from '../../../../client/features/calendar/timeline/snap.ts'
import { addDays, dayNumber, fromDayNumber, type Weekday, weekday, windowDays } from '../../../../shared/base/civil.ts'
import { isWholeAdWeeks } from '../../../../shared/domain/weeks/ad-week.ts'

const WED = 3
const week = { from: '2027-02-03', to: '2027-02-09' }
const anyWindow = fc
  .tuple(fc.integer({ min: dayNumber('2024-01-01'), max: dayNumber('2030-12-31') }), fc.integer({ min: 0, max: 90 }))
  .map(([from, days]) => ({ from: fromDayNumber(from), to: fromDayNumber(from + days) }))
const anyWeekday = fc.integer({ min: 0, max: 6 }) as fc.Arbitrary<Weekday>
const anyDays = fc.integer({ min: -120, max: 120 })

describe('dragging a bar', () => {
  test('lands on the nearest ad week and keeps its length', () => {
    expect(draggedWindow(week, 3, WED, 'weeks')).toEqual(week)
    expect(draggedWindow(week, 4, WED, 'weeks')).toEqual({ from: '2027-02-10', to: '2027-02-16' })
    expect(draggedWindow(week, 4, WED, 'days')).toEqual({ from: '2027-02-07', to: '2027-02-13' })
    fc.assert(
      fc.property(anyWindow, anyDays, anyWeekday, (window, days, adWeekStart) => {
        const moved = draggedWindow(window, days, adWeekStart, 'weeks')
        expect(windowDays(moved)).toBe(windowDays(window))
        if (days !== 0) expect(weekday(moved.from)).toBe(adWeekStart)
      }),
    )
  })

  test('puts one that stands off its week back on it, and leaves it alone when it is not moved', () => {
    const off = { from: '2027-02-05', to: '2027-02-11' }
    expect(draggedWindow(off, 0, WED, 'weeks')).toEqual(off)
    expect(draggedWindow(off, 6, WED, 'weeks')).toEqual({ from: '2027-02-10', to: '2027-02-16' })
  })
})

describe('stretching a bar', () => {
  test('never turns it inside out, whatever is dragged where', () => {
    fc.assert(
      fc.property(anyWindow, anyDays, anyWeekday, fc.constantFrom('from', 'to'), fc.constantFrom('weeks', 'days'), (window, days, adWeekStart, edge, snap) => {
        const stretched = stretchedWindow(window, edge, days, adWeekStart, snap)
        expect(stretched.from <= stretched.to).toBe(true)
        if (edge === 'from') expect(stretched.to).toBe(window.to)
        else expect(stretched.from).toBe(window.from)
      }),
    )
  })

  test('ends on the last day of an ad week', () => {
    expect(stretchedWindow(week, 'to', 5, WED, 'weeks')).toEqual({ from: '2027-02-03', to: '2027-02-16' })
    expect(stretchedWindow(week, 'to', -40, WED, 'weeks')).toEqual(week)
    expect(stretchedWindow(week, 'from', -5, WED, 'weeks')).toEqual({ from: '2027-01-27', to: '2027-02-09' })
    expect(stretchedWindow(week, 'to', 5, WED, 'days')).toEqual({ from: '2027-02-03', to: '2027-02-14' })
  })
})

describe('drawing a new bar', () => {
  test('takes every ad week the drag touched, in either direction', () => {
    expect(drawnWindow('2027-02-05', '2027-02-12', WED, 'weeks')).toEqual({ from: '2027-02-03', to: '2027-02-16' })
    expect(drawnWindow('2027-02-12', '2027-02-05', WED, 'weeks')).toEqual({ from: '2027-02-03', to: '2027-02-16' })
    expect(drawnWindow('2027-02-12', '2027-02-05', WED, 'days')).toEqual({ from: '2027-02-05', to: '2027-02-12' })
    fc.assert(
      fc.property(anyWindow, anyWeekday, (window, adWeekStart) => isWholeAdWeeks(adWeekStart, drawnWindow(window.from, window.to, adWeekStart, 'weeks'))),
    )
  })
})

describe('keys', () => {
  test('move by a week, or by a day with Ctrl', () => {
    expect(nudgedWindow(week, 1, 'weeks')).toEqual({ from: '2027-02-10', to: '2027-02-16' })
    expect(nudgedWindow(week, -1, 'days')).toEqual({ from: '2027-02-02', to: '2027-02-08' })
  })

  test('resize to the end of the next or the last ad week, never below what is there', () => {
    expect(nudgedEnd(week, 1, WED, 'weeks').to).toBe('2027-02-16')
    expect(nudgedEnd(week, -1, WED, 'weeks')).toEqual(week)
    expect(nudgedEnd({ from: week.from, to: '2027-02-12' }, -1, WED, 'weeks').to).toBe('2027-02-09')
    expect(nudgedEnd({ from: week.from, to: '2027-02-12' }, 1, WED, 'weeks').to).toBe('2027-02-16')
    expect(nudgedEnd(week, 1, WED, 'days').to).toBe(addDays(week.to, 1))
    expect(nudgedEnd({ from: week.from, to: week.from }, -1, WED, 'days')).toEqual({ from: week.from, to: week.from })
  })
})
