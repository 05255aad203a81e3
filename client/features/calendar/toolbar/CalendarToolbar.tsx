// What is shown: the view, and what of the plan is in it. The bar itself comes with the page; what its buttons open, and
// the chips of a filter, when they are asked for.

import { createSignal, For, lazy, Show, Suspense } from 'solid-js'
import { registerCommand } from '../../../data/app-commands.ts'
import { browserPlatform } from '../../../platform.ts'
import { Icon } from '../../../ui/Icon.tsx'
import { isPhone } from '../../../ui/viewport.ts'
import { useCalendar, type View } from '../calendar-state.ts'
import type { PaperPurpose } from '../export/PaperDialog.tsx'
import { filterCount, isFiltering } from '../promotion-filter.ts'
import { CalendarCount } from './CalendarCount.tsx'
import { Segmented } from './Segmented.tsx'
import { ToolPopover } from './ToolPopover.tsx'
import './calendar-toolbar.css'

type Parts = typeof import('./toolbar-parts.ts')['PARTS']

const part = <Name extends keyof Parts>(name: Name) =>
  lazy(async () => ({ default: (await (await import('./toolbar-parts.ts')).PARTS[name]()) as Awaited<ReturnType<Parts[Name]>> }))

const FilterPanel = part('FilterPanel')
const FilterChips = part('FilterChips')
const SavedViews = part('SavedViews')
const ExportMenu = part('ExportMenu')
const PaperDialog = part('PaperDialog')
const DisplayPanel = part('DisplayPanel')

export const VIEW_OPTIONS: readonly { readonly value: View; readonly label: string; readonly key: string }[] = [
  { value: 'timeline', label: 'Timeline', key: 't' },
  { value: 'month', label: 'Month', key: 'm' },
  { value: 'grid', label: 'Grid', key: 'l' },
  { value: 'board', label: 'Board', key: 'b' },
  { value: 'week', label: 'My week', key: 'w' },
]

export const CalendarToolbar = () => {
  const calendar = useCalendar()
  const [dimension, setDimension] = createSignal<string | null>(null)
  const [paper, setPaper] = createSignal<PaperPurpose | null>(null)
  let search!: HTMLInputElement
  let openFilter = () => {}
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
  registerCommand({ id: 'calendar.print', label: 'Print the calendar', group: 'Calendar', run: () => setPaper('paper') })
  for (const { value, label, key } of VIEW_OPTIONS)
    registerCommand({
      id: `calendar.${value}`,
      label: `Calendar: ${label.toLowerCase()}`,
      keys: `g ${key}`,
      group: 'Calendar',
      run: () => calendar.setView(value),
    })

  return (
    <div class="calendar-toolbar">
      <Show when={!isPhone()} fallback={<PhoneViews />}>
        <Segmented label="View" value={calendar.view()} options={VIEW_OPTIONS} onChange={(view) => calendar.setView(view)} />
      </Show>
      <div class="calendar-search">
        <Icon name="search" />
        <input
          ref={search}
          type="search"
          aria-label="Filter promotions"
          placeholder={isPhone() ? 'Filter' : 'Account, group, name …'}
          value={calendar.filter().text}
          onFocus={() => calendar.warmSearch(browserPlatform.now)}
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
      <ToolPopover
        label={filterCount(calendar.filter()) === 0 ? 'Filter' : `Filter · ${filterCount(calendar.filter())}`}
        name="Filter"
        isOn={filterCount(calendar.filter()) > 0}
        ref={(open) => {
          openFilter = open
        }}
      >
        {() => <FilterPanel dimension={dimension()} onDimension={setDimension} />}
      </ToolPopover>
      <ToolPopover label="Views" name="Saved views">
        {(close) => <SavedViews onClose={close} />}
      </ToolPopover>
      <ToolPopover label="Display" name="Display">
        {() => <DisplayPanel />}
      </ToolPopover>
      <ToolPopover label="Export" name="Export">
        {(close) => <ExportMenu onClose={close} onPaper={setPaper} />}
      </ToolPopover>
      <Suspense>
        <Show when={paper()}>{(purpose) => <PaperDialog purpose={purpose()} onClose={() => setPaper(null)} />}</Show>
      </Suspense>
      <Show when={!isPhone()}>
        <CalendarCount />
      </Show>
      <Show when={isFiltering(calendar.filter())}>
        <Suspense>
          <FilterChips
            onOpen={(chosen) => {
              setDimension(chosen)
              openFilter()
            }}
          />
        </Suspense>
      </Show>
    </div>
  )
}

/** Where five buttons do not fit. */
const PhoneViews = () => {
  const calendar = useCalendar()
  return (
    <select class="phone-views" aria-label="View" onChange={(event) => calendar.setView(event.currentTarget.value as View)}>
      <For each={VIEW_OPTIONS}>
        {({ value, label }) => (
          <option value={value} selected={value === calendar.view()}>
            {value === 'timeline' ? 'Agenda' : label}
          </option>
        )}
      </For>
    </select>
  )
}
