// What the calendar reads: accounts with their week systems and promotions, from summaries alone, filtered. Every view of
// the same data (timeline, list, agenda) reads it here.

import { type Accessor, createMemo, untrack } from 'solid-js'
import { byName } from '../../../shared/base/by-name.ts'
import type { PromotionSummary } from '../../../shared/docs/calendar.ts'
import type { AccountSummary } from '../../../shared/docs/profile.ts'
import type { WeekSystem } from '../../../shared/docs/terms/week-system.ts'
import { DEFAULT_WEEK_SYSTEM, weekSystemById } from '../../../shared/domain/weeks/week-system-presets.ts'
import type { WorkspaceData } from '../../data/workspace-data.ts'
import { isFiltering, type PromotionFilter, promotionMatcher } from './promotion-filter.ts'

export interface CalendarAccount extends AccountSummary {
  readonly system: WeekSystem
}

/**
 * A promotion as the calendar shows it. Of an account that is hidden behind another with the same import key (D12),
 * `accountId` is the one shown, and `homeAccountId` the one its document is under.
 */
export interface PlannedPromotion extends PromotionSummary {
  readonly homeAccountId?: string
}

export interface CalendarData {
  readonly isLoaded: Accessor<boolean>
  /** All accounts, by name. */
  readonly accounts: Accessor<readonly CalendarAccount[]>
  readonly accountById: (accountId: string) => CalendarAccount | null
  /** The accounts that get a row: all of them, or those the filter leaves something of. */
  readonly shownAccountIds: Accessor<readonly string[]>
  /** All that is planned, before the filter. */
  readonly all: Accessor<readonly PromotionSummary[]>
  readonly shown: Accessor<readonly PromotionSummary[]>
  /** Of one account, after the filter; the same array until one of them changes. */
  readonly shownOf: (accountId: string) => readonly PromotionSummary[]
  /** Of one account, whatever the filter. */
  readonly allOf: (accountId: string) => readonly PromotionSummary[]
  readonly promotionById: (promotionId: string) => PromotionSummary | null
  /** The groups that items or lines name, for suggestions. */
  readonly itemGroups: Accessor<readonly string[]>
}

/** Said where an edit needs the account: it may have been deleted meanwhile. */
export const NO_ACCOUNT = 'The account of this promotion is not there. Restore it from the trash first.'

const NOTHING: readonly PromotionSummary[] = []
export const isSameList = <Value>(a: readonly Value[], b: readonly Value[]): boolean => a.length === b.length && a.every((value, index) => value === b[index])

export const createCalendarData = (workspace: WorkspaceData, filter: Accessor<PromotionFilter>): CalendarData => {
  const { summaries } = workspace

  const accounts = createMemo(() =>
    summaries
      .all('account')
      .filter((account) => !account.isDeleted)
      .map((account): CalendarAccount => ({ ...account, system: weekSystemById(account.weekSystemId) ?? DEFAULT_WEEK_SYSTEM }))
      .sort((a, b) => byName(a.name, b.name) || (a.accountId < b.accountId ? -1 : 1)),
  )
  const accountMap = createMemo(() => new Map(accounts().map((account) => [account.accountId, account])))
  /** The account a promotion is shown at: its own, or the one its own is a duplicate of (D12). Asked once an account; which
   * are hidden changes only with the list of those that are shown. */
  const shownAt = createMemo(() => {
    accountMap()
    const found = new Map<string, string>()
    return (accountId: string): string => {
      let shown = found.get(accountId)
      if (shown === undefined) {
        shown = untrack(() => summaries.shownAccount(accountId))
        found.set(accountId, shown)
      }
      return shown
    }
  })
  const accountById = (accountId: string) => accountMap().get(shownAt()(accountId)) ?? null

  const all = createMemo(() => {
    const known = accountMap()
    const at = shownAt()
    const planned: PlannedPromotion[] = []
    for (const row of summaries.all('promotion')) {
      if (row.isDeleted || row.movedTo !== null) continue
      const accountId = at(row.accountId)
      if (known.has(accountId)) planned.push(accountId === row.accountId ? row : underShownAccount(row, accountId))
    }
    return planned
  })
  const promotionMap = createMemo(() => new Map(all().map((promotion) => [promotion.promotionId, promotion])))

  const shown = createMemo(
    () => (isFiltering(filter()) ? all().filter(promotionMatcher(filter(), (accountId) => accountById(accountId)?.name ?? '', workspace.today())) : all()),
    NOTHING,
    { equals: isSameList },
  )

  const groupByAccount = (promotions: Accessor<readonly PromotionSummary[]>) =>
    createMemo<ReadonlyMap<string, readonly PromotionSummary[]>>((before) => {
      const fresh = new Map<string, PromotionSummary[]>()
      for (const promotion of promotions()) {
        const group = fresh.get(promotion.accountId)
        if (group === undefined) fresh.set(promotion.accountId, [promotion])
        else group.push(promotion)
      }
      return new Map([...fresh].map(([accountId, group]) => [accountId, keepSame(before.get(accountId), group)]))
    }, new Map())
  const groups = groupByAccount(shown)
  const allGroups = groupByAccount(all)

  const shownAccountIds = createMemo<readonly string[]>(
    () => {
      const { accountIds } = filter()
      const chosen = new Set(accountIds)
      const onlySome = isFiltering(filter()) && accountIds.length === 0
      return accounts()
        .filter(({ accountId }) => (chosen.size > 0 ? chosen.has(accountId) : !onlySome || groups().has(accountId)))
        .map(({ accountId }) => accountId)
    },
    [],
    { equals: isSameList },
  )

  const itemGroups = createMemo(() => {
    const named = new Set<string>()
    for (const item of summaries.all('item')) if (!item.isDeleted && item.group !== '') named.add(item.group)
    for (const promotion of all()) for (const line of promotion.lines) if (line.itemGroup !== '') named.add(line.itemGroup)
    return [...named].sort()
  })

  return {
    isLoaded: summaries.isLoaded,
    accounts,
    accountById,
    shownAccountIds,
    all,
    shown,
    shownOf: (accountId) => groups().get(accountId) ?? NOTHING,
    allOf: (accountId) => allGroups().get(accountId) ?? NOTHING,
    promotionById: (promotionId) => promotionMap().get(promotionId) ?? null,
    itemGroups,
  }
}

const underOther = new WeakMap<PromotionSummary, PlannedPromotion>()

const underShownAccount = (row: PromotionSummary, accountId: string): PlannedPromotion => {
  const known = underOther.get(row)
  if (known?.accountId === accountId) return known
  const moved: PlannedPromotion = { ...row, accountId, homeAccountId: row.accountId }
  underOther.set(row, moved)
  return moved
}

const keepSame = (before: readonly PromotionSummary[] | undefined, after: readonly PromotionSummary[]): readonly PromotionSummary[] =>
  before !== undefined && isSameList(before, after) ? before : after
