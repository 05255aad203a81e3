import { describe, expect, test } from 'vitest'
import { fromDayNumber, weekday } from '../../../../shared/base/civil.ts'
import { easterDay } from '../../../../shared/domain/holidays/holiday-rules.ts'
import { createHolidays } from '../../../../shared/domain/holidays/holidays.ts'

const us = createHolidays()
const day = (id: string, year: number) => us.inYear(id, year)?.window.from

describe('holidays', () => {
  test('Easter falls where the church put it, from 1961 to 2038', () => {
    const golden = {
      1961: '1961-04-02',
      1981: '1981-04-19',
      2000: '2000-04-23',
      2008: '2008-03-23',
      2011: '2011-04-24',
      2024: '2024-03-31',
      2025: '2025-04-20',
      2026: '2026-04-05',
      2027: '2027-03-28',
      2028: '2028-04-16',
      2029: '2029-04-01',
      2030: '2030-04-21',
      2038: '2038-04-25',
    }
    for (const [year, date] of Object.entries(golden)) expect(fromDayNumber(easterDay(Number(year)))).toBe(date)
    for (let year = 1900; year < 2200; year++) {
      const date = fromDayNumber(easterDay(year))
      expect(weekday(date)).toBe(0)
      expect(date.slice(5) >= '03-22' && date.slice(5) <= '04-25').toBe(true)
    }
  })

  test.each([
    ['thanksgiving', 2026, '2026-11-26'],
    ['black-friday', 2027, '2027-11-26'],
    ['cyber-monday', 2024, '2024-12-02'],
    ['super-bowl', 2020, '2020-02-02'],
    ['super-bowl', 2026, '2026-02-08'],
    ['super-bowl', 2027, '2027-02-14'],
    ['mlk', 2027, '2027-01-18'],
    ['presidents', 2027, '2027-02-15'],
    ['mardi-gras', 2027, '2027-02-09'],
    ['good-friday', 2026, '2026-04-03'],
    ['mothers-day', 2027, '2027-05-09'],
    ['memorial-day', 2026, '2026-05-25'],
    ['memorial-day', 2027, '2027-05-31'],
    ['fathers-day', 2027, '2027-06-20'],
    ['labor-day', 2027, '2027-09-06'],
    ['columbus-day', 2026, '2026-10-12'],
    ['christmas', 2027, '2027-12-25'],
  ] as const)('%s of %i is %s', (id, year, date) => expect(day(id, year)).toBe(date))

  test('of a stretch of days come in order, seasons that reach into it among them', () => {
    expect(us.within({ from: '2027-11-24', to: '2027-12-01' }).map(({ name }) => name)).toEqual([
      'Holiday season',
      'Thanksgiving',
      'Black Friday',
      'Cyber Monday',
    ])
    expect(us.within({ from: '2027-08-04', to: '2027-08-10' }).map(({ id }) => id)).toEqual(['back-to-school'])
    expect(us.within({ from: '2026-12-30', to: '2027-01-02' }).map(({ id }) => id)).toEqual(['new-years-eve', 'new-year'])
  })

  test('of a workspace’s own stand beside the computed ones, once or every year, and any can be hidden', () => {
    const own = createHolidays({
      hiddenHolidays: ['columbus-day'],
      holidays: [
        { holidayId: 'fair', name: 'State fair', on: '2026-08-20', to: '2026-08-30', isYearly: true },
        { holidayId: 'leap', name: 'Founder’s day', on: '2024-02-29', isYearly: true },
        { holidayId: 'opening', name: 'Store opening', on: '2027-10-12' },
      ],
    })
    expect(own.inYear('fair', 2028)).toMatchObject({ kind: 'custom', window: { from: '2028-08-20', to: '2028-08-30' } })
    expect(own.inYear('fair', 2025)).toBeNull()
    expect([own.inYear('leap', 2027)?.window.from, own.inYear('leap', 2028)?.window.from]).toEqual(['2027-02-28', '2028-02-29'])
    expect(own.within({ from: '2027-10-06', to: '2027-10-19' }).map(({ id }) => id)).toEqual(['opening'])
    expect(own.inYear('opening', 2028)).toBeNull()
  })

  test('a promotion is near the holiday it leads up to, not to a season', () => {
    expect(us.nearest({ from: '2027-03-24', to: '2027-03-30' }, 21)?.id).toBe('easter')
    expect(us.nearest({ from: '2027-06-23', to: '2027-06-29' }, 21)?.id).toBe('independence-day')
    expect(us.nearest({ from: '2027-08-04', to: '2027-08-10' }, 7)).toBeNull()
  })
})
