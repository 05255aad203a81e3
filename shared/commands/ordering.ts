// Order is a fractional index in a register (D1). Two people who insert at the same place at the same time write the same
// index, so placing a row between two equal ones re-indexes what is tied with it; everything else keeps its index.

import { generateNKeysBetween } from 'fractional-indexing'

export interface Ordered {
  readonly id: string
  readonly order: string
}

/** The indexes to write so that `id` comes to stand at `position` among `others`, which are in their present order. */
export const ordersFor = (others: readonly Ordered[], id: string, position: number): ReadonlyMap<string, string> => {
  const below = others[position - 1]?.order ?? ''
  let end = position
  while (end < others.length && (others[end]?.order ?? '') <= below) end++
  const moved = [id, ...others.slice(position, end).map((row) => row.id)]
  try {
    return paired(moved, generateNKeysBetween(below || null, others[end]?.order ?? null, moved.length))
  } catch {
    // An index nobody of ours wrote: number the whole table anew.
    const all = [...others.slice(0, position).map((row) => row.id), id, ...others.slice(position).map((row) => row.id)]
    return paired(all, generateNKeysBetween(null, null, all.length))
  }
}

/** The indexes that put new rows behind everything there is, in the order given. */
export const ordersAtEnd = (rows: readonly Ordered[], ids: readonly string[]): ReadonlyMap<string, string> => {
  try {
    return paired(ids, generateNKeysBetween(rows.at(-1)?.order || null, null, ids.length))
  } catch {
    return paired(ids, generateNKeysBetween(null, null, ids.length))
  }
}

const paired = (ids: readonly string[], keys: readonly string[]): ReadonlyMap<string, string> => new Map(ids.map((id, index) => [id, keys[index] ?? '']))
