// A new password by a one-time link from a manager. Every other session of the person ends with it.

import { Show } from 'solid-js'
import * as z from 'zod/mini'
import { PASSWORD_LENGTH_MIN, RecoverBody, Recovered, RecoveryInspection } from '../../../shared/protocol/http.ts'
import { Button } from '../../ui/Button.tsx'
import { useAppDeps } from '../app-deps.ts'
import { createForm } from './createForm.ts'
import { createEnter } from './enter.ts'
import { FormField } from './FormField.tsx'
import { OneTimeLink } from './OneTimeLink.tsx'
import { PublicFrame } from './PublicFrame.tsx'

export default function RecoverPage() {
  const { api } = useAppDeps()
  return (
    <OneTimeLink
      looking="Looking at your link"
      uncheckable="The link could not be checked"
      inspect={(secret) => api.post('/api/recover/inspect', { secret }, RecoveryInspection)}
    >
      {(secret, link) => <RecoverForm secret={secret} email={link.email ?? ''} />}
    </OneTimeLink>
  )
}

const RecoverForm = (props: { secret: string; email: string }) => {
  const { api } = useAppDeps()
  const enter = createEnter()
  const form = createForm({
    empty: { secret: props.secret, password: '' },
    labels: { secret: 'Link', password: 'Password' },
    schema: RecoverBody,
    send: async (body) => {
      const answer = await api.post('/api/recover', body, Recovered)
      if (!answer.ok) return answer.error.message
      const signedIn = await api.post('/api/auth/sign-in/email', { email: answer.value.email, password: body.password }, z.unknown())
      return signedIn.ok ? enter(null) : 'The new password is set. Sign in with it.'
    },
  })
  const password = form.field('password')
  return (
    <PublicFrame title="Choose a new password" lead={`For ${props.email}. All other devices are signed out.`}>
      <form class="public-form" novalidate onSubmit={form.onSubmit}>
        <input type="hidden" name="username" autocomplete="username" value={props.email} />
        <FormField {...password} type="password" autocomplete="new-password" hint={`At least ${PASSWORD_LENGTH_MIN} characters`} autofocus />
        <Show when={form.problem()}>
          {(problem) => (
            <p class="public-problem" role="alert">
              {problem()} <a href="/sign-in">Sign in</a>
            </p>
          )}
        </Show>
        <Button kind="primary" type="submit" wide busy={form.isSending()}>
          Set password and sign in
        </Button>
      </form>
    </PublicFrame>
  )
}
