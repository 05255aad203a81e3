// A button and its popover of tick boxes. The popover is the platform's: it closes on Esc and on a press outside.

import { createSignal, createUniqueId, For, Show } from 'solid-js'
import { Icon } from '../../../ui/Icon.tsx'

export interface FilterOption {
  readonly value: string
  readonly label: string
  readonly code?: string
}

export interface FilterGroup {
  readonly name: string
  readonly options: readonly FilterOption[]
  readonly chosen: readonly string[]
  readonly onToggle: (choice: string, present: boolean) => void
}

export const FilterMenu = (props: { label: string; groups: readonly FilterGroup[]; headed?: boolean }) => {
  const id = createUniqueId()
  // The boxes are made when somebody first looks at them, not with the page.
  const [isAsked, setIsAsked] = createSignal(false)
  let button!: HTMLButtonElement
  let list!: HTMLDivElement
  const chosen = () => props.groups.flatMap((group) => group.options.filter(({ value }) => group.chosen.includes(value)))
  const words = () => {
    const [first, ...others] = chosen()
    if (first === undefined || props.headed) return props.label
    return `${first.code ?? first.label}${others.length === 0 ? '' : ` +${others.length}`}`
  }
  const place = () => {
    const box = button.getBoundingClientRect()
    list.style.left = `${Math.max(8, Math.min(box.left, innerWidth - list.offsetWidth - 8))}px`
    list.style.top = `${Math.min(box.bottom + 4, innerHeight - list.offsetHeight - 8)}px`
  }
  const walk = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step === 0) return
    event.preventDefault()
    const boxes = [...list.querySelectorAll('input')]
    boxes[(boxes.indexOf(document.activeElement as HTMLInputElement) + step + boxes.length) % boxes.length]?.focus()
  }
  return (
    <>
      <button ref={button} type="button" class="filter-button" popovertarget={id} aria-haspopup="dialog" data-on={chosen().length > 0 ? '' : undefined}>
        <span>{words()}</span>
        <Icon name="chevron-down" />
      </button>
      <div
        ref={list}
        id={id}
        class="filter-list"
        popover="auto"
        role="dialog"
        aria-label={`Filter by ${props.groups.map(({ name }) => name.toLowerCase()).join(', ')}`}
        onKeyDown={walk}
        onBeforeToggle={() => setIsAsked(true)}
        onToggle={(event) => {
          if ((event as unknown as ToggleEvent).newState !== 'open') return
          place()
          list.querySelector('input')?.focus()
        }}
      >
        <For each={isAsked() ? props.groups : []}>
          {(group) => (
            <fieldset class="filter-group">
              <legend class={props.headed ? 'filter-legend' : 'visually-hidden'}>{group.name}</legend>
              <For each={group.options}>
                {(option) => (
                  <label class="filter-option">
                    <input
                      type="checkbox"
                      checked={group.chosen.includes(option.value)}
                      onChange={(event) => group.onToggle(option.value, event.currentTarget.checked)}
                    />
                    <span>{option.label}</span>
                    <Show when={option.code}>
                      <span class="filter-code">{option.code}</span>
                    </Show>
                  </label>
                )}
              </For>
            </fieldset>
          )}
        </For>
      </div>
    </>
  )
}
