// Free text with suggestions. Anything may be typed; the list only saves typing.

import { createMemo, createSignal, For, Show } from 'solid-js'
import { ok } from '../../shared/base/result.ts'
import { createDraft } from './createDraft.ts'
import { DraftInput } from './DraftInput.tsx'
import type { FieldProps } from './Field.tsx'
import './ComboField.css'

export interface ComboFieldProps extends FieldProps<string> {
  readonly suggestions: readonly string[]
}

const SHOWN_MAX = 8

export const ComboField = (props: ComboFieldProps) => {
  const [isOpen, setIsOpen] = createSignal(false)
  const [active, setActive] = createSignal(-1)
  const draft = createDraft<string>({
    value: () => props.value,
    format: (value) => value,
    parse: (text) => ok(text.trim()),
    commit: (value) => props.onCommit(value),
  })

  const matches = createMemo(() => {
    if (!isOpen()) return []
    const wanted = draft.isDirty() ? draft.text().trim().toLowerCase() : ''
    const found = [...new Set(props.suggestions)].filter((suggestion) => suggestion !== '' && suggestion.toLowerCase().includes(wanted))
    return found.length === 1 && found[0] === draft.text() ? [] : found.slice(0, SHOWN_MAX)
  })
  const open = () => {
    if (!props.readOnly) setIsOpen(true)
  }
  const close = () => {
    setIsOpen(false)
    setActive(-1)
  }
  const take = (suggestion: string) => {
    draft.type(suggestion)
    close()
    void draft.commit()
  }

  const onKeyDown = (event: KeyboardEvent) => {
    const { length } = matches()
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault()
      if (!isOpen()) return open()
      if (length > 0) setActive((active() + (event.key === 'ArrowDown' ? 1 : -1) + length) % length)
      return
    }
    const chosen = matches()[active()]
    if (event.key === 'Enter' && chosen !== undefined) {
      event.preventDefault()
      return take(chosen)
    }
    if (event.key === 'Escape' && length > 0) {
      event.preventDefault()
      event.stopPropagation()
      return close()
    }
    if (event.key === 'Enter') close()
    draft.onKeyDown(event)
  }

  return (
    <DraftInput
      {...props}
      draft={draft}
      combo={{
        isExpanded: () => matches().length > 0,
        open,
        close,
        onTyped: () => {
          setActive(-1)
          open()
        },
        onKeyDown,
      }}
      after={(ids) => (
        <Show when={matches().length > 0}>
          <div id={`${ids.control}-list`} class="combo-list" role="listbox" aria-label={props.label}>
            <For each={matches()}>
              {(suggestion, index) => (
                // biome-ignore lint/a11y/useFocusableInteractive: focus stays in the input, as the combobox pattern wants
                // biome-ignore lint/a11y/useKeyWithClickEvents: the input has the keys
                <div
                  class="combo-option"
                  role="option"
                  aria-selected={index() === active()}
                  onPointerDown={(event) => event.preventDefault()}
                  onClick={() => take(suggestion)}
                >
                  {suggestion}
                </div>
              )}
            </For>
          </div>
        </Show>
      )}
    />
  )
}
