// Dragging with the pointer: a bar is moved, its ends are stretched, with Alt a copy is dragged off it, and on empty days a
// new one is drawn. It begins after a few pixels, snaps to the row's ad weeks (Ctrl or ⌘: days), scrolls at the edges,
// and Esc puts everything back. With a finger only a selected bar is dragged: other touches scroll.

import { type DateWindow, fromDayNumber } from '../../../../shared/base/civil.ts'
import type { PromotionSummary } from '../../../../shared/docs/calendar.ts'
import { HEAD_WIDTH } from './create-viewport.ts'
import { draggedWindow, drawnWindow, type Edge, type Snap, stretchedWindow } from './snap.ts'
import { dayAt } from './timeline-scale.ts'
import type { Drag, TimelineState } from './timeline-state.ts'

const START_PX = 4
const EDGE_PX = 36
const EDGE_STEP_PX = 14

interface Held {
  readonly accountId: string
  readonly promotion: PromotionSummary | null
  readonly kind: 'move' | Edge | 'draw'
  readonly window: DateWindow
  readonly y: number
}

export interface DragDrop {
  readonly onPut: (promotion: PromotionSummary, window: DateWindow, before: DateWindow) => void
  readonly onCopy: (promotion: PromotionSummary, window: DateWindow, before: DateWindow) => void
  readonly onDrawn: (accountId: string, window: DateWindow) => void
}

export interface DragStart {
  readonly bar: (event: PointerEvent, promotion: PromotionSummary, window: DateWindow, y: number, edge: Edge | null) => void
  readonly days: (event: PointerEvent, accountId: string, y: number) => void
  /** True right after a drag: the click that ends it opens nothing. */
  readonly hasJustDragged: () => boolean
}

export const createDrag = (state: TimelineState, drop: DragDrop): DragStart => {
  let justDragged = false

  const begin = (event: PointerEvent, held: Held) => {
    const { scale, setDrag, calendar } = state
    const scroller = state.scroller()
    const adWeekStart = calendar.accountById(held.accountId)?.adWeekStart ?? 0
    const startX = event.clientX
    const startY = event.clientY
    const xOnWall = (clientX: number) => clientX - scroller.getBoundingClientRect().left - HEAD_WIDTH + scroller.scrollLeft
    const startDay = dayAt(scale(), xOnWall(startX))
    const startWall = xOnWall(startX)
    let current: Drag | null = null
    let last = { clientX: startX, snap: 'weeks' as Snap, isCopy: false }
    let frame = 0

    const dragTo = () => {
      const { clientX, snap, isCopy } = last
      const days = Math.round((xOnWall(clientX) - startWall) / scale().dayWidth)
      const window =
        held.kind === 'draw'
          ? drawnWindow(fromDayNumber(startDay), fromDayNumber(dayAt(scale(), xOnWall(clientX))), adWeekStart, snap)
          : held.kind === 'move'
            ? draggedWindow(held.window, days, adWeekStart, snap)
            : stretchedWindow(held.window, held.kind, days, adWeekStart, snap)
      current = {
        kind: held.kind === 'move' && isCopy ? 'copy' : held.kind,
        accountId: held.accountId,
        promotionId: held.promotion?.promotionId ?? null,
        window,
        y: held.y,
      }
      setDrag(current)
    }

    const scrollAtEdges = () => {
      const { left, right } = scroller.getBoundingClientRect()
      const step = last.clientX > right - EDGE_PX ? EDGE_STEP_PX : last.clientX < left + HEAD_WIDTH + EDGE_PX ? -EDGE_STEP_PX : 0
      if (step !== 0 && current !== null) {
        scroller.scrollLeft += step
        dragTo()
      }
      frame = requestAnimationFrame(scrollAtEdges)
    }

    const onMove = (move: PointerEvent) => {
      if (move.pointerId !== event.pointerId) return
      if (current === null && Math.abs(move.clientX - startX) < START_PX && Math.abs(move.clientY - startY) < START_PX) return
      if (current === null) {
        scroller.dataset.dragging = held.kind
        frame = requestAnimationFrame(scrollAtEdges)
      }
      last = { clientX: move.clientX, snap: move.ctrlKey || move.metaKey ? 'days' : 'weeks', isCopy: move.altKey }
      dragTo()
    }
    const end = () => {
      cancelAnimationFrame(frame)
      delete scroller.dataset.dragging
      setDrag(null)
      removeEventListener('pointermove', onMove)
      removeEventListener('pointerup', onUp)
      removeEventListener('pointercancel', end)
      removeEventListener('keydown', onKey, true)
    }
    const onUp = (up: PointerEvent) => {
      if (up.pointerId !== event.pointerId) return
      const done = current
      end()
      if (done === null) return
      justDragged = true
      setTimeout(() => {
        justDragged = false
      }, 0)
      if (held.promotion === null) drop.onDrawn(done.accountId, done.window)
      else if (done.kind === 'copy') drop.onCopy(held.promotion, done.window, held.window)
      else drop.onPut(held.promotion, done.window, held.window)
    }
    const onKey = (key: KeyboardEvent) => {
      if (key.key === 'Escape') {
        key.preventDefault()
        key.stopPropagation()
        end()
        calendar.actions.announce('Put back')
      } else if (current !== null && ['Control', 'Meta', 'Alt'].includes(key.key)) {
        last = { ...last, snap: key.ctrlKey || key.metaKey ? 'days' : 'weeks', isCopy: key.altKey }
        key.preventDefault()
        dragTo()
      }
    }
    addEventListener('pointermove', onMove)
    addEventListener('pointerup', onUp)
    addEventListener('pointercancel', end)
    addEventListener('keydown', onKey, true)
  }

  return {
    hasJustDragged: () => justDragged,
    bar: (event, promotion, window, y, edge) => {
      if (event.button !== 0 || !state.calendar.workspace.canWrite()) return
      if (event.pointerType === 'touch' && state.calendar.selected() !== promotion.promotionId) return
      event.stopPropagation()
      begin(event, { accountId: promotion.accountId, promotion, kind: edge ?? 'move', window, y })
    },
    days: (event, accountId, y) => {
      if (event.button !== 0 || event.pointerType === 'touch' || !state.calendar.workspace.canWrite()) return
      const day = fromDayNumber(0)
      begin(event, { accountId, promotion: null, kind: 'draw', window: { from: day, to: day }, y })
    },
  }
}
