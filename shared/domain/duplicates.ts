// Two people who import the same file offline make the same rows twice, under two random ids (D12). Nothing is deleted for
// it: of live rows with the same key, views show one, the same one on every device, and the others wait in a review list.

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

/** Groups of live rows with equal keys, by their shown row's id. Deleting one of two resolves the pair. */
export const duplicateGroups = (rows: Iterable<KeyedRow>): readonly DuplicateGroup[] => {
  const first = new Map<string, string>()
  const groups = new Map<string, string[]>()
  for (const { id, externalKey, isDeleted } of rows) {
    if (externalKey === '' || isDeleted) continue
    const group = groups.get(externalKey)
    const before = first.get(externalKey)
    if (group !== undefined) group.push(id)
    else if (before !== undefined) groups.set(externalKey, [before, id])
    else first.set(externalKey, id)
  }
  return [...groups]
    .map(([key, ids]): DuplicateGroup => {
      const [shownId = '', ...hiddenIds] = ids.sort((a, b) => (a < b ? -1 : 1))
      return { key, shownId, hiddenIds }
    })
    .sort((a, b) => (a.shownId < b.shownId ? -1 : 1))
}
