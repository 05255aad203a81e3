// Every field of a contact, beside the list.

import { Show } from 'solid-js'
import { verifyContacts } from '../../../../shared/commands/account.ts'
import { useWorkspace } from '../../../data/context.ts'
import { Button } from '../../../ui/Button.tsx'
import { CheckField } from '../../../ui/CheckField.tsx'
import { ChoiceField } from '../../../ui/ChoiceField.tsx'
import { DateField } from '../../../ui/DateField.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import { SelectField } from '../../../ui/SelectField.tsx'
import { TextAreaField } from '../../../ui/TextAreaField.tsx'
import { TextField } from '../../../ui/TextField.tsx'
import { notifyProblem } from '../../../ui/toasts.tsx'
import { type Contact, useAccount } from '../account-context.ts'
import { CONTACT_CHANNEL_OPTIONS, ROLE_OPTIONS } from '../account-options.ts'
import { RowDelete } from '../RowDelete.tsx'
import { ContactReach } from './ContactReach.tsx'
import { isEmail, phoneLink } from './reach.ts'

const ANY = ''

export const ContactPanel = (props: { readonly contact: Contact; readonly onClose: () => void }) => {
  const name = () => props.contact.name || 'Contact'
  return (
    <Panel
      title={name()}
      onClose={() => props.onClose()}
      footer={<RowDelete rows="contacts" row={props.contact} name={name()} verb="Delete contact" onDone={props.onClose} />}
    >
      <ContactFields contact={props.contact} />
    </Panel>
  )
}

const ContactFields = (props: { readonly contact: Contact }) => {
  const { today } = useWorkspace()
  const { bind } = useAccount()
  const email = bind.cell('contacts', props.contact, 'email')
  const phone = bind.cell('contacts', props.contact, 'phone')
  const channel = bind.cell('contacts', props.contact, 'preferredChannel')
  return (
    <div class="contact-form">
      <ContactReach contact={props.contact} />
      <div class="field-rows">
        <TextField {...bind.cell('contacts', props.contact, 'name')} />
        <TextField {...bind.cell('contacts', props.contact, 'title')} />
        <TextField
          {...email}
          type="email"
          onCommit={(text) => (text === '' || isEmail(text) ? email.onCommit(text) : 'This is not an e-mail address: name@company.com')}
        />
        <TextField
          {...phone}
          type="tel"
          onCommit={(text) => (text === '' || phoneLink(text) !== null ? phone.onCommit(text) : 'This is not a phone number.')}
        />
        <SelectField
          {...channel}
          value={channel.value ?? ANY}
          options={[{ value: ANY, label: 'No preference' }, ...CONTACT_CHANNEL_OPTIONS]}
          onCommit={(chosen) => channel.onCommit(chosen === ANY ? null : chosen)}
        />
        <TextField {...bind.cell('contacts', props.contact, 'categories')} placeholder="Snacks, beverages" />
        <DateField {...bind.cell('contacts', props.contact, 'verifiedOn')} max={today()} />
      </div>
      <Show when={!bind.isReadOnly() && props.contact.verifiedOn !== today()}>
        <Button
          icon="check"
          onClick={() => void bind.run(`Verified ${props.contact.name}`, verifyContacts, { contactIds: [props.contact.id] }).then(notifyProblem)}
        >
          Still right today
        </Button>
      </Show>
      <ChoiceField {...bind.cellChoices('contacts', props.contact, 'roles')} options={ROLE_OPTIONS} />
      <CheckField {...bind.cell('contacts', props.contact, 'hasLeft')} words="Has left the company" />
      <TextAreaField {...bind.cellText('contacts', props.contact, 'notes')} rows={4} />
      <TextField {...bind.cell('contacts', props.contact, 'externalKey')} hint="Names the contact in imported files." />
    </div>
  )
}
