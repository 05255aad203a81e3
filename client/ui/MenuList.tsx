// A menu of commands on the platform's popover: it floats above everything and closes on a press outside. The arrow keys
// walk it, a letter jumps, Enter runs, Esc gives the focus back.

import { createUniqueId, For, onCleanup, Show } from 'solid-js'
import { render } from 'solid-js/web'
import { Icon, type IconName } from './Icon.tsx'
import './Menu.css'

export type MenuEntry =
  | {
      readonly label: string
      readonly onSelect: () => void
      readonly icon?: IconName | undefined
      /** Shown at the right: `⌘D`. */
      readonly keys?: string | undefined
      readonly danger?: boolean | undefined
      readonly disabled?: boolean | undefined
      /** The entry is one of several states, and this is the present one. */
      readonly checked?: boolean | undefined
    }
  | 'separator'

/** A context menu at a point of the window. */
export const openMenuAt = (point: { readonly x: number; readonly y: number }, label: string, items: readonly MenuEntry[]): void => {
  const host = document.body.appendChild(document.createElement('div'))
  const before = document.activeElement
  const dispose = render(
    () => (
      <MenuList
        label={label}
        items={items}
        anchor={() => new DOMRect(point.x, point.y, 0, 0)}
        align="start"
        close={(refocus) => {
          dispose()
          host.remove()
          if (refocus && before instanceof HTMLElement) before.focus()
        }}
      />
    ),
    host,
  )
}

const GAP = 4
const EDGE = 8

const placeBy = (list: HTMLElement, anchor: DOMRect, align: 'start' | 'end') => {
  const { offsetWidth: width, offsetHeight: height } = list
  const wantedLeft = align === 'start' ? anchor.left : anchor.right - width
  const below = anchor.bottom + GAP
  const top = below + height > innerHeight - EDGE && anchor.top - GAP - height > EDGE ? anchor.top - GAP - height : below
  list.style.left = `${Math.max(EDGE, Math.min(wantedLeft, innerWidth - width - EDGE))}px`
  list.style.top = `${Math.max(EDGE, Math.min(top, innerHeight - height - EDGE))}px`
}

interface ListProps {
  readonly label: string
  readonly items: readonly MenuEntry[]
  /** What it opens beside, when it opens. */
  readonly anchor: () => DOMRect
  readonly align: 'start' | 'end'
  readonly close: (refocus: boolean) => void
}

export const MenuList = (props: ListProps) => {
  const id = createUniqueId()
  let list!: HTMLDivElement
  let isClosing = false

  const close = (refocus: boolean) => {
    if (isClosing) return
    isClosing = true
    props.close(refocus)
  }
  const buttons = () => [...list.querySelectorAll<HTMLButtonElement>('button:not(:disabled)')]
  const walk = (step: number) => {
    const all = buttons()
    const at = all.indexOf(document.activeElement as HTMLButtonElement)
    all[(at + step + all.length) % all.length]?.focus()
  }

  const mount = (element: HTMLDivElement) => {
    list = element
    // In the document only after the ref: the popover opens on the next turn.
    queueMicrotask(() => {
      if (!element.isConnected) return
      element.showPopover()
      placeBy(element, props.anchor(), props.align)
      buttons()[0]?.focus()
    })
  }
  onCleanup(() => {
    isClosing = true
  })

  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation()
    if (event.key === 'ArrowDown') walk(1)
    else if (event.key === 'ArrowUp') walk(-1)
    else if (event.key === 'Home') buttons()[0]?.focus()
    else if (event.key === 'End') buttons().at(-1)?.focus()
    else if (event.key === 'Escape' || event.key === 'Tab') close(true)
    else if (event.key.length === 1 && event.key !== ' ') {
      const letter = event.key.toLowerCase()
      buttons()
        .find((button) => button.textContent?.trim().toLowerCase().startsWith(letter))
        ?.focus()
      return
    } else return
    event.preventDefault()
  }

  return (
    <div
      ref={mount}
      id={id}
      class="menu"
      popover="auto"
      role="menu"
      tabIndex={-1}
      aria-label={props.label}
      onKeyDown={onKeyDown}
      onToggle={(event) => {
        if ((event as unknown as ToggleEvent).newState === 'closed') close(false)
      }}
    >
      <For each={props.items}>
        {(entry) =>
          entry === 'separator' ? (
            <hr class="menu-separator" />
          ) : (
            // biome-ignore lint/a11y/useAriaPropsSupportedByRole: only a radio entry has a checked state
            <button
              type="button"
              class="menu-item"
              role={entry.checked === undefined ? 'menuitem' : 'menuitemradio'}
              aria-checked={entry.checked}
              data-danger={entry.danger ? '' : undefined}
              disabled={entry.disabled}
              onPointerMove={(event) => event.currentTarget.focus()}
              onClick={(event) => {
                event.stopPropagation()
                close(true)
                entry.onSelect()
              }}
            >
              <Show when={entry.icon ?? (entry.checked ? 'check' : undefined)} fallback={<span class="menu-gap" />}>
                {(icon) => <Icon name={icon()} />}
              </Show>
              <span class="menu-label">{entry.label}</span>
              <Show when={entry.keys}>
                <span class="menu-keys">{entry.keys}</span>
              </Show>
            </button>
          )
        }
      </For>
    </div>
  )
}
