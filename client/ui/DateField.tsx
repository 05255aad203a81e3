import { createSignal, splitProps } from 'solid-js'
import { type CivilDate, isCivilDate } from '../../shared/base/civil.ts'
import { createRemoteTint } from './createRemoteTint.ts'
import { Field, type FieldProps } from './Field.tsx'
import './DateField.css'

export interface DateFieldProps extends FieldProps<CivilDate | null> {
  readonly min?: CivilDate | undefined
  readonly max?: CivilDate | undefined
}

/** The device's own date input: typing, picker and screen reader come with it. Commits when the date is whole. */
export const DateField = (props: DateFieldProps) => {
  const [frame] = splitProps(props, ['label', 'hideLabel', 'hint', 'selectedBy', 'readOnly'])
  const [message, setMessage] = createSignal<string | null>(null)
  let input!: HTMLInputElement
  let isTyping = false
  createRemoteTint(
    () => input,
    () => props.value,
    () => props.selectedBy,
  )

  const commit = async () => {
    isTyping = false
    if (input.validity.badInput) return void setMessage('Finish the date, or clear it.')
    const value = input.value === '' ? null : input.value
    if (value !== null && !isCivilDate(value)) return void setMessage('Give a date that exists.')
    if (value === props.value) return void setMessage(null)
    const outcome = await props.onCommit(value)
    setMessage(typeof outcome === 'string' ? outcome : null)
  }

  return (
    <Field {...frame} message={message()}>
      {(ids) => (
        <input
          ref={input}
          id={ids.control}
          class="field-input date-input"
          type="date"
          data-empty={props.value === null ? '' : undefined}
          min={props.min}
          max={props.max ?? '9999-12-31'}
          readOnly={props.readOnly}
          aria-invalid={message() === null ? undefined : 'true'}
          aria-describedby={ids.describedBy}
          value={props.value ?? ''}
          onKeyDown={(event) => {
            if (event.key === 'Enter') {
              event.preventDefault()
              void commit()
            } else if (event.key === 'Escape' && isTyping) {
              event.stopPropagation()
              isTyping = false
              input.value = props.value ?? ''
              setMessage(null)
            } else isTyping = true
          }}
          onChange={() => {
            // The picker changes the value in one go; typing waits for Enter or leaving.
            if (!isTyping) void commit()
          }}
          onFocus={() => props.onFocus?.()}
          onBlur={() => {
            void commit()
            props.onBlur?.()
          }}
        />
      )}
    </Field>
  )
}
