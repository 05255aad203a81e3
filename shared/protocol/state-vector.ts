// State vectors: `count (client clock)*`.

import * as encoding from 'lib0/encoding'
import { ByteCursor, type Refusal, refusalOf, refuse } from './byte-cursor.ts'
import type { DocumentKnowledge } from './document-knowledge.ts'
import { LIMITS } from './limits.ts'

/** Null = fine. */
export const vetStateVector = (bytes: Uint8Array): Refusal | null => {
  if (bytes.length > LIMITS.stateVectorBytesMax) return { kind: 'too_large', reason: 'state vector too large' }
  const outcome = refusalOf(() => {
    const cursor = new ByteCursor(bytes)
    for (let left = cursor.count(2); left > 0; left--) {
      cursor.uint()
      if (cursor.uint() > LIMITS.clockMax) refuse('clock too high')
    }
    return cursor.left === 0 ? null : refuse('trailing bytes')
  })
  return outcome
}

export const isEmptyStateVector = (bytes: Uint8Array): boolean => bytes.length === 1 && bytes[0] === 0

/** Whoever says this has every clock that is known. The bytes have been vetted. */
export const coversKnown = (stateVector: Uint8Array, knowledge: DocumentKnowledge): boolean => {
  const cursor = new ByteCursor(stateVector)
  let missing = 0
  for (const { clock } of knowledge.clients.values()) if (clock > 0) missing++
  for (let left = cursor.count(2); left > 0; left--) {
    const client = cursor.uint()
    const clock = cursor.uint()
    const known = knowledge.clients.get(client)?.clock ?? 0
    if (known > 0 && clock >= known) missing--
  }
  return missing === 0
}

/** What is known of a document, as step 1 says it. */
export const stateVectorOf = (knowledge: DocumentKnowledge): Uint8Array => {
  const encoder = encoding.createEncoder()
  const clients = [...knowledge.clients].filter(([, { clock }]) => clock > 0)
  encoding.writeVarUint(encoder, clients.length)
  for (const [client, { clock }] of clients) {
    encoding.writeVarUint(encoder, client)
    encoding.writeVarUint(encoder, clock)
  }
  return encoding.toUint8Array(encoder)
}
