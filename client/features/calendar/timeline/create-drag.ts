// Dragging with the pointer: a bar is moved (and with it all that are marked, when it is one of them), its ends are
// stretched, with Alt a copy is dragged off it, over another account's row it is taken there, and on empty days a new one is
// drawn; with Shift, Ctrl or ⌘ held, empty days begin a rectangle around bars to mark. It begins after a few pixels, snaps to the row's
// ad weeks (Ctrl or ⌘: days), scrolls at the edges, and Esc puts everything back. With a finger only a selected bar is dragged.

import { type DateWindow, daysBetween, fromDayNumber, shiftWindow } from '../../../../shared/base/civil.ts'
import type { PromotionSummary } from '../../../../shared/docs/calendar.ts'
import { FOOTER_HEIGHT, HEAD_WIDTH, RULER_HEIGHT } from './create-viewport.ts'
import { draggedWindow, drawnWindow, type Edge, type Snap, stretchedWindow } from './snap.ts'
import { dayAt } from './timeline-scale.ts'
import { type Drag, type Marquee, rowAt, type TimelineState } from './timeline-state.ts'

const START_PX = 4
const EDGE_PX = 36
const EDGE_STEP_PX = 14

interface Held {
  readonly rowKey: string
  readonly accountId: string
  readonly promotion: PromotionSummary | null
  readonly kind: 'move' | Edge | 'draw'
  readonly window: DateWindow
  readonly y: number
}

/** What was dropped, and where. */
export interface Dropped {
  readonly promotion: PromotionSummary
  readonly others: readonly string[]
  readonly window: DateWindow
  readonly before: DateWindow
  readonly isCopy: boolean
}

export interface DragDrop {
  readonly onPut: (dropped: Dropped) => void
  /** Over a row of another account. */
  readonly onElsewhere: (dropped: Dropped, accountId: string) => void
  readonly onDrawn: (accountId: string, window: DateWindow) => void
  /** What the rectangle touches, while it is drawn. */
  readonly onMarked: (promotionIds: readonly string[]) => void
}

export interface DragStart {
  readonly bar: (event: PointerEvent, promotion: PromotionSummary, window: DateWindow, y: number, edge: Edge | null) => void
  readonly days: (event: PointerEvent, rowKey: string, accountId: string, y: number) => void
  /** True right after a drag: the click that ends it opens nothing. */
  readonly hasJustDragged: () => boolean
}

const NONE: ReadonlySet<string> = new Set()

