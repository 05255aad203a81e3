import { createSignal, For, Show, splitProps } from 'solid-js'
import { Field, type FieldProps } from './Field.tsx'
import { Icon } from './Icon.tsx'
import type { SelectOption } from './SelectField.tsx'
import './ChoiceField.css'

export interface ChoiceFieldProps<Choice extends string> extends Omit<FieldProps<readonly Choice[]>, 'onCommit'> {
  readonly options: readonly SelectOption<Choice>[]
  /** One choice at a time, because a set merges by choice (D1). */
  readonly onToggle: (choice: Choice, present: boolean) => ReturnType<FieldProps<Choice>['onCommit']>
}

/** A set of choices as chips. Chosen ones that are no longer offered stay visible and can be taken away. */
export const ChoiceField = <Choice extends string>(props: ChoiceFieldProps<Choice>) => {
  const [frame] = splitProps(props, ['label', 'hideLabel', 'hint', 'selectedBy', 'readOnly'])
  const [message, setMessage] = createSignal<string | null>(null)
  const options = () => {
    const unknown = props.value.filter((choice) => !props.options.some(({ value }) => value === choice))
    const all = [...props.options, ...unknown.map((value) => ({ value, label: value }))]
    return props.readOnly ? all.filter(({ value }) => props.value.includes(value)) : all
  }
  const toggle = async (choice: Choice) => {
    const outcome = await props.onToggle(choice, !props.value.includes(choice))
    setMessage(typeof outcome === 'string' ? outcome : null)
  }
  return (
    <Field {...frame} group message={message()}>
      {(ids) => (
        <div class="choice-field" aria-describedby={ids.describedBy}>
          <For each={options()} fallback={<span class="choice-none">None</span>}>
            {(option) => (
              <button
                type="button"
                class="choice"
                aria-pressed={props.value.includes(option.value)}
                disabled={props.readOnly}
                onClick={() => void toggle(option.value)}
                onFocus={() => props.onFocus?.()}
                onBlur={() => props.onBlur?.()}
              >
                <Show when={props.value.includes(option.value)}>
                  <Icon name="check" />
                </Show>
                {option.label}
              </button>
            )}
          </For>
        </div>
      )}
    </Field>
  )
}
