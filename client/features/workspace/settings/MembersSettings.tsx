import { createSignal, For, Show } from 'solid-js'
import { Done, type Member, Members, RecoveryCreated } from '../../../../shared/protocol/http.ts'
import { ROLE_LABELS, ROLES, type Role } from '../../../../shared/protocol/role.ts'
import { api } from '../../../data/api.ts'
import { useWorkspace } from '../../../data/context.ts'
import { hueOf } from '../../../data/presence.ts'
import { Avatar } from '../../../ui/Avatar.tsx'
import { ask } from '../../../ui/confirm.tsx'
import { Menu, type MenuEntry } from '../../../ui/Menu.tsx'
import { SelectField } from '../../../ui/SelectField.tsx'
import { notify } from '../../../ui/toasts.tsx'
import { createServerData, FromServer } from './from-server.tsx'
import { InviteSettings } from './InviteSettings.tsx'
import { LeftEditsSettings } from './LeftEditsSettings.tsx'
import { SecretOnce } from './SecretOnce.tsx'
import { dayWords, timeWords } from './time-words.ts'

const ROLE_OPTIONS = ROLES.map((role) => ({ value: role, label: ROLE_LABELS[role] }))

/** Who belongs to the workspace and what they may do: the relay's knowledge, never a document's (D9). */
export const MembersSettings = () => {
  const workspace = useWorkspace()
  const base = `/api/workspaces/${workspace.session.workspaceId}`
  const members = createServerData(() => api.get(`${base}/members`, Members))
  return (
    <>
      <section class="settings-section">
        <h2>Members</h2>
        <FromServer data={members} what="The members">
          {(value) => (
            <ul class="settings-list">
              <For each={value().members}>{(member) => <MemberRow member={member} base={base} onChanged={members.reload} />}</For>
            </ul>
          )}
        </FromServer>
      </section>
      <Show when={workspace.role() === 'manager'}>
        <InviteSettings />
        <LeftEditsSettings />
      </Show>
    </>
  )
}

const MemberRow = (props: { readonly member: Member; readonly base: string; readonly onChanged: () => Promise<void> }) => {
  const workspace = useWorkspace()
  const [recovery, setRecovery] = createSignal<RecoveryCreated | null>(null)
  const isMe = () => props.member.personId === workspace.session.person.id
  const path = () => `${props.base}/members/${encodeURIComponent(props.member.personId)}`

  const changeRole = async (role: Role): Promise<string | null> => {
    const answer = await api.patch(path(), { role }, Done)
    if (!answer.ok) return answer.error.message
    await props.onChanged()
    notify({ message: `${props.member.name} is ${ROLE_LABELS[role].toLowerCase()} now` })
    return null
  }
  const remove = async () => {
    const isSure = await ask(isMe() ? 'Leave this workspace?' : `Remove ${props.member.name}?`, {
      verb: isMe() ? 'Leave the workspace' : `Remove ${props.member.name}`,
      danger: true,
      detail: isMe()
        ? 'You can come back with a new invite only. What you planned stays with the team.'
        : 'Their devices are disconnected within a second and can no longer read or change anything, and API tokens they made stop working. What they planned stays.',
    })
    if (!isSure) return
    const answer = await api.remove(path())
    if (!answer.ok) return void notify({ message: answer.error.message, tone: 'danger' })
    if (isMe()) return location.replace('/')
    notify({ message: `${props.member.name} was removed` })
    await props.onChanged()
  }
  const recover = async () => {
    const answer = await api.post(`${path()}/recovery`, {}, RecoveryCreated)
    if (answer.ok) setRecovery(answer.value)
    else notify({ message: answer.error.message, tone: 'danger' })
  }
  const acts = (): readonly MenuEntry[] => [
    ...(workspace.role() === 'manager' ? [{ label: 'Make a recovery link', icon: 'key', onSelect: () => void recover() } as const] : []),
    { label: isMe() ? 'Leave the workspace' : 'Remove from the workspace', icon: 'sign-out', danger: true, onSelect: () => void remove() },
  ]
  return (
    <li class="settings-entry">
      <div class="settings-row">
        <Avatar name={props.member.name} hue={hueOf(props.member.personId)} />
        <div class="settings-row-words">
          <p class="settings-row-title">
            {props.member.name}
            {isMe() ? ' (you)' : ''}
          </p>
          <p class="settings-row-facts">
            {props.member.email} · since {dayWords(props.member.joinedAt)}
          </p>
        </div>
        <div class="settings-row-acts">
          <div class="settings-role">
            <SelectField
              label={`Role of ${props.member.name}`}
              hideLabel
              value={props.member.role}
              options={ROLE_OPTIONS}
              onCommit={changeRole}
              readOnly={workspace.role() !== 'manager'}
            />
          </div>
          <Show when={workspace.role() === 'manager' || isMe()}>
            <Menu label={`More for ${props.member.name}`} items={acts()} align="end" />
          </Show>
        </div>
      </div>
      <Show when={recovery()}>
        {(made) => (
          <SecretOnce
            label={`Recovery link for ${props.member.name}`}
            secret={`${location.origin}/recover#${made().secret}`}
            note={`Shown once. Give it to ${props.member.name} only: whoever opens it sets their password. Valid until ${timeWords(made().expiresAt)}.`}
            onDone={() => setRecovery(null)}
          />
        )}
      </Show>
    </li>
  )
}
