import type { JSX } from 'solid-js'
import { Show } from 'solid-js'
import { Icon, type IconName } from './Icon.tsx'
import './Chip.css'

export interface ChipProps {
  readonly tone?: 'plain' | 'accent' | 'good' | 'warning' | 'danger' | undefined
  readonly icon?: IconName | undefined
  readonly title?: string | undefined
  readonly children: JSX.Element
}

/** A short fact. Colour says state, and the words say it too. */
export const Chip = (props: ChipProps) => (
  <span class="chip" data-tone={props.tone ?? 'plain'} title={props.title}>
    <Show when={props.icon}>{(icon) => <Icon name={icon()} />}</Show>
    {props.children}
  </span>
)
