import { createSignal, For, Show } from 'solid-js'
import { type ApiToken, ApiTokenCreated, ApiTokens } from '../../../../shared/protocol/http.ts'
import { ROLE_LABELS, ROLES, type Role } from '../../../../shared/protocol/role.ts'
import { api } from '../../../data/api.ts'
import { useWorkspace } from '../../../data/context.ts'
import { Button } from '../../../ui/Button.tsx'
import { ask } from '../../../ui/confirm.tsx'
import { Problem } from '../../../ui/Problem.tsx'
import { SelectField } from '../../../ui/SelectField.tsx'
import { TextField } from '../../../ui/TextField.tsx'
import { notify } from '../../../ui/toasts.tsx'
import { createServerData, FromServer } from './from-server.tsx'
import { SecretOnce } from './SecretOnce.tsx'
import { dayWords } from './time-words.ts'

const ROLE_OPTIONS = ROLES.map((role) => ({ value: role, label: ROLE_LABELS[role] }))

/** Keys for programs that read or write this workspace over the sync protocol. */
export const TokenSettings = () => {
  const workspace = useWorkspace()
  const path = `/api/workspaces/${workspace.session.workspaceId}/tokens`
  const tokens = createServerData(() => api.get(path, ApiTokens))
  const [name, setName] = createSignal('')
  const [role, setRole] = createSignal<Role>('viewer')
  const [made, setMade] = createSignal<(ApiTokenCreated & { readonly name: string }) | null>(null)
  const [problem, setProblem] = createSignal<string | null>(null)
  const [isBusy, setIsBusy] = createSignal(false)
  const valid = () => (tokens.value()?.tokens ?? []).filter(({ revokedAt }) => revokedAt === null)

  const create = async () => {
    if (name() === '') return void setProblem('Give the token a name, so that you know later what uses it.')
    setIsBusy(true)
    const answer = await api.post(path, { name: name(), role: role() }, ApiTokenCreated)
    setIsBusy(false)
    setProblem(answer.ok ? null : answer.error.message)
    if (!answer.ok) return
    setMade({ ...answer.value, name: name() })
    setName('')
    await tokens.reload()
  }
  const revoke = async (token: ApiToken) => {
    const isSure = await ask(`Revoke ${token.name}?`, {
      verb: 'Revoke the token',
      danger: true,
      detail: 'Whatever uses it is disconnected within a second. This cannot be undone.',
    })
    if (!isSure) return
    const answer = await api.remove(`${path}/${encodeURIComponent(token.tokenId)}`)
    if (!answer.ok) return void notify({ message: answer.error.message, tone: 'danger' })
    notify({ message: `${token.name} no longer works` })
    await tokens.reload()
  }
  return (
    <section class="settings-section">
      <h2>API tokens</h2>
      <p class="settings-words">For programs that read or write this workspace. A token can do what its role can.</p>
      <div class="settings-form">
        <TextField label="What uses it" value={name()} onCommit={(value) => void setName(value)} placeholder="Nightly export" />
        <SelectField<Role> label="Role" value={role()} options={ROLE_OPTIONS} onCommit={(value) => void setRole(value)} />
        <Button kind="primary" busy={isBusy()} onClick={() => void create()}>
          Make a token
        </Button>
      </div>
      <Problem class="settings-problem" message={problem()} />
      <Show when={made()}>
        {(token) => (
          <SecretOnce
            label={`Token for ${token().name}`}
            secret={token().token}
            note="Shown once. Keep it where the program keeps its secrets."
            onDone={() => setMade(null)}
          />
        )}
      </Show>
      <FromServer data={tokens} what="The tokens">
        {() => (
          <Show when={valid().length > 0} fallback={<p class="settings-words">No tokens yet.</p>}>
            <ul class="settings-list">
              <For each={valid()}>
                {(token) => (
                  <li class="settings-row">
                    <div class="settings-row-words">
                      <p class="settings-row-title">{token.name}</p>
                      <p class="settings-row-facts">
                        {ROLE_LABELS[token.role]} · made {dayWords(token.createdAt)}
                        {token.createdBy === null ? ' by the administrator' : ` by ${token.createdBy}`}
                      </p>
                    </div>
                    <Button onClick={() => void revoke(token)}>
                      Revoke<span class="visually-hidden"> {token.name}</span>
                    </Button>
                  </li>
                )}
              </For>
            </ul>
          </Show>
        )}
      </FromServer>
    </section>
  )
}
