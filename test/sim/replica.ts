// What a replica says, in the sense of S16: the bytes after loading into a fresh gc Y.Doc and encoding. And whether something
// is in it, asked of Yjs and not of the gate.

import * as Y from 'yjs'
import { mergeTreeWise } from '../../shared/model/merge-updates.ts'

export interface Replica {
  readonly bytes: Uint8Array
  /** Structs or deletes that wait for something that never came. */
  readonly isPending: boolean
  /** The update changes nothing: all of it is there. */
  readonly has: (update: Uint8Array) => boolean
  readonly text: () => string
}

export const replicaOf = (updates: readonly Uint8Array[]): Replica => {
  const ydoc = new Y.Doc()
  ydoc.clientID = 0
  if (updates.length > 0) Y.applyUpdate(ydoc, mergeTreeWise(updates))
  return {
    bytes: Y.encodeStateAsUpdate(ydoc),
    isPending: ydoc.store.pendingStructs !== null || ydoc.store.pendingDs !== null,
    has: (update) => {
      let isNews = false
      const listen = (): void => {
        isNews = true
      }
      ydoc.on('update', listen)
      Y.applyUpdate(ydoc, update)
      ydoc.off('update', listen)
      return !isNews && ydoc.store.pendingStructs === null && ydoc.store.pendingDs === null
    },
    text: () => JSON.stringify({ clients: [...ydoc.store.clients].map(([client, structs]) => [client, structs.length]).sort() }),
  }
}

export const isEqual = (a: Uint8Array, b: Uint8Array): boolean => a.length === b.length && a.every((byte, index) => byte === b[index])
