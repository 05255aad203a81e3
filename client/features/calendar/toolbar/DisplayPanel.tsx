// What a view shows: the columns and the grouping of the grid, the fields of cards and bars elsewhere. A person's own on
// this device; "for everybody" makes the fields the workspace's.

import { createMemo, For, Match, Show, Switch } from 'solid-js'
import { SETTINGS_PATH } from '../../../../shared/base/document-path.ts'
import { Button } from '../../../ui/Button.tsx'
import { notifyProblem } from '../../../ui/toasts.tsx'
import { isPhone } from '../../../ui/viewport.ts'
import { useCalendar } from '../calendar-state.ts'
import { CARD_FIELD_LABELS, CARD_FIELDS, type CardField, cardFields } from '../card-fields.ts'
import { GridDisplay } from '../grid/GridDisplay.tsx'
import { TimelineDisplay } from '../timeline/TimelineDisplay.tsx'
import './display-panel.css'

export const DisplayPanel = () => {
  const calendar = useCalendar()
  return (
    <div class="display-panel">
      <Switch fallback={<CardFields />}>
        <Match when={calendar.view() === 'grid'}>
          <GridDisplay />
        </Match>
        <Match when={calendar.view() === 'timeline' && !isPhone()}>
          <TimelineDisplay />
          <CardFields />
        </Match>
        <Match when={calendar.view() === 'week'}>
          <p class="display-none">What my week shows is chosen above it.</p>
        </Match>
      </Switch>
    </div>
  )
}

const CardFields = () => {
  const calendar = useCalendar()
  const chosen = createMemo(() => cardFields(calendar))
  const toggle = (field: CardField, present: boolean) =>
    calendar.setSetting('fields', CARD_FIELDS.filter((other) => (other === field ? present : chosen().includes(other))).join(','))
  const share = async () => {
    const { setField } = await import('../../../../shared/commands/rows.ts')
    const outcome = await calendar.workspace.run('Changed what cards show', SETTINGS_PATH, setField, { name: 'cardFields', value: [...chosen()] })
    notifyProblem(outcome.ok ? null : outcome.error.message)
    if (outcome.ok) {
      calendar.setSetting('fields', undefined)
      void calendar.actions.say('Changed what cards show')
    }
  }
  return (
    <>
      <fieldset class="filter-group">
        <legend class="display-title">Beside the name</legend>
        <For each={CARD_FIELDS}>
          {(field) => (
            <label class="filter-option">
              <input type="checkbox" checked={chosen().includes(field)} onChange={(event) => toggle(field, event.currentTarget.checked)} />
              <span>{CARD_FIELD_LABELS[field]}</span>
            </label>
          )}
        </For>
      </fieldset>
      <div class="display-acts">
        <Show when={calendar.setting('fields') !== undefined}>
          <Button kind="quiet" onClick={() => calendar.setSetting('fields', undefined)}>
            As everybody’s
          </Button>
          <Show when={calendar.workspace.canWrite()}>
            <Button kind="quiet" onClick={() => void share()}>
              Use for everybody
            </Button>
          </Show>
        </Show>
      </div>
    </>
  )
}
