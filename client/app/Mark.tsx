import './Mark.css'

/** The sign of Endcap: a gondola's end seen from the front, three shelves of bars. The same drawing as the app's icon. */
export const Mark = (props: { readonly class?: string | undefined }) => (
  <svg class={props.class === undefined ? 'mark' : `mark ${props.class}`} viewBox="0 0 32 32" aria-hidden="true">
    <rect class="mark-ground" width="32" height="32" rx="7.5" />
    <path class="mark-shelf" d="M6 12h20M6 18.5h20M6 25h20" />
    <path class="mark-bar" d="M8 8.5h5.5M13 15h11M8 21.5h8" />
    <path class="mark-bright" d="M18.5 8.5h5.5M21 21.5h3" />
  </svg>
)
