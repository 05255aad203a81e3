import { useSearchParams } from '@solidjs/router'
import { createSignal, onMount, Show } from 'solid-js'
import { readSetup } from '../../data/me.ts'
import { Button } from '../../ui/Button.tsx'
import { Problem } from '../../ui/Problem.tsx'
import { useAppDeps } from '../app-deps.ts'
import { createEnter } from './enter.ts'
import { PublicFrame } from './PublicFrame.tsx'
import { SignInForm } from './SignInForm.tsx'

export default function SignInPage() {
  const { api, platform } = useAppDeps()
  const [query] = useSearchParams<{ next?: string }>()
  const enter = createEnter()
  const goOn = () => enter(null, query.next ?? null)
  const [isNew, setIsNew] = createSignal(false)
  onMount(async () => {
    const setup = await readSetup(api)
    setIsNew(setup.ok && setup.value.needed)
  })
  return (
    <PublicFrame title="Sign in" lead={isNew() ? 'This server is new. Open the set-up link it printed when it started.' : undefined}>
      <SignInForm verb="Sign in" onSignedIn={goOn} />
      <Show when={platform.isSecure() && 'PublicKeyCredential' in window}>
        <PasskeyButton onSignedIn={goOn} />
      </Show>
      <p class="public-quiet">No account yet, or locked out? Ask a manager of your workspace for a link.</p>
    </PublicFrame>
  )
}

const PasskeyButton = (props: { onSignedIn: () => Promise<string | null> }) => {
  const { api } = useAppDeps()
  const [isBusy, setIsBusy] = createSignal(false)
  const [problem, setProblem] = createSignal<string | null>(null)
  const signIn = async () => {
    setIsBusy(true)
    setProblem(null)
    const { signInWithPasskey } = await import('./passkey.ts')
    const outcome = await signInWithPasskey(api)
    setProblem(outcome.isSignedIn ? await props.onSignedIn() : outcome.problem)
    setIsBusy(false)
  }
  return (
    <div class="public-form">
      <span class="public-or">or</span>
      <Button icon="key" wide busy={isBusy()} onClick={() => void signIn()}>
        Sign in with a passkey
      </Button>
      <Problem class="public-problem" message={problem()} />
    </div>
  )
}
