// A filter over what is on the page: it works with every key, and Esc empties it. Reached by `/` where a page has one.

import { Show } from 'solid-js'
import { Icon } from './Icon.tsx'
import './Field.css'
import './SearchField.css'

export interface SearchFieldProps {
  /** Read aloud and shown while empty. */
  readonly label: string
  readonly value: string
  readonly onInput: (text: string) => void
  /** ↓ or Enter: on to the first of what was found. */
  readonly onLeave?: (() => void) | undefined
  readonly ref?: ((element: HTMLInputElement) => void) | undefined
}

export const SearchField = (props: SearchFieldProps) => (
  <div class="search-field">
    <Icon name="search" class="search-field-icon" />
    <input
      ref={(element) => props.ref?.(element)}
      type="search"
      class="field-input search-field-input"
      aria-label={props.label}
      placeholder={props.label}
      autocomplete="off"
      spellcheck={false}
      value={props.value}
      onInput={(event) => props.onInput(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && props.value !== '') {
          event.preventDefault()
          event.stopPropagation()
          props.onInput('')
        } else if ((event.key === 'ArrowDown' || event.key === 'Enter') && props.onLeave !== undefined) {
          event.preventDefault()
          props.onLeave()
        }
      }}
    />
    <Show when={props.value !== ''}>
      <button type="button" class="search-field-clear" aria-label="Clear the filter" onClick={() => props.onInput('')}>
        <Icon name="close" />
      </button>
    </Show>
  </div>
)
