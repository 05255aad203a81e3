import { createSignal, For, Show } from 'solid-js'
import { type Invite, InviteCreated, Invites } from '../../../../shared/protocol/http.ts'
import { ROLE_LABELS, ROLES, type Role } from '../../../../shared/protocol/role.ts'
import { api } from '../../../data/api.ts'
import { useWorkspace } from '../../../data/context.ts'
import { Button } from '../../../ui/Button.tsx'
import { Problem } from '../../../ui/Problem.tsx'
import { SelectField } from '../../../ui/SelectField.tsx'
import { TextField } from '../../../ui/TextField.tsx'
import { notify } from '../../../ui/toasts.tsx'
import { createServerData, FromServer } from './from-server.tsx'
import { SecretOnce } from './SecretOnce.tsx'
import { dayWords, timeWords } from './time-words.ts'

const ROLE_OPTIONS = ROLES.map((role) => ({ value: role, label: ROLE_LABELS[role] }))
const ROLE_WORDS: Readonly<Record<Role, string>> = {
  manager: 'Edits everything, invites and removes people, empties the trash.',
  coordinator: 'Edits everything.',
  viewer: 'Sees everything and changes nothing.',
}

/** Invites are links: the secret stands in the fragment, is shown once and works once. */
export const InviteSettings = () => {
  const workspace = useWorkspace()
  const path = `/api/workspaces/${workspace.session.workspaceId}/invites`
  const invites = createServerData(() => api.get(path, Invites))
  const [role, setRole] = createSignal<Role>('coordinator')
  const [note, setNote] = createSignal('')
  const [made, setMade] = createSignal<InviteCreated | null>(null)
  const [problem, setProblem] = createSignal<string | null>(null)
  const [isBusy, setIsBusy] = createSignal(false)
  const open = () => (invites.value()?.invites ?? []).filter(({ state }) => state === 'open')

  const create = async () => {
    setIsBusy(true)
    const answer = await api.post(path, { role: role(), ...(note() === '' ? {} : { note: note() }) }, InviteCreated)
    setIsBusy(false)
    setProblem(answer.ok ? null : answer.error.message)
    if (!answer.ok) return
    setMade(answer.value)
    setNote('')
    await invites.reload()
  }
  const revoke = async (invite: Invite) => {
    const answer = await api.remove(`${path}/${encodeURIComponent(invite.id)}`)
    if (!answer.ok) return void notify({ message: answer.error.message, tone: 'danger' })
    notify({ message: 'The invite no longer works' })
    await invites.reload()
  }
  return (
    <section class="settings-section">
      <h2>Invites</h2>
      <p class="settings-words">Make a link and send it to one person. It lets one person in, once.</p>
      <div class="settings-form">
        <SelectField<Role> label="Role" value={role()} options={ROLE_OPTIONS} onCommit={(value) => void setRole(value)} hint={ROLE_WORDS[role()]} />
        <TextField label="For whom" value={note()} onCommit={(value) => void setNote(value)} placeholder="A note to yourself" />
        <Button kind="primary" busy={isBusy()} onClick={() => void create()}>
          Make an invite link
        </Button>
      </div>
      <Problem class="settings-problem" message={problem()} />
      <Show when={made()}>
        {(invite) => (
          <SecretOnce
            label="Invite link"
            secret={`${location.origin}/invite#${invite().secret}`}
            note={`Shown once. It works once, until ${timeWords(invite().expiresAt)}.`}
            onDone={() => setMade(null)}
          />
        )}
      </Show>
      <FromServer data={invites} what="The invites">
        {() => (
          <Show when={open().length > 0}>
            <h3>Open invites</h3>
            <ul class="settings-list">
              <For each={open()}>
                {(invite) => (
                  <li class="settings-row">
                    <div class="settings-row-words">
                      <p class="settings-row-title">{invite.note || 'Invite without a note'}</p>
                      <p class="settings-row-facts">
                        {ROLE_LABELS[invite.role]} · made {dayWords(invite.createdAt)} by {invite.invitedBy} · until {dayWords(invite.expiresAt)}
                      </p>
                    </div>
                    <Button onClick={() => void revoke(invite)}>Revoke</Button>
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
