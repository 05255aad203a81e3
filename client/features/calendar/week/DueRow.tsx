import { Show } from 'solid-js'
import { daysBetween } from '../../../../shared/base/civil.ts'
import { PROMOTION_STATUS_LABELS } from '../../../../shared/docs/terms/promotion-terms.ts'
import { promotionLabel } from '../../../../shared/domain/promotion-label.ts'
import { dateWithWeek, dayLabel } from '../../../../shared/domain/weeks/week-labels.ts'
import { Icon } from '../../../ui/Icon.tsx'
import { useCalendar } from '../calendar-state.ts'
import { PeerMarks } from '../PeerMarks.tsx'
import { familyOf } from '../timeline/timeline-model.ts'
import { canTick, type Due } from './week-model.ts'

interface DueRowProps {
  readonly due: Due
  readonly isLate: boolean
  readonly isTabStop: boolean
  readonly onFocus: () => void
  readonly onTick: () => void
  readonly onOpen: () => void
}

/** One thing that is due. */
export const DueRow = (props: DueRowProps) => {
  const calendar = useCalendar()
  const account = () => calendar.accountById(props.due.accountId)
  const promotion = () => (props.due.kind === 'action' ? null : props.due.promotion)
  const what = () => {
    const shown = promotion()
    return shown === null ? '' : promotionLabel(shown, account()?.name ?? '', account()?.currency ?? 'USD').main
  }
  const when = () => {
    const shown = account()
    return shown === null ? dayLabel(props.due.due) : dateWithWeek(shown.system, shown.adWeekStart, props.due.due)
  }
  const late = () => {
    const days = daysBetween(props.due.due, calendar.workspace.today())
    return days === 1 ? '1 day late' : `${days} days late`
  }
  const peers = () => {
    const shown = promotion()
    return shown === null ? [] : calendar.peersAt(shown.promotionId)
  }
  const isTickable = () => canTick(props.due) && calendar.workspace.canWrite()
  return (
    <li class="due-row" data-kind={props.due.kind} data-done={props.due.isDone ? '' : undefined}>
      <Show when={isTickable()} fallback={<span class="due-tick" data-kind={props.due.kind} aria-hidden="true" />}>
        {/* biome-ignore lint/a11y/useSemanticElements: its look and its key are the line's */}
        <button
          type="button"
          class="due-tick"
          role="checkbox"
          tabIndex={-1}
          aria-checked={props.due.isDone}
          aria-label={`Done: ${props.due.name}${what() === '' ? '' : `, ${what()}`}`}
          onClick={() => props.onTick()}
        >
          <Show when={props.due.isDone}>
            <Icon name="check" />
          </Show>
        </button>
      </Show>
      <button
        type="button"
        class="due-open"
        data-due={props.due.id}
        data-selected={promotion() !== null && calendar.selected() === promotion()?.promotionId ? '' : undefined}
        tabIndex={props.isTabStop ? 0 : -1}
        onFocus={() => props.onFocus()}
        onClick={() => props.onOpen()}
      >
        <span class="due-when" data-late={props.isLate ? '' : undefined}>
          {when()}
          <Show when={props.isLate}>
            <span class="due-late">{late()}</span>
          </Show>
        </span>
        <span class="due-name">{props.due.name}</span>
        <span class="due-what">
          <Show when={promotion()}>
            {(shown) => (
              <>
                <span class="due-swatch" data-fill data-family={familyOf(shown())} data-status={shown().status} aria-hidden="true" />
                <span class="due-what-name">{what()}</span>
              </>
            )}
          </Show>
        </span>
        <span class="due-account">{account()?.name}</span>
        <span class="due-owner">{props.due.owner}</span>
        <span class="due-status">{promotion() === null ? 'Agreed in a meeting' : PROMOTION_STATUS_LABELS[promotion()?.status ?? 'idea']}</span>
        <PeerMarks peers={peers()} />
        <Show when={props.due.isDone}>
          <span class="visually-hidden">Done</span>
        </Show>
      </button>
    </li>
  )
}
