// The people of the account, in the order the team has put them; who has left stays below, because history does too.

import { useSearchParams } from '@solidjs/router'
import { createMemo, createSignal, For, Show } from 'solid-js'
import { moveRow } from '../../../../shared/commands/rows.ts'
import { CONTACT_ROLE_LABELS } from '../../../../shared/docs/terms/contact-labels.ts'
import { useWorkspace } from '../../../data/context.ts'
import { AddLine } from '../../../ui/AddLine.tsx'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { SearchField } from '../../../ui/SearchField.tsx'
import { SortableList } from '../../../ui/SortableList.tsx'
import { notifyProblem } from '../../../ui/toasts.tsx'
import { alive, type Contact, type ProfileValue, useAccount } from '../account-context.ts'
import { createRowsAdd } from '../rows-add.ts'
import { ContactPanel } from './ContactPanel.tsx'
import { ContactRow } from './ContactRow.tsx'
import './contacts.css'

const SEARCH_FROM = 8

const says = (contact: Contact): string =>
  [contact.name, contact.title, contact.email, contact.phone, contact.categories, ...contact.roles.map((role) => CONTACT_ROLE_LABELS[role])]
    .join(' ')
    .toLowerCase()

export const Contacts = (props: { readonly value: ProfileValue }) => {
  const { today } = useWorkspace()
  const { bind } = useAccount()
  const add = createRowsAdd()
  const [params, setParams] = useSearchParams()
  const [search, setSearch] = createSignal('')
  const all = createMemo(() => alive(props.value.contacts))
  const found = createMemo(() => {
    const words = search().toLowerCase().split(/\s+/).filter(Boolean)
    return words.length === 0 ? all() : all().filter((contact) => words.every((word) => says(contact).includes(word)))
  })
  const here = createMemo(() => found().filter(({ hasLeft }) => !hasLeft))
  const left = createMemo(() => found().filter(({ hasLeft }) => hasLeft))
  const opened = createMemo(() => all().find(({ id }) => id === params.contact))
  const open = (contact: Contact | null) => setParams({ contact: contact?.id ?? null }, { replace: true })
  const move = (contact: Contact, after: Contact | null) =>
    void bind.run(`Moved ${contact.name}`, moveRow, { rows: 'contacts', rowId: contact.id, afterId: after?.id ?? null }).then(notifyProblem)

  return (
    <div class="contacts" data-panel={opened() === undefined ? undefined : ''}>
      <Show when={all().length >= SEARCH_FROM}>
        <SearchField label="Filter contacts" value={search()} onInput={setSearch} />
      </Show>
      <Show
        when={all().length > 0}
        fallback={<EmptyState title="Nobody to call yet" hint="Add the buyer first: type a name below and press Enter. Mail, phone and roles come after." />}
      >
        <SortableList
          label="Contacts"
          class="contact-list"
          rows={here()}
          nameOf={({ name }) => name || 'contact without a name'}
          isFixed={bind.isReadOnly() || search() !== ''}
          onMove={move}
        >
          {(contact) => <ContactRow contact={contact} isOpen={opened()?.id === contact.id} onOpen={() => open(contact)} />}
        </SortableList>
        <Show when={search() !== '' && found().length === 0}>
          <p class="overview-none">Nobody says “{search()}”.</p>
        </Show>
      </Show>
      <Show when={!bind.isReadOnly()}>
        <AddLine
          label="Add a contact by name"
          onAdd={(names) =>
            add(
              `Added ${names[0]}`,
              'contacts',
              names.map((name) => ({ name, verifiedOn: today() })),
            )
          }
        />
      </Show>
      <Show when={left().length > 0}>
        <h2 class="contacts-left-title">Has left</h2>
        <ul class="contact-list">
          <For each={left()}>
            {(contact) => (
              <li class="sortable-row" data-left>
                <ContactRow contact={contact} isOpen={opened()?.id === contact.id} onOpen={() => open(contact)} />
              </li>
            )}
          </For>
        </ul>
      </Show>
      <Show when={opened()} keyed>
        {(contact) => <ContactPanel contact={contact} onClose={() => open(null)} />}
      </Show>
    </div>
  )
}
