import { For } from 'solid-js'
import { Icon } from '../../../ui/Icon.tsx'
import { COLUMN_FACTS } from './grid-columns.ts'
import { useGrid } from './grid-state.ts'

/** The headings of the columns: pressing one sorts by it, pressing it again the other way round. */
export const GridHeader = () => {
  const grid = useGrid()
  return (
    // biome-ignore lint/a11y/useSemanticElements: a row of the grid
    // biome-ignore lint/a11y/useFocusableInteractive: its buttons have the focus
    <div class="grid-header" role="row" aria-rowindex={1}>
      {/* biome-ignore lint/a11y/useSemanticElements: as above */}
      {/* biome-ignore lint/a11y/useFocusableInteractive: nothing to do here */}
      <div role="columnheader" class="grid-heading" data-corner="">
        <span class="visually-hidden">Open</span>
      </div>
      <For each={grid.columns()}>
        {(column, index) => (
          // biome-ignore lint/a11y/useSemanticElements: as above
          // biome-ignore lint/a11y/useFocusableInteractive: its button has the focus
          <div
            class="grid-heading"
            role="columnheader"
            aria-colindex={index() + 2}
            data-numeric={COLUMN_FACTS[column].isNumeric ? '' : undefined}
            data-frozen={column === 'name' ? '' : undefined}
            aria-sort={grid.sorting().column !== column ? 'none' : grid.sorting().isDescending ? 'descending' : 'ascending'}
          >
            <button type="button" onClick={() => grid.sortBy(column)}>
              {COLUMN_FACTS[column].label}
              <Icon
                name={grid.sorting().column === column && grid.sorting().isDescending ? 'chevron-up' : 'chevron-down'}
                class={grid.sorting().column === column ? '' : 'grid-unsorted'}
              />
            </button>
          </div>
        )}
      </For>
    </div>
  )
}
