import { describe, expect, test } from 'vitest'
import { accountRows, filterAccounts, sortAccounts } from '../../../../client/features/account/account-list.ts'
import type { PromotionSummary } from '../../../../shared/docs/calendar.ts'
import type { PacketSummary } from '../../../../shared/docs/packet.ts'
import type { AccountSummary } from '../../../../shared/docs/profile.ts'

const TODAY = '2026-11-21'

const account = (accountId: string, facts: Partial<AccountSummary> = {}): AccountSummary => ({
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
  storeCount: 0,
  routeToMarket: 'direct',
  externalKey: '',
  isDeleted: false,
  ...facts,
})

const running = (accountId: string): PromotionSummary =>
  ({ accountId, status: 'confirmed', inStore: { from: TODAY, to: TODAY }, isDeleted: false, movedTo: null }) as PromotionSummary
const meeting = (accountId: string, on: string): PacketSummary => ({ accountId, on, at: '', title: `Review ${on}`, isDeleted: false }) as PacketSummary

const rows = () =>
  accountRows(
    [
      account('Bulkway', { channel: 'mass', adWeekStart: 6, weekSystemId: 'walmart', storeCount: 1840 }),
      account('Marlow', { storeCount: 612 }),
      account('Quickpath', { channel: 'convenience', weekSystemId: 'iso', adWeekStart: 1, stage: 'prospect' }),
      account('Gone', { isDeleted: true }),
      account('', { accountId: 'nameless' }),
    ],
    [running('Marlow'), running('Marlow'), running('Gone')],
    [meeting('Quickpath', '2026-12-01'), meeting('Marlow', '2026-12-15')],
    TODAY,
  )

const names = (found: readonly { readonly name: string }[]) => found.map(({ name }) => name)

describe('the list of accounts', () => {
  test('says each account’s own week and what runs there, and leaves the deleted ones out', () => {
    const [bulkway, marlow, quickpath, nameless] = rows()
    expect(rows()).toHaveLength(4)
    expect(bulkway).toMatchObject({ weekChip: 'Sat–Fri', weekNow: 'FY2027 Q4 P10 W43', running: 0, next: null })
    expect(marlow).toMatchObject({ weekChip: 'Wed–Tue', running: 2, next: { on: '2026-12-15' } })
    expect(quickpath).toMatchObject({ weekChip: 'Mon–Sun', weekNow: '2026 W47' })
    expect(nameless?.name).toBe('Account without a name')
  })

  test('is filtered by every word, in what the row says', () => {
    expect(names(filterAccounts(rows(), ''))).toHaveLength(4)
    expect(names(filterAccounts(rows(), 'wed grocery'))).toEqual(['Marlow', 'Account without a name'])
    expect(names(filterAccounts(rows(), 'prospect'))).toEqual(['Quickpath'])
    expect(names(filterAccounts(rows(), 'review 2026-12-15'))).toEqual(['Marlow'])
    expect(filterAccounts(rows(), 'nowhere')).toEqual([])
  })

  test('sorts by what is meant: figures by size, stages by their course, accounts without a meeting last either way', () => {
    expect(names(sortAccounts(rows(), { column: 'stores', isDescending: true })).slice(0, 2)).toEqual(['Bulkway', 'Marlow'])
    expect(names(sortAccounts(rows(), { column: 'stage', isDescending: false }))[0]).toBe('Quickpath')
    expect(names(sortAccounts(rows(), { column: 'next', isDescending: false })).slice(0, 2)).toEqual(['Quickpath', 'Marlow'])
    expect(names(sortAccounts(rows(), { column: 'next', isDescending: true })).slice(0, 2)).toEqual(['Marlow', 'Quickpath'])
    expect(names(sortAccounts(rows(), { column: 'week', isDescending: false }))[0]).toBe('Quickpath')
  })
})
