import { Show } from 'solid-js'

/** What went wrong with a form, read aloud as it appears; nothing while nothing is wrong. */
export const Problem = (props: { readonly message: string | null; readonly class: string }) => (
  <Show when={props.message}>
    {(message) => (
      <p class={props.class} role="alert">
        {message()}
      </p>
    )}
  </Show>
)
