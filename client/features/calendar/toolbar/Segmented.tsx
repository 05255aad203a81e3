// One of a few, all visible. Radio buttons underneath, so the arrow keys choose.

import { createUniqueId, For, Show } from 'solid-js'
import { Icon, type IconName } from '../../../ui/Icon.tsx'

export interface SegmentedProps<Value extends string> {
  readonly label: string
  readonly value: Value
  readonly options: readonly { readonly value: Value; readonly label: string; readonly icon?: IconName }[]
  readonly onChange: (value: Value) => void
}

export const Segmented = <Value extends string>(props: SegmentedProps<Value>) => {
  const name = createUniqueId()
  return (
    <div class="segmented" role="radiogroup" aria-label={props.label}>
      <For each={props.options}>
        {(option) => (
          <label class="segmented-option">
            <input type="radio" name={name} checked={option.value === props.value} onChange={() => props.onChange(option.value)} />
            <Show when={option.icon}>{(icon) => <Icon name={icon()} />}</Show>
            <span>{option.label}</span>
          </label>
        )}
      </For>
    </div>
  )
}
