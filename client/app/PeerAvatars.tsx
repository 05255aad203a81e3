// Who is here, and where. Pressing one goes to the place they are at, and along with them until something is done here.

import { createMemo, For, lazy, Show, Suspense } from 'solid-js'
import { useWorkspace } from '../data/context.ts'
import { follow, followed } from '../data/following.ts'
import type { Peer } from '../data/workspace-data.ts'
import { Avatar } from '../ui/Avatar.tsx'
import { placeOf } from './places.ts'
import './PeerAvatars.css'

const Following = lazy(() => import('./Following.tsx'))

const SHOWN_MAX = 4

export const PeerAvatars = () => {
  const workspace = useWorkspace()
  // A person with two tabs is one face; the tab of theirs that has something selected counts.
  const people = createMemo(() => {
    const byPerson = new Map<string, Peer>()
    for (const peer of workspace.presence.peers()) {
      if (peer.isMe || peer.personId === workspace.session.person.id) continue
      if (!byPerson.has(peer.personId) || peer.selection !== null) byPerson.set(peer.personId, peer)
    }
    return [...byPerson.values()].sort((a, b) => a.name.localeCompare(b.name))
  })
  const where = (peer: Peer) => `${peer.name}, in ${placeOf(peer.place)?.label ?? 'the workspace'}`
  return (
    <Show when={people().length > 0}>
      <ul class="peer-avatars" aria-label="Who is here">
        <For each={people().slice(0, SHOWN_MAX)}>
          {(peer) => (
            <li>
              <button
                type="button"
                class="peer-button"
                title={where(peer)}
                aria-label={`${where(peer)}. Follow`}
                aria-pressed={followed() === peer.personId}
                onClick={() => follow(followed() === peer.personId ? null : peer.personId)}
              >
                <Avatar name={peer.name} hue={peer.hue} title={where(peer)} />
              </button>
            </li>
          )}
        </For>
        <Show when={people().length > SHOWN_MAX}>
          <li
            class="peer-more"
            title={people()
              .slice(SHOWN_MAX)
              .map(({ name }) => name)
              .join(', ')}
          >
            +{people().length - SHOWN_MAX}
          </li>
        </Show>
      </ul>
      <Show when={followed()}>
        <Suspense>
          <Following />
        </Suspense>
      </Show>
    </Show>
  )
}
