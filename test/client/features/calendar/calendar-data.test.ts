import { createRoot, createSignal } from 'solid-js'
import { expect, test } from 'vitest'
import { createSummaryIndex } from '../../../../client/data/summary-index.ts'
import type { WorkspaceData } from '../../../../client/data/workspace-data.ts'
import { type CalendarData, createCalendarData } from '../../../../client/features/calendar/calendar-data.ts'
import { NO_FILTER } from '../../../../client/features/calendar/promotion-filter.ts'
import { calendarPath, profilePath } from '../../../../shared/base/document-path.ts'
import type { AccountSummary } from '../../../../shared/docs/profile.ts'
import { promotionSummary } from './promotion-summaries.ts'

const account = (accountId: string): AccountSummary => ({
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
  storeCount: 1,
  routeToMarket: 'direct',
  externalKey: '',
  isDeleted: false,
})

/** A calendar over summaries that were there before it was made. */
const made = () => {
  const summaries = createSummaryIndex()
  const put = (accountId: string, ...promotions: ReturnType<typeof promotionSummary>[]) => summaries.replace(calendarPath(accountId, 2027), promotions)
  for (const accountId of ['bulkway', 'marlow']) summaries.replace(profilePath(accountId), [account(accountId)])
  put('marlow', promotionSummary('a', '2027-02-03', '2027-02-09'), promotionSummary('b', '2027-02-10', '2027-02-16'))
  put('bulkway', promotionSummary('c', '2027-02-03', '2027-02-09', { accountId: 'bulkway' }))
  summaries.setLoaded()
  const [filter, setFilter] = createSignal(NO_FILTER)
  const workspace = { summaries, today: () => '2027-02-05' } as unknown as WorkspaceData
  const data: CalendarData = createRoot(() => createCalendarData(workspace, filter))
  return { data, put, setFilter }
}
const ids = (list: readonly { readonly promotionId: string }[]) => list.map(({ promotionId }) => promotionId)

test('what is there from the start is found, account by account and in all', () => {
  const { data } = made()
  expect(ids(data.all())).toEqual(['c', 'a', 'b'])
  expect(ids(data.allOf('marlow'))).toEqual(['a', 'b'])
  expect(data.promotionById('c')?.accountId).toBe('bulkway')
  expect(data.promotionById('gone')).toBeNull()
})

test('an edit at one account leaves the others’ lists the same arrays', () => {
  const { data, put } = made()
  const before = data.shownOf('bulkway')
  put('marlow', promotionSummary('a', '2027-03-03', '2027-03-09'))
  expect(data.promotionById('a')?.inStore?.from).toBe('2027-03-03')
  expect(data.promotionById('b')).toBeNull()
  expect(data.shownOf('bulkway')).toBe(before)
})

test('a filter shows what was shown until what decides it has loaded, and then only what fits', async () => {
  const { data, setFilter } = made()
  setFilter({ ...NO_FILTER, accountIds: ['bulkway'] })
  expect(data.isLoaded()).toBe(true)
  await expect.poll(() => ids(data.shown())).toEqual(['c'])
  expect(data.shownAccountIds()).toEqual(['bulkway'])
  expect(data.all()).toHaveLength(3)
})
