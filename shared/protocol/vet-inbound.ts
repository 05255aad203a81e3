// The client's gate, apart from the relay's: a page loads the parser and not the rest. Whatever makes it refuse more raises
// `GATE_VERSION`, because rows that passed it are not parsed again when they are read.

import { type Refusal, refusalOf } from './byte-cursor.ts'
import { LIMITS } from './limits.ts'
import { parseUpdate } from './parse-update.ts'

/** The lighter check for bytes from the relay or from a device's own log: well-formed, legal names. Null = fine. */
export const vetInbound = (bytes: Uint8Array): Refusal | null => {
  const outcome = refusalOf(() => parseUpdate(bytes, 'many'))
  return 'kind' in outcome ? outcome : null
}

/** What this device made itself, before it is kept (S9): as the relay reads it, and small. Null = fine. */
export const vetOwn = (bytes: Uint8Array): Refusal | null => {
  if (bytes.length > LIMITS.transactionBytesMax) return { kind: 'too_large', reason: 'transaction too large' }
  const outcome = refusalOf(() => parseUpdate(bytes, 'one'))
  return 'kind' in outcome ? outcome : null
}
