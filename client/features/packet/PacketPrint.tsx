// The packet on paper: what stands in fields on the screen, as text that is not cut off. The notes are printed from where
// they are, between these two.

import { createMemo, For, Show } from 'solid-js'
import { ACTION_STATE_LABELS, ATTENDEE_SIDE_LABELS, BLOCK_STATE_LABELS, MEETING_TYPE_LABELS } from '../../../shared/docs/terms/packet-labels.ts'
import { agendaTimes, durationLabel } from '../../../shared/domain/packet/agenda-times.ts'
import { attendeesShown } from '../../../shared/domain/packet/attendees.ts'
import { dayLabel } from '../../../shared/domain/weeks/week-labels.ts'
import { alive, type PacketValue } from './packet-context.ts'

export const PacketPrintBefore = (props: { readonly value: PacketValue; readonly accountName: string }) => {
  const topics = createMemo(() => alive(props.value.agenda))
  const times = createMemo(() => agendaTimes(props.value.at, topics()))
  const facts = () =>
    [
      MEETING_TYPE_LABELS[props.value.meetingType],
      props.value.on === null ? '' : `${dayLabel(props.value.on)} ${props.value.on.slice(0, 4)}`,
      props.value.at,
      props.value.where,
      props.value.link,
    ].filter((fact) => fact !== '')
  return (
    <div class="print-only">
      <p class="print-account">{props.accountName}</p>
      <p class="print-title">{props.value.title}</p>
      <p class="print-facts">{facts().join(' · ')}</p>
      <PrintPeople value={props.value} />
      <Show when={alive(props.value.objectives).length > 0}>
        <h2>Objectives</h2>
        <table class="print-table">
          <tbody>
            <For each={alive(props.value.objectives)}>
              {(objective) => (
                <tr>
                  <td>{objective.title}</td>
                  <td>{objective.outcome}</td>
                  <td>{BLOCK_STATE_LABELS[objective.state]}</td>
                </tr>
              )}
            </For>
          </tbody>
        </table>
      </Show>
      <Show when={topics().length > 0}>
        <h2>Agenda · {durationLabel(times().totalMinutes)}</h2>
        <table class="print-table">
          <tbody>
            <For each={topics()}>
              {(topic) => (
                <tr>
                  <td class="print-figure">{times().starts.get(topic.id)}</td>
                  <td>{topic.title}</td>
                  <td>{topic.owner}</td>
                  <td class="print-figure">{topic.minutes > 0 ? durationLabel(topic.minutes) : ''}</td>
                </tr>
              )}
            </For>
          </tbody>
        </table>
      </Show>
    </div>
  )
}

const PrintPeople = (props: { readonly value: PacketValue }) => {
  const of = (side: 'ours' | 'theirs') =>
    attendeesShown(props.value.attendees)
      .filter((attendee) => attendee.side === side)
      .map(({ name, title }) => (title === '' ? name : `${name} (${title})`))
  return (
    <For each={['theirs', 'ours'] as const}>
      {(side) => (
        <Show when={of(side).length > 0}>
          <p class="print-facts">
            {ATTENDEE_SIDE_LABELS[side]}: {of(side).join(', ')}
          </p>
        </Show>
      )}
    </For>
  )
}

export const PacketPrintAfter = (props: { readonly value: PacketValue }) => (
  <Show when={alive(props.value.actions).length > 0}>
    <div class="print-only">
      <h2>Action items</h2>
      <table class="print-table">
        <tbody>
          <For each={alive(props.value.actions)}>
            {(action) => (
              <tr>
                <td>{action.state === 'done' ? '☑' : '☐'}</td>
                <td>{action.title}</td>
                <td>{action.owner}</td>
                <td class="print-figure">{action.due === null ? '' : `${dayLabel(action.due)} ${action.due.slice(0, 4)}`}</td>
                <td>{ACTION_STATE_LABELS[action.state]}</td>
              </tr>
            )}
          </For>
        </tbody>
      </table>
    </div>
  </Show>
)
