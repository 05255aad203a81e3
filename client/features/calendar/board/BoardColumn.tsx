// A column of the board. Only the cards in sight exist, and the one the keys are on.

import { createMemo, createSignal, For, onCleanup, onMount, Show } from 'solid-js'
import type { PromotionSummary } from '../../../../shared/docs/calendar.ts'
import { PROMOTION_STATUS_LABELS, type PromotionStatus } from '../../../../shared/docs/terms/promotion-terms.ts'
import { useCalendar } from '../calendar-state.ts'
import { cardFields } from '../card-fields.ts'
import { BoardCard } from './BoardCard.tsx'

interface ColumnProps {
  readonly status: PromotionStatus
  readonly cards: readonly PromotionSummary[]
  readonly active: string | null
  /** Why what is dragged may not come here; null when it may. */
  readonly refusal: string | null
  readonly isDragging: boolean
  /** What is dragged comes from here. */
  readonly isHome: boolean
  readonly onDrag: (promotionId: string | null) => void
  readonly onDrop: () => void
  readonly onFocus: (promotionId: string) => void
}

const GAP = 6
const OVERSCAN = 4

export const BoardColumn = (props: ColumnProps) => {
  const calendar = useCalendar()
  const [top, setTop] = createSignal(0)
  const [height, setHeight] = createSignal(0)
  const [rem, setRem] = createSignal(16)
  const [isOver, setIsOver] = createSignal(false)
  let scroller!: HTMLDivElement
  const fields = createMemo(() => cardFields(calendar))
  /** One line for the name, one for up to three fields, two for more. */
  const cardHeight = createMemo(() => Math.round((fields().length === 0 ? 2.25 : fields().length <= 2 ? 3.5 : 4.75) * rem()))
  const step = () => cardHeight() + GAP

  onMount(() => {
    const measure = () => {
      setHeight(scroller.clientHeight)
      // What one line of text takes: the floor's type is larger.
      setRem(Number.parseFloat(getComputedStyle(scroller).fontSize) / 0.8125)
    }
    const read = () => setTop(scroller.scrollTop)
    const observer = new ResizeObserver(measure)
    observer.observe(scroller)
    scroller.addEventListener('scroll', read, { passive: true })
    measure()
    onCleanup(() => observer.disconnect())
  })

  const indexOf = createMemo(() => new Map(props.cards.map((card, index) => [card.promotionId, index])))
  const ids = createMemo(() => {
    const first = Math.max(0, Math.floor(top() / step()) - OVERSCAN)
    const last = Math.min(props.cards.length, Math.ceil((top() + height()) / step()) + OVERSCAN)
    const seen = props.cards.slice(first, last).map(({ promotionId }) => promotionId)
    const at = props.active === null ? undefined : indexOf().get(props.active)
    return props.active === null || at === undefined || (at >= first && at < last) ? seen : at < first ? [props.active, ...seen] : [...seen, props.active]
  })

  return (
    <section
      class="board-column"
      aria-labelledby={`board-${props.status}`}
      data-status={props.status}
      data-empty={props.cards.length === 0 ? '' : undefined}
      data-drop={!props.isDragging || props.isHome ? undefined : props.refusal === null ? 'takes' : 'refuses'}
      data-over={isOver() && props.isDragging ? '' : undefined}
      onDragOver={(event) => {
        // Also where it is refused: the drop says why.
        if (!props.isDragging) return
        event.preventDefault()
        setIsOver(true)
      }}
      onDragLeave={(event) => {
        if (!(event.relatedTarget instanceof Node && event.currentTarget.contains(event.relatedTarget))) setIsOver(false)
      }}
      onDrop={(event) => {
        event.preventDefault()
        setIsOver(false)
        props.onDrop()
      }}
    >
      <h2 id={`board-${props.status}`} class="board-heading">
        <span class="board-status" data-status={props.status} aria-hidden="true" />
        {PROMOTION_STATUS_LABELS[props.status]}
        <span class="board-count">{props.cards.length}</span>
      </h2>
      <Show when={isOver() && props.isDragging && !props.isHome && props.refusal}>
        <p class="board-refusal" role="status">
          {props.refusal}
        </p>
      </Show>
      <div ref={scroller} class="board-scroller">
        <ul class="board-cards" style={{ height: `${props.cards.length * step()}px`, '--card-height': `${cardHeight()}px` }}>
          <For each={ids()}>
            {(promotionId) => (
              <Show when={props.cards[indexOf().get(promotionId) ?? -1]}>
                {(promotion) => (
                  <BoardCard
                    promotion={promotion()}
                    fields={fields()}
                    top={(indexOf().get(promotionId) ?? 0) * step()}
                    isTabStop={props.active === promotionId}
                    onDrag={props.onDrag}
                    onFocus={props.onFocus}
                  />
                )}
              </Show>
            )}
          </For>
        </ul>
        <Show when={props.cards.length === 0}>
          <p class="board-empty">{props.isDragging && !props.isHome && props.refusal === null ? 'Drop it here.' : 'None.'}</p>
        </Show>
      </div>
    </section>
  )
}
