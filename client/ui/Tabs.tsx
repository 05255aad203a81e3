import type { JSX } from 'solid-js'
import { createUniqueId, For, Show } from 'solid-js'
import './Tabs.css'

export interface Tab<Value extends string = string> {
  readonly value: Value
  readonly label: string
  readonly count?: number | undefined
}

export interface TabsProps<Value extends string> {
  readonly label: string
  readonly tabs: readonly Tab<Value>[]
  readonly value: Value
  readonly onChange: (value: Value) => void
  /** The contents of the present tab. */
  readonly children: JSX.Element
}

/** Tabs over one panel. The arrow keys move and choose at once. */
export const Tabs = <Value extends string>(props: TabsProps<Value>) => {
  const id = createUniqueId()
  let list!: HTMLDivElement
  const move = (event: KeyboardEvent) => {
    const at = props.tabs.findIndex(({ value }) => value === props.value)
    const { length } = props.tabs
    const next = { ArrowRight: (at + 1) % length, ArrowLeft: (at - 1 + length) % length, Home: 0, End: length - 1 }[event.key]
    const tab = next === undefined ? undefined : props.tabs[next]
    if (tab === undefined || next === undefined) return
    event.preventDefault()
    props.onChange(tab.value)
    list.querySelectorAll<HTMLButtonElement>('[role=tab]')[next]?.focus()
  }
  return (
    <div class="tabs">
      <div ref={list} class="tabs-list" role="tablist" tabIndex={-1} aria-label={props.label} onKeyDown={move}>
        <For each={props.tabs}>
          {(tab) => (
            <button
              type="button"
              class="tab"
              role="tab"
              id={`${id}-${tab.value}`}
              aria-selected={tab.value === props.value}
              aria-controls={`${id}-panel`}
              tabIndex={tab.value === props.value ? 0 : -1}
              onClick={() => props.onChange(tab.value)}
            >
              {tab.label}
              <Show when={tab.count !== undefined}>
                <span class="tab-count">{tab.count}</span>
              </Show>
            </button>
          )}
        </For>
      </div>
      <div id={`${id}-panel`} class="tabs-panel" role="tabpanel" aria-labelledby={`${id}-${props.value}`}>
        {props.children}
      </div>
    </div>
  )
}
