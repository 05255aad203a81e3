// Who is here in one document. A clientID speaks through the channel that first showed it; stock clients also echo other
// people's states, which is dropped without a word. The name in a state is the session's, never the sender's (D9).
// Changes are coalesced: the first goes out at once, the next ones together after the interval.
//
// On close a state becomes null at the SAME clock: raising it makes two tabs answer each other for ever (SYNC §2).

import type { Refusal } from '../../shared/protocol/byte-cursor.ts'
import { encodePresence, isPresence, type PresenceState, vetPresence } from '../../shared/protocol/presence-states.ts'
import type { Timing } from './timing.ts'

export interface PresenceSpeaker {
  readonly person: () => { readonly id: string; readonly name: string }
}

export interface RoomPresence {
  readonly receive: (speaker: PresenceSpeaker, bytes: Uint8Array) => Refusal | null
  readonly leave: (speaker: PresenceSpeaker) => void
  /** Everybody's state as one frame; null when nobody is here. */
  readonly everybody: () => Uint8Array | null
  readonly dispose: () => void
}

export interface RoomPresenceDeps {
  readonly timing: Timing
  readonly intervalMs: number
  readonly broadcast: (bytes: Uint8Array) => void
  /** False when the clientID is known to be another person's (G2). */
  readonly claim: (client: number, personId: string) => boolean
  /** The clientID is not remembered here any more. */
  readonly release: (client: number) => void
}

interface Known {
  speaker: PresenceSpeaker | null
  readonly personId: string
  clock: number
  state: PresenceState['state']
}

const STATES_PER_SPEAKER_MAX = 16
/** Left clientIDs remembered, so that a late echo does not bring a ghost back. */
const LEFT_MAX = 256

export const createRoomPresence = ({ timing, intervalMs, broadcast, claim, release }: RoomPresenceDeps): RoomPresence => {
  const known = new Map<number, Known>()
  const left: number[] = []
  const changed = new Set<number>()
  let sentAt = Number.NEGATIVE_INFINITY
  let cancel: (() => void) | null = null
  /** What `everybody` answered, until something changes. */
  let everybodyNow: { readonly bytes: Uint8Array | null } | null = null

  const flush = () => {
    cancel = null
    sentAt = timing.now()
    const states = [...changed].flatMap((client) => stateOf(client))
    changed.clear()
    if (states.length > 0) broadcast(encodePresence(states))
  }
  const stateOf = (client: number): PresenceState[] => {
    const entry = known.get(client)
    return entry === undefined ? [] : [{ client, clock: entry.clock, state: entry.state }]
  }
  const change = (client: number) => {
    everybodyNow = null
    changed.add(client)
    cancel ??= timing.after(Math.max(0, sentAt + intervalMs - timing.now()), flush)
  }
  const forgetOldest = () => {
    while (left.length > LEFT_MAX) {
      const client = left.shift() as number
      if (known.get(client)?.speaker !== null) continue
      known.delete(client)
      release(client)
    }
  }

  const hear = (speaker: PresenceSpeaker, { client, clock, state }: PresenceState) => {
    const person = speaker.person()
    const before = known.get(client)
    if (before === undefined) {
      if (state === null || countOf(speaker) >= STATES_PER_SPEAKER_MAX || !claim(client, person.id)) return
      known.set(client, { speaker, personId: person.id, clock, state: signed(state, person) })
      return change(client)
    }
    const isNews = clock > before.clock || (clock === before.clock && (before.speaker === null ? state !== null : state === null))
    const maySpeak = before.speaker === speaker || (before.personId === person.id && (before.speaker === null || clock > before.clock))
    if (!isNews || !maySpeak) return
    before.speaker = speaker
    before.clock = clock
    before.state = state === null ? null : signed(state, person)
    change(client)
  }
  const countOf = (speaker: PresenceSpeaker): number => {
    let count = 0
    for (const entry of known.values()) if (entry.speaker === speaker) count++
    return count
  }

  return {
    receive: (speaker, bytes) => {
      const states = vetPresence(bytes)
      if (!isPresence(states)) return states
      for (const state of states) hear(speaker, state)
      return null
    },
    leave: (speaker) => {
      for (const [client, entry] of known) {
        if (entry.speaker !== speaker) continue
        entry.speaker = null
        left.push(client)
        if (entry.state === null) continue
        entry.state = null
        change(client)
      }
      forgetOldest()
    },
    everybody: () => {
      if (everybodyNow !== null) return everybodyNow.bytes
      const states = [...known].flatMap(([client, { clock, state }]): PresenceState[] => (state === null ? [] : [{ client, clock, state }]))
      everybodyNow = { bytes: states.length === 0 ? null : encodePresence(states) }
      return everybodyNow.bytes
    },
    dispose: () => cancel?.(),
  }
}

const COLOR = /^[#\w(),.% -]{1,40}$/

/** The state with the name of whoever is signed in; a colour is theirs to choose. */
const signed = (state: Readonly<Record<string, unknown>>, person: { readonly id: string; readonly name: string }): Readonly<Record<string, unknown>> => {
  const { user } = state
  const color = typeof user === 'object' && user !== null && 'color' in user ? user.color : undefined
  return { ...state, user: { ...(typeof color === 'string' && COLOR.test(color) ? { color } : {}), id: person.id, name: person.name } }
}
