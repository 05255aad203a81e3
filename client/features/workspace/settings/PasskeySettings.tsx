import { createSignal, For, Show } from 'solid-js'
import * as z from 'zod/mini'
import { api } from '../../../data/api.ts'
import { Button } from '../../../ui/Button.tsx'
import { ask } from '../../../ui/confirm.tsx'
import { Problem } from '../../../ui/Problem.tsx'
import { notify } from '../../../ui/toasts.tsx'
import { createServerData, FromServer } from './from-server.tsx'
import { browserWords, dayWords } from './time-words.ts'

const Passkeys = z.array(
  z.object({ id: z.string(), name: z.optional(z.nullable(z.string())), createdAt: z.optional(z.nullable(z.union([z.string(), z.number()]))) }),
)
const Options = z.looseObject({ challenge: z.string() })
type Passkey = z.infer<typeof Passkeys>[number]

const NEEDS_HTTPS = 'Passkeys need https. Opened over plain http on a network address, a browser does not offer them.'

/** Passkeys of the account. The browser's ceremony is loaded when somebody adds one. */
export const PasskeySettings = () => {
  const passkeys = createServerData(() => api.get('/api/auth/passkey/list-user-passkeys', Passkeys))
  const [problem, setProblem] = createSignal<string | null>(null)
  const [isBusy, setIsBusy] = createSignal(false)
  const isPossible = () => isSecureContext && 'credentials' in navigator

  const add = async () => {
    setIsBusy(true)
    setProblem(await register())
    setIsBusy(false)
    await passkeys.reload()
  }
  const remove = async (passkey: Passkey) => {
    const isSure = await ask(`Remove ${passkey.name || 'this passkey'}?`, {
      verb: 'Remove the passkey',
      danger: true,
      detail: 'It can no longer sign you in. Your password still can.',
    })
    if (!isSure) return
    const answer = await api.post('/api/auth/passkey/delete-passkey', { id: passkey.id }, z.unknown())
    if (!answer.ok) return void notify({ message: answer.error.message, tone: 'danger' })
    await passkeys.reload()
  }
  return (
    <div class="settings-part">
      <h3>Passkeys</h3>
      <FromServer data={passkeys} what="Your passkeys">
        {(value) => (
          <Show when={value().length > 0} fallback={<p class="settings-words">Sign in with your fingerprint, face or device instead of a password.</p>}>
            <ul class="settings-list">
              <For each={value()}>
                {(passkey) => (
                  <li class="settings-row">
                    <div class="settings-row-words">
                      <p class="settings-row-title">{passkey.name || 'Passkey'}</p>
                      <p class="settings-row-facts">{passkey.createdAt == null ? '' : `Added ${dayWords(passkey.createdAt)}`}</p>
                    </div>
                    <Button onClick={() => void remove(passkey)}>Remove</Button>
                  </li>
                )}
              </For>
            </ul>
          </Show>
        )}
      </FromServer>
      <Problem class="settings-problem" message={problem()} />
      <Show when={isPossible()} fallback={<p class="settings-words">{NEEDS_HTTPS}</p>}>
        <div>
          <Button icon="key" busy={isBusy()} onClick={() => void add()}>
            Add a passkey
          </Button>
        </div>
      </Show>
    </div>
  )
}

/** What went wrong; null when it was added, or when the person thought better of it. */
const register = async (): Promise<string | null> => {
  const options = await api.get('/api/auth/passkey/generate-register-options', Options)
  if (!options.ok) return options.error.message
  const { startRegistration } = await import('@simplewebauthn/browser')
  let response: Awaited<ReturnType<typeof startRegistration>>
  try {
    response = await startRegistration({ optionsJSON: options.value as never })
  } catch (error) {
    if (!(error instanceof Error) || ['NotAllowedError', 'AbortError'].includes(error.name)) return null
    if (error.name === 'InvalidStateError') return 'This device already has a passkey of yours.'
    return 'This device could not make a passkey. Try another one, or go on with your password.'
  }
  const verified = await api.post('/api/auth/passkey/verify-registration', { response, name: browserWords(navigator.userAgent) }, z.unknown())
  return verified.ok ? null : verified.error.message
}
