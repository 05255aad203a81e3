// Joins V1 updates into one without building a Y.Doc. `Y.mergeUpdates` over a flat list is quadratic in practice (30,500
// updates: 29 s); merged tree-wise in chunks of 64 the same list takes 0.12 s.

import { mergeUpdates } from 'yjs'

const CHUNK = 64

/** An update with no structs and no deletes. */
export const EMPTY_UPDATE: Uint8Array = new Uint8Array([0, 0])

export const mergeTreeWise = (updates: readonly Uint8Array[]): Uint8Array => {
  let level = updates
  while (level.length > 1) {
    const next: Uint8Array[] = []
    for (let start = 0; start < level.length; start += CHUNK) {
      const chunk = level.slice(start, start + CHUNK)
      next.push(chunk.length === 1 && chunk[0] !== undefined ? chunk[0] : mergeUpdates(chunk))
    }
    level = next
  }
  return level[0] ?? EMPTY_UPDATE
}
