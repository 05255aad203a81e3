// What the grid shows: by what it is grouped, which columns it has and in what order.

import { createMemo, For } from 'solid-js'
import { IconButton } from '../../../ui/IconButton.tsx'
import { useCalendar } from '../calendar-state.ts'
import { COLUMN_FACTS, COLUMNS, type Column } from './grid-columns.ts'
import { GROUPING_LABELS, GROUPINGS } from './grid-rows.ts'
import { columnsOf, groupingOf } from './grid-state.ts'

export const GridDisplay = () => {
  const calendar = useCalendar()
  const chosen = createMemo((): readonly Column[] => columnsOf(calendar).filter((column) => column !== 'name'))
  const others = createMemo((): readonly Column[] => COLUMNS.filter((column) => column !== 'name' && !chosen().includes(column)))
  const show = (columns: readonly Column[]) => calendar.setSetting('cols', columns.join(','))
  const move = (column: Column, by: -1 | 1) => {
    const columns = [...chosen()]
    const at = columns.indexOf(column)
    const other = columns[at + by]
    if (other === undefined) return
    columns[at] = other
    columns[at + by] = column
    show(columns)
  }
  return (
    <>
      <label class="display-choice">
        <span>Group by</span>
        <select onChange={(event) => calendar.setSetting('group', event.currentTarget.value)}>
          <For each={GROUPINGS}>
            {(grouping) => (
              <option value={grouping} selected={grouping === groupingOf(calendar)}>
                {GROUPING_LABELS[grouping]}
              </option>
            )}
          </For>
        </select>
      </label>
      <fieldset class="filter-group">
        <legend class="display-title">Columns</legend>
        <For each={chosen()}>
          {(column, index) => (
            <div class="display-column">
              <label class="filter-option">
                <input type="checkbox" checked onChange={() => show(chosen().filter((other) => other !== column))} />
                <span>{COLUMN_FACTS[column].label}</span>
              </label>
              <IconButton label={`Move ${COLUMN_FACTS[column].label} left`} icon="chevron-up" disabled={index() === 0} onClick={() => move(column, -1)} />
              <IconButton
                label={`Move ${COLUMN_FACTS[column].label} right`}
                icon="chevron-down"
                disabled={index() === chosen().length - 1}
                onClick={() => move(column, 1)}
              />
            </div>
          )}
        </For>
        <For each={others()}>
          {(column) => (
            <label class="filter-option">
              <input type="checkbox" checked={false} onChange={() => show([...chosen(), column])} />
              <span>{COLUMN_FACTS[column].label}</span>
            </label>
          )}
        </For>
      </fieldset>
    </>
  )
}
