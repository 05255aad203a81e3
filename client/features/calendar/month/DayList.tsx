// All that is in store on a day: where the keys reach what the bars show, and where what did not fit is.

import { For, onMount, Show } from 'solid-js'
import type { PromotionSummary } from '../../../../shared/docs/calendar.ts'
import { PROMOTION_STATUS_LABELS } from '../../../../shared/docs/terms/promotion-terms.ts'
import { promotionLabel } from '../../../../shared/domain/promotion-label.ts'
import { dayLabel } from '../../../../shared/domain/weeks/week-labels.ts'
import { Button } from '../../../ui/Button.tsx'
import { Dialog } from '../../../ui/Dialog.tsx'
import { useCalendar } from '../calendar-state.ts'
import { cardFields, fieldText } from '../card-fields.ts'
import { PeerMarks } from '../PeerMarks.tsx'
import { familyOf } from '../timeline/timeline-model.ts'

export const DayList = (props: { date: string; promotions: readonly PromotionSummary[]; onClose: () => void; onPlan: () => void }) => {
  const calendar = useCalendar()
  let list: HTMLUListElement | undefined
  // Behind the dialog's own: what one came for is in the list.
  onMount(() => setTimeout(() => list?.querySelector('button')?.focus(), 0))
  const walk = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step === 0) return
    event.preventDefault()
    const buttons = [...(list?.querySelectorAll('button') ?? [])]
    buttons[(buttons.indexOf(document.activeElement as HTMLButtonElement) + step + buttons.length) % buttons.length]?.focus()
  }
  const account = (promotion: PromotionSummary) => calendar.accountById(promotion.accountId)
  return (
    <Dialog
      title={`${dayLabel(props.date)} ${props.date.slice(0, 4)}`}
      open
      onClose={props.onClose}
      actions={
        <Show when={calendar.workspace.canWrite()}>
          <Button
            kind="plain"
            icon="plus"
            onClick={() => {
              props.onClose()
              props.onPlan()
            }}
          >
            Plan a promotion
          </Button>
        </Show>
      }
    >
      <Show when={props.promotions.length > 0} fallback={<p class="day-list-none">Nothing is in store.</p>}>
        <ul ref={list} class="day-list" onKeyDown={walk}>
          <For each={props.promotions}>
            {(promotion) => (
              <li>
                <button
                  type="button"
                  class="day-list-entry"
                  onClick={() => {
                    props.onClose()
                    calendar.open(promotion.promotionId, true)
                  }}
                >
                  <span class="day-list-swatch" data-fill data-family={familyOf(promotion)} data-status={promotion.status} aria-hidden="true" />
                  <span class="day-list-words">
                    <span class="day-list-name">{promotionLabel(promotion, account(promotion)?.name ?? '', account(promotion)?.currency ?? 'USD').main}</span>
                    <span class="day-list-detail">
                      {cardFields(calendar)
                        .map((field) => fieldText(promotion, field, account(promotion)))
                        .filter((text) => text !== '')
                        .join(' · ')}
                    </span>
                  </span>
                  <PeerMarks peers={calendar.peersAt(promotion.promotionId)} />
                  <span class="day-list-detail">{PROMOTION_STATUS_LABELS[promotion.status]}</span>
                </button>
              </li>
            )}
          </For>
        </ul>
      </Show>
    </Dialog>
  )
}
