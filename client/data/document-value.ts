// The plain value of an open document, kept up to date from the changes it reports: only what changed is read again, and
// rows that did not change stay the same object, so that summaries and projections can compare by identity. Never mutated.

import type { Fields, RowCells, RowValue } from '../../shared/model/field.ts'
import type { Change, LiveDoc } from '../../shared/model/live.ts'

type AnyValue = Record<string, unknown>
type Row = RowValue<RowCells>

/** What a batch of changes touched: whole fields by name, rows by table and id. */
export interface Touched {
  readonly fields: ReadonlySet<string>
  readonly rows: ReadonlyMap<string, ReadonlySet<string>>
}

export interface DocumentValue {
  readonly current: () => AnyValue
  readonly apply: (changes: readonly Change[]) => Touched
}

export const createDocumentValue = (live: LiveDoc<Fields>): DocumentValue => {
  // Read when somebody first asks: a command on a closed document needs a few of its rows, not all of them.
  let value: AnyValue | null = null
  const current = (): AnyValue => {
    value ??= live.value() as AnyValue
    return value
  }

  const tablesWithText = (name: string): string[] =>
    Object.entries(live.definition.fields)
      .filter(([, field]) => field.merge === 'rows' && field.cells[name]?.merge === 'text')
      .map(([rows]) => rows)

  const touchedBy = (changes: readonly Change[]): { fields: Set<string>; rows: Map<string, Set<string>> } => {
    const fields = new Set<string>()
    const rows = new Map<string, Set<string>>()
    const touchRow = (table: string, rowId: string): void => {
      const ids = rows.get(table)
      if (ids === undefined) rows.set(table, new Set([rowId]))
      else ids.add(rowId)
    }
    for (const change of changes) {
      switch (change.at) {
        case 'field':
          // A choice of a set lies under `<name>/<choice>`.
          fields.add(change.key.split('/')[0] ?? change.key)
          break
        case 'row':
        case 'rowCreated':
          touchRow(change.rows, change.rowId)
          break
        case 'text':
          if (change.rowId === null) fields.add(change.name)
          else for (const table of tablesWithText(change.name)) touchRow(table, change.rowId)
          break
        case 'rich':
          if (change.rowId === null) fields.add(change.name)
          break
      }
    }
    return { fields, rows }
  }

  const readField = (name: string): unknown => {
    if (name === 'deleted') return live.deleted()
    return name in live.definition.fields ? live.field(name as never) : undefined
  }

  const readRows = (table: string, ids: ReadonlySet<string>): readonly Row[] => {
    const before = current()[table] as readonly Row[]
    const fresh = new Map([...ids].map((id) => [id, live.row(table as never, id) as Row | null]))
    const rows: Row[] = []
    let isSorted = true
    for (const row of before) {
      const next = fresh.has(row.id) ? fresh.get(row.id) : row
      fresh.delete(row.id)
      if (next === null || next === undefined) continue
      if (next.order !== row.order) isSorted = false
      rows.push(next)
    }
    for (const row of fresh.values()) {
      if (row === null) continue
      rows.push(row)
      isSorted = false
    }
    return isSorted ? rows : rows.sort(byOrder)
  }

  return {
    current,
    apply: (changes) => {
      const touched = touchedBy(changes)
      if (value === null) return touched
      const next = { ...value }
      for (const name of touched.fields) {
        const read = readField(name)
        if (read === undefined) touched.fields.delete(name)
        else next[name] = read
      }
      for (const [table, ids] of touched.rows) next[table] = readRows(table, ids)
      value = next
      return touched
    },
  }
}

/** The order `LiveDoc.rows` has: by fractional index, then by id. */
const byOrder = (a: Row, b: Row): number => {
  const orderA = typeof a.order === 'string' ? a.order : ''
  const orderB = typeof b.order === 'string' ? b.order : ''
  if (orderA !== orderB) return orderA < orderB ? -1 : 1
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0
}
