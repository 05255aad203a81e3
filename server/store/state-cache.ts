// Merged documents kept in memory, the least lately used leaving first, so that N clients who join cost one merge (S11).
// Bounded by bytes: a document that is asked for again after it left is merged again.

/** Those who join together share the frames of their room; this is for those who come a little later. */
const CACHE_BYTES_MAX = 32 * 1024 * 1024
/** Larger than this is not kept: it would push everything else out. */
const STATE_BYTES_MAX = CACHE_BYTES_MAX / 2

export interface StateCache<State> {
  readonly get: (workspace: number, document: number) => State | null
  readonly put: (workspace: number, document: number, state: State) => void
  readonly drop: (workspace: number, document: number) => void
  readonly clear: () => void
}

export const createStateCache = <State>(sizeOf: (state: State) => number, bytesMax = CACHE_BYTES_MAX, stateBytesMax = STATE_BYTES_MAX): StateCache<State> => {
  // A Map gives its keys in the order they were put: the first is the one unused for longest.
  const states = new Map<string, State>()
  let bytes = 0

  const drop = (key: string): void => {
    const state = states.get(key)
    if (state === undefined) return
    states.delete(key)
    bytes -= sizeOf(state)
  }

  return {
    get: (workspace, document) => {
      const key = `${workspace}/${document}`
      const state = states.get(key)
      if (state === undefined) return null
      states.delete(key)
      states.set(key, state)
      return state
    },
    put: (workspace, document, state) => {
      const key = `${workspace}/${document}`
      drop(key)
      const size = sizeOf(state)
      if (size > stateBytesMax) return
      states.set(key, state)
      bytes += size
      for (const oldest of states.keys()) {
        if (bytes <= bytesMax) break
        drop(oldest)
      }
    },
    drop: (workspace, document) => drop(`${workspace}/${document}`),
    clear: () => {
      states.clear()
      bytes = 0
    },
  }
}
