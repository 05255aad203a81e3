// What we want out of the meeting, and what came of it.

import { createMemo, Show } from 'solid-js'
import { AddLine } from '../../ui/AddLine.tsx'
import { SelectField } from '../../ui/SelectField.tsx'
import { SortableList } from '../../ui/SortableList.tsx'
import { WrapField } from '../../ui/WrapField.tsx'
import { alive, type PacketValue, usePacket } from './packet-context.ts'
import { BLOCK_STATE_OPTIONS } from './packet-options.ts'
import { RowMenu } from './RowMenu.tsx'

type Objective = PacketValue['objectives'][number]
const nameOf = (objective: Objective): string => objective.title || 'objective without a title'

export const Objectives = (props: { readonly value: PacketValue }) => {
  const { bind, add, move } = usePacket()
  const objectives = createMemo(() => alive(props.value.objectives))
  return (
    <section class="packet-section" data-section="objectives">
      <div class="packet-section-head">
        <h2>Objectives</h2>
      </div>
      <SortableList
        label="Objectives"
        class="packet-rows"
        rows={objectives()}
        nameOf={nameOf}
        isFixed={bind.isReadOnly()}
        onMove={(objective, after) => move('objectives', objective, after, nameOf(objective))}
      >
        {(objective) => <ObjectiveRow objective={objective} objectives={objectives()} />}
      </SortableList>
      <Show when={!bind.isReadOnly()}>
        <AddLine
          label="Add an objective"
          onAdd={(lines) =>
            add(
              `Added ${lines[0]}`,
              'objectives',
              lines.map((title) => ({ title })),
            )
          }
        />
      </Show>
    </section>
  )
}

const ObjectiveRow = (props: { readonly objective: Objective; readonly objectives: readonly Objective[] }) => {
  const { bind, remove } = usePacket()
  return (
    <div class="objective" data-state={props.objective.state}>
      <WrapField {...bind.cell('objectives', props.objective, 'title')} hideLabel placeholder="Objective" />
      <WrapField {...bind.cell('objectives', props.objective, 'outcome')} hideLabel placeholder="What came of it" />
      <SelectField {...bind.cell('objectives', props.objective, 'state')} hideLabel options={BLOCK_STATE_OPTIONS} />
      <Show when={!bind.isReadOnly()}>
        <RowMenu
          table="objectives"
          rows={props.objectives}
          row={props.objective}
          name={nameOf(props.objective)}
          onDelete={() => void remove('objectives', [props.objective.id], nameOf(props.objective))}
        />
      </Show>
    </div>
  )
}
