// Every clash of a workspace, kept up to date one promotion at a time (DOMAIN §3, D6). Promotions stand on shelves: one
// shelf an account and promoted group, in order of their first day. An edit takes a promotion off its shelves, puts it back,
// and forgets what was worked out for its neighbours there; what is asked for is worked out then, and kept. Nothing
// depends on the order in which promotions came, so every device with the same summaries gives the same answer.

import { fromDayNumber } from '../../base/civil.ts'
import type { OverrideSummary, PromotionSummary } from '../../docs/calendar.ts'
import { byGravity, CLASH_RULES, type Clash, type ClashLevel, clashKey } from './clash-rules.ts'
import { type ClashFacts, createClashWorld, MAX_PROMOTED_WEEKS, MIN_GAP_WEEKS } from './clash-world.ts'
import { ownClashes } from './own-clashes.ts'
import { inShelfOrder, isTogether, pairClash, sharedWindow } from './pair-clashes.ts'
import { createPriceTable } from './price-table.ts'
import { type ShelfClaim, shelfClaim } from './shelf-claim.ts'

export interface ClashIndex {
  /** Adds or replaces a promotion. Returns whose clashes may have changed, itself among them. */
  readonly put: (promotion: PromotionSummary) => ReadonlySet<string>
  readonly remove: (promotionId: string) => ReadonlySet<string>
  /** All of a promotion's clashes, the gravest first; those with others, too. Deeper prices elsewhere are internal only (DOMAIN §7). */
  readonly of: (promotionId: string) => readonly Clash[]
  /** How many of each level, overridden ones left out: what a bar shows. Deeper prices elsewhere are not counted. */
  readonly counts: (promotionId: string) => Readonly<Record<ClashLevel, number>>
  /** Every clash once, by account and promotion. */
  readonly all: () => readonly Clash[]
  /** Something else than a promotion changed: accounts, items, settings, the day. */
  readonly setFacts: (facts: ClashFacts) => void
}

const DAYS_PER_WEEK = 7
const DAYS_PER_YEAR = 364
const NOBODY: ReadonlySet<string> = new Set()

