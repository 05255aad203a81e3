import { createSignal } from 'solid-js'
import { Button } from '../../../ui/Button.tsx'

/** A link or a token that the server will never show again. */
export const SecretOnce = (props: { readonly label: string; readonly secret: string; readonly note: string; readonly onDone: () => void }) => {
  const [copied, setCopied] = createSignal<string | null>(null)
  let input!: HTMLInputElement
  const copy = async () => {
    input.select()
    try {
      await navigator.clipboard.writeText(props.secret)
      setCopied('Copied')
    } catch {
      // Without https a page may not write to the clipboard; the text is selected for the keys that may.
      setCopied('Selected: copy it with your keyboard')
    }
  }
  return (
    <section class="secret-once" aria-label={props.label}>
      <label class="secret-label">
        <span class="field-label">{props.label}</span>
        <input ref={input} class="field-input secret-input" readOnly value={props.secret} onFocus={(event) => event.currentTarget.select()} />
      </label>
      <p class="secret-note" role="status">
        {copied() ?? props.note}
      </p>
      <div class="secret-acts">
        <Button kind="primary" icon="copy" onClick={() => void copy()}>
          Copy
        </Button>
        <Button kind="quiet" onClick={() => props.onDone()}>
          I have it
        </Button>
      </div>
    </section>
  )
}
