// What the calendar reads: accounts with their week systems and promotions, from summaries alone, filtered. Every view of
// the same data (timeline, grid, month, board, week, agenda) reads it here. Kept account by account, so that an edit costs
// what one account's promotions cost, however many there are in all; lists over all accounts are put together when asked for.

import { type Accessor, createMemo, createSignal, mapArray, onCleanup, untrack } from 'solid-js'
import { byName } from '../../../shared/base/by-name.ts'
import type { PromotionSummary } from '../../../shared/docs/calendar.ts'
import type { AccountSummary } from '../../../shared/docs/profile.ts'
import type { WeekSystem } from '../../../shared/docs/terms/week-system.ts'
import { DEFAULT_WEEK_SYSTEM, weekSystemById } from '../../../shared/domain/weeks/week-system-presets.ts'
import { clashesIn } from '../../data/clashes.ts'
import type { WorkspaceData } from '../../data/workspace-data.ts'
import { isFiltering, type PromotionFilter } from './promotion-filter.ts'

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
  /** Somebody is about to search. */
  readonly warmSearch: (now: () => number) => void
  /** The groups that items or lines name, for suggestions. */
  readonly itemGroups: Accessor<readonly string[]>
}

/** Said where an edit needs the account: it may have been deleted meanwhile. */
export const NO_ACCOUNT = 'The account of this promotion is not there. Restore it from the trash first.'

const NOTHING: readonly PromotionSummary[] = []
export const isSameList = <Value>(a: readonly Value[], b: readonly Value[]): boolean => a.length === b.length && a.every((value, index) => value === b[index])

/** One account's promotions. */
interface Shelf {
  readonly accountId: string
  readonly planned: Accessor<readonly PromotionSummary[]>
  readonly shown: Accessor<readonly PromotionSummary[]>
}

type Matcher = typeof import('./filter-matcher.ts')

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

  // What decides what a filter leaves loads with the first filter; until it is there, what was shown stays.
  const [matching, setMatching] = createSignal<Matcher | null>(null)
  const isFiltered = createMemo(() => isFiltering(filter()))
  const matcher = createMemo(() => {
    if (!isFiltered()) return null
    const loaded = matching()
    if (loaded === null) {
      void import('./filter-matcher.ts').then((module) => setMatching(() => module))
      return 'loading' as const
    }
    const clashes = filter().clashes.length === 0 ? null : clashesIn(workspace)()
    if (clashes === null && filter().clashes.length > 0) return 'loading' as const
    return loaded.accountFilter(filter(), { accountOf: accountById, today: workspace.today(), clashLevelsOf: loaded.clashLevels(clashes) })
  })

  /** Where each promotion is; kept by the shelves, asked through them. */
  const places = new Map<string, { readonly row: PromotionSummary; readonly shelf: Accessor<unknown> }>()

  const forget = (rows: readonly PromotionSummary[]) => {
    for (const row of rows) if (places.get(row.promotionId)?.row === row) places.delete(row.promotionId)
  }
  const createShelf = (accountId: string): Shelf => {
    const shelf = () => planned()
    const planned = createMemo<readonly PromotionSummary[]>((before) => {
      const rows: PromotionSummary[] = []
      for (const row of summaries.ofAccount('promotion', accountId))
        if (!row.isDeleted && row.movedTo === null) rows.push(row.accountId === accountId ? row : underShownAccount(row, accountId))
      if (isSameList(before, rows)) return before
      forget(before)
      for (const row of rows) places.set(row.promotionId, { row, shelf })
      return rows
    }, NOTHING)
    onCleanup(() => forget(untrack(planned)))
    const shown = createMemo<readonly PromotionSummary[]>(
      (before) => {
        const fits = matcher()
        if (fits === null) return planned()
        return fits === 'loading' ? before : fits(accountId, planned())
      },
      NOTHING,
      { equals: isSameList },
    )
    return { accountId, planned, shown }
  }
  const accountIds = createMemo<readonly string[]>(() => accounts().map(({ accountId }) => accountId), [], { equals: isSameList })
  const shelves = createMemo(mapArray(accountIds, createShelf))
  const shelfMap = createMemo(() => new Map(shelves().map((shelf) => [shelf.accountId, shelf])))
  const allOf = (accountId: string) => shelfMap().get(accountId)?.planned() ?? NOTHING

  const all = createMemo(() => joined(shelves().map(({ planned }) => planned())))
  const shown = createMemo(() => joined(shelves().map((shelf) => shelf.shown())), NOTHING, { equals: isSameList })

  const shownAccountIds = createMemo<readonly string[]>(
    () => {
      const chosen = new Set(filter().accountIds)
      const onlySome = isFiltered() && chosen.size === 0
      return shelves()
        .filter((shelf) => (chosen.size > 0 ? chosen.has(shelf.accountId) : !onlySome || shelf.shown().length > 0))
        .map(({ accountId }) => accountId)
    },
    [],
    { equals: isSameList },
  )

  // Once there is something to show there is: a filter that is still coming takes nothing away.
  const isLoaded = createMemo<boolean>((before) => before || (summaries.isLoaded() && matcher() !== 'loading'), false)

  return {
    isLoaded,
    accounts,
    accountById,
    shownAccountIds,
    all,
    shown,
    shownOf: (accountId) => shelfMap().get(accountId)?.shown() ?? NOTHING,
    allOf,
    promotionById: (promotionId) => {
      const place = places.get(promotionId)
      // One that is not there yet may come to any account.
      if (place === undefined) all()
      else place.shelf()
      return places.get(promotionId)?.row ?? null
    },
    warmSearch: (now) =>
      void import('./filter-matcher.ts').then((module) => {
        setMatching(() => module)
        module.warmSearch(
          untrack(shelves).map(({ planned }) => untrack(planned)),
          now,
        )
      }),
    itemGroups: () => {
      const named = new Set<string>()
      for (const item of summaries.all('item')) if (!item.isDeleted && item.group !== '') named.add(item.group)
      for (const promotion of all()) for (const line of promotion.lines) if (line.itemGroup !== '') named.add(line.itemGroup)
      return [...named].sort()
    },
  }
}

const joined = (lists: readonly (readonly PromotionSummary[])[]): readonly PromotionSummary[] => (lists.length === 1 ? (lists[0] ?? NOTHING) : lists.flat())

const underOther = new WeakMap<PromotionSummary, PlannedPromotion>()

const underShownAccount = (row: PromotionSummary, accountId: string): PlannedPromotion => {
  const known = underOther.get(row)
  if (known?.accountId === accountId) return known
  const moved: PlannedPromotion = { ...row, accountId, homeAccountId: row.accountId }
  underOther.set(row, moved)
  return moved
}
