// What a replica says, in the sense of S16: the bytes after loading into a fresh gc Y.Doc and encoding. And whether something
// is in it, asked of Yjs and not of the gate.

import * as Y from 'yjs'

export interface Replica {
  readonly bytes: Uint8Array
  /** Structs or deletes that wait for something that never came. */
  readonly isPending: boolean
  readonly text: () => string
}

/** A replica that is only ever added to. */
export interface GrowingReplica {
  readonly add: (updates: readonly Uint8Array[]) => void
  /** The update changes nothing: all of it is there. */
  readonly has: (update: Uint8Array) => boolean
}

export const replicaOf = (updates: readonly Uint8Array[]): Replica => {
  const ydoc = load(updates)
  return {
    bytes: Y.encodeStateAsUpdate(ydoc),
    isPending: isPending(ydoc),
    text: () => JSON.stringify({ clients: [...ydoc.store.clients].map(([client, structs]) => [client, structs.length]).sort() }),
  }
}

export const createGrowingReplica = (): GrowingReplica => {
  const added: Uint8Array[] = []
  let ydoc = load([])
  const addTo = (doc: Y.Doc, updates: readonly Uint8Array[]): void =>
    doc.transact(() => {
      for (const update of updates) Y.applyUpdate(doc, update)
    })
  return {
    add: (updates) => {
      added.push(...updates)
      addTo(ydoc, updates)
    },
    has: (update) => {
      let isNews = false
      const listen = (): void => {
        isNews = true
      }
      ydoc.on('update', listen)
      Y.applyUpdate(ydoc, update)
      ydoc.off('update', listen)
      const isThere = !isNews && !isPending(ydoc)
      // What was asked about is in it now: the next question is put to a replica that never saw it.
      if (!isThere) ydoc = load(added)
      return isThere
    },
  }
}

/** Whether two sets of updates make equal replicas; each distinct one is loaded once. */
export const createReplicas = (): { readonly of: (update: Uint8Array) => Replica } => {
  const known: { readonly update: Uint8Array; readonly replica: Replica }[] = []
  return {
    of: (update) => {
      const found = known.find((one) => isEqual(one.update, update))
      if (found !== undefined) return found.replica
      const replica = replicaOf([update])
      known.push({ update, replica })
      return replica
    },
  }
}

/** All of the update is in these, whether it connects there or not. */
export const areHolding = (updates: readonly Uint8Array[], update: Uint8Array): boolean => {
  const ydoc = load(updates)
  const before = Y.encodeStateAsUpdate(ydoc)
  Y.applyUpdate(ydoc, update)
  return isEqual(before, Y.encodeStateAsUpdate(ydoc))
}

export const isEqual = (a: Uint8Array, b: Uint8Array): boolean => a.length === b.length && Buffer.compare(a, b) === 0

/** Of no use to anybody but its bytes, so it needs no random name and never writes. */
const load = (updates: readonly Uint8Array[]): Y.Doc => {
  const ydoc = new Y.Doc({ guid: '' })
  ydoc.clientID = 0
  ydoc.transact(() => {
    for (const update of updates) Y.applyUpdate(ydoc, update)
  })
  return ydoc
}

const isPending = ({ store }: Y.Doc): boolean => store.pendingStructs !== null || store.pendingDs !== null
