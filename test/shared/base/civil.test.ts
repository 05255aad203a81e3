import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  addDays,
  civilDate,
  dayNumber,
  daysBetween,
  fromDayNumber,
  isCivilDate,
  isWindow,
  overlaps,
  shiftWindow,
  startOfWeek,
  type Weekday,
  weekday,
  weekdayNamed,
  weekdayOf,
  windowDays,
  yearOf,
} from '../../../shared/base/civil.ts'

const DAY_MS = 86_400_000
/** What the platform's calendar says, in UTC: an implementation that is not ours. */
const oracleDate = (day: number): Date => new Date(day * DAY_MS)
const oracleText = (day: number): string => oracleDate(day).toISOString().slice(0, 10)

const FIRST = -719_528 // 0000-01-01
const LAST = 2_932_896 // 9999-12-31
const anyDay = fc.integer({ min: FIRST, max: LAST })

describe('a civil date', () => {
  test('agrees with the platform’s calendar on every day of four digits', () => {
    fc.assert(
      fc.property(anyDay, (day) => {
        expect(fromDayNumber(day)).toBe(oracleText(day))
        expect(dayNumber(oracleText(day))).toBe(day)
        expect(weekdayOf(day)).toBe(oracleDate(day).getUTCDay())
        expect(yearOf(fromDayNumber(day))).toBe(oracleDate(day).getUTCFullYear())
      }),
      { numRuns: 2000 },
    )
  })

  test('agrees with it on each day from 1999 to 2033, leap days and turns of the century included', () => {
    for (let day = dayNumber('1999-01-01'); day <= dayNumber('2033-12-31'); day += 1) {
      expect(fromDayNumber(day)).toBe(oracleText(day))
      expect(isCivilDate(fromDayNumber(day))).toBe(true)
    }
    for (const [year, february] of [
      [1900, 28],
      [2000, 29],
      [2024, 29],
      [2100, 28],
    ] as const)
      expect(addDays(civilDate(year, 3, 1), -1)).toBe(civilDate(year, 2, february))
  })

  test('is refused when the day does not exist or the form is another', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 9999 }), fc.integer({ min: 0, max: 13 }), fc.integer({ min: 0, max: 32 }), (year, month, day) => {
        const text = `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
        const parsed = new Date(`${text}T00:00:00Z`)
        const exists = !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(text)
        expect(isCivilDate(text)).toBe(exists)
      }),
    )
    for (const text of [
      '',
      '2027-1-5',
      '2027-02-29',
      '27-01-05',
      '2027/01/05',
      ' 2027-01-05',
      '2027-01-05 ',
      '2027-01-05T00:00',
      '٢٠٢٧-٠١-٠٥',
      20270105,
      null,
      undefined,
    ])
      expect(isCivilDate(text)).toBe(false)
  })

  test('moves by days and back', () => {
    fc.assert(
      fc.property(anyDay, anyDay, (from, to) => {
        const a = fromDayNumber(from)
        const b = fromDayNumber(to)
        expect(daysBetween(a, b)).toBe(to - from)
        expect(addDays(a, daysBetween(a, b))).toBe(b)
        expect(a < b).toBe(from < to)
      }),
    )
  })
})

describe('a week', () => {
  test('starts on the last such weekday, the day itself included', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 0, max: 6 }), (day, start) => {
        const first = startOfWeek(day, start as Weekday)
        expect(weekdayOf(first)).toBe(start)
        expect(day - first).toBeGreaterThanOrEqual(0)
        expect(day - first).toBeLessThanOrEqual(6)
      }),
    )
    expect(weekday('2026-11-25')).toBe(3)
  })

  test('day is known by its name, short or long', () => {
    expect(['Wed', 'wednesday', 'WED.', ' Thurs ', 'tues'].map(weekdayNamed)).toEqual([3, 3, 3, 4, 2])
    expect(['', 'W', 'Su', 'Mittwoch', 'wednesdays', '3'].map(weekdayNamed)).toEqual([null, null, null, null, null, null])
  })
})

describe('a window', () => {
  test('has both its ends in it and never ends before it starts (D3)', () => {
    expect(windowDays({ from: '2027-02-03', to: '2027-02-09' })).toBe(7)
    expect(windowDays({ from: '2027-02-03', to: '2027-02-03' })).toBe(1)
    expect(isWindow({ from: '2027-02-04', to: '2027-02-03' })).toBe(false)
    expect(isWindow({ from: '2027-02-30', to: '2027-03-03' })).toBe(false)
  })

  test('overlaps another exactly when they share a day', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 30 }),
        fc.integer({ min: 0, max: 9 }),
        fc.integer({ min: 0, max: 30 }),
        fc.integer({ min: 0, max: 9 }),
        (a, m, b, n) => {
          const days = (from: number, length: number): string[] => Array.from({ length: length + 1 }, (_, index) => addDays('2027-01-01', from + index))
          const first = days(a, m)
          const second = days(b, n)
          const shared = first.some((day) => second.includes(day))
          expect(overlaps({ from: first[0]!, to: first.at(-1)! }, { from: second[0]!, to: second.at(-1)! })).toBe(shared)
        },
      ),
    )
  })

  test('keeps its length when shifted, and stays a window at the edge of time', () => {
    const nearby = fc.integer({ min: dayNumber('1900-01-01'), max: dayNumber('2199-12-31') })
    const anyWindow = fc.tuple(nearby, fc.integer({ min: 0, max: 800 })).map(([from, days]) => ({ from: fromDayNumber(from), to: fromDayNumber(from + days) }))
    expect(isWindow(shiftWindow({ from: '9999-12-01', to: '9999-12-31' }, 90))).toBe(true)
    expect(isWindow(shiftWindow({ from: '0000-01-01', to: '0000-01-31' }, -90))).toBe(true)
    fc.assert(
      fc.property(anyWindow, fc.integer({ min: -400, max: 400 }), (window, days) => {
        expect(shiftWindow(shiftWindow(window, days), -days)).toEqual(window)
        expect(windowDays(shiftWindow(window, days))).toBe(windowDays(window))
      }),
    )
  })
})
