import { For, Show } from 'solid-js'
import * as z from 'zod/mini'
import { ok } from '../../../../shared/base/result.ts'
import { api } from '../../../data/api.ts'
import { Button } from '../../../ui/Button.tsx'
import { Chip } from '../../../ui/Chip.tsx'
import { Icon } from '../../../ui/Icon.tsx'
import { notify } from '../../../ui/toasts.tsx'
import { createServerData, FromServer } from './from-server.tsx'
import { browserWords, timeWords } from './time-words.ts'

const When = z.union([z.string(), z.number()])
const Sessions = z.array(
  z.object({
    token: z.string(),
    createdAt: When,
    updatedAt: When,
    userAgent: z.optional(z.nullable(z.string())),
    ipAddress: z.optional(z.nullable(z.string())),
  }),
)
const Current = z.nullable(z.object({ session: z.object({ token: z.string() }) }))
type Session = z.infer<typeof Sessions>[number]

/** Everywhere the person is signed in. A revoked session's sockets close within a second. */
export const SessionSettings = () => {
  const sessions = createServerData(async () => {
    const [all, current] = await Promise.all([api.get('/api/auth/list-sessions', Sessions), api.get('/api/auth/get-session', Current)])
    if (!all.ok) return all
    return ok({ current: current.ok ? (current.value?.session.token ?? null) : null, all: all.value })
  })
  const others = () => {
    const value = sessions.value()
    return value?.all.filter(({ token }) => token !== value.current) ?? []
  }
  const revoke = async (session: Session) => {
    const answer = await api.post('/api/auth/revoke-session', { token: session.token }, z.unknown())
    if (!answer.ok) return void notify({ message: answer.error.message, tone: 'danger' })
    notify({ message: 'That device is signed out' })
    await sessions.reload()
  }
  const revokeOthers = async () => {
    const answer = await api.post('/api/auth/revoke-other-sessions', {}, z.unknown())
    if (!answer.ok) return void notify({ message: answer.error.message, tone: 'danger' })
    notify({ message: 'You are signed in on this device only' })
    await sessions.reload()
  }
  return (
    <section class="settings-section">
      <h2>Where you are signed in</h2>
      <FromServer data={sessions} what="Your sessions">
        {(value) => (
          <>
            <ul class="settings-list">
              <For each={value().all.toSorted((a, b) => Number(b.token === value().current) - Number(a.token === value().current))}>
                {(session) => (
                  <li class="settings-row">
                    <Icon name="device" />
                    <div class="settings-row-words">
                      <p class="settings-row-title">{browserWords(session.userAgent ?? '')}</p>
                      <p class="settings-row-facts">
                        Signed in {timeWords(session.createdAt)}
                        {session.ipAddress ? ` from ${session.ipAddress}` : ''}
                      </p>
                    </div>
                    <Show when={session.token !== value().current} fallback={<Chip tone="good">This device</Chip>}>
                      <Button onClick={() => void revoke(session)}>Sign out there</Button>
                    </Show>
                  </li>
                )}
              </For>
            </ul>
            <Show when={others().length > 1}>
              <div>
                <Button onClick={() => void revokeOthers()}>Sign out everywhere else</Button>
              </div>
            </Show>
          </>
        )}
      </FromServer>
    </section>
  )
}
