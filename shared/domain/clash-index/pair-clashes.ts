// What two promotions on one shelf do to each other (DOMAIN §3): two prices at once, allowances that add up on one unit, or
// simply the same group twice. Of each pair and group exactly one is said, the gravest.

import { type DateWindow, fromDayNumber } from '../../base/civil.ts'
import { CLASH_RULES, type Clash } from './clash-rules.ts'
import type { ClashWorld } from './clash-world.ts'
import { allowanceFacts, contextOf, unitAllowance } from './own-clashes.ts'
import { type ShelfClaim, type ShelfLine, shareItem } from './shelf-claim.ts'

/** The order on the shelf: who starts first; ties go by id. */
export const inShelfOrder = (a: ShelfClaim, b: ShelfClaim): number => a.from - b.from || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)

export const sharedWindow = (a: ShelfClaim, b: ShelfClaim): DateWindow => ({
  from: fromDayNumber(Math.max(a.from, b.from)),
  to: fromDayNumber(Math.min(a.to, b.to)),
})

export const isTogether = (a: ShelfClaim, b: ShelfClaim): boolean => a.from <= b.to && b.from <= a.to

/** Null when their lines share no item of the group. Both must be in store on one day. */
export const pairClash = (first: ShelfClaim, second: ShelfClaim, itemGroup: string, world: ClashWorld): Clash | null => {
  const pairs = linesThatMeet(first, second, itemGroup, world)
  if (pairs.length === 0) return null
  const base = { accountId: first.accountId, promotionId: first.id, otherId: second.id, itemGroup, days: sharedWindow(first, second), override: null }
  for (const [mine, theirs] of pairs) {
    if (mine.tag !== null && theirs.tag !== null && mine.tag !== theirs.tag) {
      return { ...base, rule: 'two_retails', level: CLASH_RULES.two_retails, facts: { first: mine.tag, second: theirs.tag } }
    }
  }
  const paying = new Set(pairs.flatMap(([mine, theirs]) => (mine.paysPerUnit && theirs.paysPerUnit ? [mine.line, theirs.line] : [])))
  if (paying.size > 0) {
    const context = contextOf(first.summary, world.accountById.get(first.accountId), world)
    const facts = { ...allowanceFacts(unitAllowance([...paying], context)), mechanics: [...paying].map(({ mechanic }) => mechanic).join(' + ') }
    return { ...base, rule: 'stacked_allowances', level: CLASH_RULES.stacked_allowances, facts }
  }
  return { ...base, rule: 'same_group', level: CLASH_RULES.same_group, facts: {} }
}

const linesThatMeet = (first: ShelfClaim, second: ShelfClaim, itemGroup: string, world: ClashWorld): readonly (readonly [ShelfLine, ShelfLine])[] => {
  const pairs: (readonly [ShelfLine, ShelfLine])[] = []
  for (const mine of first.byGroup.get(itemGroup) ?? []) {
    for (const theirs of second.byGroup.get(itemGroup) ?? []) if (shareItem(mine.line, theirs.line, itemGroup, world)) pairs.push([mine, theirs])
  }
  return pairs
}
