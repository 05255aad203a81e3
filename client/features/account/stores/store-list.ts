// Which stores are shown, in which order.

import type { Store } from '../account-context.ts'

export const STORE_COLUMNS = ['number', 'name', 'address', 'format', 'grade', 'manager', 'phone', 'externalKey'] as const
export type StoreColumn = (typeof STORE_COLUMNS)[number]

export interface StoreSort {
  readonly column: StoreColumn
  readonly isDescending: boolean
}

const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' })

export const storesShown = (stores: readonly Store[], search: string, { column, isDescending }: StoreSort): readonly Store[] => {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean)
  return stores
    .filter((store) => words.every((word) => STORE_COLUMNS.some((name) => store[name].toLowerCase().includes(word))))
    .toSorted((a, b) => (isDescending ? -1 : 1) * compare(a[column], b[column]) || (a.id < b.id ? -1 : 1))
}

/** As people count: 9 before 10; empty ones last. */
const compare = (a: string, b: string): number => (a === '' ? 1 : 0) - (b === '' ? 1 : 0) || collator.compare(a, b)

/** `1204 Maple Street` → number and name; without a number at the front all of it is the name. */
export const numberAndName = (line: string): { number: string; name: string } => {
  const match = /^#?\s*(\d[\w-]*)[\s,;:–—-]*(.*)$/.exec(line.trim())
  return match === null ? { number: '', name: line.trim() } : { number: match[1] ?? '', name: (match[2] ?? '').trim() }
}
