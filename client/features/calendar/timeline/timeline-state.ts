// The timeline's own state: scale, rows with their heights, what is visible, what has the focus, what is being dragged.

import {
  type Accessor,
  batch,
  createComputed,
  createContext,
  createEffect,
  createMemo,
  createSelector,
  createSignal,
  mapArray,
  on,
  type Setter,
  untrack,
  useContext,
} from 'solid-js'
import { assert } from '../../../../shared/base/assert.ts'
import type { DateWindow } from '../../../../shared/base/civil.ts'
import type { PromotionSummary } from '../../../../shared/docs/calendar.ts'
import { afterPaint } from '../../../data/pace.ts'
import { type CalendarAccount, isSameList } from '../calendar-data.ts'
import type { CalendarState } from '../calendar-state.ts'
import type { Tools } from './create-tools.ts'
import { createDayRange, createViewport, HEAD_WIDTH, type Viewport } from './create-viewport.ts'
import type { Edge } from './snap.ts'
import { blankRow, estimatedHeight, layoutRow, OPEN_HEAD_HEIGHT, type RowLayout, SECTION_HEIGHT } from './timeline-model.ts'
import { isRowKey, type Parts, parseRowKey, partOf, partsOf, ROW_GROUPINGS, type RowGrouping, type RowKind, rowKey, rowKeys } from './timeline-rows.ts'
import type { DayRange } from './timeline-ruler.ts'
import { type TimelineScale, timelineExtent, timelineScale, totalWidth, xOfDay } from './timeline-scale.ts'

export interface TimelineRowModel {
  readonly key: string
  readonly kind: RowKind
  readonly accountId: string | null
  readonly part: string | null
  readonly account: Accessor<CalendarAccount | null>
  /** How many promotions there are in it, whether they are drawn here or in the rows it folds out into. */
  readonly count: Accessor<number>
  /** Null where there is nothing to fold out. */
  readonly isOpen: Accessor<boolean> | null
  /** Nothing is laid out far from what is seen. */
  readonly layout: Accessor<RowLayout>
  readonly ghosts: Accessor<RowGhosts | null>
  readonly setNear: (isNear: boolean) => void
}

/** Last year's promotions, drawn below this year's. */
export interface RowGhosts {
  readonly height: number
  readonly ghosts: readonly Ghost[]
}

export interface Ghost {
  readonly promotion: PromotionSummary
  /** Where its weeks fall this year. */
  readonly window: DateWindow
  readonly x: number
  readonly width: number
  /** Pixels below the bars of the row. */
  readonly y: number
  readonly label: string
  readonly hint: string
  /** What was planned again, and where; false for what was not. */
  readonly isRepeated: boolean
}

export type GhostsOf = (row: {
  readonly accountId: string
  readonly account: CalendarAccount
  readonly isIn: (promotion: PromotionSummary) => boolean
}) => RowGhosts

export interface PlacedRow {
  readonly row: TimelineRowModel
  readonly index: number
  readonly top: number
  readonly height: number
}

/** What the pointer is making of a promotion, of several, or of empty days. */
export interface Drag {
  readonly kind: 'move' | 'copy' | Edge | 'draw'
  /** The row it is over: another account's while a promotion is being taken there. */
  readonly rowKey: string
  readonly accountId: string
  /** Null while drawing. */
  readonly promotionId: string | null
  /** The others that go along. */
  readonly others: ReadonlySet<string>
  readonly days: number
  readonly window: DateWindow
  /** Pixels below the top of the row. */
  readonly y: number
}

/** The rectangle somebody draws around bars, on the wall. */
export interface Marquee {
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
}

/** A promotion's id, or a row's key. */
export type FocusKey = string

export type Decor = typeof import('./TimelineDecor.tsx')

export interface TimelineState {
  readonly calendar: CalendarState
  readonly viewport: Viewport
  readonly scale: Accessor<TimelineScale>
  readonly width: Accessor<number>
  readonly range: Accessor<DayRange>
  /** The window is not on the screen yet: what can wait waits. */
  readonly isFirstPaint: Accessor<boolean>
  readonly rows: Accessor<readonly PlacedRow[]>
  readonly rowsHeight: Accessor<number>
  readonly visibleRows: Accessor<readonly PlacedRow[]>
  readonly grouping: Accessor<RowGrouping>
  readonly toggle: (key: string) => void
  readonly areAllOpen: Accessor<boolean>
  readonly toggleAll: () => void
  /** The row of that key, or the one the promotion is drawn in; undefined while that is folded away. */
  readonly rowOf: (key: FocusKey) => PlacedRow | undefined
  /** Folds out what hides the promotion. */
  readonly unfold: (promotionId: string) => void
  /** Null until they have come, right after the first paint. */
  readonly tools: Accessor<Tools | null>
  readonly setTools: (tools: Tools) => void
  readonly decor: Accessor<Decor | null>
  readonly setDecor: (decor: Decor) => void
  readonly setGhostsOf: (ghostsOf: GhostsOf | null) => void
  readonly focusKey: Accessor<FocusKey | null>
  readonly setFocusKey: Setter<FocusKey | null>
  /** Tells only the bar that was and the bar that is. */
  readonly isSelected: (promotionId: string) => boolean
  readonly drag: Accessor<Drag | null>
  readonly setDrag: Setter<Drag | null>
  readonly marquee: Accessor<Marquee | null>
  readonly setMarquee: Setter<Marquee | null>
  /** Puts a day at the left edge. */
  readonly scrollToDay: (day: number) => void
  readonly scroller: () => HTMLElement
  readonly attach: (scroller: HTMLElement) => void
}

