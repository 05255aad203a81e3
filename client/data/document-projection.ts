// A Solid store over a document's plain value, patched path by path: a colleague's edit of one cell re-renders one cell.
// The store mutates what it holds, so it holds copies.

import { createStore, reconcile } from 'solid-js/store'
import type { Touched } from './document-value.ts'

type AnyValue = Record<string, unknown>
type Row = { readonly id: string }

export interface DocumentProjection {
  readonly store: AnyValue
  readonly patch: (value: AnyValue, touched: Touched) => void
}

export const createDocumentProjection = (initial: AnyValue): DocumentProjection => {
  const [store, setStore] = createStore<AnyValue>(structuredClone(initial))
  const setRow = setStore as unknown as (table: string, index: number, row: unknown) => void

  const patchRows = (table: string, rows: readonly Row[], ids: ReadonlySet<string>): void => {
    const shown = store[table] as readonly Row[]
    const isSameOrder = shown.length === rows.length && rows.every((row, index) => row.id === shown[index]?.id)
    if (!isSameOrder) return setStore(table, reconcile(structuredClone(rows), { key: 'id' }))
    rows.forEach((row, index) => {
      if (ids.has(row.id)) setRow(table, index, reconcile(structuredClone(row), { key: 'id' }))
    })
  }

  return {
    store,
    patch: (value, { fields, rows }) => {
      for (const name of fields) setStore(name, reconcile(structuredClone(value[name])))
      for (const [table, ids] of rows) patchRows(table, value[table] as readonly Row[], ids)
    },
  }
}
