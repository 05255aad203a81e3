import { describe, expect, test } from 'vitest'
import {
  filterCount,
  filterFromParams,
  filterToParams,
  isFiltering,
  NO_FILTER,
  promotionMatcher,
} from '../../../../client/features/calendar/promotion-filter.ts'
import { lineSummary, promotionSummary } from './promotion-summaries.ts'

const promotions = [
  promotionSummary('a', '2027-02-03', '2027-02-09'),
  promotionSummary('b', '2027-02-10', '2027-02-16', {
    accountId: 'bulkway',
    name: 'Easter wall',
    status: 'confirmed',
    lines: [lineSummary({ mechanic: 'DISP' })],
  }),
]
const names: Record<string, string> = { marlow: 'Marlow Markets', bulkway: 'Bulkway' }
const shown = (filter: Partial<typeof NO_FILTER>) =>
  promotions.filter(promotionMatcher({ ...NO_FILTER, ...filter }, (id) => names[id] ?? '', '2027-02-05')).map(({ promotionId }) => promotionId)

describe('filtering promotions', () => {
  test('by account, mechanic, status and what is in store today', () => {
    expect(shown({})).toEqual(['a', 'b'])
    expect(shown({ accountIds: ['bulkway'] })).toEqual(['b'])
    expect(shown({ mechanics: ['DISP', 'AD'] })).toEqual(['b'])
    expect(shown({ statuses: ['planned'] })).toEqual(['a'])
    expect(shown({ isInStoreNow: true })).toEqual(['a'])
  })

  test('by words, each of which must be somewhere', () => {
    expect(shown({ text: 'bulk disp' })).toEqual(['b'])
    expect(shown({ text: 'bulk tpr' })).toEqual([])
    expect(shown({ text: 'Confirmed' })).toEqual(['b'])
  })

  test('survives the address of the page, which may hold anything', () => {
    const filter = { text: 'chips & co', accountIds: ['marlow', 'bulkway'], mechanics: ['TPR' as const], statuses: ['idea' as const], isInStoreNow: true }
    expect(filterFromParams(filterToParams(filter))).toEqual(filter)
    expect(filterFromParams({ mechanics: 'TPR,nonsense', statuses: '<b>', accounts: '../x,ok', now: 'yes' })).toEqual({
      ...NO_FILTER,
      mechanics: ['TPR'],
      accountIds: ['ok'],
    })
    expect(filterCount(filter)).toBe(4)
    expect(isFiltering(NO_FILTER)).toBe(false)
  })
})
