import { createMemo } from 'solid-js'
import { PROMOTION_STATUS_LABELS } from '../../../../shared/docs/terms/promotion-terms.ts'
import { promotionLabel } from '../../../../shared/domain/promotion-label.ts'
import { useCalendar } from '../calendar-state.ts'
import { cardFields, fieldText } from '../card-fields.ts'
import { PeerMarks, peerColour } from '../PeerMarks.tsx'
import { openPromotionMenu } from '../promotion-menu.ts'
import { familyOf } from '../timeline/timeline-model.ts'
import type { MonthBar as Bar } from './month-model.ts'

/** A promotion across the days of one week. Reached by pointer; by key through the list of a day. */
export const MonthBar = (props: { bar: Bar }) => {
  const calendar = useCalendar()
  const promotion = () => props.bar.promotion
  const account = () => calendar.accountById(promotion().accountId)
  const name = () => promotionLabel(promotion(), account()?.name ?? '', account()?.currency ?? 'USD').main
  const peers = () => calendar.peersAt(promotion().promotionId)
  const detail = createMemo(() =>
    cardFields(calendar)
      .map((field) => fieldText(promotion(), field, account()))
      .filter((text) => text !== '')
      .join(' · '),
  )
  return (
    <button
      type="button"
      class="month-bar"
      tabIndex={-1}
      data-fill
      data-family={familyOf(promotion())}
      data-status={promotion().status}
      data-selected={calendar.selected() === promotion().promotionId ? '' : undefined}
      data-before={props.bar.isFromBefore ? '' : undefined}
      data-after={props.bar.isToAfter ? '' : undefined}
      data-peer={peers().length > 0 ? '' : undefined}
      style={{ '--column': props.bar.column, '--days': props.bar.days, '--lane': props.bar.lane, '--peer': peerColour(peers()) }}
      title={`${name()} · ${detail()}`}
      onClick={() => calendar.open(promotion().promotionId)}
      onContextMenu={(event) => {
        event.preventDefault()
        openPromotionMenu(calendar, promotion(), { x: event.clientX, y: event.clientY })
      }}
    >
      <span class="month-bar-name">{name()}</span>
      <span class="month-bar-detail">{detail()}</span>
      <span class="visually-hidden">, {PROMOTION_STATUS_LABELS[promotion().status]}</span>
      <PeerMarks peers={peers()} />
    </button>
  )
}
