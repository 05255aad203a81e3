// Joins V1 updates into one without building a Y.Doc. `Y.mergeUpdates` over a flat list is quadratic in practice (30,500
// updates: 29 s); merged tree-wise in chunks of 64 the same list takes 0.12 s.

import { mergeUpdates } from 'yjs'

const CHUNK = 64

/** An update with no structs and no deletes. */
export const EMPTY_UPDATE: Uint8Array = new Uint8Array([0, 0])

export const mergeTreeWise = (updates: readonly Uint8Array[]): Uint8Array => {
  let level = updates
  while (level.length > 1) level = mergeInChunks(level)
  return level[0] ?? EMPTY_UPDATE
}

/** One level of it: one update for each 64, in their order. A third of the work where many will do as well as one. */
export const mergeInChunks = (updates: readonly Uint8Array[]): readonly Uint8Array[] => {
  const merged: Uint8Array[] = []
  for (let start = 0; start < updates.length; start += CHUNK) {
    const chunk = updates.slice(start, start + CHUNK)
    merged.push(chunk.length === 1 && chunk[0] !== undefined ? chunk[0] : mergeUpdates(chunk))
  }
  return merged
}
