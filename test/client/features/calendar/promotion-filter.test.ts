import { describe, expect, test } from 'vitest'
import type { ClashBook } from '../../../../client/data/clashes.ts'
import { accountFilter, clashLevels } from '../../../../client/features/calendar/filter-matcher.ts'
import { filterCount, filterFromParams, filterToParams, isFiltering, NO_FILTER, NOBODY } from '../../../../client/features/calendar/promotion-filter.ts'
import { createClashIndex } from '../../../../shared/domain/clash-index/clash-index.ts'
import { createHolidays } from '../../../../shared/domain/holidays/holidays.ts'
import { weekSystemById } from '../../../../shared/domain/weeks/week-system-presets.ts'
import { lineSummary, promotionSummary } from './promotion-summaries.ts'

const promotions = [
  promotionSummary('a', '2027-02-03', '2027-02-09', { owner: 'Dana Reyes', merchandising: ['display_endcap'] }),
  promotionSummary('b', '2027-02-10', '2027-02-16', {
    accountId: 'bulkway',
    name: 'Easter wall',
    status: 'confirmed',
    theme: 'holiday',
    lines: [lineSummary({ mechanic: 'DISP', itemGroup: 'DIPS' })],
  }),
  promotionSummary('c', '2027-02-07', '2027-02-20', { lines: [lineSummary({ promoRetail: { multiple: 2, price: 500 } })] }),
]
const system = weekSystemById('nrf-454')!
const accounts: Record<string, { name: string; system: typeof system; adWeekStart: 0 | 3 }> = {
  marlow: { name: 'Marlow Markets', system, adWeekStart: 3 },
  bulkway: { name: 'Bulkway', system, adWeekStart: 0 },
}
const plannedOf = (account: string) => promotions.filter(({ accountId }) => accountId === account)
const index = createClashIndex({ today: '2027-02-05', accounts: [], items: [], holidays: createHolidays() }, promotions)
const book: ClashBook = { counts: ({ promotionId }) => index.counts(promotionId), of: index.of, all: index.all, proposed: () => new Map() }
const shown = (filter: Partial<typeof NO_FILTER>, today = '2027-02-05') => {
  const leaves = accountFilter({ ...NO_FILTER, ...filter }, { accountOf: (id) => accounts[id] ?? null, today, clashLevelsOf: clashLevels(book) })
  return ['marlow', 'bulkway']
    .flatMap((account) => leaves(account, plannedOf(account)))
    .map(({ promotionId }) => promotionId)
    .sort()
}

describe('filtering promotions', () => {
  test('by account, group, mechanic, status, owner, theme and merchandising', () => {
    expect(shown({})).toEqual(['a', 'b', 'c'])
    expect(shown({ accountIds: ['bulkway'] })).toEqual(['b'])
    expect(shown({ groups: ['DIPS'] })).toEqual(['b'])
    expect(shown({ mechanics: ['DISP', 'AD'] })).toEqual(['b'])
    expect(shown({ statuses: ['planned'] })).toEqual(['a', 'c'])
    expect(shown({ owners: ['Dana Reyes'] })).toEqual(['a'])
    expect(shown({ owners: [NOBODY] })).toEqual(['b', 'c'])
    expect(shown({ themes: ['holiday'] })).toEqual(['b'])
    expect(shown({ themes: ['none'] })).toEqual(['a', 'c'])
    expect(shown({ merchandising: ['display_endcap'] })).toEqual(['a'])
  })

  test('by the clashes they are in', () => {
    expect(shown({ clashes: ['error'] })).toEqual(['a', 'c'])
    expect(shown({ clashes: ['info'] })).toEqual([])
  })

  test('by words, each of which must be somewhere', () => {
    expect(shown({ text: 'bulk disp' })).toEqual(['b'])
    expect(shown({ text: 'bulk tpr' })).toEqual([])
    expect(shown({ text: 'Confirmed' })).toEqual(['b'])
    expect(shown({ text: 'reyes' })).toEqual(['a'])
  })

  test('by stretches of time, each in the account’s own weeks', () => {
    expect(shown({ when: 'now' })).toEqual(['a'])
    // Friday 5 February: Marlow's ad week began on Wednesday 3, Bulkway's on Sunday 31 January.
    expect(shown({ when: 'week' })).toEqual(['a', 'c'])
    expect(shown({ when: 'next-week' })).toEqual(['b', 'c'])
    expect(shown({ when: 'next-4w' })).toEqual(['a', 'b', 'c'])
    expect(shown({ when: 'period' })).toEqual(['a', 'b', 'c'])
    expect(shown({ when: 'next-period' })).toEqual([])
    expect(shown({ when: 'past-13w' }, '2027-03-05')).toEqual(['a', 'b', 'c'])
    expect(shown({ when: '2027-02-17..2027-03-01' })).toEqual(['c'])
  })

  test('survives the address of the page, which may hold anything', () => {
    const filter = {
      text: 'chips & co',
      accountIds: ['marlow', 'bulkway'],
      groups: ['Chips, large', 'DIPS'],
      mechanics: ['TPR'],
      statuses: ['idea'],
      owners: ['Dana Reyes', NOBODY],
      themes: ['holiday'],
      merchandising: ['display_endcap'],
      clashes: ['error'],
      when: 'next-13w',
    }
    expect(filterFromParams(filterToParams(filter))).toEqual(filter)
    expect(filterFromParams({ mechanics: 'TPR,<b>', statuses: '"', accounts: '../x,ok', when: 'javascript:' })).toEqual({
      ...NO_FILTER,
      mechanics: ['TPR'],
      accountIds: ['ok'],
    })
    expect(filterFromParams({ now: '1' }).when).toBe('now')
    expect(filterCount(filter)).toBe(9)
    expect(isFiltering(NO_FILTER)).toBe(false)
  })
})
