// The pitches by how far they have come. A card is dragged to another column, or taken there by Shift and the arrow keys, or
// by its menu; the rules of a pitch say which columns take it, and one that does not says why.

import { createEffect, createMemo, createSignal, For, on, onMount } from 'solid-js'
import { PROMOTION_STATUS_LABELS, PROMOTION_STATUSES, type PromotionStatus } from '../../../../shared/docs/terms/promotion-terms.ts'
import { statusProblem } from '../../../../shared/domain/status-rules.ts'
import { useCalendar } from '../calendar-state.ts'
import { createKeptFocus } from '../keep-focus.ts'
import { openPromotionMenu } from '../promotion-menu.ts'
import { BoardColumn } from './BoardColumn.tsx'
import { type BoardPlace, boardColumns, placeOfCard, stepOnBoard } from './board-model.ts'
import './status-board.css'

export const StatusBoard = () => {
  const calendar = useCalendar()
  const columns = createMemo(() => boardColumns(calendar.shown()))
  const [active, setActive] = createSignal<string | null>(calendar.selected())
  const [dragged, setDragged] = createSignal<string | null>(null)
  let board!: HTMLDivElement

  const cardAt = ({ column, row }: BoardPlace) => columns()[column]?.cards[row] ?? null
  const firstCard = () => columns().find(({ cards }) => cards.length > 0)?.cards[0]?.promotionId ?? null
  const tabStop = createMemo(() => (active() !== null && placeOfCard(columns(), active() ?? '') !== null ? active() : firstCard()))

  const focus = (promotionId: string) => {
    setActive(promotionId)
    if (calendar.openId() === null) calendar.select(promotionId)
    queueMicrotask(() => {
      const card = board.querySelector<HTMLElement>(`[data-key="${CSS.escape(promotionId)}"]`)
      card?.focus({ preventScroll: true })
      card?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
    })
  }

  const problemOf = (promotionId: string | null, status: PromotionStatus): string | null => {
    const promotion = calendar.promotionById(promotionId ?? '')
    return promotion === null ? null : statusProblem(promotion.status, status, promotion)
  }
  const move = async (promotionId: string, status: PromotionStatus) => {
    const promotion = calendar.promotionById(promotionId)
    if (promotion === null || promotion.status === status || !calendar.workspace.canWrite()) return
    await calendar.actions.setStatus(promotion, status)
    calendar.actions.announce(
      calendar.promotionById(promotionId)?.status === status || problemOf(promotionId, status) === null
        ? `Moved to ${PROMOTION_STATUS_LABELS[status].toLowerCase()}`
        : (problemOf(promotionId, status) ?? ''),
    )
    focus(promotionId)
  }

  const onKeyDown = (event: KeyboardEvent) => {
    const promotionId = event.target instanceof HTMLElement ? event.target.dataset.key : undefined
    const place = promotionId === undefined ? null : placeOfCard(columns(), promotionId)
    if (promotionId === undefined || place === null || event.isComposing || event.altKey) return
    const promotion = calendar.promotionById(promotionId)
    const done = () => {
      event.preventDefault()
      event.stopPropagation()
    }
    if (event.shiftKey && (event.key === 'ArrowLeft' || event.key === 'ArrowRight')) {
      done()
      const status = PROMOTION_STATUSES[place.column + (event.key === 'ArrowLeft' ? -1 : 1)]
      if (status !== undefined) void move(promotionId, status)
      return
    }
    const next = stepOnBoard(columns(), place, event.key)
    if (next !== null) {
      done()
      const card = cardAt(next)
      if (card !== null) focus(card.promotionId)
    } else if (event.key === 'Enter') {
      done()
      calendar.open(promotionId, true)
    } else if (event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey)) {
      done()
      const box = (event.target as HTMLElement).getBoundingClientRect()
      if (promotion !== null) openPromotionMenu(calendar, promotion, { x: box.left + 12, y: box.top + 28 })
    } else if ((event.key === 'Delete' || event.key === 'Backspace') && promotion !== null && calendar.workspace.canWrite()) {
      done()
      void calendar.actions.remove(promotion)
    }
  }

  createKeptFocus(
    () => board,
    columns,
    () => board.querySelector<HTMLElement>(`[data-key="${CSS.escape(tabStop() ?? '')}"]`),
  )
  // Details that close give the focus back; a promotion just created is gone to.
  createEffect(
    on(calendar.openId, (id, before) => {
      if (id === null && typeof before === 'string') setTimeout(() => document.activeElement === document.body && focus(before), 0)
    }),
  )
  createEffect(() => {
    const id = calendar.expected()
    if (id === null || calendar.promotionById(id) === null) return
    calendar.expect(null)
    focus(id)
  })
  onMount(() => {
    const id = calendar.selected()
    if (id !== null && calendar.openId() === null)
      board.querySelector(`[data-key="${CSS.escape(id)}"]`)?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  })

  return (
    // biome-ignore lint/a11y/useSemanticElements: columns of cards, no form
    <div ref={board} class="status-board" role="group" aria-label="Promotions by status" aria-describedby="board-keys" onKeyDown={onKeyDown}>
      <p id="board-keys" class="visually-hidden">
        Arrow keys go from card to card. Shift with the left or right arrow changes the status. Enter opens.
      </p>
      <For each={PROMOTION_STATUSES}>
        {(status, index) => (
          <BoardColumn
            status={status}
            cards={columns()[index()]?.cards ?? []}
            active={tabStop()}
            refusal={dragged() === null ? null : problemOf(dragged(), status)}
            isDragging={dragged() !== null}
            isHome={calendar.promotionById(dragged() ?? '')?.status === status}
            onDrag={setDragged}
            onDrop={() => {
              const id = dragged()
              setDragged(null)
              if (id !== null) void move(id, status)
            }}
            onFocus={(promotionId) => setActive(promotionId)}
          />
        )}
      </For>
    </div>
  )
}
