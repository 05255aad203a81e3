import { For, Show } from 'solid-js'
import type { PromotionSummary } from '../../../../shared/docs/calendar.ts'
import { PROMOTION_STATUS_LABELS } from '../../../../shared/docs/terms/promotion-terms.ts'
import { promotionLabel } from '../../../../shared/domain/promotion-label.ts'
import { IconButton } from '../../../ui/IconButton.tsx'
import { useCalendar } from '../calendar-state.ts'
import { type CardField, fieldText } from '../card-fields.ts'
import { PeerMarks, peerColour } from '../PeerMarks.tsx'
import { openPromotionMenu } from '../promotion-menu.ts'
import { familyOf } from '../timeline/timeline-model.ts'

interface CardProps {
  readonly promotion: PromotionSummary
  readonly fields: readonly CardField[]
  readonly top: number
  readonly isTabStop: boolean
  readonly onDrag: (promotionId: string | null) => void
  readonly onFocus: (promotionId: string) => void
}

/** A promotion on the board. */
export const BoardCard = (props: CardProps) => {
  const calendar = useCalendar()
  const account = () => calendar.accountById(props.promotion.accountId)
  const name = () => promotionLabel(props.promotion, account()?.name ?? '', account()?.currency ?? 'USD').main
  const peers = () => calendar.peersAt(props.promotion.promotionId)
  const shown = () => props.fields.map((field) => ({ field, text: fieldText(props.promotion, field, account()) })).filter(({ text }) => text !== '')
  return (
    <li class="board-item" style={{ transform: `translateY(${props.top}px)` }}>
      {/* biome-ignore lint/a11y/useSemanticElements: a button element cannot be dragged everywhere */}
      <div
        class="board-card"
        role="button"
        data-key={props.promotion.promotionId}
        data-family={familyOf(props.promotion)}
        data-status={props.promotion.status}
        data-selected={calendar.selected() === props.promotion.promotionId ? '' : undefined}
        data-peer={peers().length > 0 ? '' : undefined}
        style={{ '--peer': peerColour(peers()) }}
        tabIndex={props.isTabStop ? 0 : -1}
        draggable={calendar.workspace.canWrite()}
        onFocus={() => props.onFocus(props.promotion.promotionId)}
        onClick={() => calendar.open(props.promotion.promotionId)}
        onKeyDown={(event) => {
          if (event.key !== ' ') return
          event.preventDefault()
          calendar.open(props.promotion.promotionId, true)
        }}
        onContextMenu={(event) => {
          event.preventDefault()
          openPromotionMenu(calendar, props.promotion, { x: event.clientX, y: event.clientY })
        }}
        onDragStart={(event) => {
          event.dataTransfer?.setData('text/plain', name())
          if (event.dataTransfer !== null) event.dataTransfer.effectAllowed = 'move'
          props.onDrag(props.promotion.promotionId)
        }}
        onDragEnd={() => props.onDrag(null)}
      >
        <span class="board-card-name">
          <span class="board-swatch" data-family={familyOf(props.promotion)} aria-hidden="true" />
          <span class="board-card-words">{name()}</span>
          <span class="visually-hidden">, {PROMOTION_STATUS_LABELS[props.promotion.status]}</span>
          <PeerMarks peers={peers()} />
        </span>
        <Show when={shown().length > 0}>
          <span class="board-card-fields">
            <For each={shown()}>{({ field, text }) => <span data-field={field}>{text}</span>}</For>
          </span>
        </Show>
      </div>
      <Show when={calendar.workspace.canWrite()}>
        <span class="board-card-menu">
          <IconButton
            label={`Change ${name()}`}
            icon="more"
            onClick={(event) => openPromotionMenu(calendar, props.promotion, { x: event.clientX, y: event.clientY })}
          />
        </span>
      </Show>
    </li>
  )
}
