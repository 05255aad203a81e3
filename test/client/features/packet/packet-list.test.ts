import { expect, test } from 'vitest'
import { filterPackets, groupPackets, packetRows } from '../../../../client/features/packet/packet-list.ts'
import type { PacketSummary } from '../../../../shared/docs/packet.ts'
import type { AccountSummary } from '../../../../shared/docs/profile.ts'

const packet = (packetId: string, on: string | null, facts: Partial<PacketSummary> = {}): PacketSummary => ({
  key: 'packet',
  type: 'packet',
  accountId: 'marlow',
  packetId,
  title: packetId,
  meetingType: 'qbr',
  on,
  at: '',
  openActions: 0,
  isDeleted: false,
  ...facts,
})
const accounts = [
  { accountId: 'marlow', name: 'Marlow Markets', weekSystemId: 'nrf-454', adWeekStart: 3, isDeleted: false },
  { accountId: 'gone', name: 'Gone', weekSystemId: 'iso', adWeekStart: 1, isDeleted: true },
] as AccountSummary[]

test('meetings come in the order somebody prepares them', () => {
  const rows = packetRows(
    [
      packet('last year', '2025-11-01'),
      packet('last week', '2026-11-14'),
      packet('some day', null),
      packet('afternoon', '2026-11-25', { at: '2 pm' }),
      packet('morning', '2026-11-25', { at: '9:30' }),
      packet('today', '2026-11-21'),
      packet('deleted', '2026-11-22', { isDeleted: true }),
      packet('of a deleted account', '2026-11-22', { accountId: 'gone' }),
    ],
    accounts,
  )
  const { coming, undated, past } = groupPackets(rows, '2026-11-21')
  const titles = (group: typeof coming) => group.map(({ title }) => title)
  expect(titles(coming)).toEqual(['today', 'morning', 'afternoon'])
  expect(titles(undated)).toEqual(['some day'])
  expect(titles(past)).toEqual(['last week', 'last year'])
})

test('a row says the day in the account’s own week, and is found by it', () => {
  const rows = packetRows([packet('Fall review', '2026-11-25', { at: '14:00' }), packet('Elsewhere', '2026-11-25', { accountId: 'unknown' })], accounts)
  expect(rows[0]).toMatchObject({ when: 'W43 · Wed 25 Nov 2026, 14:00', accountName: 'Marlow Markets', typeLabel: 'Quarterly business review' })
  expect(rows[1]?.accountName).toBe('Account not on this device')
  expect(filterPackets(rows, 'marlow w43').map(({ title }) => title)).toEqual(['Fall review'])
  expect(filterPackets(rows, '')).toHaveLength(2)
})
