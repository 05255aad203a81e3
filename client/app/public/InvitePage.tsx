// An invite, opened by its link: accept as the person signed in, sign in and accept, or make an account. A link that does
// not work says why.

import { createSignal, Match, Switch } from 'solid-js'
import { ok } from '../../../shared/base/result.ts'
import { InviteAccepted, InviteInspection, type Me } from '../../../shared/protocol/http.ts'
import type { Role } from '../../../shared/protocol/role.ts'
import { readMe } from '../../data/me.ts'
import { Button } from '../../ui/Button.tsx'
import { Problem } from '../../ui/Problem.tsx'
import { useAppDeps } from '../app-deps.ts'
import { AccountForm, type NewAccount } from './AccountForm.tsx'
import { createEnter } from './enter.ts'
import { OneTimeLink } from './OneTimeLink.tsx'
import { PublicFrame } from './PublicFrame.tsx'
import { SignInForm } from './SignInForm.tsx'

const ROLE_WORDS: Readonly<Record<Role, string>> = {
  manager: 'You will manage it: plan, invite and decide.',
  coordinator: 'You will plan in it with the others.',
  viewer: 'You will see everything and change nothing.',
}

export default function InvitePage() {
  const { api } = useAppDeps()
  return (
    <OneTimeLink
      looking="Looking at your invite"
      uncheckable="The invite could not be checked"
      inspect={async (secret) => {
        const [invite, me] = await Promise.all([api.post('/api/invites/inspect', { secret }, InviteInspection), readMe(api)])
        return invite.ok ? ok({ ...invite.value, me: me.ok ? me.value : null }) : invite
      }}
    >
      {(secret, invite) => <OpenInvite secret={secret} invite={invite} me={invite.me} />}
    </OneTimeLink>
  )
}

const OpenInvite = (props: { secret: string; invite: InviteInspection; me: Me | null }) => {
  const { api } = useAppDeps()
  const enter = createEnter()
  const [way, setWay] = createSignal<'asMe' | 'signIn' | 'newAccount'>(props.me === null ? 'newAccount' : 'asMe')
  const accept = async (account?: NewAccount): Promise<string | null> => {
    const answer = await api.post('/api/invites/accept', account === undefined ? { secret: props.secret } : { secret: props.secret, account }, InviteAccepted)
    return answer.ok ? enter(answer.value.workspaceId) : answer.error.message
  }
  return (
    <PublicFrame title={`Join ${props.invite.workspaceName ?? 'the workspace'}`} lead={props.invite.role === null ? '' : ROLE_WORDS[props.invite.role]}>
      <Switch>
        <Match when={way() === 'asMe'}>
          <AcceptAsMe name={props.me?.person.name ?? ''} accept={accept} />
          <p class="public-quiet">
            Not you?{' '}
            <button type="button" class="public-switch" onClick={() => setWay('newAccount')}>
              Join with another account
            </button>
          </p>
        </Match>
        <Match when={way() === 'newAccount'}>
          <AccountForm verb="Create account and join" onSend={accept} />
          <p class="public-quiet">
            Already have an account?{' '}
            <button type="button" class="public-switch" onClick={() => setWay('signIn')}>
              Sign in to join
            </button>
          </p>
        </Match>
        <Match when={way() === 'signIn'}>
          <SignInForm verb="Sign in and join" onSignedIn={() => accept()} />
          <p class="public-quiet">
            New here?{' '}
            <button type="button" class="public-switch" onClick={() => setWay('newAccount')}>
              Create an account
            </button>
          </p>
        </Match>
      </Switch>
    </PublicFrame>
  )
}

const AcceptAsMe = (props: { name: string; accept: () => Promise<string | null> }) => {
  const [isBusy, setIsBusy] = createSignal(false)
  const [problem, setProblem] = createSignal<string | null>(null)
  const join = async () => {
    setIsBusy(true)
    setProblem(await props.accept())
    setIsBusy(false)
  }
  return (
    <div class="public-form">
      <Problem class="public-problem" message={problem()} />
      <Button kind="primary" wide busy={isBusy()} onClick={() => void join()}>
        Join as {props.name}
      </Button>
    </div>
  )
}
