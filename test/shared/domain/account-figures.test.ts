import { describe, expect, test } from 'vitest'
import type { PromotionSummary } from '../../../shared/docs/calendar.ts'
import type { PacketSummary } from '../../../shared/docs/packet.ts'
import { isRunningOn, nextMeetingByAccount, runningByAccount } from '../../../shared/domain/account/account-figures.ts'
import { agoLabel, contactFreshness } from '../../../shared/domain/account/contact-freshness.ts'

const TODAY = '2026-11-21'

const promotion = (facts: Partial<PromotionSummary>): PromotionSummary =>
  ({
    type: 'promotion',
    accountId: 'marlow',
    status: 'confirmed',
    inStore: { from: '2026-11-18', to: '2026-11-24' },
    isDeleted: false,
    movedTo: null,
    ...facts,
  }) as PromotionSummary

const meeting = (packetId: string, on: string | null, at = '', facts: Partial<PacketSummary> = {}): PacketSummary =>
  ({ type: 'packet', accountId: 'marlow', packetId, on, at, isDeleted: false, ...facts }) as PacketSummary

describe('what runs today', () => {
  test('counts both ends of the window and nothing that will not run', () => {
    expect(isRunningOn(promotion({ inStore: { from: TODAY, to: TODAY } }), TODAY)).toBe(true)
    const off: Partial<PromotionSummary>[] = [
      { inStore: { from: '2026-11-22', to: '2026-11-28' } },
      { inStore: null },
      { status: 'declined' },
      { isDeleted: true },
      { movedTo: 'other' },
    ]
    for (const facts of off) expect(isRunningOn(promotion(facts), TODAY), JSON.stringify(facts)).toBe(false)
  })

  test('is counted per account', () => {
    const counts = runningByAccount([promotion({}), promotion({}), promotion({ accountId: 'bell' })], TODAY)
    expect([...counts]).toEqual([
      ['marlow', 2],
      ['bell', 1],
    ])
  })
})

test('the next meeting is the soonest from today on, by day and then by the clock', () => {
  const packets = [
    meeting('past', '2026-11-20'),
    meeting('undated', null),
    meeting('afternoon', '2026-11-23', '2 pm'),
    meeting('morning', '2026-11-23', '9:30'),
    meeting('deleted', '2026-11-22', '', { isDeleted: true }),
  ]
  expect(nextMeetingByAccount(packets, TODAY).get('marlow')?.packetId).toBe('morning')
})

test('D6: a contact goes stale 180 days after somebody last made sure', () => {
  expect(contactFreshness('2026-05-25', TODAY)).toBe('fresh')
  expect(contactFreshness('2026-05-24', TODAY)).toBe('stale')
  expect(contactFreshness(null, TODAY)).toBe('unverified')
  expect(['2026-11-21', '2026-11-20', '2026-06-01', '2024-01-01', '2026-11-24'].map((on) => agoLabel(on, TODAY))).toEqual([
    'today',
    '1 day ago',
    '5 months ago',
    '2 years ago',
    'in 3 days',
  ])
})
