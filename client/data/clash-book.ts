// Keeps the clash index up to date. Accounts whose promotions changed stand in a queue; the queue is worked off in slices
// that leave the page its frames, and an edit, which is one account, at once. Who asks for an account's counts hears of
// changes there only: of a promotion's own clashes, of any, because a deeper price elsewhere is one.

import { type Accessor, createEffect, createMemo, createSignal, mapArray, on, onCleanup, type Signal, untrack } from 'solid-js'
import type { PromotionSummary } from '../../shared/docs/calendar.ts'
import type { AccountSummary } from '../../shared/docs/profile.ts'
import { type ClashIndex, createClashIndex } from '../../shared/domain/clash-index/clash-index.ts'
import type { Clash, ClashLevel } from '../../shared/domain/clash-index/clash-rules.ts'
import type { ClashFacts } from '../../shared/domain/clash-index/clash-world.ts'
import { createHolidays } from '../../shared/domain/holidays/holidays.ts'
import type { WorkspaceData } from './workspace-data.ts'

export type ClashCounts = Readonly<Record<ClashLevel, number>>

export interface ClashBook {
  /** What a bar shows: overridden ones are not counted. Reactive. */
  readonly counts: (promotion: Pick<PromotionSummary, 'accountId' | 'promotionId'>) => ClashCounts
  /** The gravest first. Reactive. */
  readonly of: (promotionId: string) => readonly Clash[]
  /** Every clash once. Reactive. */
  readonly all: Accessor<readonly Clash[]>
  /** What promotions that do not exist yet would clash with, and with each other, by their ids. */
  readonly proposed: (promotions: readonly PromotionSummary[]) => ReadonlyMap<string, readonly Clash[]>
}

const SLICE_MS = 6
const SETTLE_MS = 300
const NOTHING: readonly PromotionSummary[] = []

const isSameList = (a: readonly unknown[], b: readonly unknown[]): boolean => a.length === b.length && a.every((value, index) => value === b[index])

