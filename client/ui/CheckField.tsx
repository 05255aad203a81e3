import { createSignal, splitProps } from 'solid-js'
import { Field, type FieldProps } from './Field.tsx'
import './CheckField.css'

export interface CheckFieldProps extends FieldProps<boolean> {
  /** The words beside the box; the label by default. */
  readonly words?: string | undefined
}

export const CheckField = (props: CheckFieldProps) => {
  const [frame] = splitProps(props, ['hint', 'selectedBy', 'readOnly'])
  const [message, setMessage] = createSignal<string | null>(null)
  return (
    <Field {...frame} label={props.label} hideLabel message={message()}>
      {(ids) => (
        <div class="check-field">
          <input
            id={ids.control}
            class="check-input"
            type="checkbox"
            checked={props.value}
            disabled={props.readOnly}
            aria-describedby={ids.describedBy}
            onChange={async (event) => {
              const box = event.currentTarget
              const outcome = await props.onCommit(box.checked)
              setMessage(typeof outcome === 'string' ? outcome : null)
              box.checked = props.value
            }}
            onFocus={() => props.onFocus?.()}
            onBlur={() => props.onBlur?.()}
          />
          {props.hideLabel ? null : (
            <label class="check-words" for={ids.control} aria-hidden="true">
              {props.words ?? props.label}
            </label>
          )}
        </div>
      )}
    </Field>
  )
}
