import { For, Show } from 'solid-js'
import type { Weekday } from '../../../../shared/base/civil.ts'
import { AddLine } from '../../../ui/AddLine.tsx'
import { IconButton } from '../../../ui/IconButton.tsx'
import { SelectField } from '../../../ui/SelectField.tsx'
import { TextField } from '../../../ui/TextField.tsx'
import { alive, type ProfileValue, useAccount } from '../account-context.ts'
import { WEEKDAY_OPTIONS } from '../account-options.ts'
import { createRowDelete } from '../row-acts.ts'
import { createRowsAdd } from '../rows-add.ts'

type Division = ProfileValue['divisions'][number]
const SAME = ''
const OPTIONS = [{ value: SAME, label: 'Week as account' }, ...WEEKDAY_OPTIONS]

/** Parts of the account whose circular may change on another day. */
export const Divisions = (props: { readonly value: ProfileValue }) => {
  const { bind } = useAccount()
  const add = createRowsAdd()
  return (
    <section class="overview-section">
      <h2>Divisions</h2>
      <ul class="fact-rows">
        <For each={alive(props.value.divisions)}>{(division) => <DivisionRow division={division} />}</For>
      </ul>
      <Show when={!bind.isReadOnly()}>
        <AddLine
          label="Add a division"
          onAdd={(names) =>
            add(
              'Added division',
              'divisions',
              names.map((name) => ({ name })),
            )
          }
        />
      </Show>
    </section>
  )
}

const DivisionRow = (props: { readonly division: Division }) => {
  const { bind } = useAccount()
  const remove = createRowDelete()
  const week = bind.cell('divisions', props.division, 'adWeekStart')
  return (
    <li class="fact-row">
      <TextField {...bind.cell('divisions', props.division, 'name')} hideLabel />
      <SelectField
        {...week}
        hideLabel
        value={week.value === null ? SAME : String(week.value)}
        options={OPTIONS}
        onCommit={(day) => week.onCommit(day === SAME ? null : (Number(day) as Weekday))}
      />
      <Show when={!bind.isReadOnly()}>
        <IconButton
          label={`Delete ${props.division.name || 'division'}`}
          icon="close"
          onClick={() => void remove('divisions', props.division, props.division.name || 'division')}
        />
      </Show>
    </li>
  )
}
