import type { JSX } from 'solid-js'
import { createEffect, Show } from 'solid-js'
import { Mark } from './Mark.tsx'
import './Notice.css'

/** One message in the middle of a page: nothing found, no access, a used link. */
export const Notice = (props: { readonly title: string; readonly actions?: JSX.Element; readonly children?: JSX.Element }) => {
  createEffect(() => {
    document.title = `${props.title} · Endcap`
  })
  return (
    <div class="notice">
      <Mark />
      <h1>{props.title}</h1>
      <div class="notice-words">{props.children}</div>
      <Show when={props.actions}>
        <div class="notice-actions">{props.actions}</div>
      </Show>
    </div>
  )
}
