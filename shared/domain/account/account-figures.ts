// What the list of accounts says about each one besides its own facts: how many promotions are on the shelf today, and
// when we meet next. Derived from summaries (D6).

import type { CivilDate } from '../../base/civil.ts'
import type { PromotionSummary } from '../../docs/calendar.ts'
import type { PacketSummary } from '../../docs/packet.ts'
import { isLiveStatus } from '../../docs/terms/promotion-terms.ts'
import { parseClock } from '../packet/agenda-times.ts'

/** On the shelf that day, and not declined or cancelled. */
export const isRunningOn = ({ inStore, status, isDeleted, movedTo }: PromotionSummary, day: CivilDate): boolean =>
  !isDeleted && movedTo === null && isLiveStatus(status) && inStore !== null && inStore.from <= day && day <= inStore.to

export const runningByAccount = (promotions: readonly PromotionSummary[], today: CivilDate): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>()
  for (const promotion of promotions) if (isRunningOn(promotion, today)) counts.set(promotion.accountId, (counts.get(promotion.accountId) ?? 0) + 1)
  return counts
}

export const nextMeetingByAccount = (packets: readonly PacketSummary[], today: CivilDate): ReadonlyMap<string, PacketSummary> => {
  const next = new Map<string, PacketSummary>()
  for (const packet of packets) {
    if (packet.isDeleted || packet.on === null || packet.on < today) continue
    const known = next.get(packet.accountId)
    if (known?.on == null || whenOf(packet) < whenOf(known)) next.set(packet.accountId, packet)
  }
  return next
}

/** Sorts by day and then by time; a meeting without a readable time comes first on its day. */
export const whenOf = ({ on, at }: Pick<PacketSummary, 'on' | 'at'>): string => `${on ?? ''} ${String(parseClock(at) ?? 0).padStart(4, '0')}`
