import { describe, expect, test } from 'vitest'
import { createRowSorter, gridRows, type RowOptions, sortingFrom } from '../../../../../client/features/calendar/grid/grid-rows.ts'
import { lineSummary, promotionSummary } from '../promotion-summaries.ts'
import { bulkway, marlow } from './accounts.ts'

const ofMarlow = [
  promotionSummary('b', '2027-03-03', '2027-03-09', { lines: [lineSummary({ rate: '10' })], owner: 'Dana' }),
  promotionSummary('a', '2027-02-03', '2027-02-16', { lines: [lineSummary({ rate: '9' })] }),
  promotionSummary('c', '2027-02-03', '2027-02-09', { lines: [lineSummary({ rate: null })], status: 'confirmed' }),
]
const ofBulkway = [promotionSummary('d', '2027-02-03', '2027-02-09', { accountId: 'bulkway', lines: [lineSummary({ mechanic: 'OI' })] })]
const sources = [
  { account: bulkway, promotions: ofBulkway },
  { account: marlow, promotions: ofMarlow },
]
const rows = (options: Partial<RowOptions>) =>
  gridRows(sources, createRowSorter(), { sorting: sortingFrom(undefined), grouping: 'account', closed: new Set(), withNew: false, ...options }).map((entry) =>
    entry.kind === 'group' ? `${entry.label} ${entry.count}` : entry.key,
  )

describe('the rows of the grid', () => {
  test('are grouped by account and sorted within, ties by first day and then id', () => {
    expect(rows({})).toEqual(['Bulkway 1', 'd', 'Marlow Markets 3', 'a', 'c', 'b'])
    expect(rows({ sorting: sortingFrom('-from') })).toEqual(['Bulkway 1', 'd', 'Marlow Markets 3', 'b', 'a', 'c'])
  })

  test('sort rates as numbers, not as words', () => {
    expect(rows({ sorting: sortingFrom('rate') })).toEqual(['Bulkway 1', 'd', 'Marlow Markets 3', 'c', 'a', 'b'])
  })

  test('are grouped by mechanic, owner and status in their own orders, or by nothing', () => {
    expect(rows({ grouping: 'mechanic' })).toEqual(['OI · Off-invoice 1', 'd', 'TPR · Temporary price reduction 3', 'a', 'c', 'b'])
    expect(rows({ grouping: 'owner' })).toEqual(['Dana 1', 'b', 'Nobody 3', 'a', 'c', 'd'])
    expect(rows({ grouping: 'status' })).toEqual(['Planned 3', 'a', 'd', 'b', 'Confirmed 1', 'c'])
    expect(rows({ grouping: 'none' })).toEqual(['a', 'c', 'd', 'b'])
  })

  test('of a closed group are not there, and the line for a new one comes last', () => {
    expect(rows({ closed: new Set(['account:marlow']), withNew: true })).toEqual(['Bulkway 1', 'd', 'Marlow Markets 3', 'new'])
  })

  test('of an account that did not change are the same', () => {
    const sort = createRowSorter()
    const before = sort(sources[1]!, sortingFrom(undefined))
    expect(sort({ ...sources[1]! }, sortingFrom(undefined))).toBe(before)
    expect(sort({ account: marlow, promotions: [...ofMarlow] }, sortingFrom(undefined))).not.toBe(before)
  })
})
