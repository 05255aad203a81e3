import { describe, expect, test } from 'vitest'
import type { CalendarAccount } from '../../../../client/features/calendar/calendar-data.ts'
import { lastYears } from '../../../../client/features/calendar/timeline/last-year.ts'
import { weekSystemById } from '../../../../shared/domain/weeks/week-system-presets.ts'
import { promotionSummary } from './promotion-summaries.ts'

const account = (weekSystemId: string, adWeekStart: 0 | 3): CalendarAccount => {
  const system = weekSystemById(weekSystemId)
  if (system === null) throw new Error(`no week system ${weekSystemId}`)
  return { accountId: 'marlow', name: 'Marlow Markets', currency: 'USD', weekSystemId, adWeekStart, system } as unknown as CalendarAccount
}
const nrf = account('nrf-454', 0)

describe('last year below this one', () => {
  test('stands in the same fiscal week of the row’s own weeks, not on the same date', () => {
    const [ghost] = lastYears([promotionSummary('a', '2026-11-22', '2026-11-28')], nrf)
    expect(ghost?.window).toEqual({ from: '2027-11-21', to: '2027-11-27' })
  })

  test('after a year of 53 weeks is restated by 52 weeks, so that seasons line up', () => {
    const [ghost] = lastYears([promotionSummary('a', '2023-11-19', '2023-11-25')], nrf)
    expect(ghost?.window).toEqual({ from: '2024-11-17', to: '2024-11-23' })
  })

  test('is repeated by what says it was cloned from it, wherever that is now, else by its group in the same weeks, else by nothing', () => {
    const before = promotionSummary('a', '2026-05-03', '2026-05-09')
    const clone = { ...promotionSummary('b', '2027-06-06', '2027-06-12'), clonedFrom: `accounts/${before.accountId}/calendar/${before.year}#a` }
    const alike = promotionSummary('c', '2027-05-02', '2027-05-08')
    const repeatedBy = (...others: (typeof before)[]) =>
      lastYears([before, ...others], nrf).find(({ promotion }) => promotion === before)?.repeatedBy?.promotionId ?? null
    expect(repeatedBy(alike, clone)).toBe('b')
    expect(repeatedBy(alike)).toBe('c')
    expect(repeatedBy()).toBeNull()
  })

  test('leaves out what was declined or cancelled', () => {
    expect(lastYears([{ ...promotionSummary('a', '2026-05-03', '2026-05-09'), status: 'cancelled' }], nrf)).toEqual([])
  })
})
