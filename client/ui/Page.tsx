import type { JSX } from 'solid-js'
import { createEffect, Show } from 'solid-js'
import './Page.css'

export interface PageProps {
  readonly title: string
  /** A quiet line beside or below the title. */
  readonly subtitle?: JSX.Element
  /** Instead of the plain title: an editable one, a breadcrumb. The title still names the page. */
  readonly heading?: JSX.Element
  readonly actions?: JSX.Element
  /** Filters and view switches, under the title. */
  readonly toolbar?: JSX.Element
  /** The contents reach the edges and scroll by themselves (timeline, wide tables). */
  readonly flush?: boolean | undefined
  /** A measure for reading and forms instead of the full width. */
  readonly narrow?: boolean | undefined
  readonly children: JSX.Element
}

export const Page = (props: PageProps) => {
  createEffect(() => {
    document.title = `${props.title} · Endcap`
  })
  return (
    <div class="page" data-flush={props.flush ? '' : undefined} data-narrow={props.narrow ? '' : undefined}>
      <header class="page-header">
        <div class="page-title">
          <h1 class={props.heading === undefined ? undefined : 'visually-hidden'}>{props.title}</h1>
          {props.heading}
          <Show when={props.subtitle}>
            <div class="page-subtitle">{props.subtitle}</div>
          </Show>
        </div>
        <Show when={props.actions}>
          <div class="page-actions">{props.actions}</div>
        </Show>
      </header>
      <Show when={props.toolbar}>
        <div class="page-toolbar">{props.toolbar}</div>
      </Show>
      <div class="page-body">{props.children}</div>
    </div>
  )
}
