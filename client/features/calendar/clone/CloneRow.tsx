// One proposed clone: what it is, the weeks it comes from and those it goes to, and what a person should look at.

import { For, Show } from 'solid-js'
import type { DateWindow } from '../../../../shared/base/civil.ts'
import { promotionLabel } from '../../../../shared/domain/promotion-label.ts'
import { windowWithWeeks } from '../../../../shared/domain/weeks/week-labels.ts'
import { Icon } from '../../../ui/Icon.tsx'
import type { CalendarAccount } from '../calendar-data.ts'
import { useCalendar } from '../calendar-state.ts'
import type { ShownClone } from './CloneDialog.tsx'

interface CloneRowProps {
  readonly shown: ShownClone
  readonly account: CalendarAccount | null
  readonly isTicked: boolean
  /** Clashes it would be in that are errors. */
  readonly errors: number
  readonly onTick: (isOn: boolean) => void
}

export const CloneRow = (props: CloneRowProps) => {
  const calendar = useCalendar()
  const plan = () => props.shown.plan
  const label = () => {
    const { promotion } = props.shown
    const account = calendar.accountById(promotion.accountId)
    const { main, detail } = promotionLabel(promotion, account?.name ?? '', account?.currency ?? 'USD')
    return { main, detail }
  }
  const weeks = (account: CalendarAccount | null, window: DateWindow | null) =>
    window === null ? 'no dates' : account === null ? `${window.from} – ${window.to}` : windowWithWeeks(account.system, account.adWeekStart, window)
  const before = () => weeks(calendar.accountById(props.shown.promotion.accountId), plan().before)
  const notes = () => [
    ...plan().changes.map(({ level, message }) => ({ level, message })),
    ...(props.errors > 0 ? [{ level: 'error' as const, message: `${props.errors} ${props.errors === 1 ? 'clash' : 'clashes'} there` }] : []),
  ]
  return (
    <li class="clone-row" data-off={props.isTicked ? undefined : ''}>
      <label class="clone-tick">
        <input
          type="checkbox"
          class="check-input"
          checked={props.isTicked}
          disabled={plan().draft === null}
          aria-label={`Clone ${label().main} ${label().detail}`}
          onChange={(event) => props.onTick(event.currentTarget.checked)}
        />
        <span class="clone-name">
          <span class="clone-main">{label().main}</span> <span class="clone-detail">{label().detail}</span>
        </span>
      </label>
      <span class="clone-weeks">
        <span class="clone-before">{before()}</span>
        <Icon name="arrow-right" />
        <span class="clone-after">{weeks(props.account, plan().after)}</span>
        <Show when={plan().how}>
          <span class="clone-how">{plan().how}</span>
        </Show>
      </span>
      <Show when={notes().length > 0}>
        <ul class="clone-notes">
          <For each={notes()}>
            {(note) => (
              <li data-level={note.level}>
                <Icon name={note.level === 'info' ? 'info' : 'warning'} />
                {note.message}
              </li>
            )}
          </For>
        </ul>
      </Show>
    </li>
  )
}