/** Calls back once everything there is has been looked at. Lives as long as the owner. */
export const createClashBook = (workspace: WorkspaceData, onReady: (book: ClashBook) => void): void => {
  const { summaries } = workspace
  const accounts = createMemo<readonly AccountSummary[]>(() => summaries.all('account').filter(({ isDeleted }) => !isDeleted), [], { equals: isSameList })
  const accountIds = createMemo<readonly string[]>(() => accounts().map(({ accountId }) => accountId), [], { equals: isSameList })
  const items = createMemo(() => summaries.all('item'))
  const settings = createMemo(() => summaries.all('settings')[0])
  const facts = createMemo((): ClashFacts => {
    const { minGapWeeks, maxPromotedWeeks, deadlineWarnDays, holidays, hiddenHolidays } = settings() ?? {}
    return {
      today: workspace.today(),
      accounts: accounts(),
      items: items(),
      holidays: createHolidays({ ...(holidays === undefined ? {} : { holidays }), ...(hiddenHolidays === undefined ? {} : { hiddenHolidays }) }),
      ...(minGapWeeks === undefined ? {} : { minGapWeeks }),
      ...(maxPromotedWeeks === undefined ? {} : { maxPromotedWeeks }),
      ...(deadlineWarnDays === undefined ? {} : { deadlineWarnDays }),
    }
  })

  const index: ClashIndex = createClashIndex(untrack(facts))
  const known = new Map<string, ReadonlyMap<string, PromotionSummary>>()
  const homes = new Map<string, string>()
  const versions = new Map<string, Signal<number>>()
  const [version, setVersion] = createSignal(0)
  const versionOf = (accountId: string): Signal<number> => {
    let found = versions.get(accountId)
    if (found === undefined) {
      found = createSignal(0)
      versions.set(accountId, found)
    }
    return found
  }
  const tell = (accountIds: Iterable<string>): void => {
    for (const accountId of accountIds) versionOf(accountId)[1]((before) => before + 1)
    setVersion((before) => before + 1)
  }

  const queue = new Set<string>()
  let timer: ReturnType<typeof setTimeout> | undefined
  let isReady = false
  onCleanup(() => clearTimeout(timer))

  /** Those of an account that stand on a shelf, under the account they are shown at (D12). */
  const plannedAt = (accountId: string): ReadonlyMap<string, PromotionSummary> => {
    const before = known.get(accountId)
    const planned = new Map<string, PromotionSummary>()
    for (const row of accountIds().includes(accountId) ? summaries.ofAccount('promotion', accountId) : NOTHING) {
      if (row.isDeleted || row.movedTo !== null) continue
      const kept = before?.get(row.promotionId)
      planned.set(row.promotionId, row.accountId === accountId ? row : kept !== undefined && originals.get(kept) === row ? kept : shownAt(row, accountId))
    }
    return planned
  }
  const originals = new WeakMap<PromotionSummary, PromotionSummary>()
  const shownAt = (row: PromotionSummary, accountId: string): PromotionSummary => {
    const shown = { ...row, accountId }
    originals.set(shown, row)
    return shown
  }

  const workOff = (accountId: string, touched: Set<string>): void => {
    const before = known.get(accountId)
    const after = plannedAt(accountId)
    if (after.size === 0) known.delete(accountId)
    else known.set(accountId, after)
    const note = (ids: ReadonlySet<string>): void => {
      for (const id of ids) touched.add(homes.get(id) ?? accountId)
    }
    for (const promotionId of before?.keys() ?? []) {
      if (after.has(promotionId) || homes.get(promotionId) !== accountId) continue
      note(index.remove(promotionId))
      homes.delete(promotionId)
    }
    for (const [promotionId, promotion] of after) {
      homes.set(promotionId, accountId)
      note(index.put(promotion))
    }
  }

  const pump = (): void => {
    timer = undefined
    const touched = new Set<string>()
    const end = performance.now() + SLICE_MS
    untrack(() => {
      for (const accountId of queue) {
        queue.delete(accountId)
        workOff(accountId, touched)
        if (performance.now() > end) break
      }
    })
    if (touched.size > 0 && isReady) tell(touched)
    if (queue.size > 0) timer = setTimeout(pump, 0)
    else if (!isReady && summaries.isLoaded()) {
      isReady = true
      onReady(book)
    }
  }
  const enqueue = (accountId: string): void => {
    queue.add(accountId)
    if (timer === undefined) {
      if (isReady) pump()
      else timer = setTimeout(pump, 0)
    }
  }

  const watch = mapArray(accountIds, (accountId) => {
    createEffect(
      on(
        () => summaries.ofAccount('promotion', accountId),
        () => enqueue(accountId),
      ),
    )
    onCleanup(() => enqueue(accountId))
    return accountId
  })
  createEffect(watch)
  createEffect(() => {
    // A workspace without accounts is ready, too.
    if (summaries.isLoaded() && timer === undefined && !isReady) timer = setTimeout(pump, 0)
  })

  // Everything stands on new ground: rare, and never while somebody types.
  let settling: ReturnType<typeof setTimeout> | undefined
  onCleanup(() => clearTimeout(settling))
  createEffect(
    on(
      facts,
      (next) => {
        clearTimeout(settling)
        settling = setTimeout(() => {
          index.setFacts(next)
          tell(untrack(accountIds))
        }, SETTLE_MS)
      },
      { defer: true },
    ),
  )

  const book: ClashBook = {
    counts: ({ accountId, promotionId }) => {
      versionOf(accountId)[0]()
      return index.counts(promotionId)
    },
    of: (promotionId) => {
      version()
      return index.of(promotionId)
    },
    all: createMemo(() => {
      version()
      return isReady ? index.all() : []
    }),
    proposed: (promotions) => {
      for (const promotion of promotions) index.put(promotion)
      const found = new Map(promotions.map(({ promotionId }) => [promotionId, index.of(promotionId)]))
      for (const { promotionId } of promotions) index.remove(promotionId)
      return found
    },
  }
}
