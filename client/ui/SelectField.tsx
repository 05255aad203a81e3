import { createSignal, For, Show, splitProps } from 'solid-js'
import { createRemoteTint } from './createRemoteTint.ts'
import { Field, type FieldProps } from './Field.tsx'
import { Icon } from './Icon.tsx'
import './SelectField.css'

export interface SelectOption<Value extends string = string> {
  readonly value: Value
  readonly label: string
}

export interface SelectFieldProps<Value extends string> extends FieldProps<Value> {
  readonly options: readonly SelectOption<Value>[]
}

/** The device's own select, dressed. A stored value that is no longer an option is still shown. */
export const SelectField = <Value extends string>(props: SelectFieldProps<Value>) => {
  const [frame] = splitProps(props, ['label', 'hideLabel', 'hint', 'selectedBy', 'readOnly'])
  const [message, setMessage] = createSignal<string | null>(null)
  let select: HTMLSelectElement | undefined
  createRemoteTint(
    () => select,
    () => props.value,
    () => props.selectedBy,
  )
  const labelOf = () => props.options.find(({ value }) => value === props.value)?.label
  return (
    <Field {...frame} message={message()}>
      {(ids) => (
        <Show when={!props.readOnly} fallback={<input id={ids.control} class="field-input" readOnly value={labelOf() ?? props.value} />}>
          <select
            ref={(element) => {
              select = element
            }}
            id={ids.control}
            class="field-input select-input"
            aria-describedby={ids.describedBy}
            aria-invalid={message() === null ? undefined : 'true'}
            onChange={async (event) => {
              const select = event.currentTarget
              const outcome = await props.onCommit(select.value as Value)
              setMessage(typeof outcome === 'string' ? outcome : null)
              select.value = props.value
            }}
            onFocus={() => props.onFocus?.()}
            onBlur={() => props.onBlur?.()}
          >
            <Show when={labelOf() === undefined}>
              <option value={props.value} selected>
                {props.value === '' ? (props.placeholder ?? 'Choose') : props.value}
              </option>
            </Show>
            <For each={props.options}>
              {(option) => (
                <option value={option.value} selected={option.value === props.value}>
                  {option.label}
                </option>
              )}
            </For>
          </select>
          <Icon name="chevron-down" class="select-chevron" />
        </Show>
      )}
    </Field>
  )
}
