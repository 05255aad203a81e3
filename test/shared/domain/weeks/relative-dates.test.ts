import { describe, expect, test } from 'vitest'
import type { Weekday } from '../../../../shared/base/civil.ts'
import { parseRelativeDates, relativeDatesLabel, resolveRelativeDates } from '../../../../shared/domain/weeks/relative-dates.ts'
import { weekSystemById } from '../../../../shared/domain/weeks/week-system-presets.ts'

const datesOf = (text: string, today: string, systemId = 'nrf-454', adWeekStart: Weekday = 3): string => {
  const parsed = parseRelativeDates(text)
  if (!parsed.ok) return parsed.error
  const found = resolveRelativeDates(parsed.value, { system: weekSystemById(systemId)!, adWeekStart, today })
  return found.ok ? `${found.value.from}…${found.value.to}` : found.error
}
/** A Sunday. */
const TODAY = '2026-11-22'

describe('relative dates', () => {
  test.each([
    ['today', '2026-11-22…2026-11-22'],
    ['this week', '2026-11-18…2026-11-24'],
    ['next week', '2026-11-25…2026-12-01'],
    ['next 13 weeks', '2026-11-25…2027-02-23'],
    ['last 4 weeks', '2026-10-21…2026-11-17'],
    ['last 10 days', '2026-11-12…2026-11-21'],
    ['this period', '2026-11-01…2026-11-28'],
    ['this quarter', '2026-11-01…2027-01-30'],
    ['last quarter', '2026-08-02…2026-10-31'],
    ['next 2 quarters', '2027-01-31…2027-07-31'],
    ['this year', '2026-02-01…2027-01-30'],
    ['next year', '2027-01-31…2028-01-29'],
    ['year to date', '2026-02-01…2026-11-22'],
    ['qtd', '2026-11-01…2026-11-22'],
    ['fy2028', '2028-01-30…2029-02-03'],
    ['Q4 FY2028', '2028-10-29…2029-02-03'],
    ['fy27 p1', '2027-01-31…2027-02-27'],
    ['W43', '2026-11-25…2026-12-01'],
    ['wk 43-46', '2026-11-25…2026-12-22'],
    ['W53 FY2028', '2029-01-31…2029-02-06'],
    ['W50-W2', '2027-01-13…2027-02-16'],
    ['2027-02-03 to 2027-03-02', '2027-02-03…2027-03-02'],
  ])('%s, in 4-5-4 weeks with ads from Wednesday, is %s', (text, dates) => {
    expect(datesOf(text, TODAY)).toBe(dates)
  })

  test('are those of each account: 13 periods, a first quarter of 16 weeks, calendar months, ISO weeks', () => {
    expect(datesOf('this period', TODAY, '13x4')).toBe('2026-11-08…2026-12-05')
    expect(datesOf('Q1', TODAY, '13x4')).toBe('2026-02-01…2026-05-23')
    expect(datesOf('last period', TODAY, 'gregorian')).toBe('2026-10-01…2026-10-31')
    expect(datesOf('W53', TODAY, 'iso', 1)).toBe('2026-12-28…2027-01-03')
    expect(datesOf('this year', TODAY, 'walmart', 6)).toBe('2026-01-31…2027-01-29')
  })

  test('that an account has not, or nobody has, say so', () => {
    expect(datesOf('this period', TODAY, 'iso', 1)).toBe('This account’s weeks know no periods.')
    expect(datesOf('Q5', TODAY)).toBe('That fiscal year has 4 quarters.')
    expect(datesOf('W53', TODAY)).toBe('That fiscal year has 52 weeks.')
    for (const text of ['', 'soon', 'next 0 weeks', 'next 99999 weeks', '2027-02-30', '2027-03-02 to 2027-02-03', 'W0']) {
      expect(parseRelativeDates(text).ok, text).toBe(false)
    }
  })

  test('are labelled as people say them, and the label reads back as the same', () => {
    for (const label of [
      'Today',
      'This period',
      'Next 13 weeks',
      'Last quarter',
      'Year to date',
      'W43–W46',
      'Q4 FY2028',
      'FY2027',
      '2027-02-03 to 2027-03-02',
    ]) {
      const parsed = parseRelativeDates(label)
      expect(parsed.ok && relativeDatesLabel(parsed.value)).toBe(label)
    }
  })
})
