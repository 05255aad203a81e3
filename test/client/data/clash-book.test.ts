import { createEffect, createRoot } from 'solid-js'
import { expect, test } from 'vitest'
import { type ClashBook, createClashBook } from '../../../client/data/clash-book.ts'
import { createSummaryIndex } from '../../../client/data/summary-index.ts'
import type { WorkspaceData } from '../../../client/data/workspace-data.ts'
import { promotionSummary } from '../../support/clash-workspace.ts'
import { eventually } from '../../support/test-workspace.ts'

const account = (accountId: string) => ({
  key: 'account',
  type: 'account',
  accountId,
  name: accountId,
  kind: 'retailer',
  channel: 'grocery',
  stage: 'active',
  parentId: null,
  weekSystemId: 'nrf-454',
  adWeekStart: 3,
  currency: 'USD',
  storeCount: 10,
  routeToMarket: 'direct',
  externalKey: '',
  isDeleted: false,
})

const tpr = (promotionId: string, price: number, accountId = 'marlow') => {
  const { lines, ...rest } = promotionSummary(promotionId)
  return { ...rest, accountId, lines: lines.map((line) => ({ ...line, promoRetail: { multiple: 1, price } })) }
}

test('the book is ready when all accounts were looked at, hears of one edit at a time, and proposes without leaving a trace', async () => {
  const summaries = createSummaryIndex()
  summaries.replace('accounts/marlow/profile', [account('marlow')])
  summaries.replace('accounts/bulkway/profile', [account('bulkway')])
  summaries.replace('accounts/marlow/calendar/2027', [tpr('a', 299), tpr('b', 299)])
  summaries.replace('accounts/bulkway/calendar/2027', [tpr('c', 299, 'bulkway')])
  const heard: string[] = []
  let book: ClashBook | null = null
  const dispose = createRoot((dispose) => {
    createClashBook({ summaries, today: () => '2026-12-01' } as unknown as WorkspaceData, (ready) => {
      book = ready
    })
    return dispose
  })
  expect(book).toBeNull()
  summaries.setLoaded()
  await eventually(() => expect(book).not.toBeNull())
  const ready = book as unknown as ClashBook
  createRoot(() => {
    for (const [accountId, promotionId] of [
      ['marlow', 'a'],
      ['bulkway', 'c'],
    ] as const)
      createEffect(() => heard.push(`${accountId} ${ready.counts({ accountId, promotionId }).error}`))
  })
  expect(heard).toEqual(['marlow 0', 'bulkway 0'])

  // One price changes: two are shown at once, and only that account hears of it.
  summaries.replace('accounts/marlow/calendar/2027', [tpr('a', 299), tpr('b', 250)])
  expect(heard).toEqual(['marlow 0', 'bulkway 0', 'marlow 1'])
  expect(ready.of('b')[0]).toMatchObject({ rule: 'two_retails', promotionId: 'a', otherId: 'b' })

  const proposed = ready.proposed([tpr('new', 199, 'bulkway')])
  expect(proposed.get('new')?.some(({ rule }) => rule === 'two_retails')).toBe(true)
  expect(ready.counts({ accountId: 'bulkway', promotionId: 'c' }).error).toBe(0)
  expect(ready.of('new')).toEqual([])

  // Deleted ones stand on no shelf.
  summaries.replace('accounts/marlow/calendar/2027', [tpr('a', 299), { ...tpr('b', 250), isDeleted: true }])
  expect(ready.counts({ accountId: 'marlow', promotionId: 'a' }).error).toBe(0)
  dispose()
})
