import './Mark.css'

/** The sign of Endcap: a gondola's end seen from the front, three shelves of bars. The same drawing as the app's icon. */
export const Mark = (props: { readonly class?: string | undefined }) => (
  <svg class={props.class === undefined ? 'mark' : `mark ${props.class}`} viewBox="0 0 32 32" aria-hidden="true">
    <rect class="mark-ground" width="32" height="32" rx="7.5" />
    <path class="mark-shelf" d="M7 12.25h18M7 18.25h18M7 24.25h18" />
    <path class="mark-bar" d="M8.500 9.250h6M12.500 15.250h11M8.500 21.250h8.500" />
    <path class="mark-bright" d="M18 9.250h5.500M20.500 21.250h3" />
  </svg>
)
