// What is filtered by, as chips: pressing one opens its choices, its cross takes it away.

import { createMemo, For } from 'solid-js'
import { Icon } from '../../../ui/Icon.tsx'
import { useCalendar } from '../calendar-state.ts'
import { chipWords, DIMENSION_LABELS, DIMENSIONS, type Dimension } from './filter-dimensions.ts'
import './filter-panel.css'

export const FilterChips = (props: { onOpen: (dimension: Dimension) => void }) => {
  const calendar = useCalendar()
  const active = createMemo(() => DIMENSIONS.filter((of) => (of === 'when' ? calendar.filter().when !== '' : calendar.filter()[of].length > 0)))
  const words = (of: Dimension) => chipWords(calendar, calendar.filter(), of)
  const text = () => calendar.filter().text.trim()
  let row!: HTMLUListElement
  /** The focus stays among the chips when one goes. */
  const remove = (of: Dimension, index: number) => {
    calendar.setFilter(of === 'when' ? { when: '' } : { [of]: [] })
    queueMicrotask(() => row?.querySelectorAll<HTMLElement>('.filter-chip-remove')[Math.max(0, index - 1)]?.focus())
  }
  return (
    <ul ref={row} class="filter-chips" aria-label="Filtered by">
      <For each={active()}>
        {(of, index) => (
          <li class="filter-chip">
            <button type="button" class="filter-chip-words" onClick={() => props.onOpen(of)}>
              <span class="filter-chip-name">{DIMENSION_LABELS[of]}</span> {words(of)}
            </button>
            <button
              type="button"
              class="filter-chip-remove"
              aria-label={`Remove the filter ${DIMENSION_LABELS[of]}: ${words(of)}`}
              onClick={() => remove(of, index())}
            >
              <Icon name="close" />
            </button>
          </li>
        )}
      </For>
      <For each={text() === '' ? [] : [text()]}>
        {(shown) => (
          <li class="filter-chip">
            <span class="filter-chip-words">
              <span class="filter-chip-name">Text</span> “{shown}”
            </span>
            <button type="button" class="filter-chip-remove" aria-label="Remove the text filter" onClick={() => calendar.setFilter({ text: '' })}>
              <Icon name="close" />
            </button>
          </li>
        )}
      </For>
      <li>
        <button type="button" class="filter-chips-clear" onClick={() => calendar.clearFilter()}>
          Clear
        </button>
      </li>
    </ul>
  )
}
