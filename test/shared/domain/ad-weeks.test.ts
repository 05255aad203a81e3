import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, dayNumber, daysBetween, fromDayNumber, type Weekday, weekday, windowDays } from '../../../shared/base/civil.ts'
import {
  adWeekOf,
  adWeeksBetween,
  coverAdWeeks,
  isWholeAdWeeks,
  nearestAdWeekStart,
  shiftByAdWeeks,
  snapToAdWeeks,
} from '../../../shared/domain/weeks/ad-week.ts'
import { fiscalWeekOf } from '../../../shared/domain/weeks/fiscal-week.ts'
import {
  dateWithWeek,
  dayLabel,
  fiscalYearLabel,
  fullWeekLabel,
  periodLabel,
  quarterLabel,
  weekChip,
  windowWithWeeks,
} from '../../../shared/domain/weeks/week-labels.ts'
import { WEEK_SYSTEM_PRESETS, weekSystemById } from '../../../shared/domain/weeks/week-system-presets.ts'

const WED = 3
const nrf = weekSystemById('nrf-454')!
const anySystem = fc.constantFrom(...WEEK_SYSTEM_PRESETS)
const anyWeekday = fc.integer({ min: 0, max: 6 }) as fc.Arbitrary<Weekday>
const anyDate = fc.integer({ min: dayNumber('1950-01-01'), max: dayNumber('2149-12-31') }).map(fromDayNumber)
const anyWindow = fc.tuple(anyDate, fc.integer({ min: 0, max: 120 })).map(([from, days]) => ({ from, to: addDays(from, days) }))

describe('an ad week', () => {
  test('holds its date, is seven days long, and carries the label of the fiscal week of its first day', () => {
    fc.assert(
      fc.property(anySystem, anyWeekday, anyDate, (system, adWeekStart, date) => {
        const week = adWeekOf(system, adWeekStart, date)
        expect(week.start <= date && date <= week.end).toBe(true)
        expect([weekday(week.start), daysBetween(week.start, week.end)]).toEqual([adWeekStart, 6])
        const { fiscalYear, quarter, period, week: number, key } = fiscalWeekOf(system, week.start)
        expect(week).toEqual({ fiscalYear, quarter, period, week: number, key, start: week.start, end: week.end })
      }),
    )
  })

  test('from Wednesday straddles the year’s edge under the label of its first day', () => {
    expect(adWeekOf(nrf, WED, '2027-02-02')).toMatchObject({ fiscalYear: 2026, week: 52, start: '2027-01-27', end: '2027-02-02' })
    expect(adWeekOf(nrf, WED, '2027-02-03')).toMatchObject({ fiscalYear: 2027, week: 1 })
  })

  test('list covers a stretch without gaps', () => {
    fc.assert(
      fc.property(anySystem, anyWeekday, anyWindow, (system, adWeekStart, { from, to }) => {
        const weeks = adWeeksBetween(system, adWeekStart, from, to)
        expect(weeks[0]).toEqual(adWeekOf(system, adWeekStart, from))
        expect(weeks.at(-1)).toEqual(adWeekOf(system, adWeekStart, to))
        for (const [index, week] of weeks.entries()) if (index > 0) expect(week.start).toBe(addDays(weeks[index - 1]!.end, 1))
      }),
    )
    expect(adWeeksBetween(nrf, WED, '2027-03-02', '2027-03-01')).toEqual([])
  })
})

describe('snapping', () => {
  test('takes the nearest ad-week start, three days away at most', () => {
    fc.assert(
      fc.property(anyWeekday, anyDate, (adWeekStart, date) => {
        const snapped = nearestAdWeekStart(adWeekStart, date)
        expect(weekday(snapped)).toBe(adWeekStart)
        expect(Math.abs(daysBetween(snapped, date))).toBeLessThanOrEqual(3)
      }),
    )
    expect(nearestAdWeekStart(WED, '2026-11-28')).toBe('2026-11-25')
    expect(nearestAdWeekStart(WED, '2026-11-29')).toBe('2026-12-02')
  })

  test('gives whole ad weeks, at least one, and leaves whole ones alone', () => {
    fc.assert(
      fc.property(anyWeekday, anyWindow, (adWeekStart, window) => {
        const snapped = snapToAdWeeks(adWeekStart, window)
        expect(isWholeAdWeeks(adWeekStart, snapped)).toBe(true)
        expect(windowDays(snapped)).toBeGreaterThanOrEqual(7)
        expect(windowDays(snapped) % 7).toBe(0)
        expect(snapToAdWeeks(adWeekStart, snapped)).toEqual(snapped)
        const covering = coverAdWeeks(adWeekStart, window)
        expect(isWholeAdWeeks(adWeekStart, covering) && covering.from <= window.from && covering.to >= window.to).toBe(true)
        expect(coverAdWeeks(adWeekStart, snapped)).toEqual(snapped)
      }),
    )
  })

  test('moves by whole ad weeks and back again', () => {
    expect(shiftByAdWeeks({ from: '2026-11-25', to: '2026-12-01' }, 2)).toEqual({ from: '2026-12-09', to: '2026-12-15' })
    fc.assert(
      fc.property(anyWeekday, anyWindow, fc.integer({ min: -60, max: 60 }), (adWeekStart, window, weeks) => {
        const moved = shiftByAdWeeks(window, weeks)
        expect(shiftByAdWeeks(moved, -weeks)).toEqual(window)
        expect(isWholeAdWeeks(adWeekStart, moved)).toBe(isWholeAdWeeks(adWeekStart, window))
      }),
    )
  })
})

describe('labels', () => {
  test('say the week with the date, the way LOOK writes it', () => {
    expect(dateWithWeek(nrf, WED, '2026-11-25')).toBe('W43 · Wed 25 Nov')
    expect(dayLabel('2027-01-05')).toBe('Tue 5 Jan')
    expect(windowWithWeeks(nrf, WED, { from: '2026-11-25', to: '2026-12-22' })).toBe('W43–W46 · Wed 25 Nov – Tue 22 Dec')
    expect(windowWithWeeks(nrf, WED, { from: '2026-11-25', to: '2026-12-01' })).toBe('W43 · Wed 25 Nov – Tue 1 Dec')
  })

  test('name the week a row is drawn in', () => {
    expect([weekChip(WED), weekChip(6), weekChip(0)]).toEqual(['Wed–Tue', 'Sat–Fri', 'Sun–Sat'])
  })

  test('name periods, quarters and years where there are any', () => {
    const gregorian = weekSystemById('gregorian')!
    const iso = weekSystemById('iso')!
    expect(fullWeekLabel(nrf, fiscalWeekOf(nrf, '2026-11-27'))).toBe('FY2026 Q4 P10 W43')
    expect(fullWeekLabel(iso, fiscalWeekOf(iso, '2026-12-31'))).toBe('2026 W53')
    expect([periodLabel(gregorian, 11), periodLabel(nrf, 11), periodLabel(iso, null), quarterLabel(null)]).toEqual(['Nov', 'P11', '', ''])
    expect(periodLabel({ ...gregorian, anchorDate: { month: 7, day: 1 } }, 8)).toBe('Feb')
    expect([fiscalYearLabel(gregorian, 2027), fiscalYearLabel(nrf, 2027)]).toEqual(['2027', 'FY2027'])
  })
})
