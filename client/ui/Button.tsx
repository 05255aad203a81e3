import type { JSX } from 'solid-js'
import { Show } from 'solid-js'
import { Icon, type IconName } from './Icon.tsx'
import './Button.css'

export interface ButtonProps {
  readonly kind?: 'primary' | 'plain' | 'quiet' | 'danger' | undefined
  readonly onClick?: ((event: MouseEvent) => void) | undefined
  readonly disabled?: boolean | undefined
  readonly icon?: IconName | undefined
  readonly type?: 'button' | 'submit' | undefined
  /** Work is under way: the button says so and takes no second press. */
  readonly busy?: boolean | undefined
  /** Fills the width it is given. */
  readonly wide?: boolean | undefined
  readonly title?: string | undefined
  readonly ref?: ((element: HTMLButtonElement) => void) | undefined
  readonly children: JSX.Element
}

export const Button = (props: ButtonProps) => (
  <button
    ref={(element) => props.ref?.(element)}
    type={props.type ?? 'button'}
    class="button"
    data-kind={props.kind ?? 'plain'}
    data-wide={props.wide ? '' : undefined}
    aria-busy={props.busy ? 'true' : undefined}
    disabled={props.disabled === true || props.busy === true}
    title={props.title}
    onClick={(event) => props.onClick?.(event)}
  >
    <Show when={props.icon}>{(icon) => <Icon name={icon()} />}</Show>
    <span class="button-words">{props.children}</span>
  </button>
)
