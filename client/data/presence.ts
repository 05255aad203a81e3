// Who is here: the awareness of `workspace/settings`, which every tab keeps open. The relay rewrites the user fields from the
// session, so nobody can speak as somebody else; nothing that matters lives here (D9).

import type { Accessor } from 'solid-js'
import { createEffect, createMemo, createRoot, createSignal, onCleanup } from 'solid-js'
import type { Awareness } from 'y-protocols/awareness'
import * as z from '../../shared/base/schema.ts'
import type { Peer, Person, Presence } from './workspace-data.ts'

/** How many colours colleagues have (LOOK). */
export const HUES = 8
const VIEW_LENGTH_MAX = 1_000

const stateSchema = z.object({
  user: z.object({ id: z.string(), name: z.string() }),
  place: z.catch(z.string(), ''),
  selection: z.catch(z.nullable(z.string()), null),
  view: z.catch(z.string(), ''),
  tab: z.catch(z.string(), ''),
})

export interface PresenceDeps {
  readonly awareness: Accessor<Awareness | null>
  readonly person: Person
  readonly tab: string
}

export const createPresence = ({ awareness, person, tab }: PresenceDeps): Presence & { readonly dispose: () => void } =>
  createRoot((dispose) => {
    const [place, setPlace] = createSignal('')
    const [selection, setSelection] = createSignal<string | null>(null)
    const [view, setView] = createSignal('')
    const [peers, setPeers] = createSignal<readonly Peer[]>([], { equals: isSamePeers })

    createEffect(() => {
      const current = awareness()
      if (current === null) return
      current.setLocalState({ user: { id: person.id, name: person.name }, place: place(), selection: selection(), view: view(), tab })
    })
    createEffect(() => {
      const current = awareness()
      if (current === null) return
      const look = (): void => void setPeers(peersOf(current, person.id))
      look()
      current.on('change', look)
      onCleanup(() => current.off('change', look))
    })
    const bySelection = createMemo(() => {
      const found = new Map<string, Peer[]>()
      for (const peer of peers()) {
        if (peer.selection === null) continue
        const others = found.get(peer.selection)
        if (others === undefined) found.set(peer.selection, [peer])
        else others.push(peer)
      }
      return found
    })
    return {
      peers,
      selectedBy: (wanted) => bySelection().get(wanted) ?? [],
      setPlace: (next) => void setPlace(next),
      setSelection: (next) => void setSelection(next),
      // A state has 2 KiB (L4).
      setView: (next) => void setView(next.slice(0, VIEW_LENGTH_MAX)),
      dispose,
    }
  })

/** Stable per person, on every device. */
export const hueOf = (personId: string): number => {
  let hash = 0
  for (const char of personId) hash = (Math.imul(hash, 31) + (char.codePointAt(0) ?? 0)) >>> 0
  return hash % HUES
}

const peersOf = (awareness: Awareness, me: string): Peer[] => {
  const peers: Peer[] = []
  for (const [client, state] of awareness.getStates()) {
    if (client === awareness.clientID) continue
    const parsed = stateSchema.safeParse(state)
    if (!parsed.success) continue
    const { user, place, selection, view } = parsed.data
    peers.push({ key: String(client), personId: user.id, name: user.name, hue: hueOf(user.id), place, selection, view, isMe: user.id === me })
  }
  return peers.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.key < b.key ? -1 : 1))
}

const isSamePeers = (a: readonly Peer[], b: readonly Peer[]): boolean =>
  a.length === b.length && a.every((peer, index) => JSON.stringify(peer) === JSON.stringify(b[index]))
