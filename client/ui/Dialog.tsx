// A modal dialog on the platform's own <dialog>: focus trap, Esc, the inert page behind it and the top layer come with it.
// On the phone it is a sheet from below.

import type { JSX } from 'solid-js'
import { createUniqueId, onCleanup, onMount, Show } from 'solid-js'
import { Portal } from 'solid-js/web'
import { IconButton } from './IconButton.tsx'
import './Dialog.css'

export interface DialogProps {
  readonly title: string
  readonly open: boolean
  readonly onClose: () => void
  /** Buttons at the foot, the primary one last. */
  readonly actions?: JSX.Element
  readonly size?: 'small' | 'medium' | 'large' | undefined
  readonly children?: JSX.Element
}

export const Dialog = (props: DialogProps) => (
  <Show when={props.open}>
    <Portal>
      <OpenDialog {...props} />
    </Portal>
  </Show>
)

const OpenDialog = (props: DialogProps) => {
  const titleId = createUniqueId()
  let dialog!: HTMLDialogElement

  onMount(() => {
    const before = document.activeElement
    dialog.showModal()
    firstFocus(dialog)?.focus()
    onCleanup(() => {
      dialog.close()
      if (before instanceof HTMLElement) before.focus()
    })
  })

  /** Leaving a field commits it, so a dialog never closes over a draft. */
  const close = () => {
    if (document.activeElement instanceof HTMLElement && dialog.contains(document.activeElement)) document.activeElement.blur()
    props.onClose()
  }

  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: a press on the backdrop is a convenience beside Esc and the close button
    <dialog
      ref={dialog}
      class="dialog"
      data-size={props.size ?? 'small'}
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault()
        close()
      }}
      onClick={(event) => {
        if (event.target === dialog) close()
      }}
    >
      <div class="dialog-sheet">
        <header class="dialog-header">
          <h2 id={titleId}>{props.title}</h2>
          <IconButton label="Close" icon="close" onClick={close} />
        </header>
        <div class="dialog-body">{props.children}</div>
        <Show when={props.actions}>
          <footer class="dialog-actions">{props.actions}</footer>
        </Show>
      </div>
    </dialog>
  )
}

/** The first thing to fill in; else the primary act, unless it destroys something; else whatever the browser chose. */
const firstFocus = (dialog: HTMLDialogElement): HTMLElement | null =>
  dialog.querySelector<HTMLElement>('.dialog-body :is(input, select, textarea):not([type="hidden"], :disabled)') ??
  dialog.querySelector<HTMLElement>('.dialog-actions .button[data-kind="primary"]') ??
  dialog.querySelector<HTMLElement>('.dialog-actions .button:not([data-kind="danger"])')
