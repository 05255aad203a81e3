import { AcceptInviteBody, PASSWORD_LENGTH_MIN } from '../../../shared/protocol/http.ts'
import { Button } from '../../ui/Button.tsx'
import { Problem } from '../../ui/Problem.tsx'
import { createForm } from './createForm.ts'
import { FormField } from './FormField.tsx'

export interface NewAccount {
  readonly name: string
  readonly email: string
  readonly password: string
}

/** Who are you, for an invited person without an account. */
export const AccountForm = (props: { readonly verb: string; readonly onSend: (account: NewAccount) => Promise<string | null> }) => {
  const form = createForm({
    empty: { name: '', email: '', password: '' },
    labels: { name: 'Your name', email: 'E-mail', password: 'Password' },
    schema: AcceptInviteBody,
    toBody: (account) => ({ secret: 'checked by the server', account }),
    send: (account) => props.onSend(account),
  })
  const name = form.field('name')
  const email = form.field('email')
  const password = form.field('password')
  return (
    <form class="public-form" novalidate onSubmit={form.onSubmit}>
      <FormField {...name} autocomplete="name" autofocus />
      <FormField {...email} type="email" autocomplete="username" />
      <FormField {...password} type="password" autocomplete="new-password" hint={`At least ${PASSWORD_LENGTH_MIN} characters`} />
      <Problem class="public-problem" message={form.problem()} />
      <Button kind="primary" type="submit" wide busy={form.isSending()}>
        {props.verb}
      </Button>
    </form>
  )
}
