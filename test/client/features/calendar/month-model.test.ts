import { describe, expect, test } from 'vitest'
import { firstMonth, inStoreOn, isMonth, monthLabel, monthWeeks, stepMonth } from '../../../../client/features/calendar/month/month-model.ts'
import { promotionSummary } from './promotion-summaries.ts'

describe('the month', () => {
  test('has the weeks that hold its days, in the weeks asked for', () => {
    const days = (weekStart: 0 | 3) => monthWeeks('2027-02', weekStart, [], 3).map(({ days }) => `${days[0]?.date} ${days[6]?.date}`)
    expect(days(0)).toEqual(['2027-01-31 2027-02-06', '2027-02-07 2027-02-13', '2027-02-14 2027-02-20', '2027-02-21 2027-02-27', '2027-02-28 2027-03-06'])
    expect(days(3)[0]).toBe('2027-01-27 2027-02-02')
  })

  test('draws a promotion across its days, cut where a week ends', () => {
    const weeks = monthWeeks('2027-02', 0, [promotionSummary('a', '2027-02-03', '2027-02-09')], 3)
    expect(weeks.slice(0, 2).map(({ bars }) => bars.map(({ column, days, isFromBefore, isToAfter }) => [column, days, isFromBefore, isToAfter]))).toEqual([
      [[3, 4, false, true]],
      [[0, 3, true, false]],
    ])
  })

  test('packs bars without overlap, and counts those there is no room for, day by day', () => {
    const four = ['a', 'b', 'c', 'd'].map((id, index) => promotionSummary(id, '2027-02-01', `2027-02-0${index + 2}`))
    const [week] = monthWeeks('2027-02', 0, four, 3)
    // One lane is left for the counts.
    expect(week?.bars.map(({ promotion, lane }) => [promotion.promotionId, lane])).toEqual([
      ['d', 0],
      ['c', 1],
    ])
    expect(week?.days.map(({ count, hidden }) => [count, hidden])).toEqual([
      [0, 0],
      [4, 2],
      [4, 2],
      [3, 1],
      [2, 0],
      [1, 0],
      [0, 0],
    ])
    expect(monthWeeks('2027-02', 0, four, 4)[0]?.bars).toHaveLength(4)
    expect(inStoreOn(four, '2027-02-04').map(({ promotionId }) => promotionId)).toEqual(['c', 'd'])
  })

  test('begins where something is in store, or with the first week to come', () => {
    const planned = [promotionSummary('a', '2027-01-31', '2027-02-27')]
    expect(firstMonth(planned, '2026-11-22')).toBe('2027-02')
    expect(firstMonth(planned, '2027-02-10')).toBe('2027-02')
    expect(firstMonth(planned, '2027-05-10')).toBe('2027-05')
  })

  test('steps over the year, and takes no nonsense from the address', () => {
    expect([stepMonth('2027-12', 1), stepMonth('2027-01', -1), monthLabel('2027-02')]).toEqual(['2028-01', '2026-12', 'February 2027'])
    expect(['2027-02', '2027-13', '27-02', undefined].map(isMonth)).toEqual([true, false, false, false])
  })
})
