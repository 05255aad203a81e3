import { Icon, type IconName } from './Icon.tsx'
import './IconButton.css'

export interface IconButtonProps {
  /** Read aloud and shown as a tooltip. */
  readonly label: string
  readonly icon: IconName
  readonly onClick: (event: MouseEvent) => void
  readonly disabled?: boolean | undefined
  /** A toggle says whether it is on. */
  readonly pressed?: boolean | undefined
  /** Shown in the tooltip: `⌘Z`. */
  readonly keys?: string | undefined
  readonly danger?: boolean | undefined
  readonly ref?: ((element: HTMLButtonElement) => void) | undefined
}

export const IconButton = (props: IconButtonProps) => (
  <button
    ref={(element) => props.ref?.(element)}
    type="button"
    class="icon-button"
    data-danger={props.danger ? '' : undefined}
    aria-label={props.label}
    aria-pressed={props.pressed}
    title={props.keys === undefined ? props.label : `${props.label} (${props.keys})`}
    disabled={props.disabled}
    onClick={(event) => props.onClick(event)}
  >
    <Icon name={props.icon} />
  </button>
)
