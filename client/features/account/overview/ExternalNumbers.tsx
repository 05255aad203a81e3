import { For, Show } from 'solid-js'
import { AddLine } from '../../../ui/AddLine.tsx'
import { ComboField } from '../../../ui/ComboField.tsx'
import { IconButton } from '../../../ui/IconButton.tsx'
import { TextField } from '../../../ui/TextField.tsx'
import { alive, type ProfileValue, useAccount } from '../account-context.ts'
import { createRowDelete } from '../row-acts.ts'
import { createRowsAdd } from '../rows-add.ts'

type ExternalNumber = ProfileValue['externalIds'][number]

const SYSTEMS = ['ERP customer no.', 'Vendor no. there', 'DUNS', 'GLN', 'Department', 'Broker no.', 'Portal supplier ID']

/** What others call the account, or us at the account: kept as system and number. */
export const ExternalNumbers = (props: { readonly value: ProfileValue }) => {
  const { bind } = useAccount()
  const add = createRowsAdd()
  return (
    <section class="overview-section">
      <h2>Numbers</h2>
      <ul class="fact-rows">
        <For each={alive(props.value.externalIds)}>{(row) => <NumberRow row={row} />}</For>
      </ul>
      <Show when={!bind.isReadOnly()}>
        <AddLine label="Add a number: DUNS 123456789" suggestions={SYSTEMS} onAdd={(lines) => add('Added number', 'externalIds', lines.map(systemAndNumber))} />
      </Show>
    </section>
  )
}

/** `Vendor no. there 48213` → system and number; without a number at the end all of it names the system. */
const systemAndNumber = (line: string): { system: string; number: string } => {
  const match = /^(.*?)[\s:=]+(\S*\d\S*)$/.exec(line)
  if (match === null) return /^\d\S*$/.test(line) ? { system: '', number: line } : { system: line, number: '' }
  return { system: (match[1] ?? '').trim(), number: match[2] ?? '' }
}

const NumberRow = (props: { readonly row: ExternalNumber }) => {
  const { bind } = useAccount()
  const remove = createRowDelete()
  const name = () => props.row.system || 'number'
  return (
    <li class="fact-row">
      <ComboField {...bind.cell('externalIds', props.row, 'system')} hideLabel suggestions={SYSTEMS} placeholder="System" />
      <TextField {...bind.cell('externalIds', props.row, 'number')} hideLabel placeholder="Number" />
      <Show when={!bind.isReadOnly()}>
        <IconButton label={`Delete ${name()}`} icon="close" onClick={() => void remove('externalIds', props.row, name())} />
      </Show>
    </li>
  )
}
