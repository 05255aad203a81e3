import { initialsOf } from './initials.ts'
import './Avatar.css'

export interface AvatarProps {
  readonly name: string
  /** Index into the palette of colleagues' colours. */
  readonly hue: number
  readonly size?: 'small' | 'medium' | undefined
  /** Read aloud and shown on hover instead of the name alone. */
  readonly title?: string | undefined
}

export const Avatar = (props: AvatarProps) => (
  <span
    class="avatar"
    role="img"
    aria-label={props.title ?? props.name}
    title={props.title ?? props.name}
    data-size={props.size ?? 'medium'}
    style={{ '--peer': `var(--peer-${props.hue % 8})` }}
  >
    <span aria-hidden="true">{initialsOf(props.name)}</span>
  </span>
)
