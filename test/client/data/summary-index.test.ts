import { createEffect, createRoot } from 'solid-js'
import { describe, expect, test } from 'vitest'
import { createSummaryIndex } from '../../../client/data/summary-index.ts'
import type { SummaryRow } from '../../../shared/model/doc.ts'

const promotion = (accountId: string, promotionId: string, externalKey: string, more: object = {}): SummaryRow =>
  ({ key: promotionId, type: 'promotion', accountId, year: 2027, promotionId, externalKey, isDeleted: false, ...more }) as SummaryRow
const account = (accountId: string, externalKey: string): SummaryRow =>
  ({ key: 'account', type: 'account', accountId, externalKey, isDeleted: false }) as SummaryRow
const ids = (rows: readonly { promotionId: string }[]) => rows.map(({ promotionId }) => promotionId)

describe('lists of summaries', () => {
  test('show one of several rows with the same import key, and tell the others for review (D12)', () => {
    const index = createSummaryIndex()
    index.replace('accounts/a/calendar/2027', [promotion('a', 'p2', 'k'), promotion('a', 'p3', 'other'), promotion('a', 'p4', '')])
    expect(ids(index.all('promotion'))).toEqual(['p2', 'p3', 'p4'])
    index.replace('accounts/a/calendar/2027', [promotion('a', 'p2', 'k'), promotion('a', 'p3', 'other'), promotion('a', 'p4', ''), promotion('a', 'p1', 'k')])
    expect(ids(index.all('promotion'))).toEqual(['p3', 'p4', 'p1'])
    expect(ids(index.ofAccount('promotion', 'a'))).toEqual(['p3', 'p4', 'p1'])
    expect(index.duplicates()).toEqual([{ key: 'k', shown: promotion('a', 'p1', 'k'), hidden: [promotion('a', 'p2', 'k')] }])
  })

  test('show the other one once the shown one is deleted', () => {
    const index = createSummaryIndex()
    index.replace('accounts/a/calendar/2027', [promotion('a', 'p1', 'k'), promotion('a', 'p2', 'k')])
    index.replace('accounts/a/calendar/2027', [promotion('a', 'p1', 'k', { isDeleted: true }), promotion('a', 'p2', 'k')])
    expect(ids(index.all('promotion'))).toEqual(['p1', 'p2'])
    expect(index.duplicates()).toEqual([])
  })

  test('gather the promotions of a hidden account under the shown one, under their own account id', () => {
    const index = createSummaryIndex()
    index.replace('accounts/a/profile', [account('a', 'marlow')])
    index.replace('accounts/b/profile', [account('b', 'marlow')])
    index.replace('accounts/a/calendar/2027', [promotion('a', 'p1', 'k')])
    index.replace('accounts/b/calendar/2027', [promotion('b', 'p2', 'k'), promotion('b', 'p3', 'j')])
    expect(index.all('account').map(({ accountId }) => accountId)).toEqual(['a'])
    expect(index.shownAccount('b')).toBe('a')
    expect(index.shownAccount('a')).toBe('a')
    expect(index.ofAccount('promotion', 'a')).toEqual([promotion('a', 'p1', 'k'), promotion('b', 'p3', 'j')])
    expect(index.ofAccount('promotion', 'a')).toBe(index.ofAccount('promotion', 'a'))
  })

  test('tell lists that are looked at when a duplicate arrives in another document', async () => {
    const index = createSummaryIndex()
    index.replace('accounts/b/calendar/2027', [promotion('b', 'p2', 'k')])
    const seen: string[][] = []
    const dispose = createRoot((dispose) => {
      createEffect(() => seen.push(ids(index.ofAccount('promotion', 'b'))))
      return dispose
    })
    index.replace('accounts/a/calendar/2027', [promotion('a', 'p1', 'k')])
    expect(seen).toEqual([['p2'], []])
    dispose()
  })

  test('keep the same list while nothing of it changes', () => {
    const index = createSummaryIndex()
    index.replace('accounts/a/calendar/2027', [promotion('a', 'p1', 'k')])
    const before = index.ofAccount('promotion', 'a')
    index.replace('accounts/b/calendar/2027', [promotion('b', 'p2', 'j')])
    expect(index.ofAccount('promotion', 'a')).toBe(before)
    expect(index.replace('accounts/b/calendar/2027', [promotion('b', 'p2', 'j')])).toBe(false)
  })
})
