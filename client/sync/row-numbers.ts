// An edit has a number from the moment it is made; a row on the disk has a key and holds one edit or several. The engine knows
// numbers, the storage and the other tabs know keys. A row is sent when all its edits are.

export interface RowNumbers {
  readonly next: () => number
  /** The edits of a stored row that are not sent; empty when nothing is known of it. */
  readonly ofKey: (key: number) => readonly number[]
  /** Rows with edits that are not sent. */
  readonly keys: () => readonly number[]
  /**
   * `sentBefore`: the server had all of them already, or they were parked. `forgotten`: a server with another history had one of
   * them; nothing is known of the row any more, and it is to be found again as an unsent one.
   */
  readonly kept: (ids: readonly number[], key: number) => 'known' | 'sentBefore' | 'forgotten'
  /** What was sent before it was on the disk was sent to another history (S13). */
  readonly newHistory: () => void
  /** Forgets the edits and returns the keys of the rows that are sent with them; edits without a row are told by `kept`. */
  readonly sent: (ids: readonly number[]) => readonly number[]
  /** Forgets the rows and returns the numbers of their edits. */
  readonly forgetKeys: (keys: readonly number[]) => readonly number[]
}

export const createRowNumbers = (): RowNumbers => {
  let last = 0
  const keyOf = new Map<number, number>()
  const idsOf = new Map<number, Set<number>>()
  /** Sent before they were on the disk. */
  const early = new Set<number>()
  /** Of those, the ones another history had. */
  const forgotten = new Set<number>()

  return {
    next: () => ++last,
    ofKey: (key) => [...(idsOf.get(key) ?? [])],
    keys: () => [...idsOf.keys()],
    newHistory: () => {
      for (const id of early) forgotten.add(id)
      early.clear()
    },
    kept: (ids, key) => {
      if (ids.some((id) => forgotten.has(id))) {
        for (const id of ids) {
          early.delete(id)
          forgotten.delete(id)
        }
        return 'forgotten'
      }
      const left = ids.filter((id) => !early.delete(id))
      if (left.length === 0) return 'sentBefore'
      idsOf.set(key, new Set(left))
      for (const id of left) keyOf.set(id, key)
      return 'known'
    },
    sent: (ids) => {
      const keys: number[] = []
      for (const id of ids) {
        const key = keyOf.get(id)
        if (key === undefined) {
          early.add(id)
          continue
        }
        keyOf.delete(id)
        const left = idsOf.get(key)
        left?.delete(id)
        if (left?.size !== 0) continue
        idsOf.delete(key)
        keys.push(key)
      }
      return keys
    },
    forgetKeys: (keys) =>
      keys.flatMap((key) => {
        const ids = [...(idsOf.get(key) ?? [])]
        idsOf.delete(key)
        for (const id of ids) keyOf.delete(id)
        return ids
      }),
  }
}
