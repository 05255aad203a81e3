// What the filter button opens: the things one can filter by at the left, the choices of one of them at the right. The
// arrow keys walk either side; what is ticked counts at once.

import { createMemo, createSignal, For, onMount, Show } from 'solid-js'
import { useCalendar } from '../calendar-state.ts'
import { filterCount } from '../promotion-filter.ts'
import { FilterChoices } from './FilterChoices.tsx'
import { DIMENSION_LABELS, DIMENSIONS, type Dimension } from './filter-dimensions.ts'
import { WhenChoices } from './WhenChoices.tsx'
import './filter-panel.css'

export const FilterPanel = (props: { dimension: string | null; onDimension: (dimension: Dimension) => void }) => {
  const calendar = useCalendar()
  const [chosen, setChosen] = createSignal<Dimension | null>(null)
  const dimension = () => chosen() ?? DIMENSIONS.find((known) => known === props.dimension) ?? 'accountIds'
  const countOf = (of: Dimension) => (of === 'when' ? (calendar.filter().when === '' ? 0 : 1) : calendar.filter()[of].length)
  const setOf = createMemo(() => {
    const of = dimension()
    return of === 'when' ? null : of
  })
  let tabs!: HTMLDivElement
  const walk = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step === 0) return
    event.preventDefault()
    const at = (DIMENSIONS.indexOf(dimension()) + step + DIMENSIONS.length) % DIMENSIONS.length
    choose(DIMENSIONS[at] ?? 'accountIds')
    tabs.querySelectorAll<HTMLElement>('[role=tab]')[at]?.focus()
  }
  const choose = (of: Dimension) => {
    setChosen(of)
    props.onDimension(of)
  }
  onMount(() => tabs.querySelector<HTMLElement>('[aria-selected=true]')?.focus())
  return (
    <div class="filter-panel">
      <div class="filter-tabs">
        <div ref={tabs} class="filter-tablist" role="tablist" aria-orientation="vertical" aria-label="Filter by" onKeyDown={walk}>
          <For each={DIMENSIONS}>
            {(of) => (
              <button
                type="button"
                role="tab"
                id={`filter-tab-${of}`}
                aria-controls="filter-choices"
                aria-selected={of === dimension()}
                tabIndex={of === dimension() ? 0 : -1}
                onClick={() => choose(of)}
              >
                <span>{DIMENSION_LABELS[of]}</span>
                <Show when={countOf(of) > 0}>
                  <span class="filter-tab-count">{countOf(of)}</span>
                </Show>
              </button>
            )}
          </For>
        </div>
        <Show when={filterCount(calendar.filter()) > 0}>
          <button type="button" class="filter-clear" onClick={() => calendar.clearFilter()}>
            Clear all
          </button>
        </Show>
      </div>
      <div class="filter-side" id="filter-choices" role="tabpanel" aria-labelledby={`filter-tab-${dimension()}`}>
        <Show when={setOf()} keyed fallback={<WhenChoices />}>
          {(set) => <FilterChoices set={set} />}
        </Show>
      </div>
    </div>
  )
}