export const createClashIndex = (facts: ClashFacts, promotions: Iterable<PromotionSummary> = []): ClashIndex => {
  let world = createClashWorld(facts)
  const summaries = new Map<string, PromotionSummary>()
  const claims = new Map<string, ShelfClaim>()
  /** account → group → claims in shelf order. */
  const shelves = new Map<string, Map<string, ShelfClaim[]>>()
  const known = new Map<string, readonly Clash[]>()
  let prices = createPriceTable()

  const shelfOf = (accountId: string, group: string): readonly ShelfClaim[] => shelves.get(accountId)?.get(group) ?? []

  const placeOn = (shelf: ShelfClaim[], claim: ShelfClaim): number => {
    let low = 0
    let high = shelf.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (inShelfOrder(shelf[middle] as ShelfClaim, claim) < 0) low = middle + 1
      else high = middle
    }
    return low
  }

  const add = (promotion: PromotionSummary): void => {
    summaries.set(promotion.promotionId, promotion)
    const claim = shelfClaim(promotion, world)
    if (claim === null) return
    claims.set(claim.id, claim)
    let account = shelves.get(claim.accountId)
    if (account === undefined) {
      account = new Map()
      shelves.set(claim.accountId, account)
    }
    for (const group of claim.byGroup.keys()) {
      const shelf = account.get(group)
      if (shelf === undefined) account.set(group, [claim])
      else shelf.splice(placeOn(shelf, claim), 0, claim)
    }
    prices.add(claim)
  }

  const drop = (promotionId: string): void => {
    summaries.delete(promotionId)
    const claim = claims.get(promotionId)
    if (claim === undefined) return
    claims.delete(promotionId)
    prices.remove(claim)
    for (const group of claim.byGroup.keys()) {
      const shelf = shelves.get(claim.accountId)?.get(group)
      const at = shelf?.indexOf(claim) ?? -1
      if (at >= 0) shelf?.splice(at, 1)
    }
  }

  /** Everybody on the shelves a promotion stands on, in the family of its account: gaps and promoted weeks reach far. */
  const neighbours = (promotionId: string, into: Set<string>): void => {
    const claim = claims.get(promotionId)
    if (claim === undefined) return
    for (const accountId of world.familyOf(claim.accountId)) {
      for (const group of claim.byGroup.keys()) {
        for (const other of shelfOf(accountId, group)) into.add(other.id)
        for (const substitute of world.substitutesOf(group)) for (const other of shelfOf(accountId, substitute)) into.add(other.id)
      }
    }
  }

  const changed = (promotionId: string, work: () => void): ReadonlySet<string> => {
    const touched = new Set([promotionId])
    neighbours(promotionId, touched)
    work()
    neighbours(promotionId, touched)
    for (const id of touched) known.delete(id)
    return touched
  }

  const localClashes = (promotionId: string): readonly Clash[] => {
    const kept = known.get(promotionId)
    if (kept !== undefined) return kept
    const summary = summaries.get(promotionId)
    if (summary === undefined) return []
    const found: Clash[] = [...ownClashes(summary, world)]
    const claim = claims.get(promotionId)
    if (claim !== undefined) for (const group of claim.byGroup.keys()) onShelf(claim, group, found)
    for (const [at, clash] of found.entries()) found[at] = withOverride(clash, summaries)
    if (found.length > 1) found.sort(byGravity)
    known.set(promotionId, found)
    return found
  }

  const onShelf = (claim: ShelfClaim, group: string, found: Clash[]): void => {
    let before: ShelfClaim | null = null
    const promoted: ShelfClaim[] = []
    const yearBefore = claim.to - DAYS_PER_YEAR
    for (const accountId of world.familyOf(claim.accountId)) {
      for (const other of shelfOf(accountId, group)) {
        // In order of their first day: whoever starts after this one ends can neither be together with it nor before it.
        if (other.from > claim.to) break
        if (other.isPromotion && claim.isPromotion && other.to > yearBefore) promoted.push(other)
        if (other === claim) continue
        if (isTogether(claim, other)) {
          const [first, second] = inShelfOrder(claim, other) < 0 ? [claim, other] : [other, claim]
          const clash = pairClash(first, second, group, world)
          if (clash !== null) found.push(clash)
        } else if (other.to < claim.from && other.isPromotion && claim.isPromotion && isLater(other, before)) before = other
      }
      for (const substitute of world.substitutesOf(group)) besideSubstitutes(claim, group, shelfOf(accountId, substitute), substitute, found)
    }
    reportGap(claim, before, group, found)
    reportOften(claim, promoted, group, found)
  }

  const besideSubstitutes = (claim: ShelfClaim, group: string, shelf: readonly ShelfClaim[], substitute: string, found: Clash[]): void => {
    for (const other of shelf) {
      if (other.from > claim.to) break
      if (other === claim || !isTogether(claim, other)) continue
      const [first, second] = inShelfOrder(claim, other) < 0 ? [claim, other] : [other, claim]
      // One name for the pair of groups, whichever promotion is asked.
      const [one, two] = group < substitute ? [group, substitute] : [substitute, group]
      found.push({
        rule: 'substitutes',
        level: CLASH_RULES.substitutes,
        accountId: first.accountId,
        promotionId: first.id,
        otherId: second.id,
        itemGroup: one,
        days: sharedWindow(first, second),
        facts: { substitute: two },
        override: null,
      })
    }
  }

  const reportGap = (claim: ShelfClaim, before: ShelfClaim | null, group: string, found: Clash[]): void => {
    if (before === null) return
    const least = world.accountById.get(claim.accountId)?.minGapWeeks ?? world.minGapWeeks ?? MIN_GAP_WEEKS
    const days = claim.from - before.to - 1
    if (days >= least * DAYS_PER_WEEK) return
    found.push({
      rule: 'gap_too_short',
      level: CLASH_RULES.gap_too_short,
      accountId: claim.accountId,
      promotionId: claim.id,
      otherId: before.id,
      itemGroup: group,
      days: { from: fromDayNumber(before.to + 1), to: fromDayNumber(Math.max(before.to + 1, claim.from - 1)) },
      facts: { days, weeksMin: least },
      override: null,
    })
  }

  /** Days on which the group is promoted, in the 52 weeks that end with this promotion. */
  const reportOften = (claim: ShelfClaim, promoted: readonly ShelfClaim[], group: string, found: Clash[]): void => {
    const most = world.accountById.get(claim.accountId)?.maxPromotedWeeks ?? world.maxPromotedWeeks ?? MAX_PROMOTED_WEEKS
    const first = claim.to - DAYS_PER_YEAR + 1
    let days = 0
    let counted = first - 1
    for (const each of [...promoted].sort(inShelfOrder)) {
      const from = Math.max(each.from, counted + 1)
      const to = Math.min(each.to, claim.to)
      if (to < from) continue
      days += to - from + 1
      counted = to
    }
    if (days <= most * DAYS_PER_WEEK) return
    found.push({
      rule: 'promoted_too_often',
      level: CLASH_RULES.promoted_too_often,
      accountId: claim.accountId,
      promotionId: claim.id,
      otherId: null,
      itemGroup: group,
      days: { from: fromDayNumber(first), to: fromDayNumber(claim.to) },
      facts: { weeks: Math.ceil(days / DAYS_PER_WEEK), weeksMax: most },
      override: null,
    })
  }

  const of = (promotionId: string): readonly Clash[] => {
    const claim = claims.get(promotionId)
    const deeper = claim === undefined ? [] : prices.deeper(claim).map((clash) => withOverride(clash, summaries))
    return deeper.length === 0 ? localClashes(promotionId) : [...localClashes(promotionId), ...deeper].sort(byGravity)
  }

  for (const promotion of promotions) add(promotion)

  return {
    put: (promotion) =>
      summaries.get(promotion.promotionId) === promotion
        ? NOBODY
        : changed(promotion.promotionId, () => {
            drop(promotion.promotionId)
            add(promotion)
          }),
    remove: (promotionId) => (summaries.has(promotionId) ? changed(promotionId, () => drop(promotionId)) : NOBODY),
    of,
    counts: (promotionId) => {
      const counts = { error: 0, warn: 0, info: 0 }
      for (const { level, override } of localClashes(promotionId)) if (override === null) counts[level] += 1
      return counts
    },
    all: () => {
      const found: Clash[] = []
      // A pair is said where its first promotion is; a gap where the later one is, which is the one it concerns.
      for (const id of [...summaries.keys()].sort()) for (const clash of of(id)) if (clash.promotionId === id) found.push(clash)
      return found.sort((a, b) => (a.accountId < b.accountId ? -1 : a.accountId > b.accountId ? 1 : 0))
    },
    setFacts: (next) => {
      world = createClashWorld(next)
      known.clear()
      claims.clear()
      shelves.clear()
      prices = createPriceTable()
      for (const promotion of [...summaries.values()]) add(promotion)
    },
  }
}

/** The one that ended last; ties go by shelf order. */
const isLater = (one: ShelfClaim, other: ShelfClaim | null): boolean =>
  other === null || one.to > other.to || (one.to === other.to && inShelfOrder(one, other) > 0)

/** An override stands with either of the two promotions. */
const withOverride = (clash: Clash, summaries: ReadonlyMap<string, PromotionSummary>): Clash => {
  const mine = summaries.get(clash.promotionId)?.overrides
  const theirs = clash.otherId === null ? undefined : summaries.get(clash.otherId)?.overrides
  if (mine === undefined && theirs === undefined) return clash
  const key = clashKey(clash)
  const override = [...(mine ?? []), ...(theirs ?? [])].filter((each) => each.clash === key).sort(byId)[0]
  return override === undefined ? clash : { ...clash, override }
}

const byId = (a: OverrideSummary, b: OverrideSummary): number => (a.overrideId < b.overrideId ? -1 : 1)
