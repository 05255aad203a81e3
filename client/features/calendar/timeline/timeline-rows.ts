// The rows of the wall. Every row that holds bars is of one account, so that its weeks, its snapping and its drops are that
// account's. Accounts come first and fold out into their promoted groups; or mechanics, owners or statuses come first, each
// with the accounts that have some of it. Keys name a row: `row:<account>`, `row:<account>/<part>`, `row:/<part>`.

import type { PromotionSummary } from '../../../../shared/docs/calendar.ts'
import { MECHANIC_LABELS, MECHANICS, type Mechanic } from '../../../../shared/docs/terms/mechanic.ts'
import { PROMOTION_STATUS_LABELS, PROMOTION_STATUSES, type PromotionStatus } from '../../../../shared/docs/terms/promotion-terms.ts'

export const ROW_GROUPINGS = ['account', 'mechanic', 'owner', 'status'] as const
export type RowGrouping = (typeof ROW_GROUPINGS)[number]
export const ROW_GROUPING_LABELS: Readonly<Record<RowGrouping, string>> = { account: 'Account', mechanic: 'Mechanic', owner: 'Owner', status: 'Status' }

/**
 * `account`: all of an account, or the head of its groups when it is folded out. `part`: what of an account is of one group,
 * mechanic, owner or status. `section`: the head of the accounts of one mechanic, owner or status.
 */
export type RowKind = 'account' | 'part' | 'section'

export interface RowName {
  readonly accountId: string | null
  /** Null for all of the account. */
  readonly part: string | null
}

export const rowKey = (accountId: string | null, part: string | null = null): string => `row:${accountId ?? ''}${part === null ? '' : `/${part}`}`
export const isRowKey = (key: string): boolean => key.startsWith('row:')

export const parseRowKey = (key: string): RowName => {
  const name = key.slice(4)
  const at = name.indexOf('/')
  const accountId = at === -1 ? name : name.slice(0, at)
  return { accountId: accountId === '' ? null : accountId, part: at === -1 ? null : name.slice(at + 1) }
}

/** What of a grouping a promotion is: it looks like its first line, and lies in one row only. */
export const partOf = (promotion: PromotionSummary, grouping: RowGrouping): string => {
  switch (grouping) {
    case 'account':
      return promotion.lines[0]?.itemGroup ?? ''
    case 'mechanic':
      return promotion.lines[0]?.mechanic ?? ''
    case 'owner':
      return promotion.owner ?? ''
    case 'status':
      return promotion.status
  }
}

export const partLabel = (part: string, grouping: RowGrouping): string => {
  switch (grouping) {
    case 'account':
      return part === '' ? 'No group' : part
    case 'mechanic':
      return part === '' ? 'No mechanic' : MECHANIC_LABELS[part as Mechanic]
    case 'owner':
      return part === '' ? 'Nobody yet' : part
    case 'status':
      return PROMOTION_STATUS_LABELS[part as PromotionStatus]
  }
}

export type Parts = ReadonlyMap<string, readonly PromotionSummary[]>

export const partsOf = (promotions: readonly PromotionSummary[], grouping: RowGrouping): Parts => {
  const parts = new Map<string, PromotionSummary[]>()
  for (const promotion of promotions) {
    const part = partOf(promotion, grouping)
    const known = parts.get(part)
    if (known === undefined) parts.set(part, [promotion])
    else known.push(promotion)
  }
  return parts
}

/** Terms in their own order, names by the alphabet; what has none comes last. */
const inOrder = (parts: Iterable<string>, grouping: RowGrouping): readonly string[] => {
  const terms: readonly string[] = grouping === 'mechanic' ? MECHANICS : grouping === 'status' ? PROMOTION_STATUSES : []
  const rank = (part: string): number => (part === '' ? Number.MAX_SAFE_INTEGER : terms.indexOf(part))
  return [...parts].sort((a, b) => rank(a) - rank(b) || a.localeCompare(b, 'en'))
}

export interface RowsInput {
  readonly grouping: RowGrouping
  readonly accountIds: readonly string[]
  readonly partsOf: (accountId: string) => Parts
  /** Whether an account shows its groups, a section its accounts. */
  readonly isOpen: (key: string) => boolean
}

/** From top to bottom. */
export const rowKeys = ({ grouping, accountIds, partsOf, isOpen }: RowsInput): readonly string[] => {
  if (grouping === 'account') {
    return accountIds.flatMap((accountId) => {
      const key = rowKey(accountId)
      return isOpen(key) ? [key, ...inOrder(partsOf(accountId).keys(), grouping).map((part) => rowKey(accountId, part))] : [key]
    })
  }
  const accountsOf = new Map<string, string[]>()
  for (const accountId of accountIds) {
    for (const part of partsOf(accountId).keys()) {
      const known = accountsOf.get(part)
      if (known === undefined) accountsOf.set(part, [accountId])
      else known.push(accountId)
    }
  }
  return inOrder(accountsOf.keys(), grouping).flatMap((part) => {
    const key = rowKey(null, part)
    return isOpen(key) ? [key, ...(accountsOf.get(part) ?? []).map((accountId) => rowKey(accountId, part))] : [key]
  })
}