export const createDrag = (state: TimelineState, drop: DragDrop): DragStart => {
  let justDragged = false
  const { scale, setDrag, setMarquee, calendar } = state

  const wallPoint = (clientX: number, clientY: number) => {
    const scroller = state.scroller()
    const box = scroller.getBoundingClientRect()
    return { x: clientX - box.left - HEAD_WIDTH + scroller.scrollLeft, y: clientY - box.top - RULER_HEIGHT + scroller.scrollTop }
  }

  /** Follows the pointer until it is let go or Esc takes it back; `move` comes with the keys held and after scrolling at an edge too. */
  const follow = (
    event: PointerEvent,
    kind: string,
    acts: {
      readonly move: (at: { x: number; y: number }, keys: Keys) => void
      readonly drop: () => void
      readonly cancel: () => void
      readonly isUpright: boolean
    },
  ) => {
    const scroller = state.scroller()
    const [startX, startY] = [event.clientX, event.clientY]
    let hasBegun = false
    let frame = 0
    let last = { clientX: startX, clientY: startY, keys: { isDays: false, isCopy: false } as Keys }
    const go = () => acts.move(wallPoint(last.clientX, last.clientY), last.keys)
    const scrollAtEdges = () => {
      const box = scroller.getBoundingClientRect()
      const left = last.clientX < box.left + HEAD_WIDTH + EDGE_PX
      const right = last.clientX > box.right - EDGE_PX
      const up = acts.isUpright && last.clientY < box.top + RULER_HEIGHT + EDGE_PX / 2
      const down = acts.isUpright && last.clientY > box.bottom - FOOTER_HEIGHT - EDGE_PX / 2
      if (left || right || up || down) {
        scroller.scrollBy({ left: left ? -EDGE_STEP_PX : right ? EDGE_STEP_PX : 0, top: up ? -EDGE_STEP_PX : down ? EDGE_STEP_PX : 0, behavior: 'instant' })
        go()
      }
      frame = requestAnimationFrame(scrollAtEdges)
    }
    const end = () => {
      cancelAnimationFrame(frame)
      delete scroller.dataset.dragging
      removeEventListener('pointermove', onMove)
      removeEventListener('pointerup', onUp)
      removeEventListener('pointercancel', onCancel)
      removeEventListener('keydown', onKey, true)
      removeEventListener('keyup', onKey, true)
    }
    const onMove = (move: PointerEvent) => {
      if (move.pointerId !== event.pointerId) return
      if (!hasBegun && Math.abs(move.clientX - startX) < START_PX && Math.abs(move.clientY - startY) < START_PX) return
      if (!hasBegun) {
        hasBegun = true
        scroller.dataset.dragging = kind
        frame = requestAnimationFrame(scrollAtEdges)
      }
      last = { clientX: move.clientX, clientY: move.clientY, keys: { isDays: move.ctrlKey || move.metaKey, isCopy: move.altKey } }
      go()
    }
    const onUp = (up: PointerEvent) => {
      if (up.pointerId !== event.pointerId) return
      end()
      if (!hasBegun) return acts.cancel()
      justDragged = true
      setTimeout(() => {
        justDragged = false
      }, 0)
      acts.drop()
    }
    const onCancel = () => {
      end()
      acts.cancel()
    }
    const onKey = (key: KeyboardEvent) => {
      if (key.key === 'Escape' && key.type === 'keydown') {
        key.preventDefault()
        key.stopPropagation()
        onCancel()
        if (hasBegun) calendar.actions.announce('Put back')
      } else if (hasBegun && ['Control', 'Meta', 'Alt'].includes(key.key)) {
        last = { ...last, keys: { isDays: key.ctrlKey || key.metaKey, isCopy: key.altKey } }
        key.preventDefault()
        go()
      }
    }
    addEventListener('pointermove', onMove)
    addEventListener('pointerup', onUp)
    addEventListener('pointercancel', onCancel)
    addEventListener('keydown', onKey, true)
    addEventListener('keyup', onKey, true)
  }

  const begin = (event: PointerEvent, held: Held) => {
    const startWall = wallPoint(event.clientX, event.clientY)
    const startDay = dayAt(scale(), startWall.x)
    const others = held.kind === 'move' && held.promotion !== null && calendar.isMarked(held.promotion.promotionId) ? othersMarked(held.promotion) : NONE
    let current: Drag | null = null

    const dragTo = (at: { x: number; y: number }, { isDays, isCopy }: Keys) => {
      const snap: Snap = isDays ? 'days' : 'weeks'
      const over = held.kind === 'move' ? rowUnder(at.y) : null
      const isElsewhere = over !== null && over.row.accountId !== null && over.row.accountId !== held.accountId
      const accountId = isElsewhere ? (over.row.accountId ?? held.accountId) : held.accountId
      const adWeekStart = calendar.accountById(accountId)?.adWeekStart ?? 0
      const days = Math.round((at.x - startWall.x) / scale().dayWidth)
      let window: DateWindow
      if (held.kind === 'draw') window = drawnWindow(fromDayNumber(startDay), fromDayNumber(dayAt(scale(), at.x)), adWeekStart, snap)
      else if (held.kind !== 'move') window = stretchedWindow(held.window, held.kind, days, adWeekStart, snap)
      // Together they keep their places to each other, so they go by whole weeks.
      else if (others.size > 0 && !isElsewhere) window = shiftWindow(held.window, isDays ? days : Math.round(days / 7) * 7)
      else window = draggedWindow(held.window, days, adWeekStart, snap, isElsewhere)
      const rowKey = isElsewhere ? over.row.key : held.rowKey
      const y = isElsewhere ? Math.min(Math.max(4, at.y - over.top - (startWall.y - held.y)), Math.max(4, over.height - 26)) : held.y
      current = {
        kind: held.kind === 'move' && isCopy ? 'copy' : held.kind,
        rowKey,
        accountId,
        promotionId: held.promotion?.promotionId ?? null,
        others,
        days: daysBetween(held.window.from, window.from),
        window,
        y,
      }
      setDrag(current)
    }

    follow(event, held.kind, {
      isUpright: held.kind === 'move',
      move: dragTo,
      cancel: () => void setDrag(null),
      drop: () => {
        const done = current
        setDrag(null)
        if (done === null) return
        if (held.promotion === null) return drop.onDrawn(done.accountId, done.window)
        const dropped = { promotion: held.promotion, others: [...others], window: done.window, before: held.window, isCopy: done.kind === 'copy' }
        if (done.accountId === held.accountId) drop.onPut(dropped)
        else drop.onElsewhere(dropped, done.accountId)
      },
    })
  }

  const othersMarked = ({ promotionId }: PromotionSummary): ReadonlySet<string> => new Set([...calendar.marked()].filter((id) => id !== promotionId))

  const rowUnder = (y: number) => {
    const rows = state.rows()
    return rows[rowAt(rows, y)] ?? null
  }

  /** A rectangle around bars; what was marked before stays. */
  const surround = (event: PointerEvent) => {
    const from = wallPoint(event.clientX, event.clientY)
    const before = [...calendar.marked()]
    follow(event, 'mark', {
      isUpright: true,
      move: (to) => {
        const box: Marquee = { left: Math.min(from.x, to.x), right: Math.max(from.x, to.x), top: Math.min(from.y, to.y), bottom: Math.max(from.y, to.y) }
        setMarquee(box)
        drop.onMarked([...before, ...touchedBy(box)])
      },
      drop: () => {
        setMarquee(null)
        calendar.actions.announce(`${calendar.marked().size} selected`)
      },
      cancel: () => {
        setMarquee(null)
        calendar.mark(before)
      },
    })
  }

  const touchedBy = ({ left, right, top, bottom }: Marquee): readonly string[] => {
    const rows = state.rows()
    const touched: string[] = []
    for (let index = rowAt(rows, top); index < rows.length; index++) {
      const placed = rows[index]
      if (placed === undefined || placed.top > bottom) break
      for (const bar of placed.row.layout().placements) {
        const y = placed.top + bar.y
        if (bar.x <= right && bar.x + bar.width >= left && y <= bottom && y + bar.height >= top) touched.push(bar.promotionId)
      }
    }
    return touched
  }

  return {
    hasJustDragged: () => justDragged,
    bar: (event, promotion, window, y, edge) => {
      if (event.button !== 0 || !calendar.workspace.canWrite() || event.shiftKey || event.ctrlKey || event.metaKey) return
      if (event.pointerType === 'touch' && calendar.selected() !== promotion.promotionId) return
      const rowKey = state.rowOf(promotion.promotionId)?.row.key ?? ''
      begin(event, { rowKey, accountId: promotion.accountId, promotion, kind: edge ?? 'move', window, y })
    },
    days: (event, rowKey, accountId, y) => {
      if (event.button !== 0 || event.pointerType === 'touch') return
      if (event.shiftKey || event.ctrlKey || event.metaKey) return surround(event)
      if (!calendar.workspace.canWrite()) return
      const day = fromDayNumber(0)
      begin(event, { rowKey, accountId, promotion: null, kind: 'draw', window: { from: day, to: day }, y })
    },
  }
}

interface Keys {
  readonly isDays: boolean
  readonly isCopy: boolean
}
