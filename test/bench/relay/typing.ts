// Edits made ahead of time: one clientID types a character at a time, each as the update it would be sent as. No Y.Doc is
// needed to make them or to count them again on arrival, also when a server has merged several into one.

import * as encoding from 'lib0/encoding'
import * as Y from 'yjs'

const ROOT = 'text/notes'
const STRING = 4
const HAS_ORIGIN = 128
const LETTER = 'x'

/** The first has no origin, every other stands behind the one before. */
export const typingUpdate = (client: number, clock: number): Uint8Array =>
  encoding.encode((encoder) => {
    for (const number of [1, 1, client, clock]) encoding.writeVarUint(encoder, number)
    encoding.writeUint8(encoder, clock === 0 ? STRING : STRING | HAS_ORIGIN)
    if (clock === 0) {
      encoding.writeVarUint(encoder, 1)
      encoding.writeVarString(encoder, ROOT)
    } else {
      encoding.writeVarUint(encoder, client)
      encoding.writeVarUint(encoder, clock - 1)
    }
    encoding.writeVarString(encoder, LETTER)
    encoding.writeVarUint(encoder, 0)
  })

/** The text a document shows after these updates. */
export const typedBy = (updates: readonly Uint8Array[]): string => {
  const ydoc = new Y.Doc()
  for (const update of updates) Y.applyUpdate(ydoc, update)
  return ydoc.getText(ROOT).toString()
}

/** Edits in an update as it arrived: one, mostly; else as many as it moves the clocks. */
export const editsIn = (bytes: Uint8Array, start: number, end: number): number => {
  const isOne = bytes[start] === 1 && bytes[start + 1] === 1 && bytes[end - 1] === 0 && bytes[end - 2] === 120 && bytes[end - 3] === 1
  if (isOne) return 1
  let edits = 0
  for (const { from, to } of clocksIn(bytes.subarray(start, end))) edits += to - from
  return edits
}

/** The clocks an update brings, by client. */
export const clocksIn = (update: Uint8Array): { readonly client: number; readonly from: number; readonly to: number }[] => {
  const { from, to } = Y.parseUpdateMeta(update)
  return [...to].map(([client, end]) => ({ client, from: from.get(client) ?? 0, to: end }))
}
