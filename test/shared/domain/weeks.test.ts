import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, dayNumber, daysBetween, fromDayNumber, type Weekday, weekday, windowDays } from '../../../shared/base/civil.ts'
import type { WeekSystem } from '../../../shared/docs/terms/week-system.ts'
import { weekSystemSchema } from '../../../shared/docs/terms/week-system.ts'
import { fiscalWeekOf, fiscalYearOfPromotion, weeksBetween } from '../../../shared/domain/weeks/fiscal-week.ts'
import { fiscalYear } from '../../../shared/domain/weeks/fiscal-year.ts'
import { DEFAULT_WEEK_SYSTEM, WEEK_SYSTEM_PRESETS, weekSystemById } from '../../../shared/domain/weeks/week-system-presets.ts'
import { weekSystemProblems } from '../../../shared/domain/weeks/year-start.ts'

const preset = (id: string): WeekSystem => weekSystemById(id)!

const anyDate = fc.integer({ min: dayNumber('1950-01-01'), max: dayNumber('2149-12-31') }).map(fromDayNumber)
const anyYear = fc.integer({ min: 1950, max: 2150 })

/** Presets and whatever else a workspace could write down, overrides that make no sense included. */
const ownSystem: fc.Arbitrary<WeekSystem> = fc.record({
  id: fc.constant('own'),
  label: fc.constant('Own'),
  weekStart: fc.integer({ min: 0, max: 6 }) as fc.Arbitrary<Weekday>,
  pattern: fc.constantFrom<WeekSystem['pattern'][]>('454', '445', '544', '13x4', 'gregorian', 'iso', [16, 12, 12, 12], [13, 13, 13, 13], [26, 26], [52]),
  anchor: fc.constantFrom<WeekSystem['anchor'][]>('nearest', 'onOrBefore', 'lastDowOfMonth', 'fixed'),
  anchorDate: fc.record({ month: fc.integer({ min: 1, max: 12 }), day: fc.integer({ min: 1, max: 31 }) }),
  labelYear: fc.constantFrom<WeekSystem['labelYear'][]>('start', 'end'),
  key: fc.constantFrom<WeekSystem['key'][]>('none', 'startYearWeek', 'isoWeek'),
  overrides: fc.array(fc.record({ year: anyYear, start: anyDate, weeks: fc.constantFrom(52, 53) }), { maxLength: 5 }),
})
const anySystem = fc.oneof(fc.constantFrom(...WEEK_SYSTEM_PRESETS), ownSystem)

const isWholeWeeks = (system: WeekSystem): boolean => system.anchor !== 'fixed' && system.pattern !== 'gregorian'

