import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { WeekSystem } from '../../../shared/docs/terms/week-system.ts'
import { fiscalWeekOf } from '../../../shared/domain/weeks/fiscal-week.ts'
import { fiscalYear } from '../../../shared/domain/weeks/fiscal-year.ts'
import { weekSystemById } from '../../../shared/domain/weeks/week-system-presets.ts'

const system = (id: string): WeekSystem => weekSystemById(id)!

const goldenRows = readFileSync(new URL('../../data/weeks-golden.csv', import.meta.url), 'utf8')
  .trim()
  .split(/\r?\n/)
  .slice(1)
  .map((line) => line.split(','))

/** A week as the tables write it: fiscal year, quarter, period, week. */
const placeOf = (id: string, date: string) => {
  const { fiscalYear: year, quarter, period, week } = fiscalWeekOf(system(id), date)
  return [year, quarter, period, week]
}

const longYears = (id: string, from: number, to: number): number[] => {
  const years: number[] = []
  for (let year = from; year <= to; year += 1) if (fiscalYear(system(id), year).weeks === 53) years.push(year)
  return years
}

describe('the golden table of weeks', () => {
  test('has 800 rows over five systems', () => {
    expect(goldenRows).toHaveLength(800)
    expect(new Set(goldenRows.map(([id]) => id))).toEqual(new Set(['nrf-454', 'walmart', '13x4', '12-12-12-16', 'iso']))
  })

  test.each(['nrf-454', 'walmart', '13x4', '12-12-12-16', 'iso'])('agrees with %s row by row', (id) => {
    const rows = goldenRows.filter(([rowId]) => rowId === id)
    const actual = rows.map(([, date]) => {
      const week = fiscalWeekOf(system(id), date!)
      return [id, date, String(week.fiscalYear), String(week.quarter ?? ''), String(week.period ?? ''), String(week.week), week.key ?? '']
    })
    expect(actual).toEqual(rows)
  })
})

describe('NRF 4-5-4', () => {
  test.each([
    [2022, '2022-01-30', '2023-01-28', 52],
    [2023, '2023-01-29', '2024-02-03', 53],
    [2024, '2024-02-04', '2025-02-01', 52],
    [2025, '2025-02-02', '2026-01-31', 52],
    [2026, '2026-02-01', '2027-01-30', 52],
    [2027, '2027-01-31', '2028-01-29', 52],
    [2028, '2028-01-30', '2029-02-03', 53],
    [2029, '2029-02-04', '2030-02-02', 52],
    [2030, '2030-02-03', '2031-02-01', 52],
    [2034, '2034-01-29', '2035-02-03', 53],
  ])('FY%i runs %s to %s in %i weeks', (year, start, end, weeks) => {
    expect(fiscalYear(system('nrf-454'), year)).toMatchObject({ start, end, weeks })
  })

  test('has 53 weeks in the years the NRF names', () => {
    expect(longYears('nrf-454', 1994, 2035)).toEqual([1995, 2000, 2006, 2012, 2017, 2023, 2028, 2034])
  })

  test.each([
    ['2026-11-27', [2026, 4, 10, 43]],
    ['2024-01-31', [2023, 4, 12, 53]],
    ['2024-02-04', [2024, 1, 1, 1]],
    ['2029-02-03', [2028, 4, 12, 53]],
  ])('%s is in %j', (date, place) => {
    expect(placeOf('nrf-454', date)).toEqual(place)
  })

  test('gives the fifth week of a long January to period 12', () => {
    expect(fiscalYear(system('nrf-454'), 2023).periods.at(-1)).toEqual({
      period: 12,
      quarter: 4,
      start: '2023-12-31',
      end: '2024-02-03',
      firstWeek: 49,
      weeks: 5,
    })
  })
})

