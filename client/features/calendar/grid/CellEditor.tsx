// The editor laid over a cell. Enter commits and goes down, Tab goes on, Esc gives up, leaving commits. What cannot be kept
// stays in the editor with its message.

import { createSignal, createUniqueId, For, onMount, Show } from 'solid-js'
import type { PromotionSummary } from '../../../../shared/docs/calendar.ts'
import { MECHANIC_LABELS, MECHANICS } from '../../../../shared/docs/terms/mechanic.ts'
import { PROMOTION_STATUS_LABELS, PROMOTION_STATUSES, RATE_BASES, RATE_BASIS_LABELS } from '../../../../shared/docs/terms/promotion-terms.ts'
import type { CalendarAccount } from '../calendar-data.ts'
import { useCalendar } from '../calendar-state.ts'
import { commitCell } from './grid-edits.ts'
import { COLUMN_FACTS, type Column, editText } from './grid-model.ts'

export type EditEnd = 'down' | 'right' | 'left' | 'stay' | 'left-by-itself'

interface EditorProps {
  readonly promotion: PromotionSummary
  readonly account: CalendarAccount
  readonly column: Column
  /** The key that began it replaces what was there; null edits it. */
  readonly typed: string | null
  readonly onDone: (end: EditEnd) => void
}

const STATUS_OPTIONS = PROMOTION_STATUSES.map((status) => ({ value: status as string, label: PROMOTION_STATUS_LABELS[status] }))
const MECHANIC_OPTIONS = MECHANICS.map((mechanic) => ({ value: mechanic as string, label: `${mechanic} · ${MECHANIC_LABELS[mechanic]}` }))
const BASIS_OPTIONS = [{ value: '', label: '—' }, ...RATE_BASES.map((basis) => ({ value: basis as string, label: RATE_BASIS_LABELS[basis] }))]

export const CellEditor = (props: EditorProps) => {
  const calendar = useCalendar()
  const [message, setMessage] = createSignal<string | null>(null)
  const messageId = createUniqueId()
  const kind = COLUMN_FACTS[props.column].editor
  const before = editText(props.promotion, props.column, props.account)
  let control!: HTMLInputElement | HTMLSelectElement
  let isDone = false

  const finish = async (end: EditEnd) => {
    if (isDone) return
    if (control instanceof HTMLInputElement && control.validity.badInput) return void setMessage('Finish the date, or press Esc.')
    const text = control.value
    if (text === before) {
      isDone = true
      return props.onDone(end)
    }
    isDone = true
    const problem = await commitCell(calendar, props.promotion, props.column, text)
    if (problem === null) return props.onDone(end)
    isDone = false
    setMessage(problem)
    control.focus()
  }

  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation()
    if (event.isComposing) return
    if (event.key === 'Escape') {
      event.preventDefault()
      isDone = true
      props.onDone('stay')
    } else if (event.key === 'Enter') {
      event.preventDefault()
      void finish('down')
    } else if (event.key === 'Tab' && kind !== 'date') {
      event.preventDefault()
      void finish(event.shiftKey ? 'left' : 'right')
    }
  }
  const label = () => COLUMN_FACTS[props.column].label
  const isInvalid = () => (message() === null ? undefined : ('true' as const))
  const leave = () => void finish('left-by-itself')

  onMount(() => {
    control.focus()
    if (control instanceof HTMLInputElement && kind === 'text') {
      if (props.typed === null) control.select()
      else control.setSelectionRange(control.value.length, control.value.length)
    }
  })

  const options = () => (kind === 'status' ? STATUS_OPTIONS : kind === 'mechanic' ? MECHANIC_OPTIONS : BASIS_OPTIONS)
  return (
    <>
      <Show
        when={kind === 'text' || kind === 'date'}
        fallback={
          <select
            ref={(element) => (control = element)}
            class="cell-editor"
            aria-label={label()}
            aria-invalid={isInvalid()}
            aria-describedby={messageId}
            onKeyDown={onKeyDown}
            onBlur={leave}
            onClick={(event) => event.stopPropagation()}
            onChange={() => void finish('stay')}
          >
            <For each={options()}>
              {(option) => (
                <option value={option.value} selected={option.value === before}>
                  {option.label}
                </option>
              )}
            </For>
          </select>
        }
      >
        <input
          ref={(element) => (control = element)}
          class="cell-editor"
          aria-label={label()}
          aria-invalid={isInvalid()}
          aria-describedby={messageId}
          onKeyDown={onKeyDown}
          onBlur={leave}
          onClick={(event) => event.stopPropagation()}
          type={kind === 'date' ? 'date' : 'text'}
          value={props.typed ?? before}
          autocomplete="off"
        />
      </Show>
      <span id={messageId} class="cell-message" role="alert">
        {message()}
      </span>
    </>
  )
}
