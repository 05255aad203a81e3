// The editor laid over a cell. Enter commits and goes down, Tab goes on, Esc gives up, leaving commits. What cannot be kept
// stays in the editor with its message. Choices are found by typing; a date is typed as people write it, or picked.

import { createMemo, createSignal, createUniqueId, For, onCleanup, onMount, Show } from 'solid-js'
import { choicesFor } from './choices.ts'
import type { GridActs } from './grid-acts.ts'
import { editText } from './grid-cells.ts'
import { COLUMN_FACTS, type Column } from './grid-columns.ts'
import { useGrid } from './grid-state.ts'

export type EditEnd = 'down' | 'up' | 'right' | 'left' | 'stay' | 'left-by-itself'

interface EditorProps {
  readonly rowKey: string
  readonly column: Column
  readonly typed: string | null
  readonly acts: GridActs
  readonly onDone: (end: EditEnd) => void
}

const SHOWN_MAX = 40

export const CellEditor = (props: EditorProps) => {
  const grid = useGrid()
  const entry = grid.entryOf(props.rowKey)
  const facts = COLUMN_FACTS[props.column]
  const before = entry === null ? (grid.draft()[props.column] ?? '') : editText(entry.promotion, props.column, entry.account)
  const choices = facts.editor === 'choice' ? choicesFor(grid.calendar, props.column, entry?.promotion ?? null) : null
  const [text, setText] = createSignal(props.typed ?? before)
  /** Once somebody typed, the list holds what fits. */
  const [isNarrowed, setIsNarrowed] = createSignal(props.typed !== null)
  const [marked, setMarked] = createSignal(-1)
  const [message, setMessage] = createSignal<string | null>(null)
  const messageId = createUniqueId()
  const listId = createUniqueId()
  let input!: HTMLInputElement
  let isDone = false

  const found = createMemo(() => {
    const words = isNarrowed() ? text().toLocaleLowerCase('en').trim() : ''
    const options = choices?.options ?? []
    const begins = options.filter(({ label }) => label.toLocaleLowerCase('en').startsWith(words))
    return [...begins, ...options.filter((option) => !begins.includes(option) && option.label.toLocaleLowerCase('en').includes(words))].slice(0, SHOWN_MAX)
  })
  const markedOption = () => found()[marked()] ?? (choices?.isStrict === true && isNarrowed() && text().trim() !== '' ? found()[0] : undefined)

  /** False when what was typed cannot be kept. */
  const finish = async (end: EditEnd, chosen?: string): Promise<boolean> => {
    if (isDone) return true
    if (input.validity.badInput) {
      setMessage('Finish the date, or press Esc.')
      return false
    }
    const given = chosen ?? (end === 'left-by-itself' ? input.value : (markedOption()?.value ?? input.value))
    if (given === before) {
      isDone = true
      props.onDone(end)
      return true
    }
    isDone = true
    const problem = await props.acts.commit(props.rowKey, props.column, given)
    if (problem === null) {
      props.onDone(end)
      return true
    }
    isDone = false
    setMessage(problem)
    input.focus()
    return false
  }
  grid.setFinisher(() => finish('left-by-itself'))
  onCleanup(() => grid.setFinisher(null))

  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation()
    if (event.isComposing) return
    const keep = () => event.preventDefault()
    if (event.key === 'Escape') {
      keep()
      isDone = true
      props.onDone('stay')
    } else if (event.key === 'Enter') {
      keep()
      void finish(event.shiftKey ? 'up' : 'down')
    } else if (event.key === 'Tab') {
      keep()
      void finish(event.shiftKey ? 'left' : 'right')
    } else if (choices !== null && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
      keep()
      const count = found().length
      if (count > 0) setMarked((now) => (now + (event.key === 'ArrowDown' ? 1 : -1) + count) % count)
      queueMicrotask(() => document.getElementById(`${listId}-${marked()}`)?.scrollIntoView({ block: 'nearest' }))
    }
  }

  onMount(() => {
    input.focus()
    if (input.type !== 'text') return
    if (props.typed === null) input.select()
    else input.setSelectionRange(input.value.length, input.value.length)
  })

  return (
    <>
      {/* biome-ignore lint/a11y/useAriaPropsSupportedByRole: the role is there whenever they are */}
      <input
        ref={input}
        class="cell-editor"
        type={facts.editor === 'date' && props.typed === null ? 'date' : 'text'}
        role={choices === null ? undefined : 'combobox'}
        aria-label={facts.label}
        aria-invalid={message() === null ? undefined : 'true'}
        aria-describedby={messageId}
        aria-expanded={choices === null ? undefined : found().length > 0}
        aria-controls={choices === null ? undefined : listId}
        aria-autocomplete={choices === null ? undefined : 'list'}
        aria-activedescendant={choices !== null && marked() >= 0 ? `${listId}-${marked()}` : undefined}
        value={text()}
        autocomplete="off"
        spellcheck={false}
        onInput={(event) => {
          setText(event.currentTarget.value)
          setIsNarrowed(true)
          setMarked(-1)
        }}
        onKeyDown={onKeyDown}
        onBlur={() => void finish('left-by-itself')}
        onClick={(event) => event.stopPropagation()}
        onPointerDown={(event) => event.stopPropagation()}
      />
      <Show when={choices !== null && found().length > 0 && message() === null}>
        <div id={listId} class="cell-choices" role="listbox" aria-label={facts.label}>
          <For each={found()}>
            {(option, index) => (
              // biome-ignore lint/a11y/useFocusableInteractive: the field above has the focus
              // biome-ignore lint/a11y/useKeyWithClickEvents: the field above has the keys
              <div
                id={`${listId}-${index()}`}
                class="cell-choice"
                role="option"
                aria-selected={marked() === index()}
                data-present={option.value === before ? '' : undefined}
                onPointerDown={(event) => {
                  // Before the field loses the focus, and commits what is in it.
                  event.preventDefault()
                  event.stopPropagation()
                }}
                onClick={(event) => {
                  event.stopPropagation()
                  void finish('stay', option.value)
                }}
              >
                {option.label}
              </div>
            )}
          </For>
        </div>
      </Show>
      <span id={messageId} class="cell-message" role="alert">
        {message()}
      </span>
    </>
  )
}
