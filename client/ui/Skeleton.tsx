import { For } from 'solid-js'
import './Skeleton.css'

/** Rows that are being read for the very first time. Nothing else ever shows one. */
export const Skeleton = (props: { readonly rows?: number | undefined }) => (
  <div class="skeleton" role="status" aria-label="Loading">
    <For each={Array.from({ length: props.rows ?? 6 })}>
      {(_, index) => <div class="skeleton-row" style={{ '--width': `${[72, 54, 83, 46, 66, 38][index() % 6]}%` }} />}
    </For>
  </div>
)