describe('every week system', () => {
  test('puts each date into exactly one week, which names the date back', () => {
    fc.assert(
      fc.property(anySystem, anyDate, (system, date) => {
        const week = fiscalWeekOf(system, date)
        expect(week.start <= date && date <= week.end).toBe(true)
        for (const other of [week.start, week.end]) {
          expect(fiscalWeekOf(system, other)).toMatchObject({ fiscalYear: week.fiscalYear, week: week.week, start: week.start, end: week.end })
        }
        expect(fiscalWeekOf(system, addDays(week.end, 1)).start).toBe(addDays(week.end, 1))
        expect(fiscalWeekOf(system, addDays(week.start, -1)).end).toBe(addDays(week.start, -1))
      }),
    )
  })

  test('has contiguous years of 52 or 53 whole weeks, unless an override says otherwise', () => {
    fc.assert(
      fc.property(anySystem, anyYear, (system, year) => {
        const { start, end, weeks } = fiscalYear(system, year)
        expect(fiscalYear(system, year + 1).start).toBe(addDays(end, 1))
        if (!isWholeWeeks(system)) return
        expect(weekday(start)).toBe(system.weekStart)
        expect(windowDays({ from: start, to: end })).toBe(weeks * 7)
        if (system.overrides.length === 0) expect([52, 53]).toContain(weeks)
      }),
    )
  })

  test('has contiguous periods and quarters that fill the year', () => {
    fc.assert(
      fc.property(anySystem, anyYear, (system, label) => {
        const year = fiscalYear(system, label)
        for (const spans of [year.periods, year.quarters]) {
          if (system.pattern === 'iso') {
            expect(spans).toEqual([])
            continue
          }
          expect(spans[0]!.start).toBe(year.start)
          expect(spans.at(-1)!.end).toBe(year.end)
          for (const [index, span] of spans.entries()) {
            expect(span.start <= span.end).toBe(true)
            if (index > 0) expect(span.start).toBe(addDays(spans[index - 1]!.end, 1))
          }
          expect(spans.reduce((sum, span) => sum + span.weeks, 0)).toBe(year.weeks)
        }
      }),
    )
  })

  test('labels a date with the period that contains it', () => {
    fc.assert(
      fc.property(anySystem, anyDate, (system, date) => {
        const { fiscalYear: label, period, quarter } = fiscalWeekOf(system, date)
        const holding = fiscalYear(system, label).periods.find((span) => span.start <= date && date <= span.end)
        expect([period, quarter]).toEqual([holding?.period ?? null, holding?.quarter ?? null])
      }),
    )
  })

  test('lists the weeks of a stretch in order, without a gap and without one too many', () => {
    fc.assert(
      fc.property(anySystem, anyDate, fc.integer({ min: -10, max: 800 }), (system, from, days) => {
        const to = addDays(from, days)
        const weeks = weeksBetween(system, from, to)
        if (days < 0) {
          expect(weeks).toEqual([])
          return
        }
        expect(weeks[0]).toMatchObject({ start: fiscalWeekOf(system, from).start })
        expect(weeks.at(-1)).toMatchObject({ end: fiscalWeekOf(system, to).end })
        for (const [index, week] of weeks.entries()) if (index > 0) expect(week.start).toBe(addDays(weeks[index - 1]!.end, 1))
      }),
    )
  })

  test('answers for the first and the last day a date can be', () => {
    for (const system of WEEK_SYSTEM_PRESETS)
      for (const date of ['0000-01-01', '9999-12-31']) {
        const { start, end } = fiscalWeekOf(system, date)
        expect(start <= date && date <= end).toBe(true)
        expect(weeksBetween(system, date, date)).toHaveLength(1)
      }
  })

  test('of the presets passes its own schema and has nothing wrong with it', () => {
    for (const system of WEEK_SYSTEM_PRESETS) {
      expect(weekSystemSchema.safeParse(system)).toMatchObject({ success: true, data: system })
      expect(weekSystemProblems(system)).toEqual([])
    }
  })
})

describe('weeks of whole weeks', () => {
  test('count up by one and start again at one, in every preset', () => {
    for (const system of WEEK_SYSTEM_PRESETS.filter(isWholeWeeks)) {
      const weeks = weeksBetween(system, '2005-01-01', '2045-12-31')
      for (const [index, week] of weeks.entries()) {
        const previous = weeks[index - 1]
        expect(daysBetween(week.start, week.end)).toBe(6)
        if (previous === undefined) continue
        const isNewYear = week.fiscalYear === previous.fiscalYear + 1
        expect(isNewYear ? week.week : week.week - previous.week).toBe(1)
      }
    }
  })
})

