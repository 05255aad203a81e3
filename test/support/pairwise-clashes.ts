// Clashes of promotions of one account, pair by pair and without any index: what the clash index is held against. It knows
// groups and prices only; the rest of the table is the index's own.

import { type DateWindow, sharedDays } from '../../shared/base/civil.ts'
import type { RetailPrice } from '../../shared/docs/schemas.ts'
import type { Mechanic } from '../../shared/docs/terms/mechanic.ts'
import { isLiveStatus, type PromotionStatus, type RateBasis } from '../../shared/docs/terms/promotion-terms.ts'

/** What of a promotion can clash; a promotion summary fits. */
export interface ShelfClaim {
  readonly accountId: string
  readonly promotionId: string
  readonly inStore: DateWindow | null
  readonly status: PromotionStatus
  readonly isDeleted: boolean
  readonly movedTo: string | null
  readonly lines: readonly ShelfLine[]
}

export interface ShelfLine {
  readonly itemGroup: string
  readonly mechanic: Mechanic
  readonly rate: string | null
  readonly rateBasis: RateBasis | null
  readonly promoRetail: RetailPrice | null
}

export const CLASH_LEVELS = ['error', 'warn', 'info'] as const
export type ClashLevel = (typeof CLASH_LEVELS)[number]
export type ClashReason = 'different_retails' | 'stacked_allowances' | 'same_group'
const LEVEL_OF: Readonly<Record<ClashReason, ClashLevel>> = { different_retails: 'error', stacked_allowances: 'warn', same_group: 'info' }

/** `first` starts first on the shelf; ties go by id. `days` are the days they share. */
export interface Clash {
  readonly level: ClashLevel
  readonly reason: ClashReason
  readonly accountId: string
  readonly itemGroup: string
  readonly first: string
  readonly second: string
  readonly days: DateWindow
}

interface PlacedClaim extends ShelfClaim {
  readonly inStore: DateWindow
}

const isOnShelf = (claim: ShelfClaim): claim is PlacedClaim =>
  claim.inStore !== null && !claim.isDeleted && claim.movedTo === null && isLiveStatus(claim.status)

const inShelfOrder = (a: PlacedClaim, b: PlacedClaim): number => {
  if (a.inStore.from !== b.inStore.from) return a.inStore.from < b.inStore.from ? -1 : 1
  return a.promotionId < b.promotionId ? -1 : a.promotionId > b.promotionId ? 1 : 0
}

/** What the shelf tag would say: the promoted price, or the offer that stands in its place. */
const shelfTag = ({ mechanic, promoRetail }: ShelfLine): string | null =>
  mechanic === 'BOGO' ? 'BOGO' : promoRetail === null ? null : `${promoRetail.multiple}/${promoRetail.price}`

const paysPerUnit = ({ rate, rateBasis }: ShelfLine): boolean =>
  rate !== null && (rateBasis === 'per_unit' || rateBasis === 'per_case' || rateBasis === 'pct_list' || rateBasis === 'pct_net')

const linesOn = (claim: ShelfClaim, itemGroup: string): readonly ShelfLine[] => claim.lines.filter((line) => line.itemGroup === itemGroup)

const groupsOf = (claim: ShelfClaim): ReadonlySet<string> => new Set(claim.lines.map((line) => line.itemGroup).filter((group) => group !== ''))

const reasonOn = (a: ShelfClaim, b: ShelfClaim, itemGroup: string): ClashReason => {
  const mine = linesOn(a, itemGroup)
  const theirs = linesOn(b, itemGroup)
  const tags = (lines: readonly ShelfLine[]): string[] => lines.map(shelfTag).filter((tag) => tag !== null)
  if (tags(mine).some((tag) => tags(theirs).some((other) => other !== tag))) return 'different_retails'
  return mine.some(paysPerUnit) && theirs.some(paysPerUnit) ? 'stacked_allowances' : 'same_group'
}

/** The clashes of one pair, one per item group they share. */
export const clashesOfPair = (one: ShelfClaim, other: ShelfClaim): readonly Clash[] => {
  if (one.accountId !== other.accountId || one.promotionId === other.promotionId || !isOnShelf(one) || !isOnShelf(other)) return []
  const days = sharedDays(one.inStore, other.inStore)
  if (days === null) return []
  const [first, second] = inShelfOrder(one, other) <= 0 ? [one, other] : [other, one]
  const theirs = groupsOf(second)
  return [...groupsOf(first)]
    .filter((group) => theirs.has(group))
    .sort()
    .map((itemGroup) => {
      const reason = reasonOn(first, second, itemGroup)
      return { level: LEVEL_OF[reason], reason, accountId: first.accountId, itemGroup, first: first.promotionId, second: second.promotionId, days }
    })
}

/** All clashes of one promotion with others: what an edit asks for. */
export const clashesWith = (one: ShelfClaim, others: readonly ShelfClaim[]): readonly Clash[] => others.flatMap((other) => clashesOfPair(one, other))

/** Every clash among the promotions, ordered by account, then by the days they share. A sweep over each account's shelf. */
export const clashesAmong = (claims: readonly ShelfClaim[]): readonly Clash[] => {
  const byAccount = new Map<string, PlacedClaim[]>()
  for (const claim of claims) {
    if (!isOnShelf(claim)) continue
    const shelf = byAccount.get(claim.accountId)
    if (shelf === undefined) byAccount.set(claim.accountId, [claim])
    else shelf.push(claim)
  }
  const clashes: Clash[] = []
  for (const accountId of [...byAccount.keys()].sort()) {
    let running: PlacedClaim[] = []
    for (const claim of (byAccount.get(accountId) ?? []).sort(inShelfOrder)) {
      running = running.filter((earlier) => earlier.inStore.to >= claim.inStore.from)
      for (const earlier of running) clashes.push(...clashesOfPair(earlier, claim))
      running.push(claim)
    }
  }
  return clashes
}
