// What was promised: who does it and by when. An open action that is overdue is amber.

import { createMemo, Show } from 'solid-js'
import { setCell } from '../../../shared/commands/rows.ts'
import { useWorkspace } from '../../data/context.ts'
import { AddLine } from '../../ui/AddLine.tsx'
import { ComboField } from '../../ui/ComboField.tsx'
import { DateField } from '../../ui/DateField.tsx'
import { SelectField } from '../../ui/SelectField.tsx'
import { SortableList } from '../../ui/SortableList.tsx'
import { WrapField } from '../../ui/WrapField.tsx'
import { alive, type PacketValue, usePacket } from './packet-context.ts'
import { ACTION_STATE_OPTIONS } from './packet-options.ts'
import { createOwnerSuggestions } from './people.ts'
import { RowMenu } from './RowMenu.tsx'
import { Tick } from './Tick.tsx'

type Action = PacketValue['actions'][number]
const nameOf = (action: Action): string => action.title || 'action without a title'

export const Actions = (props: { readonly value: PacketValue }) => {
  const { bind, add, move } = usePacket()
  const actions = createMemo(() => alive(props.value.actions))
  const open = () => actions().filter(({ state }) => state === 'open').length
  return (
    <section class="packet-section" data-section="actions">
      <div class="packet-section-head">
        <h2>Action items</h2>
        <Show when={actions().length > 0}>
          <span class="packet-total">{open() === 0 ? 'All settled' : `${open()} open`}</span>
        </Show>
      </div>
      <SortableList
        label="Action items"
        class="packet-rows"
        rows={actions()}
        nameOf={nameOf}
        isFixed={bind.isReadOnly()}
        onMove={(action, after) => move('actions', action, after, nameOf(action))}
      >
        {(action) => <ActionRow action={action} actions={actions()} value={props.value} />}
      </SortableList>
      <Show when={!bind.isReadOnly()}>
        <AddLine
          label="Add an action"
          onAdd={(lines) =>
            add(
              `Added ${lines[0]}`,
              'actions',
              lines.map((title) => ({ title })),
            )
          }
        />
      </Show>
    </section>
  )
}

const ActionRow = (props: { readonly action: Action; readonly actions: readonly Action[]; readonly value: PacketValue }) => {
  const { today } = useWorkspace()
  const { bind, remove } = usePacket()
  const owners = createOwnerSuggestions(() => props.value)
  const isOverdue = () => props.action.state === 'open' && props.action.due !== null && props.action.due < today()
  const tick = (isDone: boolean) =>
    bind.run(`${isDone ? 'Settled' : 'Reopened'} ${nameOf(props.action)}`, setCell, {
      rows: 'actions',
      rowId: props.action.id,
      cell: 'state',
      value: isDone ? 'done' : 'open',
    })
  return (
    <div class="action" data-state={props.action.state} data-overdue={isOverdue() ? '' : undefined}>
      <Tick
        label={`${nameOf(props.action)} is done`}
        checked={props.action.state === 'done'}
        disabled={bind.isReadOnly()}
        onChange={(isDone) => void tick(isDone)}
      />
      <WrapField {...bind.cell('actions', props.action, 'title')} hideLabel placeholder="Action" />
      <ComboField {...bind.cell('actions', props.action, 'owner')} hideLabel suggestions={owners()} placeholder="Owner" />
      <DateField {...bind.cell('actions', props.action, 'due')} hideLabel />
      <SelectField {...bind.cell('actions', props.action, 'state')} hideLabel options={ACTION_STATE_OPTIONS} />
      <Show when={!bind.isReadOnly()}>
        <RowMenu
          table="actions"
          rows={props.actions}
          row={props.action}
          name={nameOf(props.action)}
          onDelete={() => void remove('actions', [props.action.id], nameOf(props.action))}
        />
      </Show>
      <Show when={isOverdue()}>
        <span class="action-overdue">Overdue</span>
      </Show>
    </div>
  )
}
