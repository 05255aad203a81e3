import { createSignal, createUniqueId, Show } from 'solid-js'
import * as z from 'zod/mini'
import { PASSWORD_LENGTH_MAX, PASSWORD_LENGTH_MIN } from '../../../../shared/protocol/http.ts'
import { api } from '../../../data/api.ts'
import { useWorkspace } from '../../../data/context.ts'
import { Button } from '../../../ui/Button.tsx'
import { notify } from '../../../ui/toasts.tsx'

/** A plain form, because password managers know plain forms. */
export const PasswordSettings = () => {
  const workspace = useWorkspace()
  const [isOpen, setIsOpen] = createSignal(false)
  const [problem, setProblem] = createSignal<string | null>(null)
  const [isBusy, setIsBusy] = createSignal(false)
  const ids = { current: createUniqueId(), next: createUniqueId(), problem: createUniqueId() }

  const change = async (form: HTMLFormElement) => {
    const data = new FormData(form)
    const next = String(data.get('next') ?? '')
    if (next.length < PASSWORD_LENGTH_MIN) return void setProblem(`The new password needs at least ${PASSWORD_LENGTH_MIN} characters.`)
    setIsBusy(true)
    const answer = await api.post(
      '/api/auth/change-password',
      { currentPassword: String(data.get('current') ?? ''), newPassword: next, revokeOtherSessions: data.get('others') === 'on' },
      z.unknown(),
    )
    setIsBusy(false)
    setProblem(answer.ok ? null : answer.error.message)
    if (!answer.ok) return
    setIsOpen(false)
    notify({ message: 'Your password is changed' })
  }
  return (
    <div class="settings-part">
      <h3>Password</h3>
      <Show
        when={isOpen()}
        fallback={
          <div>
            <Button onClick={() => setIsOpen(true)}>Change the password</Button>
          </div>
        }
      >
        <form
          class="settings-password"
          onSubmit={(event) => {
            event.preventDefault()
            void change(event.currentTarget)
          }}
        >
          <input
            class="visually-hidden"
            type="text"
            name="username"
            autocomplete="username"
            value={workspace.session.person.email}
            readOnly
            tabIndex={-1}
            aria-hidden="true"
          />
          <div class="field">
            <label class="field-label" for={ids.current}>
              Present password
            </label>
            <input id={ids.current} class="field-input" type="password" name="current" autocomplete="current-password" required />
          </div>
          <div class="field">
            <label class="field-label" for={ids.next}>
              New password
            </label>
            <input
              id={ids.next}
              class="field-input"
              type="password"
              name="next"
              autocomplete="new-password"
              required
              maxLength={PASSWORD_LENGTH_MAX}
              aria-invalid={problem() === null ? undefined : 'true'}
              aria-describedby={ids.problem}
            />
          </div>
          <label class="settings-check">
            <input class="check-input" type="checkbox" name="others" checked />
            Sign out everywhere else
          </label>
          <p id={ids.problem} class="settings-problem" role="alert">
            {problem()}
          </p>
          <div class="settings-line">
            <Button type="submit" kind="primary" busy={isBusy()}>
              Change it
            </Button>
            <Button kind="quiet" onClick={() => setIsOpen(false)}>
              Keep the old one
            </Button>
          </div>
        </form>
      </Show>
    </div>
  )
}