describe('Walmart', () => {
  test('names the fiscal year by its end and the key by its start', () => {
    expect(fiscalWeekOf(system('walmart'), '2024-01-27')).toEqual({
      fiscalYear: 2025,
      quarter: 1,
      period: 1,
      week: 1,
      key: '202401',
      start: '2024-01-27',
      end: '2024-02-02',
    })
  })

  test('FY2014 runs 2013-01-26 to 2014-01-31 in 53 weeks and FY2015 starts the day after', () => {
    expect(fiscalYear(system('walmart'), 2014)).toMatchObject({ start: '2013-01-26', end: '2014-01-31', weeks: 53 })
    expect(fiscalYear(system('walmart'), 2015).start).toBe('2014-02-01')
  })

  test('has 53 weeks in the years starting 2013, 2019, 2024 and 2030', () => {
    expect(longYears('walmart', 2010, 2035).map((year) => year - 1)).toEqual([2013, 2019, 2024, 2030])
  })
})

describe('ISO 8601', () => {
  test('has 53 weeks in 2015, 2020, 2026, 2032 and 2037', () => {
    expect(longYears('iso', 2010, 2040)).toEqual([2015, 2020, 2026, 2032, 2037])
  })

  test('has no quarters and no periods, and 2026 ends in W53', () => {
    expect(fiscalWeekOf(system('iso'), '2027-01-03')).toEqual({
      fiscalYear: 2026,
      quarter: null,
      period: null,
      week: 53,
      key: '2026-W53',
      start: '2026-12-28',
      end: '2027-01-03',
    })
    expect(fiscalYear(system('iso'), 2026)).toMatchObject({ periods: [], quarters: [] })
  })
})

describe('quarters of unequal length', () => {
  const quarterWeeks = (id: string, year: number) => fiscalYear(system(id), year).quarters.map((quarter) => quarter.weeks)
  const periodsPerQuarter = (id: string, year: number) =>
    [1, 2, 3, 4].map((quarter) => fiscalYear(system(id), year).periods.filter((period) => period.quarter === quarter).length)

  test('13 × 4 has quarters of 16, 12, 12 and 12 weeks, 13 in a long year', () => {
    expect(quarterWeeks('13x4', 2026)).toEqual([16, 12, 12, 12])
    expect(quarterWeeks('13x4', 2028)).toEqual([16, 12, 12, 13])
    expect(periodsPerQuarter('13x4', 2026)).toEqual([4, 3, 3, 3])
  })

  test('12-12-12-16 ends on the last Saturday of August, 17 weeks in the last quarter of a 53-week year', () => {
    expect(fiscalYear(system('12-12-12-16'), 2027)).toMatchObject({ start: '2026-08-30', end: '2027-08-28', weeks: 52 })
    expect(quarterWeeks('12-12-12-16', 2027)).toEqual([12, 12, 12, 16])
    expect(quarterWeeks('12-12-12-16', 2030)).toEqual([12, 12, 12, 17])
    expect(periodsPerQuarter('12-12-12-16', 2027)).toEqual([3, 3, 3, 4])
    expect(longYears('12-12-12-16', 2005, 2035)).toEqual([2008, 2013, 2019, 2024, 2030])
  })

  test('4-4-5 and 5-4-4 put the long month where their name says', () => {
    expect(
      fiscalYear(system('445'), 2027)
        .periods.slice(0, 3)
        .map((period) => period.weeks),
    ).toEqual([4, 4, 5])
    expect(
      fiscalYear(system('544'), 2027)
        .periods.slice(0, 3)
        .map((period) => period.weeks),
    ).toEqual([5, 4, 4])
  })
})

describe('calendar months', () => {
  test('have the months as periods and short weeks at both ends of the year', () => {
    const year = fiscalYear(system('gregorian'), 2027)
    expect(year).toMatchObject({ start: '2027-01-01', end: '2027-12-31', weeks: 53 })
    expect(year.periods[1]).toMatchObject({ period: 2, quarter: 1, start: '2027-02-01', end: '2027-02-28' })
    expect(fiscalWeekOf(system('gregorian'), '2027-01-01')).toMatchObject({ week: 1, period: 1, start: '2027-01-01', end: '2027-01-02' })
  })

  test('take the period from the day asked about, not from the week', () => {
    expect(fiscalWeekOf(system('gregorian'), '2027-03-31')).toMatchObject({ week: 14, period: 3, quarter: 1 })
    expect(fiscalWeekOf(system('gregorian'), '2027-04-01')).toMatchObject({ week: 14, period: 4, quarter: 2 })
  })
})
