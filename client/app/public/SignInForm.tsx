import * as z from 'zod/mini'
import { Button } from '../../ui/Button.tsx'
import { Problem } from '../../ui/Problem.tsx'
import { useAppDeps } from '../app-deps.ts'
import { createForm } from './createForm.ts'
import { FormField } from './FormField.tsx'

const SignInBody = z.object({
  email: z.string().check(z.trim(), z.minLength(1, 'is missing'), z.email('is not an e-mail address')),
  password: z.string().check(z.minLength(1, 'is missing')),
})

interface SignInFormProps {
  readonly verb: string
  readonly email?: string | undefined
  /** Signed in: go on. Resolves with what is wrong, or null. */
  readonly onSignedIn: () => Promise<string | null>
}

export const SignInForm = (props: SignInFormProps) => {
  const { api } = useAppDeps()
  const form = createForm({
    empty: { email: props.email ?? '', password: '' },
    labels: { email: 'E-mail', password: 'Password' },
    schema: SignInBody,
    send: async ({ email, password }) => {
      const answer = await api.post('/api/auth/sign-in/email', { email: email.trim(), password }, z.unknown())
      if (answer.ok) return props.onSignedIn()
      if (answer.error.status === 0) return 'The server cannot be reached. Check the connection and try again.'
      return answer.error.status === 401 ? 'E-mail and password do not belong together.' : answer.error.message
    },
  })
  return (
    <form class="public-form" novalidate onSubmit={form.onSubmit}>
      <FormField {...form.field('email')} type="email" autocomplete="username" autofocus={!props.email} />
      <FormField {...form.field('password')} type="password" autocomplete="current-password" autofocus={!!props.email} />
      <Problem class="public-problem" message={form.problem()} />
      <Button kind="primary" type="submit" wide busy={form.isSending()}>
        {props.verb}
      </Button>
    </form>
  )
}
