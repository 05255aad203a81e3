import { Button } from '../ui/Button.tsx'
import { Notice } from './Notice.tsx'

/** A device that knows nobody yet, and no server to ask. */
export const UnreachablePage = (props: { readonly message: string; readonly onRetry: () => void }) => (
  <Notice
    title="The server cannot be reached"
    actions={
      <Button kind="primary" onClick={() => props.onRetry()}>
        Try again
      </Button>
    }
  >
    <p>Nobody has signed in on this device yet, so there is nothing to show without the server. Check the connection.</p>
  </Notice>
)
