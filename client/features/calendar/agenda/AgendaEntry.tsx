import { For, Show } from 'solid-js'
import type { PromotionSummary } from '../../../../shared/docs/calendar.ts'
import { PROMOTION_STATUS_LABELS } from '../../../../shared/docs/terms/promotion-terms.ts'
import { promotionLabel } from '../../../../shared/domain/promotion-label.ts'
import { windowWithWeeks } from '../../../../shared/domain/weeks/week-labels.ts'
import { Avatar } from '../../../ui/Avatar.tsx'
import { useCalendar } from '../calendar-state.ts'
import { familyOf } from '../timeline/timeline-model.ts'

/** One promotion, as big as a thumb. */
export const AgendaEntry = (props: { promotion: PromotionSummary }) => {
  const calendar = useCalendar()
  const account = () => calendar.accountById(props.promotion.accountId)
  const label = () => promotionLabel(props.promotion, account()?.name ?? '', account()?.currency ?? 'USD')
  const when = () => {
    const shown = account()
    const { inStore } = props.promotion
    return shown === null || inStore === null ? '' : windowWithWeeks(shown.system, shown.adWeekStart, inStore)
  }
  const peers = () => calendar.peersAt(props.promotion.promotionId)
  return (
    <li>
      <button type="button" class="agenda-entry" data-status={props.promotion.status} onClick={() => calendar.open(props.promotion.promotionId)}>
        <span class="agenda-swatch" data-family={familyOf(props.promotion)} data-status={props.promotion.status} aria-hidden="true" />
        <span class="agenda-words">
          <span class="agenda-main">
            <span class="agenda-name">{label().main}</span>
            <span class="agenda-detail">{label().detail}</span>
          </span>
          <span class="agenda-where">{account()?.name}</span>
          <span class="agenda-where">{when()}</span>
        </span>
        <span class="agenda-status">{PROMOTION_STATUS_LABELS[props.promotion.status]}</span>
        <Show when={peers().length > 0}>
          <For each={peers()}>{(peer) => <Avatar name={peer.name} hue={peer.hue} size="small" />}</For>
        </Show>
      </button>
    </li>
  )
}
