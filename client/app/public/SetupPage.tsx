// The first start: whoever has the set-up link becomes the owner and names the first workspace.

import { createResource, Match, Switch } from 'solid-js'
import { PASSWORD_LENGTH_MIN, SetupBody, SetupDone } from '../../../shared/protocol/http.ts'
import { readSetup } from '../../data/me.ts'
import { Button } from '../../ui/Button.tsx'
import { Problem } from '../../ui/Problem.tsx'
import { useAppDeps } from '../app-deps.ts'
import { createForm } from './createForm.ts'
import { createEnter } from './enter.ts'
import { FormField } from './FormField.tsx'
import { PublicFrame } from './PublicFrame.tsx'
import { takeSecret } from './take-secret.ts'

export default function SetupPage() {
  const { api } = useAppDeps()
  const secret = takeSecret()
  const [setup] = createResource(() => readSetup(api))
  const isDone = () => {
    const answer = setup()
    return answer?.ok === true && !answer.value.needed
  }
  return (
    <Switch fallback={<SetupForm secret={secret} />}>
      <Match when={isDone()}>
        <PublicFrame title="Already set up" lead="This server has its owner. Sign in, or ask a manager of your workspace for an invite.">
          <a class="button" data-kind="primary" href="/sign-in">
            Sign in
          </a>
        </PublicFrame>
      </Match>
      <Match when={secret === ''}>
        <PublicFrame
          title="This server is new"
          lead="When it started it printed a set-up link, once, where it was started. Open that link to create the first workspace; reloading this page needs the link again."
        />
      </Match>
    </Switch>
  )
}

const SetupForm = (props: { secret: string }) => {
  const { api } = useAppDeps()
  const enter = createEnter()
  const form = createForm({
    empty: { secret: props.secret, workspaceName: '', name: '', email: '', password: '' },
    labels: { secret: 'Link', workspaceName: 'Workspace', name: 'Your name', email: 'E-mail', password: 'Password' },
    schema: SetupBody,
    send: async (body) => {
      const answer = await api.post('/api/setup', body, SetupDone)
      return answer.ok ? enter(answer.value.workspaceId) : answer.error.message
    },
  })
  const [workspaceName, name, email, password] = [form.field('workspaceName'), form.field('name'), form.field('email'), form.field('password')]
  return (
    <PublicFrame title="Create your workspace" lead="You become its owner. Invite the others from its settings.">
      <form class="public-form" novalidate onSubmit={form.onSubmit}>
        <FormField {...workspaceName} autocomplete="organization" hint="Your company or team" autofocus />
        <FormField {...name} autocomplete="name" />
        <FormField {...email} type="email" autocomplete="username" />
        <FormField {...password} type="password" autocomplete="new-password" hint={`At least ${PASSWORD_LENGTH_MIN} characters`} />
        <Problem class="public-problem" message={form.problem()} />
        <Button kind="primary" type="submit" wide busy={form.isSending()}>
          Create workspace
        </Button>
      </form>
    </PublicFrame>
  )
}
