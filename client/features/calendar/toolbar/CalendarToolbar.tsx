// What is shown: the view, and what of the plan is in it.

import { createMemo, Show } from 'solid-js'
import { registerCommand } from '../../../data/app-commands.ts'
import { Button } from '../../../ui/Button.tsx'
import { Icon } from '../../../ui/Icon.tsx'
import { isPhone } from '../../../ui/viewport.ts'
import { useCalendar } from '../calendar-state.ts'
import { isFiltering } from '../promotion-filter.ts'
import { FilterMenus } from './FilterMenus.tsx'
import { Segmented } from './Segmented.tsx'
import './calendar-toolbar.css'

export const CalendarToolbar = () => {
  const calendar = useCalendar()
  let search!: HTMLInputElement
  registerCommand({
    id: 'calendar.filter',
    label: 'Filter the calendar',
    keys: '/',
    group: 'Calendar',
    run: () => {
      search.focus()
      search.select()
    },
  })
  const count = createMemo(() => {
    const shown = calendar.shown().length
    const all = calendar.all().length
    return shown === all ? `${all} ${all === 1 ? 'promotion' : 'promotions'}` : `${shown} of ${all}`
  })

  return (
    <div class="calendar-toolbar">
      <Show when={!isPhone()}>
        <Segmented
          label="View"
          value={calendar.view()}
          options={[
            { value: 'timeline', label: 'Timeline', icon: 'timeline' },
            { value: 'list', label: 'List', icon: 'list' },
          ]}
          onChange={(view) => calendar.setView(view)}
        />
      </Show>
      <div class="calendar-search">
        <Icon name="search" />
        <input
          ref={search}
          type="search"
          aria-label="Filter promotions"
          placeholder={isPhone() ? 'Filter' : 'Filter by account, group, name …'}
          value={calendar.filter().text}
          onInput={(event) => calendar.setFilter({ text: event.currentTarget.value })}
          onKeyDown={(event) => {
            if (event.key !== 'Escape') return
            event.preventDefault()
            event.stopPropagation()
            if (event.currentTarget.value === '') event.currentTarget.blur()
            else calendar.setFilter({ text: '' })
          }}
        />
        <Show when={!isPhone()}>
          <span class="calendar-search-key" aria-hidden="true">
            /
          </span>
        </Show>
      </div>
      <FilterMenus />
      <Show when={isFiltering(calendar.filter())}>
        <Button kind="quiet" onClick={() => calendar.clearFilter()}>
          Clear
        </Button>
      </Show>
      <span class="calendar-count" aria-live="polite">
        {count()}
      </span>
    </div>
  )
}
