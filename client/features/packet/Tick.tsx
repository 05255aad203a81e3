interface TickProps {
  readonly label: string
  readonly checked: boolean
  readonly disabled: boolean
  readonly onChange: (isChecked: boolean) => void
}

/** A box to tick, with as much room around it as a thumb needs. */
export const Tick = (props: TickProps) => (
  <label class="tick">
    <input
      type="checkbox"
      class="tick-box"
      aria-label={props.label}
      checked={props.checked}
      disabled={props.disabled}
      onChange={(event) => props.onChange(event.currentTarget.checked)}
    />
  </label>
)
