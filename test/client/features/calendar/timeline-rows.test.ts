import { describe, expect, test } from 'vitest'
import { type Parts, parseRowKey, partsOf, type RowGrouping, rowKey, rowKeys } from '../../../../client/features/calendar/timeline/timeline-rows.ts'
import { promotionSummary } from './promotion-summaries.ts'

const promotions = [
  { ...promotionSummary('a', '2027-02-03', '2027-02-16'), owner: 'Dana Reyes' },
  { ...promotionSummary('b', '2027-03-03', '2027-03-16'), status: 'confirmed' as const },
  { ...promotionSummary('c', '2027-04-07', '2027-04-13'), lines: [], owner: 'Ann Ortiz' },
]
const shown = (grouping: RowGrouping, isOpen: (key: string) => boolean, parts: Parts = partsOf(promotions, grouping)) =>
  rowKeys({ grouping, accountIds: ['marlow', 'bulkway'], partsOf: (accountId) => (accountId === 'marlow' ? parts : new Map()), isOpen })

describe('the rows of the timeline', () => {
  test('are accounts, and an account folds out into its promoted groups, what has none last', () => {
    expect(shown('account', () => false)).toEqual(['row:marlow', 'row:bulkway'])
    const group = promotions[0]?.lines[0]?.itemGroup ?? ''
    expect(shown('account', (key) => key === 'row:marlow')).toEqual(['row:marlow', `row:marlow/${group}`, 'row:marlow/', 'row:bulkway'])
  })

  test('by owner are owners by name, nobody last, each with the accounts that have some of theirs', () => {
    expect(shown('owner', () => true)).toEqual(['row:/Ann Ortiz', 'row:marlow/Ann Ortiz', 'row:/Dana Reyes', 'row:marlow/Dana Reyes', 'row:/', 'row:marlow/'])
    expect(shown('owner', (key) => key === 'row:/')).toEqual(['row:/Ann Ortiz', 'row:/Dana Reyes', 'row:/', 'row:marlow/'])
  })

  test('by status stand in the order of a pitch', () => {
    expect(shown('status', () => false)).toEqual([`row:/${promotions[0]?.status}`, 'row:/confirmed'])
  })

  test('have keys that say what they are, whatever a group is called', () => {
    for (const [accountId, part] of [
      ['marlow', null],
      ['marlow', ''],
      ['marlow', 'CHIPS/8OZ'],
      [null, 'Ann Ortiz'],
    ] as const)
      expect(parseRowKey(rowKey(accountId, part))).toEqual({ accountId, part })
  })
})
