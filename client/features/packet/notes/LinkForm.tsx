// Asks for the address of a link: of the selected words, of the link the caret stands in, or typed as its own words.

import type { Editor } from '@tiptap/core'
import { createSignal, onMount, Show } from 'solid-js'
import { linkAddress } from './notes-extensions.ts'

export const LinkForm = (props: { readonly editor: Editor; readonly onDone: () => void }) => {
  const present = String(props.editor.getAttributes('link').href ?? '')
  const [address, setAddress] = createSignal(present)
  const [problem, setProblem] = createSignal<string | null>(null)
  let field: HTMLInputElement | undefined
  onMount(() => field?.select())

  const done = () => {
    props.onDone()
    props.editor.commands.focus()
  }
  const apply = (event: Event) => {
    event.preventDefault()
    const href = linkAddress(address())
    if (href === null) {
      setProblem('Give a web address, an e-mail address or a phone link (tel:…).')
      field?.focus()
      return
    }
    const chain = props.editor.chain().focus().extendMarkRange('link')
    if (props.editor.state.selection.empty && present === '') {
      chain.insertContent({ type: 'text', text: address().trim(), marks: [{ type: 'link', attrs: { href } }] }).run()
    } else chain.setLink({ href }).run()
    props.onDone()
  }
  const remove = () => {
    props.editor.chain().focus().extendMarkRange('link').unsetLink().run()
    props.onDone()
  }

  return (
    <form
      class="notes-link-form"
      onSubmit={apply}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        event.stopPropagation()
        done()
      }}
    >
      <label class="notes-link-label">
        <span>Address</span>
        <input
          ref={field}
          class="notes-link-input"
          type="text"
          inputmode="url"
          autocomplete="off"
          spellcheck={false}
          placeholder="https://, name@company.com"
          value={address()}
          onInput={(event) => setAddress(event.currentTarget.value)}
          aria-invalid={problem() !== null}
          aria-describedby={problem() === null ? undefined : 'notes-link-problem'}
        />
      </label>
      <button type="submit" class="notes-link-act">
        Set link
      </button>
      <Show when={present !== ''}>
        <button type="button" class="notes-link-act" onClick={remove}>
          Remove
        </button>
      </Show>
      <Show when={problem()}>
        {(message) => (
          <p class="notes-link-problem" id="notes-link-problem" role="alert">
            {message()}
          </p>
        )}
      </Show>
    </form>
  )
}
