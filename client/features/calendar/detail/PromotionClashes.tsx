// What gets in its way at the same account (DOMAIN §3): from all calendars of the account, worked out on every change, each
// one press away from the other promotion.

import { createMemo, For, Show } from 'solid-js'
import { type ClashReason, clashesWith } from '../../../../shared/domain/clashes.ts'
import { dayMonthLabel } from '../../../../shared/domain/weeks/week-labels.ts'
import { Icon } from '../../../ui/Icon.tsx'
import { useCalendar } from '../calendar-state.ts'
import { usePromotion } from './promotion-context.ts'

const REASONS: Readonly<Record<ClashReason, string>> = {
  different_retails: 'Two prices at once',
  stacked_allowances: 'Two allowances on one unit',
  same_group: 'Same group at the same time',
}
const LEVELS = { error: 0, warn: 1, info: 2 } as const

export const PromotionClashes = () => {
  const calendar = useCalendar()
  const { promotionId } = usePromotion()
  const clashes = createMemo(() => {
    const promotion = calendar.promotionById(promotionId)
    if (promotion === null) return []
    return [...clashesWith(promotion, calendar.allOf(promotion.accountId))].sort((a, b) => LEVELS[a.level] - LEVELS[b.level])
  })
  return (
    <Show when={clashes().length > 0}>
      <ul class="promotion-clashes" aria-label="Clashes">
        <For each={clashes()}>
          {(clash) => {
            const otherId = clash.first === promotionId ? clash.second : clash.first
            return (
              <li>
                <button type="button" class="promotion-clash" data-level={clash.level} onClick={() => calendar.open(otherId)}>
                  <Icon name={clash.level === 'info' ? 'info' : 'warning'} />
                  <span>
                    <strong>{REASONS[clash.reason]}</strong> with {calendar.promotionById(otherId)?.name || 'another promotion'}, {clash.itemGroup},{' '}
                    {dayMonthLabel(clash.days.from)} – {dayMonthLabel(clash.days.to)}
                  </span>
                </button>
              </li>
            )
          }}
        </For>
      </ul>
    </Show>
  )
}
