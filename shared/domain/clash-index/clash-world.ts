// What clashes depend on besides the promotions themselves: accounts and how they hang together, items, holidays, the rules
// of the workspace. Looked up by id and name, made once, thrown away when any of it changes.

import type { CivilDate } from '../../base/civil.ts'
import type { ItemSummary } from '../../docs/items.ts'
import type { AccountSummary } from '../../docs/profile.ts'
import type { Holidays } from '../holidays/holidays.ts'
import { groupEconomics, type ItemEconomics } from '../line-figures.ts'

export interface ClashFacts {
  readonly today: CivilDate
  readonly accounts: readonly AccountSummary[]
  readonly items: readonly ItemSummary[]
  readonly holidays: Holidays
  /** Defaults of the workspace; an account may have its own. */
  readonly minGapWeeks?: number
  readonly maxPromotedWeeks?: number
  readonly deadlineWarnDays?: number
}

/** Four weeks between two promotions of an item, and promoted half the year at most, unless somebody says otherwise. */
export const MIN_GAP_WEEKS = 4
export const MAX_PROMOTED_WEEKS = 26

export interface ClashWorld extends ClashFacts {
  readonly accountById: ReadonlyMap<string, AccountSummary>
  /** An account itself, what it belongs to, and what belongs to it: a promotion of one is on the shelves of the others. */
  readonly familyOf: (accountId: string) => readonly string[]
  readonly itemById: ReadonlyMap<string, ItemSummary>
  readonly itemsOf: (itemGroup: string) => readonly ItemSummary[]
  readonly economicsOf: (itemGroup: string) => ItemEconomics | null
  /** Other groups that take this one's sales. */
  readonly substitutesOf: (itemGroup: string) => readonly string[]
}

const NONE: readonly never[] = []

export const createClashWorld = (facts: ClashFacts): ClashWorld => {
  const accountById = new Map(facts.accounts.map((account) => [account.accountId, account]))
  const children = new Map<string, string[]>()
  for (const { accountId, parentId } of facts.accounts) if (parentId !== null) listIn(children, parentId).push(accountId)

  const families = new Map<string, readonly string[]>()
  const familyOf = (accountId: string): readonly string[] => {
    const known = families.get(accountId)
    if (known !== undefined) return known
    // A merge may have made a loop of parents: each account is met once.
    const family = new Set([accountId])
    for (let above = accountById.get(accountId)?.parentId ?? null; above !== null && !family.has(above); above = accountById.get(above)?.parentId ?? null)
      family.add(above)
    const below = [accountId]
    for (let next = below.pop(); next !== undefined; next = below.pop()) {
      for (const child of children.get(next) ?? NONE) {
        if (family.has(child)) continue
        family.add(child)
        below.push(child)
      }
    }
    const found = [...family].sort()
    families.set(accountId, found)
    return found
  }

  const itemById = new Map<string, ItemSummary>()
  const byGroup = new Map<string, ItemSummary[]>()
  const bySubstitutes = new Map<string, Set<string>>()
  for (const item of facts.items) {
    if (item.isDeleted) continue
    itemById.set(item.itemId, item)
    if (item.group === '') continue
    listIn(byGroup, item.group).push(item)
    if (item.substitutes === undefined || item.substitutes === '') continue
    const groups = bySubstitutes.get(item.substitutes)
    if (groups === undefined) bySubstitutes.set(item.substitutes, new Set([item.group]))
    else groups.add(item.group)
  }
  const substitutes = new Map<string, Set<string>>()
  for (const groups of bySubstitutes.values()) {
    for (const group of groups) {
      const others = substitutes.get(group) ?? new Set()
      for (const other of groups) if (other !== group) others.add(other)
      substitutes.set(group, others)
    }
  }
  const substituteLists = new Map([...substitutes].map(([group, others]) => [group, [...others].sort()]))

  const economics = new Map<string, ItemEconomics | null>()
  const economicsOf = (itemGroup: string): ItemEconomics | null => {
    let known = economics.get(itemGroup)
    if (known === undefined) {
      known = groupEconomics(byGroup.get(itemGroup) ?? NONE)
      economics.set(itemGroup, known)
    }
    return known
  }

  return {
    ...facts,
    accountById,
    familyOf,
    itemById,
    itemsOf: (itemGroup) => byGroup.get(itemGroup) ?? NONE,
    economicsOf,
    substitutesOf: (itemGroup) => substituteLists.get(itemGroup) ?? NONE,
  }
}

const listIn = <Key, Value>(lists: Map<Key, Value[]>, key: Key): Value[] => {
  const known = lists.get(key)
  if (known !== undefined) return known
  const made: Value[] = []
  lists.set(key, made)
  return made
}
