// A button of the toolbar and what it opens: a popover on the platform's own (Esc, a press outside). What is in it is made
// when it is first opened, and most of it loads then too.

import type { JSX } from 'solid-js'
import { createSignal, createUniqueId, Show, Suspense } from 'solid-js'
import { Icon } from '../../../ui/Icon.tsx'

export interface ToolPopoverProps {
  readonly label: string
  /** The popover's name, where the button's words are not enough. */
  readonly name: string
  readonly isOn?: boolean
  readonly title?: string
  readonly ref?: (open: () => void) => void
  readonly children: (close: () => void) => JSX.Element
}

export const ToolPopover = (props: ToolPopoverProps) => {
  const id = createUniqueId()
  const [isOpen, setIsOpen] = createSignal(false)
  let button!: HTMLButtonElement
  let list!: HTMLDivElement
  const place = () => {
    const box = button.getBoundingClientRect()
    list.style.left = `${Math.max(8, Math.min(box.left, innerWidth - list.offsetWidth - 8))}px`
    list.style.top = `${Math.max(8, Math.min(box.bottom + 4, innerHeight - list.offsetHeight - 8))}px`
  }
  /** What is in it may still be on its way, and then makes it wider. */
  const watch = () => new ResizeObserver(place).observe(list)
  props.ref?.(() => list.showPopover())
  return (
    <>
      <button
        ref={button}
        type="button"
        class="filter-button"
        popovertarget={id}
        aria-haspopup="dialog"
        title={props.title}
        data-on={props.isOn ? '' : undefined}
      >
        <span>{props.label}</span>
        <Icon name="chevron-down" />
      </button>
      <div
        ref={list}
        id={id}
        class="tool-popover"
        popover="auto"
        role="dialog"
        aria-label={props.name}
        onToggle={(event) => {
          const opened = (event as unknown as ToggleEvent).newState === 'open'
          setIsOpen(opened)
          if (opened) {
            place()
            watch()
          }
        }}
      >
        <Show when={isOpen()}>
          <Suspense>{props.children(() => list.hidePopover())}</Suspense>
        </Show>
      </div>
    </>
  )
}
