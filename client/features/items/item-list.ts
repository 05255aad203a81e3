// Which items are shown, in which order. The order is settled when the sort, the filter or the set of items changes, and not
// by what is typed: a row never moves away under the hand that edits it.

import { type Accessor, createMemo, untrack } from 'solid-js'
import type { DocFields } from '../../../shared/docs/index.ts'
import { duplicateGroups } from '../../../shared/domain/duplicates.ts'
import type { DocValue } from '../../../shared/model/field.ts'

export type Item = DocValue<DocFields<'items'>>['items'][number]

export const SORTABLE = ['name', 'brand', 'group', 'category', 'gtinUnit', 'casePack', 'listCost', 'cogs', 'srp', 'status'] as const
export type SortColumn = (typeof SORTABLE)[number]

export interface Sort {
  readonly by: SortColumn
  readonly down: boolean
}

const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' })

/** Empty values come last either way. */
const compareBy =
  ({ by, down }: Sort) =>
  (a: Item, b: Item): number => {
    const [left, right] = [a[by], b[by]]
    const isEmpty = (value: unknown) => value === null || value === ''
    if (isEmpty(left) !== isEmpty(right)) return isEmpty(left) ? 1 : -1
    const order = typeof left === 'number' && typeof right === 'number' ? left - right : collator.compare(String(left ?? ''), String(right ?? ''))
    return order === 0 ? (a.id < b.id ? -1 : 1) : down ? -order : order
  }

const matches = (item: Item, words: readonly string[]): boolean => {
  const text = `${item.name} ${item.brand} ${item.group} ${item.category} ${item.gtinUnit} ${item.gtinCase}`.toLowerCase()
  return words.every((word) => text.includes(word))
}

export interface ItemList {
  readonly byId: Accessor<ReadonlyMap<string, Item>>
  /** In the order they are shown. */
  readonly ids: Accessor<readonly string[]>
  readonly count: Accessor<number>
}

export const createItemList = (items: Accessor<readonly Item[]>, sort: Accessor<Sort>, filter: Accessor<string>): ItemList => {
  const present = createMemo(() => {
    const kept = items().filter(({ deleted }) => deleted === null)
    const hidden = new Set(duplicateGroups(kept.map(({ id, externalKey }) => ({ id, externalKey, isDeleted: false }))).flatMap(({ hiddenIds }) => hiddenIds))
    return kept.filter(({ id }) => !hidden.has(id))
  })
  const presentIds = createMemo(() =>
    present()
      .map(({ id }) => id)
      .join(' '),
  )
  const ids = createMemo<readonly string[]>(() => {
    presentIds()
    const words = filter().trim().toLowerCase().split(/\s+/).filter(Boolean)
    const order = compareBy(sort())
    return untrack(() =>
      present()
        .filter((item) => matches(item, words))
        .sort(order)
        .map(({ id }) => id),
    )
  })
  return { byId: createMemo(() => new Map(present().map((item) => [item.id, item]))), ids, count: () => present().length }
}