const OVERSCAN_PX = 300
/** Up to here every row is laid out; beyond, those that are near, and the others have the height they had. */
const LAID_OUT_MAX = 2_000

export const createTimelineState = (calendar: CalendarState): TimelineState => {
  const viewport = createViewport()
  // What is beside the window waits until the window is on the screen.
  const [isFirstPaint, setIsFirstPaint] = createSignal(true)
  let element: HTMLElement | null = null

  // Account by account, so that an edit looks at one of them.
  const spans = mapArray(calendar.shownAccountIds, (accountId) =>
    createMemo<DateWindow | null>(
      () => {
        let [from, to] = ['', '']
        for (const { inStore } of calendar.allOf(accountId)) {
          if (inStore === null) continue
          if (from === '' || inStore.from < from) from = inStore.from
          if (inStore.to > to) to = inStore.to
        }
        return from === '' ? null : { from, to }
      },
      null,
      { equals: (a, b) => a?.from === b?.from && a?.to === b?.to },
    ),
  )
  const extent = createMemo(
    () =>
      timelineExtent(
        spans().map((span) => span()),
        calendar.workspace.today(),
      ),
    undefined,
    { equals: (a, b) => a.firstDay === b.firstDay && a.days === b.days },
  )
  const scale = createMemo(() => timelineScale(calendar.zoom(), viewport.wallWidth(), extent()))

  // The usual label needs nothing more; the fields somebody chose load with their choice.
  const [fields, setFields] = createSignal<typeof import('../card-fields.ts') | null>(null)
  const isChosen = createMemo(() => calendar.setting('fields') !== undefined || calendar.workspace.summaries.all('settings')[0]?.cardFields !== undefined)
  createEffect(() => {
    if (isChosen()) void import('../card-fields.ts').then((module) => setFields(() => module))
  })
  const detailOf = createMemo(() => (isChosen() ? fields()?.barDetail(calendar) : undefined))

  const grouping = createMemo(() => ROW_GROUPINGS.find((known) => known === calendar.setting('rows')) ?? 'account')
  const [toggled, setToggled] = createSignal<ReadonlySet<string>>(calendar.position.toggled)
  const isOpenByItself = (key: string) => parseRowKey(key).accountId === null
  const isOpen = (key: string) => toggled().has(key) !== isOpenByItself(key)
  const keepToggled = (next: ReadonlySet<string>) => {
    calendar.position.toggled = next
    setToggled(next)
  }
  const toggle = (key: string) => {
    const next = new Set(toggled())
    if (!next.delete(key)) next.add(key)
    keepToggled(next)
  }

  // What of each account is in which part; asked only where rows are parts.
  const partsByAccount = createMemo(
    mapArray(calendar.shownAccountIds, (accountId) => {
      const isAsked = createMemo(() => grouping() !== 'account' || isOpen(rowKey(accountId)))
      const parts = createMemo<Parts>(() => (isAsked() ? partsOf(calendar.shownOf(accountId), grouping()) : NO_PARTS))
      return [accountId, parts] as const
    }),
  )
  const partsMap = createMemo(() => new Map(partsByAccount()))
  const partsOfAccount = (accountId: string): Parts => partsMap().get(accountId)?.() ?? NO_PARTS
  const keys = createMemo<readonly string[]>(
    () => rowKeys({ grouping: grouping(), accountIds: calendar.shownAccountIds(), partsOf: partsOfAccount, isOpen }),
    [],
    { equals: isSameList },
  )
  const isWhole = createMemo(() => calendar.all().length <= LAID_OUT_MAX)
  const [ghostsOf, setGhostsOf] = createSignal<GhostsOf | null>(null)
  const [drag, setDrag] = createSignal<Drag | null>(null)
  const isHolding = createMemo(() => drag() !== null)

  const createRow = (key: string): TimelineRowModel => {
    const { accountId, part } = parseRowKey(key)
    const kind: RowKind = accountId === null ? 'section' : part === null ? 'account' : 'part'
    const account = createMemo(() => (accountId === null ? null : calendar.accountById(accountId)))
    const isFolding = kind === 'section' || kind === 'account'
    const isRowOpen = createMemo(() => isFolding && isOpen(key))
    const promotions = createMemo<readonly PromotionSummary[]>(
      () => {
        if (accountId === null) return []
        return part === null ? calendar.shownOf(accountId) : (partsOfAccount(accountId).get(part) ?? [])
      },
      [],
      { equals: isSameList },
    )
    const count = createMemo(() => {
      if (kind !== 'section') return promotions().length
      let total = 0
      for (const id of calendar.shownAccountIds()) total += partsOfAccount(id).get(part ?? '')?.length ?? 0
      return total
    })
    const placing = createMemo(() => (accountId === null ? undefined : calendar.actions.placing().get(accountId)))
    const windowOf = (promotion: PromotionSummary) => placing()?.get(promotion.promotionId) ?? promotion.inStore
    const [isNear, setNear] = createSignal(false)
    const ghosts = createMemo<RowGhosts | null>(() => {
      const shown = account()
      const of = ghostsOf()
      if (of === null || shown === null || accountId === null || (kind === 'account' && isRowOpen()) || !(isNear() || isWhole())) return null
      return of({ accountId, account: shown, isIn: (promotion) => part === null || partOf(promotion, grouping()) === part })
    })
    /** By zoom: how high the row was when it was last laid out. */
    const heights = new Map<string, number>()
    const layout = createMemo<RowLayout>((before) => {
      // What somebody holds stays where it is, whatever comes from elsewhere meanwhile.
      if (isHolding() && before !== undefined) return before
      if (kind === 'section') return blankRow(SECTION_HEIGHT)
      if (kind === 'account' && isRowOpen()) return blankRow(OPEN_HEAD_HEIGHT)
      const zoom = calendar.zoom()
      if (!isWhole() && !isNear()) return blankRow(heights.get(zoom) ?? estimatedHeight(promotions().length, scale(), zoom))
      const laid = layoutRow({
        accountName: account()?.name ?? '',
        currency: account()?.currency ?? 'USD',
        promotions: promotions(),
        scale: scale(),
        zoom,
        isPart: kind === 'part' && grouping() === 'account',
        detailOf: detailOf(),
        windowOf,
      })
      const height = laid.height + (ghosts()?.height ?? 0)
      heights.set(zoom, height)
      return { ...laid, height }
    })
    return { key, kind, accountId, part, account, count, isOpen: isFolding ? isRowOpen : null, layout, ghosts, setNear }
  }
  const models = mapArray(keys, createRow)

  const rows = createMemo(() => {
    // Nothing is laid out, and drawn, for a size nobody sees.
    if (viewport.width() === 0) return []
    let top = 0
    return models().map((row, index): PlacedRow => {
      const height = row.layout().height
      const placed = { row, index, top, height }
      top += height
      return placed
    })
  })
  const rowsHeight = createMemo(() => {
    const last = rows().at(-1)
    return last === undefined ? 0 : last.top + last.height
  })
  const rowMap = createMemo(() => new Map(rows().map((placed) => [placed.row.key, placed])))
  const keyOf = (key: FocusKey): string | null => {
    if (isRowKey(key)) return key
    const promotion = calendar.promotionById(key)
    if (promotion === null) return null
    const whole = rowKey(promotion.accountId)
    return grouping() === 'account' && !isOpen(whole) ? whole : rowKey(promotion.accountId, partOf(promotion, grouping()))
  }
  const rowOf = (key: FocusKey): PlacedRow | undefined => rowMap().get(keyOf(key) ?? '')
  const [focusKey, setFocusKey] = createSignal<FocusKey | null>(null)
  const [tools, setTools] = createSignal<Tools | null>(null)
  const [decor, setDecor] = createSignal<Decor | null>(null)
  const [marquee, setMarquee] = createSignal<Marquee | null>(null)

  const focusedRow = createMemo(() => keyOf(focusKey() ?? ''))
  const visibleRows = createMemo(() => {
    const overscan = isFirstPaint() ? 0 : OVERSCAN_PX
    const from = viewport.top() - overscan
    const to = viewport.top() + viewport.height() + overscan
    const all = rows()
    const first = rowAt(all, from)
    const visible: PlacedRow[] = []
    for (let index = first; index < all.length; index++) {
      const placed = all[index] as PlacedRow
      if (placed.top >= to) break
      visible.push(placed)
    }
    const focused = rowMap().get(focusedRow() ?? '')
    if (focused === undefined || visible.includes(focused)) return visible
    return focused.index < first ? [focused, ...visible] : [...visible, focused]
  })

  // Rows that come near are laid out, and may come out higher or lower than they were thought to be; what colleagues change
  // makes rows higher or lower too. What one looks at, or has the focus on, stays where it is.
  let near: readonly TimelineRowModel[] = []
  createComputed(() => {
    const next = visibleRows().map(({ row }) => row)
    if (untrack(isWhole) || isSameList(near, next)) return
    const still = new Set(next)
    batch(() => {
      for (const row of near) if (!still.has(row)) row.setNear(false)
      for (const row of next) row.setNear(true)
    })
    near = next
  })
  createComputed(
    on(rows, (placed, before) => {
      if (before === undefined || element === null || before.length === 0) return
      const top = untrack(viewport.top)
      if (top === 0) return
      const focused = before.find(({ row }) => row.key === untrack(focusedRow))
      const height = untrack(viewport.height)
      const isSeen = focused !== undefined && focused.top + focused.height > top && focused.top < top + height
      const held = isSeen ? focused : before[rowAt(before, top)]
      const now = held === undefined ? undefined : placed.find(({ row }) => row === held.row)
      if (held === undefined || now === undefined || now.top === held.top) return
      const scroller = element
      const moved = top + now.top - held.top
      queueMicrotask(() => scroller.scrollTo({ top: moved, behavior: 'instant' }))
    }),
  )

  return {
    calendar,
    viewport,
    scale,
    width: () => totalWidth(scale()),
    range: createDayRange(viewport, scale, isFirstPaint),
    isFirstPaint,
    rows,
    rowsHeight,
    visibleRows,
    grouping,
    toggle,
    areAllOpen: createMemo(() => models().every(({ isOpen }) => isOpen?.() ?? true)),
    toggleAll: () => {
      const heads = models().filter(({ isOpen }) => isOpen !== null)
      const areOpen = heads.every((row) => row.isOpen?.() === true)
      keepToggled(new Set(heads.filter(({ key }) => isOpenByItself(key) === areOpen).map(({ key }) => key)))
    },
    rowOf,
    unfold: (promotionId) => {
      const promotion = calendar.promotionById(promotionId)
      if (promotion === null || rowOf(promotionId) !== undefined) return
      const section = rowKey(null, partOf(promotion, grouping()))
      if (grouping() !== 'account' && !isOpen(section)) toggle(section)
    },
    tools,
    setTools: (next) => void setTools(next),
    decor,
    setDecor: (next) => void setDecor(next),
    setGhostsOf: (next) => void setGhostsOf(() => next),
    focusKey,
    setFocusKey,
    isSelected: createSelector<string | null, string>(calendar.selected),
    drag,
    setDrag,
    marquee,
    setMarquee,
    scrollToDay: (day) => element?.scrollTo({ left: xOfDay(scale(), day) }),
    scroller: () => {
      assert(element !== null, 'the timeline is not there yet')
      return element
    },
    attach: (scroller) => {
      element = scroller
      viewport.attach(scroller)
      void afterPaint().then(() => setIsFirstPaint(false))
    },
  }
}

