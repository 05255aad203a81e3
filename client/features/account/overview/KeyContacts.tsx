// Who do I call: the three people who decide, with mail and phone one press away.

import { useSearchParams } from '@solidjs/router'
import { createMemo, For, Show } from 'solid-js'
import { CONTACT_ROLE_LABELS } from '../../../../shared/docs/terms/contact-labels.ts'
import { alive, type ProfileValue } from '../account-context.ts'
import { ContactReach } from '../contacts/ContactReach.tsx'
import { byImportance } from '../contacts/contact-order.ts'
import { FreshnessMark } from '../contacts/FreshnessMark.tsx'

const SHOWN = 3

export const KeyContacts = (props: { readonly value: ProfileValue }) => {
  const [, setSearch] = useSearchParams()
  const people = createMemo(() => byImportance(alive(props.value.contacts).filter(({ hasLeft }) => !hasLeft)))
  const go = (contact?: string) => setSearch({ tab: 'contacts', contact: contact ?? null })
  return (
    <section class="overview-section">
      <div class="overview-head">
        <h2>Who to call</h2>
        <Show when={people().length > SHOWN}>
          <button type="button" class="overview-more" onClick={() => go()}>
            All {people().length}
          </button>
        </Show>
      </div>
      <ul class="key-contacts">
        <For
          each={people().slice(0, SHOWN)}
          fallback={
            <li class="overview-none">
              Nobody yet.{' '}
              <button type="button" class="overview-more" onClick={() => go()}>
                Add a contact
              </button>
            </li>
          }
        >
          {(contact) => (
            <li class="key-contact">
              <button type="button" class="key-contact-name" onClick={() => go(contact.id)}>
                {contact.name || 'No name yet'}
              </button>
              <span class="key-contact-role">
                {contact.roles.map((role) => CONTACT_ROLE_LABELS[role]).join(', ') || contact.title}
                <FreshnessMark verifiedOn={contact.verifiedOn} isStaleOnly />
              </span>
              <ContactReach contact={contact} />
            </li>
          )}
        </For>
      </ul>
    </section>
  )
}
