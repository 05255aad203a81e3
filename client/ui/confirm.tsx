import { createSignal } from 'solid-js'
import { render } from 'solid-js/web'
import { Button } from './Button.tsx'
import { Dialog } from './Dialog.tsx'
import './confirm.css'

export interface AskOptions {
  /** What the button says: "Delete 4 promotions", never "OK". */
  readonly verb: string
  readonly danger?: boolean | undefined
  /** What goes and what stays. */
  readonly detail?: string | undefined
  /** What the other button says. */
  readonly keep?: string | undefined
}

/** Asks before something that cannot be taken back. False when the person thinks better of it. */
export const ask = (question: string, options: AskOptions): Promise<boolean> =>
  new Promise((resolve) => {
    const host = document.body.appendChild(document.createElement('div'))
    const [isOpen, setIsOpen] = createSignal(true)
    const answer = (yes: boolean) => {
      if (!isOpen()) return
      setIsOpen(false)
      dispose()
      host.remove()
      resolve(yes)
    }
    const dispose = render(
      () => (
        <Dialog
          title={question}
          open={isOpen()}
          onClose={() => answer(false)}
          actions={
            <>
              <Button onClick={() => answer(false)}>{options.keep ?? 'Cancel'}</Button>
              <Button kind={options.danger ? 'danger' : 'primary'} onClick={() => answer(true)}>
                {options.verb}
              </Button>
            </>
          }
        >
          <p class="confirm-detail">{options.detail}</p>
        </Dialog>
      ),
      host,
    )
  })
