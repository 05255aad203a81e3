import { Show } from 'solid-js'
import { Button } from '../ui/Button.tsx'
import { Chip } from '../ui/Chip.tsx'
import { Notice } from './Notice.tsx'

/** Something in the app itself went wrong: what happened, what is safe, what to do. */
export const ErrorPage = (props: { readonly error: unknown; readonly onRetry?: (() => void) | undefined }) => (
  <Notice
    title="This page could not be shown"
    actions={
      <>
        <Show when={props.onRetry}>
          <Button kind="primary" onClick={() => props.onRetry?.()}>
            Try again
          </Button>
        </Show>
        <Button onClick={() => location.reload()}>Reload the app</Button>
      </>
    }
  >
    <p>Something went wrong in Endcap. Your work is saved on this device and is not touched by this.</p>
    <p>
      <Chip tone="danger">{props.error instanceof Error ? props.error.message : String(props.error)}</Chip>
    </p>
  </Notice>
)
