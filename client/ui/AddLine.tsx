// The last line of a list: type, press Enter, and it is a row; the caret stays for the next one. Several pasted lines
// become several rows.

import { createSignal, createUniqueId, Show } from 'solid-js'
import { Icon } from './Icon.tsx'
import './AddLine.css'

export interface AddLineProps {
  /** Read aloud and shown while empty: "Add a topic". */
  readonly label: string
  /** A returned text is shown at the line, and what was typed stays. */
  readonly onAdd: (lines: readonly string[]) => Promise<string | null>
  /** What was typed before is offered again. */
  readonly suggestions?: readonly string[] | undefined
}

export const AddLine = (props: AddLineProps) => {
  const id = createUniqueId()
  const [text, setText] = createSignal('')
  const [message, setMessage] = createSignal<string | null>(null)
  let isAdding = false

  const add = async (lines: readonly string[]) => {
    const wanted = lines.map((line) => line.trim()).filter((line) => line !== '')
    if (wanted.length === 0 || isAdding) return
    isAdding = true
    const problem = await props.onAdd(wanted)
    isAdding = false
    setMessage(problem)
    if (problem === null) setText('')
  }

  return (
    <div class="add-line" data-invalid={message() === null ? undefined : ''}>
      <Icon name="plus" class="add-line-icon" />
      <input
        class="add-line-input"
        aria-label={props.label}
        placeholder={props.label}
        autocomplete="off"
        list={props.suggestions === undefined ? undefined : `${id}-list`}
        aria-invalid={message() === null ? undefined : 'true'}
        aria-describedby={`${id}-message`}
        enterkeyhint="done"
        value={text()}
        onInput={(event) => {
          setText(event.currentTarget.value)
          setMessage(null)
        }}
        onPaste={(event) => {
          const lines = (event.clipboardData?.getData('text/plain') ?? '').split(/\r?\n/)
          if (lines.filter((line) => line.trim() !== '').length < 2) return
          event.preventDefault()
          void add(lines)
        }}
        onKeyDown={(event) => {
          if (event.isComposing) return
          if (event.key === 'Enter') {
            event.preventDefault()
            void add([text()])
          } else if (event.key === 'Escape' && text() !== '') {
            event.preventDefault()
            event.stopPropagation()
            setText('')
            setMessage(null)
          }
        }}
        // Nothing typed is lost by looking elsewhere.
        onBlur={() => void add([text()])}
      />
      <Show when={props.suggestions}>
        {(suggestions) => (
          <datalist id={`${id}-list`}>
            {suggestions().map((suggestion) => (
              <option value={suggestion} />
            ))}
          </datalist>
        )}
      </Show>
      <p id={`${id}-message`} class="add-line-message" role="alert">
        {message()}
      </p>
    </div>
  )
}
