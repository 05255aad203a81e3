// Presence frames: y-protocols awareness, `count (client clock json)*`. Who sends which client is not known here; see
// server/relay/presence.ts.

import * as encoding from 'lib0/encoding'
import { ByteCursor, type Refusal, refusalOf, refuse } from './byte-cursor.ts'
import { LIMITS } from './limits.ts'
import { NO_JSON, parseVettedJson } from './vet-value.ts'

export interface PresenceState {
  readonly client: number
  readonly clock: number
  /** Null = gone. */
  readonly state: Readonly<Record<string, unknown>> | null
}

/** A state over the limit is left out; anything else wrong refuses the frame. */
export const vetPresence = (bytes: Uint8Array): readonly PresenceState[] | Refusal => {
  if (bytes.length > LIMITS.presenceFrameBytesMax) return { kind: 'too_large', reason: 'presence too large' }
  return refusalOf(() => {
    const cursor = new ByteCursor(bytes)
    const states: PresenceState[] = []
    for (let left = cursor.count(3); left > 0; left--) {
      const client = cursor.uint()
      const clock = cursor.uint()
      const from = cursor.at
      const json = cursor.text()
      if (cursor.at - from > LIMITS.presenceBytesMax) continue
      const state = parseVettedJson(json)
      if (state === NO_JSON || typeof state !== 'object' || Array.isArray(state)) refuse('bad presence')
      states.push({ client, clock, state: state as PresenceState['state'] })
    }
    if (cursor.left > 0) refuse('trailing bytes')
    return states
  })
}

export const isPresence = (outcome: readonly PresenceState[] | Refusal): outcome is readonly PresenceState[] => Array.isArray(outcome)

export const encodePresence = (states: readonly PresenceState[]): Uint8Array => {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, states.length)
  for (const { client, clock, state } of states) {
    encoding.writeVarUint(encoder, client)
    encoding.writeVarUint(encoder, clock)
    encoding.writeVarString(encoder, JSON.stringify(state))
  }
  return encoding.toUint8Array(encoder)
}