const NO_PARTS: Parts = new Map()

/** The row at a height of the wall; the last one where there is none so far down. */
export const rowAt = (rows: readonly PlacedRow[], y: number): number => {
  let low = 0
  let high = rows.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((rows[middle]?.top ?? 0) <= y) low = middle
    else high = middle - 1
  }
  return Math.max(0, low)
}

/** Scrolls so that a span of the wall is seen beside the account column, and the row below the ruler. */
export const reveal = (
  state: TimelineState,
  span: { readonly left: number; readonly right: number; readonly top: number; readonly bottom: number },
  margins: { readonly top: number; readonly bottom: number },
): void => {
  const scroller = state.scroller()
  const seen = scroller.clientWidth - HEAD_WIDTH
  const margin = Math.min(48, seen / 8)
  let { scrollLeft, scrollTop } = scroller
  if (span.left - margin < scrollLeft || span.right - span.left > seen) scrollLeft = span.left - margin
  else if (span.right + margin > scrollLeft + seen) scrollLeft = span.right + margin - seen
  const height = scroller.clientHeight - margins.top - margins.bottom
  if (span.top < scrollTop) scrollTop = span.top
  else if (span.bottom > scrollTop + height) scrollTop = span.bottom - height
  if (scrollLeft !== scroller.scrollLeft || scrollTop !== scroller.scrollTop) scroller.scrollTo({ left: scrollLeft, top: scrollTop })
}

export const TimelineContext = createContext<TimelineState>()

export const useTimeline = (): TimelineState => {
  const timeline = useContext(TimelineContext)
  assert(timeline !== undefined, 'useTimeline outside the timeline')
  return timeline
}
