// A promotion as the clash rules see it: days as numbers, and each line with what it stands for on the shelf. Made once per
// summary; comparing tens of thousands of promotions reads only these.

import { dayNumber } from '../../base/civil.ts'
import type { LineSummary, PromotionSummary } from '../../docs/calendar.ts'
import type { Mechanic } from '../../docs/terms/mechanic.ts'
import { isLiveStatus, type RateBasis } from '../../docs/terms/promotion-terms.ts'
import type { ClashWorld } from './clash-world.ts'

export interface ShelfLine {
  readonly line: LineSummary
  /** What the shelf tag would say; null where the line leaves it alone. */
  readonly tag: string | null
  /** Minor units for one consumer unit on promotion, times 10,000; null where there is no promoted price. */
  readonly unitPrice: number | null
  readonly paysPerUnit: boolean
}

export interface ShelfClaim {
  readonly summary: PromotionSummary
  readonly id: string
  readonly accountId: string
  /** Day numbers of the first and last day in store. */
  readonly from: number
  readonly to: number
  /** By promoted group, in the order of their names. A line of single items stands under the groups of its items. */
  readonly byGroup: ReadonlyMap<string, readonly ShelfLine[]>
  /** Counts towards gaps and promoted weeks: a price of all year round is no promotion. */
  readonly isPromotion: boolean
}

/** Terms of all year round and one-off payments. */
const STANDING: readonly Mechanic[] = ['EDLP', 'EDLC', 'SLOT', 'FREEFILL', 'SPOIL', 'GROWTH', 'COOP']
const UNIT_BASES: readonly (RateBasis | null)[] = ['per_unit', 'per_case', 'pct_list', 'pct_net']
const NOTHING: readonly string[] = []

/** Null for one that is on no shelf: deleted, declined, without dates. */
export const shelfClaim = (summary: PromotionSummary, world: ClashWorld): ShelfClaim | null => {
  const { inStore, isDeleted, movedTo, status, lines, accountId, promotionId } = summary
  if (inStore === null || isDeleted || movedTo !== null || !isLiveStatus(status)) return null
  const groups = new Map<string, ShelfLine[]>()
  for (const line of lines) {
    const shelfLine = toShelfLine(line)
    for (const group of groupsOf(line, world)) {
      const known = groups.get(group)
      if (known === undefined) groups.set(group, [shelfLine])
      else known.push(shelfLine)
    }
  }
  return {
    summary,
    id: promotionId,
    accountId,
    from: dayNumber(inStore.from),
    to: dayNumber(inStore.to),
    byGroup: groups.size < 2 ? groups : new Map([...groups].sort(([a], [b]) => (a < b ? -1 : 1))),
    isPromotion: lines.some(({ mechanic }) => !STANDING.includes(mechanic)),
  }
}

/** The groups a line is for; those of its items where it names items, all of them where it is for everything. */
export const groupsOf = (line: LineSummary, world: ClashWorld): readonly string[] => {
  if (line.scope === 'items')
    return [...new Set((line.items ?? NOTHING).map((itemId) => world.itemById.get(itemId)?.group ?? ''))].filter((group) => group !== '')
  if (line.scope === 'all') return [...new Set(world.items.filter(({ isDeleted, group }) => !isDeleted && group !== '').map(({ group }) => group))]
  return line.itemGroup === '' ? NOTHING : [line.itemGroup]
}

/** Whether two lines under one group really share an item: lines of single items, or with exclusions, may not. */
export const shareItem = (one: LineSummary, other: LineSummary, itemGroup: string, world: ClashWorld): boolean => {
  if (isWhole(one) && isWhole(other)) return true
  return world.itemsOf(itemGroup).some(({ itemId }) => holdsItem(one, itemId) && holdsItem(other, itemId))
}

export const isWhole = (line: LineSummary): boolean => line.scope !== 'items' && line.excludedItems === undefined

export const holdsItem = (line: LineSummary, itemId: string): boolean =>
  line.excludedItems?.includes(itemId) !== true && (line.scope !== 'items' || line.items?.includes(itemId) === true)

const toShelfLine = (line: LineSummary): ShelfLine => {
  const { mechanic, promoRetail, rate, rateBasis, lump, couponFace } = line
  const isOffer = mechanic === 'BOGO' || mechanic === 'MULTI'
  return {
    line,
    tag: mechanic === 'BOGO' ? bogoTag(line) : promoRetail === null ? null : `${promoRetail.multiple}/${promoRetail.price}`,
    unitPrice: promoRetail === null ? null : Math.round((promoRetail.price * 10_000) / promoRetail.multiple),
    paysPerUnit: (rate !== null && UNIT_BASES.includes(rateBasis)) || couponFace !== undefined || (isOffer && rate === null && lump === null),
  }
}

const bogoTag = ({ bogo }: LineSummary): string => (bogo === undefined ? 'BOGO' : `BOGO ${bogo.buy}+${bogo.get} ${bogo.offPct}`)
