// Topics in order, with the clock running beside them.

import { createMemo, Show } from 'solid-js'
import { agendaTimes, durationLabel } from '../../../shared/domain/packet/agenda-times.ts'
import { AddLine } from '../../ui/AddLine.tsx'
import { ComboField } from '../../ui/ComboField.tsx'
import { NumberField } from '../../ui/NumberField.tsx'
import { SelectField } from '../../ui/SelectField.tsx'
import { SortableList } from '../../ui/SortableList.tsx'
import { WrapField } from '../../ui/WrapField.tsx'
import { alive, type PacketValue, usePacket } from './packet-context.ts'
import { BLOCK_STATE_OPTIONS } from './packet-options.ts'
import { createOwnerSuggestions } from './people.ts'
import { RowMenu } from './RowMenu.tsx'

type Topic = PacketValue['agenda'][number]

const MINUTES_PER_DAY = 1_440
const nameOf = (topic: Topic): string => topic.title || 'topic without a title'

export const Agenda = (props: { readonly value: PacketValue }) => {
  const { bind, add, move } = usePacket()
  const topics = createMemo(() => alive(props.value.agenda))
  const times = createMemo(() => agendaTimes(props.value.at, topics()))
  return (
    <section class="packet-section" data-section="agenda">
      <div class="packet-section-head">
        <h2>Agenda</h2>
        <Show when={topics().length > 0}>
          <span class="packet-total">
            {durationLabel(times().totalMinutes)}
            <Show when={times().end}>{(end) => <>, ends {end()}</>}</Show>
          </span>
        </Show>
      </div>
      <SortableList
        label="Topics"
        class="packet-rows"
        rows={topics()}
        nameOf={nameOf}
        isFixed={bind.isReadOnly()}
        onMove={(topic, after) => move('agenda', topic, after, nameOf(topic))}
      >
        {(topic) => <TopicRow topic={topic} topics={topics()} start={times().starts.get(topic.id) ?? ''} value={props.value} />}
      </SortableList>
      <Show when={!bind.isReadOnly()}>
        <AddLine label="Add a topic" onAdd={(lines) => add(`Added ${lines[0]}`, 'agenda', lines.map(topicOf))} />
      </Show>
    </section>
  )
}

/** `Promo recap 15` or `Promo recap, 15 min` carries its minutes. */
const topicOf = (line: string): { title: string; minutes: number } => {
  const match = /^(.*\D)[\s,;–-]+(\d{1,3})\s*(?:min(?:utes)?\.?|m|′|')$/i.exec(line)
  return match === null ? { title: line, minutes: 0 } : { title: (match[1] ?? line).trim(), minutes: Number(match[2]) }
}

const TopicRow = (props: { readonly topic: Topic; readonly topics: readonly Topic[]; readonly start: string; readonly value: PacketValue }) => {
  const { bind, remove } = usePacket()
  const owners = createOwnerSuggestions(() => props.value)
  const minutes = bind.cell('agenda', props.topic, 'minutes')
  return (
    <div class="topic" data-state={props.topic.state}>
      <span class="topic-start">{props.start}</span>
      <WrapField {...bind.cell('agenda', props.topic, 'title')} hideLabel placeholder="Topic" />
      <ComboField {...bind.cell('agenda', props.topic, 'owner')} hideLabel suggestions={owners()} placeholder="Owner" />
      <NumberField {...minutes} hideLabel whole min={0} max={MINUTES_PER_DAY} unit="min" onCommit={(count) => minutes.onCommit(count ?? 0)} />
      <SelectField {...bind.cell('agenda', props.topic, 'state')} hideLabel options={BLOCK_STATE_OPTIONS} />
      <Show when={!bind.isReadOnly()}>
        <RowMenu
          table="agenda"
          rows={props.topics}
          row={props.topic}
          name={nameOf(props.topic)}
          onDelete={() => void remove('agenda', [props.topic.id], nameOf(props.topic))}
        />
      </Show>
    </div>
  )
}
