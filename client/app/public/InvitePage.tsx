// An invite, opened by its link: accept as the person signed in, sign in and accept, or make an account. A link that does
// not work says why.

import { createResource, createSignal, Match, Show, Switch } from 'solid-js'
import { InviteAccepted, InviteInspection, type Me } from '../../../shared/protocol/http.ts'
import type { Role } from '../../../shared/protocol/role.ts'
import { readMe } from '../../data/me.ts'
import { Button } from '../../ui/Button.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { useAppDeps } from '../app-deps.ts'
import { AccountForm, type NewAccount } from './AccountForm.tsx'
import { createEnter } from './enter.ts'
import { LINK_WORDS } from './link-words.ts'
import { PublicFrame } from './PublicFrame.tsx'
import { SignInForm } from './SignInForm.tsx'
import { takeSecret } from './take-secret.ts'

const ROLE_WORDS: Readonly<Record<Role, string>> = {
  manager: 'You will manage it: plan, invite and decide.',
  coordinator: 'You will plan in it with the others.',
  viewer: 'You will see everything and change nothing.',
}

export default function InvitePage() {
  const { api } = useAppDeps()
  const secret = takeSecret()
  const [inspected, { refetch }] = createResource(
    () => secret !== '' && secret,
    async () => {
      const [invite, me] = await Promise.all([api.post('/api/invites/inspect', { secret }, InviteInspection), readMe(api)])
      return { invite, me: me.ok ? me.value : null }
    },
  )
  const invite = () => {
    const now = inspected()
    return now?.invite.ok ? now.invite.value : null
  }
  const failure = () => {
    const now = inspected()
    return now !== undefined && !now.invite.ok ? now.invite.error : null
  }
  const closed = () => {
    if (secret === '') return LINK_WORDS.unknown
    const state = invite()?.state
    return state === undefined || state === 'open' ? null : LINK_WORDS[state]
  }
  return (
    <Switch
      fallback={
        <PublicFrame title="Looking at your invite">
          <Skeleton rows={3} />
        </PublicFrame>
      }
    >
      <Match when={closed()}>
        {(words) => (
          <PublicFrame title={words().title} lead={words().words}>
            <a class="button" data-kind="primary" href="/sign-in">
              Sign in
            </a>
          </PublicFrame>
        )}
      </Match>
      <Match when={failure()}>
        {(error) => (
          <PublicFrame title="The invite could not be checked" lead={error().message}>
            <Button kind="primary" onClick={() => void refetch()}>
              Try again
            </Button>
          </PublicFrame>
        )}
      </Match>
      <Match when={invite()}>{(open) => <OpenInvite secret={secret} invite={open()} me={inspected()?.me ?? null} />}</Match>
    </Switch>
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
      <Show when={problem()}>
        {(words) => (
          <p class="public-problem" role="alert">
            {words()}
          </p>
        )}
      </Show>
      <Button kind="primary" wide busy={isBusy()} onClick={() => void join()}>
        Join as {props.name}
      </Button>
    </div>
  )
}
