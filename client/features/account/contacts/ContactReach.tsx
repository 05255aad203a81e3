import { Show } from 'solid-js'
import { CopyButton } from '../../../ui/CopyButton.tsx'
import { Icon } from '../../../ui/Icon.tsx'
import type { Contact } from '../account-context.ts'
import { mailLink, phoneLink } from './reach.ts'
import './contact-reach.css'

/** Mail and phone: press to write or call, or copy. */
export const ContactReach = (props: { readonly contact: Pick<Contact, 'name' | 'email' | 'phone'> }) => (
  <span class="reach">
    <Reach icon="mail" text={props.contact.email} link={mailLink(props.contact.email)} what={`e-mail of ${props.contact.name}`} />
    <Reach icon="phone" text={props.contact.phone} link={phoneLink(props.contact.phone)} what={`phone of ${props.contact.name}`} />
  </span>
)

const Reach = (props: { readonly icon: 'mail' | 'phone'; readonly text: string; readonly link: string | null; readonly what: string }) => (
  <Show when={props.text !== ''}>
    <span class="reach-one">
      <Show when={props.link} fallback={<span class="reach-text">{props.text}</span>}>
        {(link) => (
          <a class="reach-link" href={link()}>
            <Icon name={props.icon} />
            <span class="reach-text">{props.text}</span>
          </a>
        )}
      </Show>
      <CopyButton text={props.text} what={props.what} />
    </span>
  </Show>
)