describe('overrides', () => {
  const nrf = preset('nrf-454')

  test('move a year and let its neighbours give way', () => {
    const system: WeekSystem = { ...nrf, overrides: [{ year: 2027, start: '2027-01-31', weeks: 53 }] }
    expect(weekSystemProblems(system)).toEqual([])
    expect(fiscalYear(system, 2027)).toMatchObject({ start: '2027-01-31', end: '2028-02-05', weeks: 53 })
    expect(fiscalYear(system, 2028)).toMatchObject({ start: '2028-02-06', end: '2029-02-03', weeks: 52 })
    expect(fiscalWeekOf(system, '2028-02-05')).toMatchObject({ fiscalYear: 2027, quarter: 4, period: 12, week: 53 })
  })

  test('that cannot be meant are reported and change nothing', () => {
    const system: WeekSystem = {
      ...nrf,
      overrides: [
        { year: 2027, start: '2027-06-06', weeks: 52 },
        { year: 2028, start: '2028-01-31', weeks: 52 },
        { year: 2029, start: 'soon', weeks: 52 },
      ],
    }
    expect(weekSystemProblems(system)).toEqual([
      'Year 2027: 2027-06-06 is more than a week from where the rule puts it.',
      'Year 2028: 2028-01-31 is not the first day of a week.',
      'Year 2029: soon is not a date.',
    ])
    for (const year of [2026, 2027, 2028, 2029]) expect(fiscalYear(system, year)).toEqual(fiscalYear(nrf, year))
  })

  test('of Target say what the rule says', () => {
    for (let year = 2015; year <= 2035; year += 1) expect(fiscalYear(preset('target'), year)).toEqual(fiscalYear(nrf, year))
  })
})

describe('quarters that do not add up to a year', () => {
  test('are reported, and the year still has its own end', () => {
    const short: WeekSystem = { ...preset('nrf-454'), pattern: [12, 12, 12] }
    const long: WeekSystem = { ...preset('nrf-454'), pattern: [20, 20, 20, 20] }
    expect(weekSystemProblems(short)).toEqual(['The quarters add up to 36 weeks; a year has 52.'])
    expect(fiscalYear(short, 2027).periods.at(-1)!.end).toBe('2028-01-29')
    expect(fiscalYear(long, 2027).quarters.map((quarter) => quarter.weeks)).toEqual([20, 20, 12])
  })
})

describe('a fixed start', () => {
  const july: WeekSystem = { ...preset('gregorian'), anchorDate: { month: 7, day: 1 }, labelYear: 'end' }

  test('may be any day: calendar months from July, named by the year they end in', () => {
    expect(fiscalYear(july, 2027)).toMatchObject({ start: '2026-07-01', end: '2027-06-30' })
    expect(fiscalWeekOf(july, '2027-02-28')).toMatchObject({ fiscalYear: 2027, quarter: 3, period: 8 })
  })

  test('on the 31st begins short months on their last day', () => {
    const system: WeekSystem = { ...preset('gregorian'), anchorDate: { month: 1, day: 31 } }
    expect(
      fiscalYear(system, 2027)
        .periods.slice(0, 3)
        .map((period) => period.start),
    ).toEqual(['2027-01-31', '2027-02-28', '2027-03-31'])
  })
})

describe('the plan year of a promotion', () => {
  test('is the fiscal year of its in-store start, in the account’s own system (D8)', () => {
    expect(fiscalYearOfPromotion(preset('nrf-454'), '2027-01-30')).toBe(2026)
    expect(fiscalYearOfPromotion(preset('nrf-454'), '2027-01-31')).toBe(2027)
    expect(fiscalYearOfPromotion(preset('walmart'), '2027-01-30')).toBe(2028)
    expect(fiscalYearOfPromotion(preset('12-12-12-16'), '2027-08-29')).toBe(2028)
    expect(fiscalYearOfPromotion(preset('iso'), '2027-01-03')).toBe(2026)
  })
})

describe('looking a system up', () => {
  test('prefers the workspace’s own, then the presets, and knows when it does not know', () => {
    const own: WeekSystem = { ...preset('walmart'), label: 'As agreed with the buyer' }
    expect(weekSystemById('walmart', [own])).toBe(own)
    expect(weekSystemById('iso', [own])).toBe(preset('iso'))
    expect(weekSystemById('julian')).toBeNull()
    expect(DEFAULT_WEEK_SYSTEM.id).toBe('nrf-454')
  })
})
