// What is shown: the view, and what of the plan is in it.

import { Show } from 'solid-js'
import { registerCommand } from '../../../data/app-commands.ts'
import { Button } from '../../../ui/Button.tsx'
import { Icon } from '../../../ui/Icon.tsx'
import { isPhone } from '../../../ui/viewport.ts'
import { useCalendar } from '../calendar-state.ts'
import { isFiltering } from '../promotion-filter.ts'
import { CalendarCount } from './CalendarCount.tsx'
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
            // Leaves the field and keeps what it filters by; Clear takes that away.
            event.preventDefault()
            event.stopPropagation()
            event.currentTarget.blur()
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
      <Show when={!isPhone()}>
        <CalendarCount />
      </Show>
    </div>
  )
}
