// A row has a number from the moment it is made and a key once it is on the disk; the engine knows numbers, the storage and
// the other tabs know keys.

export interface RowNumbers {
  readonly next: () => number
  /** The number of a stored row, made on first sight. */
  readonly ofKey: (key: number) => number
  /** `sentBefore`: the server has it already, or it was parked. */
  readonly kept: (id: number, key: number) => 'known' | 'sentBefore'
  /** Forgets the rows and returns the keys of those that have one; the others are told by `kept`. */
  readonly sent: (ids: readonly number[]) => readonly number[]
  readonly forget: (ids: readonly number[]) => void
  /** Returns the numbers of those that were known. */
  readonly forgetKeys: (keys: readonly number[]) => readonly number[]
}

export const createRowNumbers = (): RowNumbers => {
  let last = 0
  const keys = new Map<number, number>()
  const ids = new Map<number, number>()
  const sentEarly = new Set<number>()

  const bind = (id: number, key: number): void => {
    keys.set(id, key)
    ids.set(key, id)
  }
  const unbind = (id: number): number | undefined => {
    const key = keys.get(id)
    keys.delete(id)
    if (key !== undefined) ids.delete(key)
    return key
  }

  return {
    next: () => ++last,
    ofKey: (key) => {
      const known = ids.get(key)
      if (known !== undefined) return known
      last++
      bind(last, key)
      return last
    },
    kept: (id, key) => {
      if (sentEarly.delete(id)) return 'sentBefore'
      bind(id, key)
      return 'known'
    },
    sent: (sentIds) =>
      sentIds.flatMap((id) => {
        const key = unbind(id)
        if (key === undefined) sentEarly.add(id)
        return key === undefined ? [] : [key]
      }),
    forget: (forgotten) => {
      for (const id of forgotten) if (unbind(id) === undefined) sentEarly.add(id)
    },
    forgetKeys: (forgotten) =>
      forgotten.flatMap((key) => {
        const id = ids.get(key)
        if (id === undefined) return []
        unbind(id)
        return [id]
      }),
  }
}
