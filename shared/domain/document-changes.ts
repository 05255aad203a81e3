// What would change in a document, in words, from its values before and after: for somebody who decides about a colleague's
// edits. Derived from the definition alone, so that every kind of document and every later field is in it.

import { dayNumber, isCivilDate, isWindow, MONTH_NAMES, WEEKDAY_NAMES, weekday, ymdOfDayNumber } from '../base/civil.ts'
import { labelOf } from '../docs/labels.ts'
import type { Field, Fields, RowCell, RowCells, RowsField, Tombstone } from '../model/field.ts'

export interface ChangedField {
  readonly label: string
  /** In words; null where the value says nothing by itself, as an amount without its currency. */
  readonly before: string | null
  readonly after: string | null
}

export interface DocumentChange {
  readonly what: 'added' | 'changed' | 'deleted' | 'restored'
  /** "Promotions"; null for the document itself. */
  readonly table: string | null
  /** What people call the row; empty when it has no name. */
  readonly name: string
  readonly fields: readonly ChangedField[]
}

type Values = Readonly<Record<string, unknown>>

export const documentChanges = (fields: Fields, before: Values, after: Values): readonly DocumentChange[] => {
  const own = Object.entries(fields).filter((entry): entry is [string, Exclude<Field, RowsField<RowCells>>] => entry[1].merge !== 'rows')
  const changed = own.flatMap(([name, field]) => changedField(labelOf(field), before[name], after[name]))
  const itself = changeOf(null, '', before, after, changed)
  const rows = Object.entries(fields).flatMap(([name, field]) => (field.merge === 'rows' ? rowChanges(field, rowsOf(before, name), rowsOf(after, name)) : []))
  return [...(itself === null ? [] : [itself]), ...rows]
}

const rowsOf = (values: Values, name: string): readonly Values[] => (Array.isArray(values[name]) ? (values[name] as readonly Values[]) : [])

const rowChanges = (table: RowsField<RowCells>, before: readonly Values[], after: readonly Values[]): readonly DocumentChange[] => {
  const known = new Map(before.map((row) => [row.id, row]))
  return after.flatMap((row): DocumentChange[] => {
    const was = known.get(row.id)
    const name = nameOf(table.cells, row) || (was === undefined ? '' : nameOf(table.cells, was))
    const cells = Object.entries(table.cells).filter(([cell]) => cell !== ORDER || typeof row[cell] !== 'string')
    if (was === undefined) {
      if (row.deleted !== null) return []
      const filled = cells.flatMap(([cell, field]) => changedField(labelOf(field), emptyOf(field), row[cell]))
      return [{ what: 'added', table: labelOf(table), name, fields: filled }]
    }
    const change = changeOf(
      labelOf(table),
      name,
      was,
      row,
      cells.flatMap(([cell, field]) => changedField(labelOf(field), was[cell], row[cell])),
    )
    return change === null ? [] : [change]
  })
}

/** Where a row stands is no news by itself; a promotion's order dates go by the same name and are. */
const ORDER = 'order'

const changeOf = (table: string | null, name: string, before: Values, after: Values, fields: readonly ChangedField[]): DocumentChange | null => {
  const was = (before.deleted as Tombstone | null | undefined) ?? null
  const is = (after.deleted as Tombstone | null | undefined) ?? null
  if (was === null && is !== null) return { what: 'deleted', table, name, fields }
  if (was !== null && is === null) return { what: 'restored', table, name, fields }
  return fields.length === 0 ? null : { what: 'changed', table, name, fields }
}

const changedField = (label: string, before: unknown, after: unknown): ChangedField[] => {
  if (JSON.stringify(before ?? null) === JSON.stringify(after ?? null)) return []
  if (typeof before !== 'string' || typeof after !== 'string') return [{ label, before: wordsOf(before), after: wordsOf(after) }]
  const [was, is] = aroundChange(before, after)
  return [{ label, before: wordsOf(was), after: wordsOf(is) }]
}

/** Of two long texts the part in which they differ, with a little before and behind it. */
const aroundChange = (before: string, after: string): readonly [string, string] => {
  if (Math.max(before.length, after.length) <= TEXT_MAX) return [before, after]
  let start = 0
  while (start < Math.min(before.length, after.length) && before[start] === after[start]) start++
  let end = 0
  while (end < Math.min(before.length, after.length) - start && before.at(-1 - end) === after.at(-1 - end)) end++
  const from = Math.max(0, start - CONTEXT)
  const behind = Math.max(0, end - CONTEXT)
  const part = (text: string): string => `${from > 0 ? '…' : ''}${text.slice(from, text.length - behind)}${behind > 0 ? '…' : ''}`
  return [part(before), part(after)]
}

const emptyOf = (cell: RowCell): unknown => (cell.merge === 'register' ? cell.empty : cell.merge === 'set' ? [] : '')

const NAMES = ['name', 'title', 'itemGroup', 'description'] as const
const nameOf = (cells: RowCells, row: Values): string => {
  for (const name of NAMES) {
    const value = name in cells ? row[name] : ''
    if (typeof value === 'string' && value !== '') return value
  }
  return ''
}

const TEXT_MAX = 80
/** Letters kept on either side of a change in a long text. */
const CONTEXT = 24

const wordsOf = (value: unknown): string | null => {
  if (value === null || value === undefined || value === '') return 'empty'
  if (typeof value === 'string') return isCivilDate(value) ? dayWords(value) : cut(value)
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (Array.isArray(value)) return value.length === 0 ? 'empty' : value.every((one) => typeof one === 'string') ? cut(value.join(', ')) : null
  if (typeof value === 'object' && 'from' in value && 'to' in value) {
    const { from, to } = value
    return isCivilDate(from) && isCivilDate(to) && isWindow({ from, to }) ? `${dayWords(from)} – ${dayWords(to)}` : null
  }
  return null
}

const cut = (text: string): string => (text.length > TEXT_MAX ? `${text.slice(0, TEXT_MAX - 1)}…` : text)

const dayWords = (date: string): string => {
  const { year, month, day } = ymdOfDayNumber(dayNumber(date))
  return `${WEEKDAY_NAMES[weekday(date)]} ${day} ${MONTH_NAMES[month - 1]} ${year}`
}
