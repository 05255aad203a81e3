// Who sells a group for less in the same weeks, at another account: for the eyes of the supplier only (DOMAIN §7). Prices
// stand in buckets of seven days and group, the lowest first, so that finding a deeper one reads a few of thousands.

import type { Clash } from './clash-rules.ts'
import { CLASH_RULES } from './clash-rules.ts'
import { isTogether, sharedWindow } from './pair-clashes.ts'
import type { ShelfClaim } from './shelf-claim.ts'

interface Priced {
  readonly claim: ShelfClaim
  readonly unitPrice: number
}

export interface PriceTable {
  readonly add: (claim: ShelfClaim) => void
  readonly remove: (claim: ShelfClaim) => void
  /** The deepest price of each of its groups elsewhere, where it is deeper than its own. */
  readonly deeper: (claim: ShelfClaim) => readonly Clash[]
}

const bucketOf = (day: number): number => Math.floor(day / 7)

const lowest = (claim: ShelfClaim, group: string): number | null => {
  let found: number | null = null
  for (const { unitPrice } of claim.byGroup.get(group) ?? []) if (unitPrice !== null && (found === null || unitPrice < found)) found = unitPrice
  return found
}

const inOrder = (a: Priced, b: Priced): number => a.unitPrice - b.unitPrice || (a.claim.id < b.claim.id ? -1 : a.claim.id > b.claim.id ? 1 : 0)

export const createPriceTable = (): PriceTable => {
  const groups = new Map<string, Map<number, Priced[]>>()
  /** Buckets added to since they were last sorted: filling the table sorts each once. */
  const unsorted = new Set<Priced[]>()

  const buckets = function* (claim: ShelfClaim, group: string, isMaking: boolean): Generator<Priced[]> {
    let byWeek = groups.get(group)
    if (byWeek === undefined) {
      if (!isMaking) return
      byWeek = new Map()
      groups.set(group, byWeek)
    }
    for (let week = bucketOf(claim.from); week <= bucketOf(claim.to); week++) {
      let bucket = byWeek.get(week)
      if (bucket === undefined) {
        if (!isMaking) continue
        bucket = []
        byWeek.set(week, bucket)
      }
      yield bucket
    }
  }

  const sorted = (bucket: Priced[]): readonly Priced[] => {
    if (unsorted.delete(bucket)) bucket.sort(inOrder)
    return bucket
  }

  return {
    add: (claim) => {
      for (const group of claim.byGroup.keys()) {
        const unitPrice = lowest(claim, group)
        if (unitPrice === null) continue
        const priced = { claim, unitPrice }
        for (const bucket of buckets(claim, group, true)) {
          bucket.push(priced)
          unsorted.add(bucket)
        }
      }
    },
    remove: (claim) => {
      for (const group of claim.byGroup.keys()) {
        for (const bucket of buckets(claim, group, false)) {
          const at = bucket.findIndex((priced) => priced.claim === claim)
          if (at >= 0) bucket.splice(at, 1)
        }
      }
    },
    deeper: (claim) => {
      const found: Clash[] = []
      for (const group of claim.byGroup.keys()) {
        const own = lowest(claim, group)
        if (own === null) continue
        let best: Priced | null = null
        for (const bucket of buckets(claim, group, false)) {
          for (const priced of sorted(bucket)) {
            if (priced.unitPrice >= own || (best !== null && inOrder(priced, best) >= 0)) break
            if (priced.claim.accountId !== claim.accountId && isTogether(priced.claim, claim)) best = priced
          }
        }
        if (best === null) continue
        found.push({
          rule: 'deeper_elsewhere',
          level: CLASH_RULES.deeper_elsewhere,
          accountId: claim.accountId,
          promotionId: claim.id,
          otherId: best.claim.id,
          itemGroup: group,
          days: sharedWindow(claim, best.claim),
          facts: { own, theirs: best.unitPrice, theirAccountId: best.claim.accountId },
          override: null,
        })
      }
      return found
    },
  }
}
