import type { JSX } from 'solid-js'
import { createEffect, Show, useContext } from 'solid-js'
import { WorkspaceContext } from '../data/context.ts'
import { Mark } from './Mark.tsx'
import './Notice.css'

/** One message in the middle of a page: nothing found, no access, a used link. Outside the shell it is the page's main part itself. */
export const Notice = (props: { readonly title: string; readonly actions?: JSX.Element; readonly children?: JSX.Element }) => {
  createEffect(() => {
    document.title = `${props.title} · Endcap`
  })
  const isInShell = useContext(WorkspaceContext) !== undefined
  return (
    <div class="notice" role={isInShell ? undefined : 'main'}>
      <Mark />
      <h1>{props.title}</h1>
      <div class="notice-words">{props.children}</div>
      <Show when={props.actions}>
        <div class="notice-actions">{props.actions}</div>
      </Show>
    </div>
  )
}
