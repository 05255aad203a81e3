// The boxes to tick of one thing to filter by; a field to find one among many.

import { createMemo, createSignal, For, Show } from 'solid-js'
import { useCalendar } from '../calendar-state.ts'
import type { FilterSet } from '../promotion-filter.ts'
import { choicesOf, DIMENSION_LABELS } from './filter-dimensions.ts'

/** From here on a field to find one is worth its room. */
const SEARCH_FROM = 9
const SHOWN_MAX = 200

export const FilterChoices = (props: { set: FilterSet }) => {
  const calendar = useCalendar()
  const [text, setText] = createSignal('')
  let list!: HTMLDivElement
  const choices = createMemo(() => choicesOf(calendar, props.set))
  const found = createMemo(() => {
    const words = text().toLocaleLowerCase('en').split(/\s+/).filter(Boolean)
    return choices()
      .filter(({ label, code }) => words.every((word) => `${label} ${code ?? ''}`.toLocaleLowerCase('en').includes(word)))
      .map(({ value }) => value)
  })
  // By value, so that a box that is ticked is not made anew under the finger.
  const byValue = createMemo(() => new Map(choices().map((choice) => [choice.value, choice])))
  const chosen = () => calendar.filter()[props.set]
  const toggle = (value: string, present: boolean) => {
    const others = chosen().filter((other) => other !== value)
    calendar.setFilter({ [props.set]: present ? [...others, value] : others })
  }
  const walk = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step === 0) return
    event.preventDefault()
    const inputs = [...list.querySelectorAll('input')]
    inputs[(inputs.indexOf(document.activeElement as HTMLInputElement) + step + inputs.length) % inputs.length]?.focus()
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: its boxes have the focus
    <div ref={list} class="filter-choices" onKeyDown={walk}>
      <Show when={choices().length >= SEARCH_FROM}>
        <input
          class="filter-find"
          type="search"
          aria-label={`Find ${DIMENSION_LABELS[props.set].toLowerCase()}`}
          placeholder={`Find ${DIMENSION_LABELS[props.set].toLowerCase()} …`}
          onInput={(event) => setText(event.currentTarget.value)}
        />
      </Show>
      <fieldset class="filter-group">
        <legend class="visually-hidden">{DIMENSION_LABELS[props.set]}</legend>
        <For
          each={found().slice(0, SHOWN_MAX)}
          fallback={<p class="filter-none">{choices().length === 0 ? 'Nothing planned has any.' : 'None is called that.'}</p>}
        >
          {(value) => (
            <label class="filter-option">
              <input type="checkbox" checked={chosen().includes(value)} onChange={(event) => toggle(value, event.currentTarget.checked)} />
              <span class="filter-option-label">{byValue().get(value)?.label}</span>
              <Show when={byValue().get(value)?.code}>{(code) => <span class="filter-code">{code()}</span>}</Show>
              <span class="filter-count">{byValue().get(value)?.count}</span>
            </label>
          )}
        </For>
        <Show when={found().length > SHOWN_MAX}>
          <p class="filter-none">{found().length - SHOWN_MAX} more: type a part of the name.</p>
        </Show>
      </fieldset>
    </div>
  )
}
