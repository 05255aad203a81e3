// The client's gate, apart from the relay's: a page loads the parser and not the rest.

import { type Refusal, refusalOf } from './byte-cursor.ts'
import { parseUpdate } from './parse-update.ts'

/** The lighter check for bytes from the relay or from a device's own log: well-formed, legal names. Null = fine. */
export const vetInbound = (bytes: Uint8Array): Refusal | null => {
  const outcome = refusalOf(() => parseUpdate(bytes, 'many'))
  return 'kind' in outcome ? outcome : null
}
