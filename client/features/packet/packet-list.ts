// The rows of the list of packets, in the order somebody prepares meetings: the next one first, then those without a date,
// then what has been, latest first.

import type { PacketSummary } from '../../../shared/docs/packet.ts'
import type { AccountSummary } from '../../../shared/docs/profile.ts'
import { MEETING_TYPE_LABELS } from '../../../shared/docs/terms/packet-labels.ts'
import { whenOf } from '../../../shared/domain/account/account-figures.ts'
import { dateWithWeek } from '../../../shared/domain/weeks/week-labels.ts'
import { DEFAULT_WEEK_SYSTEM, weekSystemById } from '../../../shared/domain/weeks/week-system-presets.ts'

export interface PacketRow {
  readonly packet: PacketSummary
  readonly title: string
  readonly accountName: string
  readonly typeLabel: string
  /** `W43 · Wed 25 Nov 2026, 14:00`, in the account's own weeks; empty without a date. */
  readonly when: string
}

export interface PacketGroups {
  readonly coming: readonly PacketRow[]
  readonly undated: readonly PacketRow[]
  readonly past: readonly PacketRow[]
}

export const packetRow = (packet: PacketSummary, account: AccountSummary | undefined): PacketRow => {
  const system = weekSystemById(account?.weekSystemId ?? '') ?? DEFAULT_WEEK_SYSTEM
  const day = packet.on === null ? '' : `${dateWithWeek(system, account?.adWeekStart ?? 0, packet.on)} ${packet.on.slice(0, 4)}`
  return {
    packet,
    title: packet.title || 'Untitled packet',
    accountName: account?.name || 'Account not on this device',
    typeLabel: MEETING_TYPE_LABELS[packet.meetingType],
    when: day !== '' && packet.at !== '' ? `${day}, ${packet.at}` : day,
  }
}

/** Packets of deleted accounts are in the trash with them. */
export const packetRows = (packets: readonly PacketSummary[], accounts: readonly AccountSummary[]): readonly PacketRow[] => {
  const byId = new Map(accounts.map((account) => [account.accountId, account]))
  return packets
    .filter(({ isDeleted, accountId }) => !isDeleted && byId.get(accountId)?.isDeleted !== true)
    .map((packet) => packetRow(packet, byId.get(packet.accountId)))
}

export const filterPackets = (rows: readonly PacketRow[], search: string): readonly PacketRow[] => {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean)
  return rows.filter(({ title, accountName, typeLabel, when }) => {
    const said = `${title} ${accountName} ${typeLabel} ${when}`.toLowerCase()
    return words.every((word) => said.includes(word))
  })
}

export const groupPackets = (rows: readonly PacketRow[], today: string): PacketGroups => {
  const sorted = rows.toSorted((a, b) => whenOf(a.packet).localeCompare(whenOf(b.packet)) || a.title.localeCompare(b.title))
  const dated = (isWanted: (on: string) => boolean) => sorted.filter(({ packet: { on } }) => on !== null && isWanted(on))
  return {
    coming: dated((on) => on >= today),
    undated: sorted.filter(({ packet: { on } }) => on === null),
    past: dated((on) => on < today).reverse(),
  }
}
