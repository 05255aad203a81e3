// Details beside the work: 420 px at the right of the desk, where the page stays usable; a sheet on the phone.

import type { JSX } from 'solid-js'
import { createUniqueId, onCleanup, onMount, Show } from 'solid-js'
import { Portal } from 'solid-js/web'
import { IconButton } from './IconButton.tsx'
import { createLayer } from './layers.ts'
import './Panel.css'
import { isPhone } from './viewport.ts'

export interface PanelProps {
  /** Names the panel for everybody; shown as its heading unless `heading` is given. */
  readonly title: string
  readonly heading?: JSX.Element
  readonly onClose: () => void
  /** Icon buttons left of the close button. */
  readonly actions?: JSX.Element
  readonly footer?: JSX.Element
  readonly children?: JSX.Element
}

export const Panel = (props: PanelProps) => (
  <Portal>
    <Show when={isPhone()} fallback={<SidePanel {...props} />}>
      <SheetPanel {...props} />
    </Show>
  </Portal>
)

/** Leaving a field commits it: a panel never closes over a draft. */
const closeAfterCommit = (root: HTMLElement, onClose: () => void) => {
  if (document.activeElement instanceof HTMLElement && root.contains(document.activeElement)) document.activeElement.blur()
  onClose()
}

const SidePanel = (props: PanelProps) => {
  const titleId = createUniqueId()
  let panel!: HTMLElement
  const close = () => closeAfterCommit(panel, props.onClose)
  createLayer(close)
  return (
    <aside ref={panel} class="panel" aria-labelledby={titleId}>
      <PanelContents {...props} titleId={titleId} close={close} />
    </aside>
  )
}

const SheetPanel = (props: PanelProps) => {
  const titleId = createUniqueId()
  let sheet!: HTMLDialogElement
  onMount(() => {
    sheet.showModal()
    onCleanup(() => sheet.close())
  })
  const close = () => closeAfterCommit(sheet, props.onClose)
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: a press on the backdrop is a convenience beside Esc and the close button
    <dialog
      ref={sheet}
      class="panel"
      // The sheet itself: the first field would bring the keyboard up over it.
      autofocus
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault()
        close()
      }}
      onClick={(event) => {
        if (event.target === sheet) close()
      }}
    >
      <PanelContents {...props} titleId={titleId} close={close} />
    </dialog>
  )
}

const PanelContents = (props: PanelProps & { titleId: string; close: () => void }) => (
  <div class="panel-contents">
    <header class="panel-header">
      <div class="panel-heading">
        <h2 id={props.titleId} class={props.heading === undefined ? undefined : 'visually-hidden'}>
          {props.title}
        </h2>
        {props.heading}
      </div>
      <div class="panel-actions">
        {props.actions}
        <IconButton label="Close" icon="close" keys="Esc" onClick={() => props.close()} />
      </div>
    </header>
    <div class="panel-body">{props.children}</div>
    <Show when={props.footer}>
      <footer class="panel-footer">{props.footer}</footer>
    </Show>
  </div>
)
