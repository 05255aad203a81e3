// The timeline's own state: scale, rows with their heights, what is visible, what has the focus, what is being dragged.

import { type Accessor, createContext, createEffect, createMemo, createSignal, mapArray, type Setter, useContext } from 'solid-js'
import { assert } from '../../../../shared/base/assert.ts'
import type { DateWindow } from '../../../../shared/base/civil.ts'
import type { PromotionSummary } from '../../../../shared/docs/calendar.ts'
import { afterPaint } from '../../../data/pace.ts'
import type { CalendarAccount } from '../calendar-data.ts'
import type { CalendarState } from '../calendar-state.ts'
import { createDayRange, createViewport, HEAD_WIDTH, type Viewport } from './create-viewport.ts'
import type { Edge } from './snap.ts'
import { layoutRow, type RowLayout } from './timeline-model.ts'
import type { DayRange } from './timeline-ruler.ts'
import { type TimelineScale, timelineExtent, timelineScale, totalWidth, xOfDay } from './timeline-scale.ts'

export interface TimelineRowModel {
  readonly accountId: string
  readonly account: Accessor<CalendarAccount | null>
  readonly layout: Accessor<RowLayout>
}

export interface PlacedRow {
  readonly row: TimelineRowModel
  readonly index: number
  readonly top: number
  readonly height: number
}

/** What the pointer is making of a promotion, or of empty days. */
export interface Drag {
  readonly kind: 'move' | 'copy' | Edge | 'draw'
  readonly accountId: string
  /** Null while drawing. */
  readonly promotionId: string | null
  readonly window: DateWindow
  /** Pixels below the top of the row. */
  readonly y: number
}

/** A promotion's id, or an account's row. */
export type FocusKey = string
export const rowKey = (accountId: string): FocusKey => `row:${accountId}`

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
  readonly rowOf: (accountId: string) => PlacedRow | undefined
  readonly focusKey: Accessor<FocusKey | null>
  readonly setFocusKey: Setter<FocusKey | null>
  readonly drag: Accessor<Drag | null>
  readonly setDrag: Setter<Drag | null>
  /** Puts a day at the left edge. */
  readonly scrollToDay: (day: number) => void
  readonly scroller: () => HTMLElement
  readonly attach: (scroller: HTMLElement) => void
}

const OVERSCAN_PX = 300

export const createTimelineState = (calendar: CalendarState): TimelineState => {
  const viewport = createViewport()
  // What is beside the window waits until the window is on the screen.
  const [isFirstPaint, setIsFirstPaint] = createSignal(true)
  let element: HTMLElement | null = null

  const extent = createMemo(
    () =>
      timelineExtent(
        calendar.all().map(({ inStore }) => inStore),
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

  const models = mapArray(calendar.shownAccountIds, (accountId): TimelineRowModel => {
    const account = createMemo(() => calendar.accountById(accountId))
    const promotions = createMemo(() => calendar.shownOf(accountId))
    const placing = createMemo(() => calendar.actions.placing().get(accountId))
    const windowOf = (promotion: PromotionSummary) => placing()?.get(promotion.promotionId) ?? promotion.inStore
    const layout = createMemo(() =>
      layoutRow({
        accountName: account()?.name ?? '',
        currency: account()?.currency ?? 'USD',
        promotions: promotions(),
        scale: scale(),
        zoom: calendar.zoom(),
        today: calendar.workspace.today(),
        windowOf,
        detailOf: detailOf(),
      }),
    )
    return { accountId, account, layout }
  })

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
  const rowMap = createMemo(() => new Map(rows().map((placed) => [placed.row.accountId, placed])))
  const [focusKey, setFocusKey] = createSignal<FocusKey | null>(null)
  const [drag, setDrag] = createSignal<Drag | null>(null)

  const focusedAccount = createMemo(() => {
    const key = focusKey()
    if (key === null) return null
    return key.startsWith('row:') ? key.slice(4) : (calendar.promotionById(key)?.accountId ?? null)
  })
  const visibleRows = createMemo(() => {
    const overscan = isFirstPaint() ? 0 : OVERSCAN_PX
    const from = viewport.top() - overscan
    const to = viewport.top() + viewport.height() + overscan
    return rows().filter(({ row, top, height }) => (top + height > from && top < to) || row.accountId === focusedAccount())
  })

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
    rowOf: (accountId) => rowMap().get(accountId),
    focusKey,
    setFocusKey,
    drag,
    setDrag,
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
