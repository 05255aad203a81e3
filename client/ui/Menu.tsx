// A button that opens a menu of commands. The menu itself loads with the first one opened.

import type { JSX } from 'solid-js'
import { createSignal, lazy, Show, Suspense } from 'solid-js'
import { Icon, type IconName } from './Icon.tsx'
import type { MenuEntry } from './MenuList.tsx'
import './IconButton.css'
import './Menu.css'

export type { MenuEntry } from './MenuList.tsx'

const MenuList = lazy(() => import('./MenuList.tsx').then(({ MenuList }) => ({ default: MenuList })))

export interface MenuProps {
  /** Names the button and the menu. */
  readonly label: string
  readonly items: readonly MenuEntry[]
  readonly icon?: IconName | undefined
  /** Instead of an icon: what the button shows. */
  readonly trigger?: JSX.Element
  readonly align?: 'start' | 'end' | undefined
}

export const Menu = (props: MenuProps) => {
  const [isOpen, setIsOpen] = createSignal(false)
  let button!: HTMLButtonElement
  const close = (refocus: boolean) => {
    setIsOpen(false)
    if (refocus) button.focus()
  }
  return (
    <>
      <button
        ref={button}
        type="button"
        class={props.trigger === undefined ? 'icon-button' : 'menu-trigger'}
        aria-label={props.trigger === undefined ? props.label : undefined}
        title={props.trigger === undefined ? props.label : undefined}
        aria-haspopup="menu"
        aria-expanded={isOpen()}
        onClick={(event) => {
          event.stopPropagation()
          setIsOpen(!isOpen())
        }}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowDown') return
          event.preventDefault()
          setIsOpen(true)
        }}
      >
        {props.trigger ?? <Icon name={props.icon ?? 'more'} />}
      </button>
      <Show when={isOpen()}>
        <Suspense>
          <MenuList label={props.label} items={props.items} anchor={() => button.getBoundingClientRect()} align={props.align ?? 'start'} close={close} />
        </Suspense>
      </Show>
    </>
  )
}
