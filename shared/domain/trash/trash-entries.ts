// What is in the trash (D10): promotions, packets, calendars, accounts and items that were deleted, as far as there is
// anything left to restore. What went with a calendar or an account is not listed again: it comes back with it.

import { calendarPath, ITEMS_PATH, packetPath, profilePath } from '../../base/document-path.ts'
import type { CalendarSummary, PromotionSummary } from '../../docs/calendar.ts'
import type { ItemSummary } from '../../docs/items.ts'
import type { PacketSummary } from '../../docs/packet.ts'
import type { AccountSummary } from '../../docs/profile.ts'
import type { Deletion } from '../../model/field.ts'

export interface TrashSummaries {
  readonly accounts: readonly AccountSummary[]
  readonly calendars: readonly CalendarSummary[]
  readonly promotions: readonly PromotionSummary[]
  readonly packets: readonly PacketSummary[]
  readonly items: readonly ItemSummary[]
}

interface EntryBase {
  /** Unique among the entries. */
  readonly id: string
  readonly path: string
  readonly name: string
  /** Empty for an item. */
  readonly accountId: string
  readonly accountName: string
  /** Null when the tombstone does not say. */
  readonly deletion: Deletion | null
  readonly isEditedSinceDeleted: boolean
}

export type TrashEntry = EntryBase &
  (
    | { readonly kind: 'promotion'; readonly promotionId: string; readonly year: number }
    | { readonly kind: 'packet' }
    | { readonly kind: 'item'; readonly itemId: string; readonly group: string }
    | { readonly kind: 'calendar'; readonly year: number; readonly promotions: number }
    | {
        readonly kind: 'account'
        readonly promotions: number
        readonly packets: number
        readonly paths: readonly { readonly kind: 'calendar' | 'packet'; readonly path: string }[]
      }
  )

export type TrashKind = TrashEntry['kind']

const NAMELESS = 'Without a name'

/** Youngest first. */
export const trashEntries = ({ accounts, calendars, promotions, packets, items }: TrashSummaries): readonly TrashEntry[] => {
  const names = new Map(accounts.map(({ accountId, name }) => [accountId, name]))
  const accountName = (accountId: string): string => names.get(accountId) || NAMELESS
  const base = (id: string, path: string, name: string, accountId: string, deletion: Deletion | undefined, isEdited = false): EntryBase => ({
    id,
    path,
    name: name || NAMELESS,
    accountId,
    accountName: accountName(accountId),
    deletion: deletion ?? null,
    isEditedSinceDeleted: isEdited,
  })
  const present = promotions.filter(({ isPurged, movedTo }) => !isPurged && movedTo === null)

  const entries: TrashEntry[] = []
  for (const account of accounts) {
    if (!account.isDeleted || isEmptied(account)) continue
    const { accountId } = account
    const itsCalendars = calendars.filter((calendar) => calendar.accountId === accountId)
    const itsPackets = packets.filter((packet) => packet.accountId === accountId)
    entries.push({
      ...base(`account/${accountId}`, profilePath(accountId), account.name, accountId, account.deletion),
      kind: 'account',
      promotions: present.filter((promotion) => promotion.accountId === accountId && !promotion.isDeleted).length,
      packets: itsPackets.filter(({ isDeleted }) => !isDeleted).length,
      paths: [
        ...itsCalendars.map(({ year }) => ({ kind: 'calendar' as const, path: calendarPath(accountId, year) })),
        ...itsPackets.map(({ packetId }) => ({ kind: 'packet' as const, path: packetPath(accountId, packetId) })),
      ],
    })
  }
  for (const { accountId, year, isDeleted, deletion } of calendars) {
    if (!isDeleted) continue
    const count = present.filter((promotion) => promotion.accountId === accountId && promotion.year === year && promotion.deletion === undefined).length
    if (count === 0) continue
    entries.push({
      ...base(`calendar/${accountId}/${year}`, calendarPath(accountId, year), `${year}`, accountId, deletion),
      kind: 'calendar',
      year,
      promotions: count,
    })
  }
  for (const promotion of present) {
    if (promotion.deletion === undefined) continue
    const { accountId, year, promotionId, name, deletion } = promotion
    entries.push({
      ...base(`promotion/${promotionId}`, calendarPath(accountId, year), name, accountId, deletion, promotion.isEditedSinceDeleted),
      kind: 'promotion',
      promotionId,
      year,
    })
  }
  for (const packet of packets) {
    if (!packet.isDeleted || (packet.title === '' && packet.on === null)) continue
    entries.push({
      ...base(`packet/${packet.packetId}`, packetPath(packet.accountId, packet.packetId), packet.title, packet.accountId, packet.deletion),
      kind: 'packet',
    })
  }
  for (const { itemId, name, gtinUnit, group, isDeleted, deletion } of items) {
    if (!isDeleted || (name === '' && gtinUnit === '')) continue
    entries.push({ ...base(`item/${itemId}`, ITEMS_PATH, name, '', deletion), kind: 'item', itemId, group })
  }
  return entries.sort((a, b) => order(b).localeCompare(order(a)) || a.accountName.localeCompare(b.accountName) || a.name.localeCompare(b.name))
}

const order = ({ deletion }: TrashEntry): string => deletion?.on ?? ''

/** Emptied from the trash: only the tombstone is left. */
const isEmptied = ({ name, storeCount, externalKey }: AccountSummary): boolean => name === '' && storeCount === 0 && externalKey === ''
