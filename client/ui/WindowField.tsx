// A window of days is ONE value: both ends are typed, then committed together, so that nobody ever stores a window that
// ends before it starts (D3).

import { createSignal, Show, splitProps } from 'solid-js'
import { type DateWindow, isCivilDate, windowDays } from '../../shared/base/civil.ts'
import { Field, type FieldProps } from './Field.tsx'
import './DateField.css'
import './WindowField.css'

export type WindowFieldProps = FieldProps<DateWindow | null>

const sameWindow = (a: DateWindow | null, b: DateWindow | null): boolean => a?.from === b?.from && a?.to === b?.to

export const WindowField = (props: WindowFieldProps) => {
  const [frame] = splitProps(props, ['label', 'hideLabel', 'hint', 'selectedBy', 'readOnly'])
  const [message, setMessage] = createSignal<string | null>(null)
  const [isHeld, setIsHeld] = createSignal(false)
  let group!: HTMLDivElement
  let from!: HTMLInputElement
  let to!: HTMLInputElement

  const restore = () => {
    from.value = props.value?.from ?? ''
    to.value = props.value?.to ?? ''
    setIsHeld(false)
    setMessage(null)
  }

  const commit = async () => {
    if (from.validity.badInput || to.validity.badInput) return void setMessage('Finish the date, or clear it.')
    if ((from.value === '') !== (to.value === '')) return void setMessage('Give the first and the last day, or clear both.')
    const window = from.value === '' ? null : { from: from.value, to: to.value }
    if (window !== null && !(isCivilDate(window.from) && isCivilDate(window.to))) return void setMessage('Give dates that exist.')
    if (window !== null && window.from > window.to) return void setMessage('The first day must not be after the last.')
    if (sameWindow(window, props.value)) return restore()
    const outcome = await props.onCommit(window)
    if (typeof outcome === 'string') return void setMessage(outcome)
    restore()
  }

  const end = (which: 'from' | 'to', id: string | undefined, describedBy: string) => (
    <input
      ref={(element) => {
        if (which === 'from') from = element
        else to = element
      }}
      id={id}
      class="field-input date-input"
      type="date"
      max="9999-12-31"
      aria-label={`${props.label}, ${which === 'from' ? 'first day' : 'last day'}`}
      aria-describedby={describedBy}
      aria-invalid={message() === null ? undefined : 'true'}
      data-empty={props.value === null ? '' : undefined}
      readOnly={props.readOnly}
      value={isHeld() ? undefined : (props.value?.[which] ?? '')}
      onInput={() => setIsHeld(true)}
      onKeyDown={(event) => {
        if (event.key === 'Enter') {
          event.preventDefault()
          void commit()
        } else if (event.key === 'Escape' && isHeld()) {
          event.stopPropagation()
          restore()
        }
      }}
    />
  )

  return (
    <Field {...frame} group message={message()}>
      {(ids) => (
        <div
          ref={group}
          class="window-field"
          onFocusIn={() => props.onFocus?.()}
          onFocusOut={(event) => {
            if (event.relatedTarget instanceof Node && group.contains(event.relatedTarget)) return
            void commit()
            props.onBlur?.()
          }}
        >
          {end('from', ids.control, ids.describedBy)}
          <span class="window-field-dash" aria-hidden="true">
            –
          </span>
          {end('to', undefined, ids.describedBy)}
          <Show when={props.value}>{(window) => <span class="window-field-days">{daysLabel(windowDays(window()))}</span>}</Show>
        </div>
      )}
    </Field>
  )
}

const daysLabel = (days: number): string => (days % 7 === 0 ? `${days / 7} ${days === 7 ? 'week' : 'weeks'}` : `${days} ${days === 1 ? 'day' : 'days'}`)
