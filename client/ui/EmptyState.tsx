import type { JSX } from 'solid-js'
import { Show } from 'solid-js'
import './EmptyState.css'

export interface EmptyStateProps {
  /** One sentence. */
  readonly title: string
  readonly hint?: string | undefined
  /** One action, a `<Button>`. */
  readonly action?: JSX.Element
  /** A ghost of what it will look like; rows of bars by default. */
  readonly ghost?: JSX.Element
}

export const EmptyState = (props: EmptyStateProps) => (
  <div class="empty-state">
    <div class="empty-ghost" aria-hidden="true">
      {props.ghost ?? <GhostRows />}
    </div>
    <p class="empty-title">{props.title}</p>
    <Show when={props.hint}>
      <p class="empty-hint">{props.hint}</p>
    </Show>
    <Show when={props.action}>
      <div class="empty-action">{props.action}</div>
    </Show>
  </div>
)

const GhostRows = () => (
  <svg class="ghost-rows" viewBox="0 0 240 84" aria-hidden="true">
    <path class="ghost-line" d="M0 .5h240M0 28.5h240M0 56.5h240M0 83.5h240M60.500 0v84" />
    <path class="ghost-bar" d="M8 14h36M8 42h28M8 70h40M76 14h52M144 14h64M96 42h72M70 70h34M128 70h88" />
  </svg>
)
