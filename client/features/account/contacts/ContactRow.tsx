import { For, Show } from 'solid-js'
import { CONTACT_CHANNEL_LABELS, CONTACT_ROLE_LABELS } from '../../../../shared/docs/terms/contact-labels.ts'
import { useWorkspace } from '../../../data/context.ts'
import { Avatar } from '../../../ui/Avatar.tsx'
import { Chip } from '../../../ui/Chip.tsx'
import type { Contact } from '../account-context.ts'
import { ContactReach } from './ContactReach.tsx'
import { FreshnessMark } from './FreshnessMark.tsx'

export const ContactRow = (props: { readonly contact: Contact; readonly isOpen: boolean; readonly onOpen: () => void }) => {
  const { presence } = useWorkspace()
  const peers = () => presence.peers().filter(({ selection }) => selection?.startsWith(`${props.contact.id}.`))
  return (
    <div class="contact" data-open={props.isOpen ? '' : undefined}>
      <div class="contact-who">
        <button type="button" class="contact-name" aria-expanded={props.isOpen} onClick={() => props.onOpen()}>
          {props.contact.name || 'No name yet'}
        </button>
        <For each={peers()}>{(peer) => <Avatar name={peer.name} hue={peer.hue} size="small" title={`${peer.name} is here`} />}</For>
        <Show when={props.contact.title}>{(title) => <span class="contact-title">{title()}</span>}</Show>
      </div>
      <div class="contact-roles">
        <For each={props.contact.roles}>{(role) => <Chip>{CONTACT_ROLE_LABELS[role]}</Chip>}</For>
      </div>
      <div class="contact-reach">
        <ContactReach contact={props.contact} />
        <Show when={props.contact.preferredChannel}>
          {(channel) => <span class="contact-prefers">prefers {CONTACT_CHANNEL_LABELS[channel()].toLowerCase()}</span>}
        </Show>
      </div>
      <div class="contact-state">
        <FreshnessMark verifiedOn={props.contact.verifiedOn} />
      </div>
    </div>
  )
}
