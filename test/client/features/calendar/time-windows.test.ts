import { expect, test } from 'vitest'
import { whenLabel, windowOf } from '../../../../client/features/calendar/time-windows.ts'
import { weekSystemById } from '../../../../shared/domain/weeks/week-system-presets.ts'

const nrf = { system: weekSystemById('nrf-454')!, adWeekStart: 3 } as const
const iso = { system: weekSystemById('iso')!, adWeekStart: 1 } as const

test('weeks are the account’s ad weeks', () => {
  expect(windowOf('week', nrf, '2027-02-05')).toEqual({ from: '2027-02-03', to: '2027-02-09' })
  expect(windowOf('next-13w', nrf, '2027-02-05')).toEqual({ from: '2027-02-03', to: '2027-05-04' })
  expect(windowOf('past-13w', nrf, '2027-02-05')).toEqual({ from: '2026-11-04', to: '2027-02-02' })
})

test('periods, quarters and years are the account’s fiscal ones', () => {
  // FY2026 ends on 30 January 2027; its P12 is four weeks of a 4-5-4 quarter.
  expect(windowOf('year', nrf, '2027-01-30')).toEqual({ from: '2026-02-01', to: '2027-01-30' })
  expect(windowOf('next-year', nrf, '2027-01-30')).toEqual({ from: '2027-01-31', to: '2028-01-29' })
  expect(windowOf('period', nrf, '2027-02-05')).toEqual({ from: '2027-01-31', to: '2027-02-27' })
  expect(windowOf('past-period', nrf, '2027-02-05')).toEqual({ from: '2027-01-03', to: '2027-01-30' })
  expect(windowOf('quarter', nrf, '2027-02-05')).toEqual({ from: '2027-01-31', to: '2027-05-01' })
})

test('where there are no periods, four weeks stand for one, and a long year ends with a short one', () => {
  // ISO 2026 has 53 weeks, 29 December 2025 to 3 January 2027.
  expect(windowOf('period', iso, '2026-01-05')).toEqual({ from: '2025-12-29', to: '2026-01-25' })
  expect(windowOf('next-period', iso, '2026-12-20')).toEqual({ from: '2026-12-28', to: '2027-01-03' })
})

test('two dates are what they say, and nonsense is nothing', () => {
  expect(windowOf('2027-02-01..2027-03-31', nrf, '2027-02-05')).toEqual({ from: '2027-02-01', to: '2027-03-31' })
  expect(windowOf('2027-03-31..2027-02-01', nrf, '2027-02-05')).toBeNull()
  expect(windowOf('whenever', nrf, '2027-02-05')).toBeNull()
  expect([whenLabel('next-13w'), whenLabel('2027-02-01..2027-03-31')]).toEqual(['Next 13 weeks', '1 Feb – 31 Mar 2027'])
})
