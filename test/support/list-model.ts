// A list of Yjs in its plainest form, for tests of neighbours: entries by index, each put after one and before another (−1 for
// none), integrated as `Item.integrate` does.

export interface ListEntry {
  readonly client: number
  readonly clock: number
  readonly after: number
  readonly before: number
}

const precedes = (a: ListEntry, b: ListEntry): boolean => a.client < b.client || (a.client === b.client && a.clock > b.clock)

const integrate = (list: number[], entries: readonly ListEntry[], index: number): void => {
  const entry = entries[index] as ListEntry
  let left = entry.after < 0 ? -1 : list.indexOf(entry.after)
  const seen = new Set<number>()
  let conflicting = new Set<number>()
  for (let at = left + 1; at < list.length && list[at] !== entry.before; at++) {
    const otherIndex = list[at] as number
    const other = entries[otherIndex] as ListEntry
    seen.add(otherIndex)
    conflicting.add(otherIndex)
    if (other.after === entry.after) {
      if (precedes(other, entry)) {
        left = at
        conflicting = new Set()
      } else if (other.before === entry.before) break
    } else if (other.after >= 0 && seen.has(other.after)) {
      if (!conflicting.has(other.after)) {
        left = at
        conflicting = new Set()
      }
    } else break
  }
  list.splice(left + 1, 0, index)
}

/** The smallest list that has these entries and all they rest on, in its order. */
export const smallestListOf = (entries: readonly ListEntry[], wanted: readonly number[]): number[] => {
  const needed = new Set<number>()
  const need = (index: number) => {
    if (index < 0 || needed.has(index)) return
    needed.add(index)
    need((entries[index] as ListEntry).after)
    need((entries[index] as ListEntry).before)
  }
  for (const index of wanted) need(index)
  const list: number[] = []
  for (const index of [...needed].sort((a, b) => a - b)) integrate(list, entries, index)
  return list
}
