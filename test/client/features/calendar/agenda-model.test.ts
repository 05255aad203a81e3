import { describe, expect, test } from 'vitest'
import { agendaStart, agendaWeeks, agendaYearOf, agendaYears, civilWeekLabel, mondayOf } from '../../../../client/features/calendar/agenda/agenda-model.ts'
import { dayNumber } from '../../../../shared/base/civil.ts'
import { promotionSummary } from './promotion-summaries.ts'

const name = (id: string) => id

describe('the agenda', () => {
  const promotions = [
    promotionSummary('b', '2027-02-03', '2027-02-16'),
    promotionSummary('a', '2027-02-03', '2027-02-09', { accountId: 'bulkway' }),
    promotionSummary('c', '2026-12-30', '2027-01-05'),
    promotionSummary('d', '2027-02-10', '2027-02-16', { status: 'cancelled' }),
  ]

  test('lists each promotion in the week it starts in, by day and account', () => {
    const week = agendaWeeks(2027, promotions, name).find(({ monday }) => monday === dayNumber('2027-02-01'))
    expect(week).toMatchObject({ label: '1–7 Feb', month: 'Feb', running: 2 })
    expect(week?.starting.map(({ promotionId }) => promotionId)).toEqual(['a', 'b'])
  })

  test('counts what is in store over the edges of weeks and years, and not what was cancelled', () => {
    const weeks = agendaWeeks(2027, promotions, name)
    expect(weeks[0]?.running).toBe(1)
    expect(weeks.find(({ monday }) => monday === dayNumber('2027-02-15'))?.running).toBe(1)
    expect(weeks.find(({ monday }) => monday === dayNumber('2027-02-22'))?.running).toBe(0)
  })

  test('puts every week into exactly one year: 2026 has 53', () => {
    expect([2025, 2026, 2027].map((year) => agendaWeeks(year, [], name).length)).toEqual([52, 53, 52])
    const last = agendaWeeks(2026, [], name).at(-1)?.monday ?? 0
    expect(agendaWeeks(2027, [], name)[0]?.monday).toBe(last + 7)
    expect(agendaYearOf(last)).toBe(2026)
    expect(agendaYears(promotions, '2026-11-21')).toEqual([2026, 2027])
  })

  test('begins with the next thing to come, or with what runs now', () => {
    expect(agendaStart(promotions, '2027-01-20')).toBe(dayNumber('2027-02-01'))
    expect(agendaStart(promotions, '2027-02-08')).toBe(mondayOf('2027-02-08'))
    expect(agendaStart([], '2027-02-10')).toBe(dayNumber('2027-02-08'))
  })

  test('names its weeks', () => {
    expect(civilWeekLabel(dayNumber('2027-03-29'))).toBe('29 Mar – 4 Apr')
  })
})
