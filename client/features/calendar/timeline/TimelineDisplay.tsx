// What the wall shows beside the promotions: by what its rows are, and whether last year stands below this one.

import { For } from 'solid-js'
import { useCalendar } from '../calendar-state.ts'
import { ROW_GROUPING_LABELS, ROW_GROUPINGS } from './timeline-rows.ts'

export const TimelineDisplay = () => {
  const calendar = useCalendar()
  const chosen = () => ROW_GROUPINGS.find((known) => known === calendar.setting('rows')) ?? 'account'
  return (
    <>
      <fieldset class="filter-group">
        <legend class="display-title">Rows by</legend>
        <For each={ROW_GROUPINGS}>
          {(grouping) => (
            <label class="filter-option">
              <input
                type="radio"
                name="timeline-rows"
                checked={chosen() === grouping}
                onChange={() => calendar.setSetting('rows', grouping === 'account' ? undefined : grouping)}
              />
              <span>{grouping === 'account' ? 'Account and promoted group' : ROW_GROUPING_LABELS[grouping]}</span>
            </label>
          )}
        </For>
      </fieldset>
      <fieldset class="filter-group">
        <legend class="display-title">Below the bars</legend>
        <label class="filter-option">
          <input
            type="checkbox"
            checked={calendar.setting('ghosts') === '1'}
            onChange={(event) => calendar.setSetting('ghosts', event.currentTarget.checked ? '1' : undefined)}
          />
          <span>Last year, in this year’s weeks</span>
        </label>
      </fieldset>
    </>
  )
}
