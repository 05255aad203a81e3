// Nothing to show, for one of two reasons: no accounts yet, or a filter that leaves nothing.

import { Show } from 'solid-js'
import { Button } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { useCalendar } from './calendar-state.ts'

export const CalendarEmpty = () => {
  const calendar = useCalendar()
  return (
    <Show
      when={calendar.accounts().length > 0}
      fallback={
        <EmptyState
          title="The calendar fills with your accounts, each in its own weeks."
          hint="Add an account, or bring a year of promotions from a spreadsheet."
          action={
            <span class="calendar-empty-actions">
              <a class="button" data-kind="primary" href={calendar.workspace.href('/accounts')}>
                Add an account
              </a>
              <a class="button" data-kind="plain" href={calendar.workspace.href('/import')}>
                Import a spreadsheet
              </a>
            </span>
          }
        />
      }
    >
      <EmptyState
        title="No promotion matches the filter."
        hint={`${calendar.all().length} are planned in all.`}
        action={<Button onClick={() => calendar.clearFilter()}>Clear the filter</Button>}
      />
    </Show>
  )
}
