import { Show } from 'solid-js'
import type { Currency } from '../../../shared/base/money.ts'
import type { PromotionSummary } from '../../../shared/docs/calendar.ts'
import { MERCHANDISING_LABELS } from '../../../shared/docs/terms/promotion-labels.ts'
import { PROMOTION_STATUS_LABELS } from '../../../shared/docs/terms/promotion-terms.ts'
import { mechanicFamily } from '../../../shared/domain/mechanic-families.ts'
import { promotionLabel } from '../../../shared/domain/promotion-label.ts'
import { useWorkspace } from '../../data/context.ts'

interface PromotionRowProps {
  readonly promotion: PromotionSummary
  readonly accountName: string
  readonly currency: Currency
  readonly showAccount?: boolean | undefined
  /** At the right: until when, or from when. */
  readonly when: string
}

/** A promotion as one line: what it is, how it pays, how it is shown. The swatch is its bar: family by colour and pattern, status by solidity. */
export const PromotionRow = (props: PromotionRowProps) => {
  const workspace = useWorkspace()
  const first = () => props.promotion.lines[0]
  const label = () => promotionLabel(props.promotion, props.accountName, props.currency)
  const detail = () => {
    const shown = props.promotion.merchandising.filter((one) => one !== 'tpr').map((one) => MERCHANDISING_LABELS[one])
    return [props.showAccount ? props.accountName : '', label().detail, ...shown].filter(Boolean).join(' · ')
  }
  return (
    <li>
      <a class="today-row" href={workspace.href(`/calendar?promotion=${props.promotion.promotionId}`)}>
        <span
          class="today-swatch"
          data-family={first() === undefined ? 'other' : mechanicFamily(first()?.mechanic ?? 'SPOIL')}
          data-status={props.promotion.status}
          title={PROMOTION_STATUS_LABELS[props.promotion.status]}
        />
        <span class="today-words">
          <span class="today-name">{label().main}</span>
          <span class="today-detail">{detail()}</span>
        </span>
        <Show when={props.promotion.status !== 'confirmed'}>
          <span class="today-status">{PROMOTION_STATUS_LABELS[props.promotion.status]}</span>
        </Show>
        <span class="today-when">{props.when}</span>
      </a>
    </li>
  )
}
