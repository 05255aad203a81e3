// Who is at the table: people of the account, picked from its contacts, and ours, typed by name.

import { createMemo, Show } from 'solid-js'
import { type AttendingContact, addContacts, removeAttendee } from '../../../shared/commands/packet.ts'
import { addRow, restoreRows } from '../../../shared/commands/rows.ts'
import { CONTACT_ROLE_LABELS } from '../../../shared/docs/terms/contact-labels.ts'
import { type Attendee, attendeesShown } from '../../../shared/domain/packet/attendees.ts'
import { useWorkspace } from '../../data/context.ts'
import { AddLine } from '../../ui/AddLine.tsx'
import { Menu } from '../../ui/Menu.tsx'
import { SelectField } from '../../ui/SelectField.tsx'
import { SortableList } from '../../ui/SortableList.tsx'
import { notify, notifyProblem } from '../../ui/toasts.tsx'
import { WrapField } from '../../ui/WrapField.tsx'
import { type PacketValue, usePacket } from './packet-context.ts'
import { SIDE_OPTIONS } from './packet-options.ts'
import { RowMenu } from './RowMenu.tsx'

const nameOf = (attendee: Attendee): string => attendee.name || 'somebody without a name'

export const Attendees = (props: { readonly value: PacketValue }) => {
  const workspace = useWorkspace()
  const { accountId, document, bind, move } = usePacket()
  const shown = createMemo(() => attendeesShown(props.value.attendees))
  const others = createMemo(() => {
    const there = new Set(shown().map(({ contactId }) => contactId))
    return workspace.summaries
      .ofAccount('contact', accountId)
      .filter(({ contactId, hasLeft, isDeleted }) => !hasLeft && !isDeleted && !there.has(contactId))
      .map(({ contactId, name, title, roles }) => ({ contactId, name, title: title || roles.map((role) => CONTACT_ROLE_LABELS[role]).join(', ') }))
  })
  const addKnown = (contacts: readonly AttendingContact[]) => bind.run(`Added ${contacts.map(({ name }) => name).join(', ')}`, addContacts, { contacts })

  /** A name the account knows is that contact; any other is one of ours. */
  const addNames = (names: readonly string[]) =>
    workspace.edit(`Added ${names[0]}`, async ({ run }) => {
      for (const name of names) {
        const known = others().find((contact) => contact.name.toLowerCase() === name.toLowerCase())
        const added =
          known === undefined
            ? await run(document.path, addRow, { rows: 'attendees', input: { name, side: 'ours' } })
            : await run(document.path, addContacts, { contacts: [known] })
        if (!added.ok) return added.error.message
      }
      return null
    })

  return (
    <section class="packet-section" data-section="attendees">
      <div class="packet-section-head">
        <h2>Attendees</h2>
        <Show when={!bind.isReadOnly() && others().length > 0}>
          <Menu
            label="Add from the contacts"
            icon="people"
            align="end"
            items={[
              ...others().map((contact) => ({
                label: `${contact.name}${contact.title === '' ? '' : ` · ${contact.title}`}`,
                onSelect: () => void addKnown([contact]).then(notifyProblem),
              })),
              ...(others().length > 1 ? (['separator', { label: 'All of them', onSelect: () => void addKnown(others()).then(notifyProblem) }] as const) : []),
            ]}
          />
        </Show>
      </div>
      <SortableList
        label="Attendees"
        class="packet-rows"
        rows={shown()}
        nameOf={nameOf}
        isFixed={bind.isReadOnly()}
        onMove={(attendee, after) => move('attendees', attendee, after, nameOf(attendee))}
      >
        {(attendee) => <AttendeeRow attendee={attendee} attendees={shown()} />}
      </SortableList>
      <Show when={!bind.isReadOnly()}>
        <AddLine label="Add somebody by name" suggestions={others().map(({ name }) => name)} onAdd={addNames} />
      </Show>
    </section>
  )
}

const AttendeeRow = (props: { readonly attendee: Attendee; readonly attendees: readonly Attendee[] }) => {
  const workspace = useWorkspace()
  const { accountId, document, bind } = usePacket()
  const remove = async () => {
    const name = nameOf(props.attendee)
    const removed = await workspace.run(`Removed ${name}`, document.path, removeAttendee, { rowId: props.attendee.id })
    if (!removed.ok) return void notify({ message: removed.error.message, tone: 'danger' })
    notify({ message: `Removed ${name}`, undo: () => workspace.run(`Added ${name}`, document.path, restoreRows, { rows: 'attendees', rowIds: removed.value }) })
  }
  return (
    <div class="attendee" data-side={props.attendee.side}>
      <WrapField {...bind.cell('attendees', props.attendee, 'name')} hideLabel placeholder="Name" />
      <SelectField {...bind.cell('attendees', props.attendee, 'side')} hideLabel options={SIDE_OPTIONS} />
      <WrapField {...bind.cell('attendees', props.attendee, 'title')} hideLabel placeholder="Title" />
      <Show when={props.attendee.contactId}>
        {(contactId) => (
          <a class="attendee-contact" href={workspace.href(`/accounts/${accountId}?tab=contacts&contact=${contactId()}`)}>
            Contact
          </a>
        )}
      </Show>
      <Show when={!bind.isReadOnly()}>
        <RowMenu table="attendees" rows={props.attendees} row={props.attendee} name={nameOf(props.attendee)} onDelete={() => void remove()} />
      </Show>
    </div>
  )
}
