// Two people who import the same file offline make the same rows twice, under two random ids (D12). Nothing is deleted for
// it: of live rows with the same key, views show one, the same one on every device, and the others wait in a review list.
//
// Kept up to date row by row: with 60,000 promotions, one edit must not cost a look at all of them.

export interface KeyedRow {
  /** Unique among the rows; the smallest of those with the same key is shown. */
  readonly id: string
  /** Empty for what was made by hand: that is nobody's duplicate. */
  readonly externalKey: string
  readonly isDeleted: boolean
}

export interface DuplicateGroup {
  readonly key: string
  readonly shownId: string
  /** The others, smallest id first. */
  readonly hiddenIds: readonly string[]
}

export interface DuplicateIndex {
  /** Takes rows out and puts rows in; true when what is hidden, or behind what, changed. */
  readonly update: (removed: Iterable<KeyedRow>, added: Iterable<KeyedRow>) => boolean
  /** The id shown instead of this one; null when this one is shown itself. */
  readonly shownFor: (id: string) => string | null
  /** Ids hidden behind this one; empty for most. */
  readonly hiddenBehind: (id: string) => readonly string[]
  readonly hiddenCount: () => number
  readonly groups: () => readonly DuplicateGroup[]
}

const NONE: readonly string[] = []

export const createDuplicateIndex = (): DuplicateIndex => {
  /** Live ids by key. A lone id, by far the most common, is kept without a set. */
  const idsOf = new Map<string, string | Set<string>>()
  const groups = new Map<string, DuplicateGroup>()
  const shownFor = new Map<string, string>()
  const keyOfShown = new Map<string, string>()

  const add = (key: string, id: string): void => {
    const ids = idsOf.get(key)
    if (ids === undefined) idsOf.set(key, id)
    else if (typeof ids !== 'string') ids.add(id)
    else if (ids !== id) idsOf.set(key, new Set([ids, id]))
  }
  const remove = (key: string, id: string): void => {
    const ids = idsOf.get(key)
    if (ids === id) idsOf.delete(key)
    else if (ids instanceof Set) {
      ids.delete(id)
      const [last] = ids
      if (ids.size === 1 && last !== undefined) idsOf.set(key, last)
    }
  }
  const regroup = (key: string): boolean => {
    const before = groups.get(key)
    const ids = idsOf.get(key)
    const [shownId, ...hiddenIds] = ids instanceof Set ? [...ids].sort((a, b) => (a < b ? -1 : 1)) : []
    if (before === undefined && shownId === undefined) return false
    if (before !== undefined && before.shownId === shownId && before.hiddenIds.join() === hiddenIds.join()) return false
    if (before !== undefined) {
      groups.delete(key)
      keyOfShown.delete(before.shownId)
      for (const id of before.hiddenIds) shownFor.delete(id)
    }
    if (shownId !== undefined) {
      groups.set(key, { key, shownId, hiddenIds })
      keyOfShown.set(shownId, key)
      for (const id of hiddenIds) shownFor.set(id, shownId)
    }
    return true
  }

  return {
    update: (removed, added) => {
      const touched = new Set<string>()
      for (const { id, externalKey, isDeleted } of removed) {
        if (externalKey === '' || isDeleted) continue
        remove(externalKey, id)
        touched.add(externalKey)
      }
      for (const { id, externalKey, isDeleted } of added) {
        if (externalKey === '' || isDeleted) continue
        add(externalKey, id)
        touched.add(externalKey)
      }
      let isChanged = false
      for (const key of touched) if (regroup(key)) isChanged = true
      return isChanged
    },
    shownFor: (id) => shownFor.get(id) ?? null,
    hiddenBehind: (id) => groups.get(keyOfShown.get(id) ?? '')?.hiddenIds ?? NONE,
    hiddenCount: () => shownFor.size,
    groups: () => [...groups.values()].sort((a, b) => (a.shownId < b.shownId ? -1 : 1)),
  }
}

/** Groups of live rows with equal keys, by their shown row's id. Deleting one of two resolves the pair. */
export const duplicateGroups = (rows: Iterable<KeyedRow>): readonly DuplicateGroup[] => {
  const index = createDuplicateIndex()
  index.update([], rows)
  return index.groups()
}
