import { createSignal, For, Show } from 'solid-js'
import { SETTINGS_PATH } from '../../../../shared/base/document-path.ts'
import { addRow, deleteRows, setField } from '../../../../shared/commands/rows.ts'
import { WEEK_SYSTEM_PRESETS } from '../../../../shared/domain/weeks/week-system-presets.ts'
import { Done } from '../../../../shared/protocol/http.ts'
import { api } from '../../../data/api.ts'
import { pageDevice } from '../../../data/boot.ts'
import { useWorkspace } from '../../../data/context.ts'
import { createBinder } from '../../../data/field-binding.ts'
import { Button } from '../../../ui/Button.tsx'
import { DateField } from '../../../ui/DateField.tsx'
import { IconButton } from '../../../ui/IconButton.tsx'
import { SelectField } from '../../../ui/SelectField.tsx'
import { TextField } from '../../../ui/TextField.tsx'
import { notifyProblem } from '../../../ui/toasts.tsx'

const CURRENCIES = ['USD', 'CAD', 'MXN', 'EUR', 'GBP', 'CHF', 'AUD', 'NZD', 'JPY', 'SEK', 'NOK', 'DKK', 'PLN', 'BRL', 'ZAR', 'INR', 'KRW', 'SGD']

/** What holds for everybody in the workspace: all but its name lives in the settings document and merges like any other. */
export const WorkspaceSettings = () => {
  const workspace = useWorkspace()
  const { workspaceId, workspaceName } = workspace.session
  const document = workspace.open('settings', SETTINGS_PATH)
  const bind = createBinder('settings', document, 'settings')
  const [name, setName] = createSignal(workspaceName)
  const rename = async (next: string): Promise<string | null> => {
    if (next === '') return 'A workspace needs a name.'
    const answer = await api.patch(`/api/workspaces/${workspaceId}`, { name: next }, Done)
    if (!answer.ok) return answer.error.message
    setName(next)
    await pageDevice().remember({ ...workspace.session, workspaceName: next })
    await workspace.run('Renamed the workspace', SETTINGS_PATH, setField, { name: 'name', value: next })
    return null
  }
  const currency = bind.field('currency')
  const weekSystem = bind.field('defaultWeekSystemId')
  return (
    <>
      <section class="settings-section">
        <h2>Name and defaults</h2>
        <div class="field-columns">
          <TextField
            label="Name"
            value={name()}
            onCommit={rename}
            readOnly={workspace.role() !== 'manager'}
            hint={workspace.role() === 'manager' ? undefined : 'A manager can change it.'}
          />
          <SelectField
            {...currency}
            hint="Of new accounts, and of costs in the items list."
            options={CURRENCIES.map((code) => ({ value: code, label: code }))}
          />
          <div class="settings-wide">
            <SelectField {...weekSystem} hint="Each account may have its own." options={WEEK_SYSTEM_PRESETS.map(({ id, label }) => ({ value: id, label }))} />
          </div>
        </div>
      </section>
      <Holidays />
    </>
  )

  function Holidays() {
    const rows = () =>
      (document.value()?.holidays ?? [])
        .filter(({ deleted }) => deleted === null)
        .toSorted((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : a.id < b.id ? -1 : 1))
    const add = () => workspace.run('Added a holiday', SETTINGS_PATH, addRow, { rows: 'holidays', input: { name: '', on: workspace.today() } })
    return (
      <section class="settings-section">
        <h2>Holidays</h2>
        <p class="settings-words">Days that matter to your plan, for every account.</p>
        <Show when={rows().length > 0}>
          <ul class="settings-list">
            <For each={rows()}>
              {(row) => (
                <li class="settings-row settings-holiday">
                  <DateField
                    {...bind.cell('holidays', row, 'on')}
                    hideLabel
                    onCommit={(value) => (value === null ? 'A holiday needs a day.' : bind.cell('holidays', row, 'on').onCommit(value))}
                  />
                  <TextField {...bind.cell('holidays', row, 'name')} hideLabel placeholder="Name of the holiday" />
                  <Show when={!bind.isReadOnly()}>
                    <IconButton
                      label={`Remove ${row.name || 'the holiday'}`}
                      icon="close"
                      onClick={() =>
                        void bind.run(`Removed ${row.name || 'a holiday'}`, deleteRows, { rows: 'holidays', rowIds: [row.id] }).then(notifyProblem)
                      }
                    />
                  </Show>
                </li>
              )}
            </For>
          </ul>
        </Show>
        <Show when={!bind.isReadOnly()}>
          <div>
            <Button icon="plus" onClick={() => void add()}>
              Add a holiday
            </Button>
          </div>
        </Show>
      </section>
    )
  }
}
