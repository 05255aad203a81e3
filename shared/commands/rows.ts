// What can be done to any row of any document: the forms, tables and lists all go through these.

import { assert } from '../base/assert.ts'
import { ok, type Result } from '../base/result.ts'
import type { Field, RowCell } from '../model/field.ts'
import type { LiveDoc } from '../model/live.ts'
import { type CommandContext, type CommandError, refuse } from './command.ts'
import { type Ordered, ordersAtEnd, ordersFor } from './ordering.ts'

// biome-ignore lint/suspicious/noExplicitAny: these work on every kind of document
type AnyLive = LiveDoc<any>

const READ_ONLY = 'This document was written by a newer version of Endcap. Reload the app to edit it.'

const cellOf = (live: AnyLive, rows: string, cell: string): RowCell => {
  const field: Field | undefined = live.definition.fields[rows]
  assert(field?.merge === 'rows', `${rows} is not a table of ${live.definition.kind}`)
  const found = field.cells[cell]
  assert(found !== undefined, `${rows} has no cell ${cell}`)
  return found
}

/** The message of the first thing wrong with a value, in the words of the schema; null when it is fine. */
export const problemOf = (cell: RowCell | Field, value: unknown): string | null => {
  if (cell.merge === 'register' || cell.merge === 'set') {
    const parsed = cell.schema.safeParse(value)
    return parsed.success ? null : parsed.message
  }
  return typeof value === 'string' ? null : 'Give a text.'
}

/** Sets a register, or replaces a text. */
export const setField = (live: AnyLive, args: { name: string; value: unknown }): Result<void, CommandError> => {
  const field: Field | undefined = live.definition.fields[args.name]
  assert(field !== undefined && field.merge !== 'rows' && field.merge !== 'rich', `no simple field ${args.name}`)
  if (live.isReadOnly()) return refuse(null, READ_ONLY)
  const problem = problemOf(field, args.value)
  if (problem !== null) return refuse(args.name, problem)
  if (field.merge === 'text') live.text(args.name).replace(args.value as string)
  else live.setField(args.name, args.value as never)
  return ok(undefined)
}

export const setChoice = (live: AnyLive, args: { name: string; choice: string; present: boolean }): Result<void, CommandError> => {
  if (live.isReadOnly()) return refuse(null, READ_ONLY)
  live.setChoice(args.name, args.choice, args.present)
  return ok(undefined)
}

/** What is wrong with the first cell of a new row that is wrong; null when all are fine. */
const problemOfInput = (live: AnyLive, rows: string, input: Readonly<Record<string, unknown>>): Result<never, CommandError> | null => {
  for (const [name, value] of Object.entries(input)) {
    const cell = cellOf(live, rows, name)
    const values: readonly unknown[] = cell.merge === 'set' ? (value as readonly unknown[]) : [value]
    for (const one of values) {
      const problem = problemOf(cell, one)
      if (problem !== null) return refuse(name, problem)
    }
  }
  return null
}

/** Adds a row; an ordered one after `afterId`, or at the end. Returns its id. */
export const addRow = (
  live: AnyLive,
  args: { rows: string; input: Readonly<Record<string, unknown>>; afterId?: string | null; id?: string },
  context: CommandContext,
): Result<string, CommandError> => {
  if (live.isReadOnly()) return refuse(null, READ_ONLY)
  const problem = problemOfInput(live, args.rows, args.input)
  if (problem !== null) return problem
  const id = args.id ?? context.newId()
  const orders = orderOf(live, args.rows, id, args.afterId)
  live.createRow(args.rows, id, (orders === null ? args.input : { ...args.input, order: orders.get(id) ?? '' }) as never)
  writeOrders(live, args.rows, orders)
  return ok(id)
}

/** Adds rows at the end, all or none of them. Returns their ids. */
export const addRows = (
  live: AnyLive,
  args: { rows: string; inputs: readonly Readonly<Record<string, unknown>>[] },
  context: CommandContext,
): Result<readonly string[], CommandError> => {
  if (live.isReadOnly()) return refuse(null, READ_ONLY)
  for (const input of args.inputs) {
    const problem = problemOfInput(live, args.rows, input)
    if (problem !== null) return problem
  }
  const ids = args.inputs.map(() => context.newId())
  const orders = hasOrder(live, args.rows) ? ordersAtEnd(orderedRows(live, args.rows), ids) : null
  args.inputs.forEach((input, index) => {
    const id = ids[index] ?? ''
    live.createRow(args.rows, id, (orders === null ? input : { ...input, order: orders.get(id) ?? '' }) as never)
  })
  return ok(ids)
}

export const setCell = (live: AnyLive, args: { rows: string; rowId: string; cell: string; value: unknown }): Result<void, CommandError> => {
  if (live.isReadOnly()) return refuse(null, READ_ONLY)
  const cell = cellOf(live, args.rows, args.cell)
  const problem = problemOf(cell, args.value)
  if (problem !== null) return refuse(args.cell, problem)
  if (cell.merge === 'text') live.text(args.cell, args.rowId).replace(args.value as string)
  else if (!live.setCell(args.rows, args.rowId, args.cell, args.value as never)) return refuse(args.cell, 'This row is no longer there.')
  return ok(undefined)
}

export const setRowChoice = (
  live: AnyLive,
  args: { rows: string; rowId: string; cell: string; choice: string; present: boolean },
): Result<void, CommandError> => {
  if (live.isReadOnly()) return refuse(null, READ_ONLY)
  const problem = problemOf(cellOf(live, args.rows, args.cell), args.choice)
  if (problem !== null) return refuse(args.cell, problem)
  live.setRowChoice(args.rows, args.rowId, args.cell, args.choice, args.present)
  return ok(undefined)
}

/** Puts an ordered row after `afterId`; null = first. */
export const moveRow = (live: AnyLive, args: { rows: string; rowId: string; afterId: string | null }): Result<void, CommandError> => {
  if (live.isReadOnly()) return refuse(null, READ_ONLY)
  writeOrders(live, args.rows, orderOf(live, args.rows, args.rowId, args.afterId))
  return ok(undefined)
}

/** Tombstones rows (D10). */
export const deleteRows = (live: AnyLive, args: { rows: string; rowIds: readonly string[] }, context: CommandContext): Result<void, CommandError> => {
  if (live.isReadOnly()) return refuse(null, READ_ONLY)
  for (const rowId of args.rowIds) live.tombstoneRow(args.rows, rowId, context.personId, context.today)
  return ok(undefined)
}

export const restoreRows = (live: AnyLive, args: { rows: string; rowIds: readonly string[] }): Result<void, CommandError> => {
  if (live.isReadOnly()) return refuse(null, READ_ONLY)
  for (const rowId of args.rowIds) live.restoreRow(args.rows, rowId)
  return ok(undefined)
}

/** Forgets tombstoned rows for everyone. A manager's command; the caller has said what goes. */
export const purgeRows = (live: AnyLive, args: { rows: string; rowIds: readonly string[] }): Result<void, CommandError> => {
  if (live.isReadOnly()) return refuse(null, READ_ONLY)
  for (const rowId of args.rowIds) live.purgeRow(args.rows, rowId)
  return ok(undefined)
}

export const deleteDocument = (live: AnyLive, _args: null, context: CommandContext): Result<void, CommandError> => {
  if (live.isReadOnly()) return refuse(null, READ_ONLY)
  live.tombstone(context.personId, context.today)
  return ok(undefined)
}

export const restoreDocument = (live: AnyLive): Result<void, CommandError> => {
  if (live.isReadOnly()) return refuse(null, READ_ONLY)
  live.restore()
  return ok(undefined)
}

const hasOrder = (live: AnyLive, rows: string): boolean => {
  const field: Field | undefined = live.definition.fields[rows]
  return field?.merge === 'rows' && field.cells.order?.merge === 'register' && field.cells.order.empty === ''
}

const orderedRows = (live: AnyLive, rows: string): readonly Ordered[] =>
  live.rows(rows).map((row) => ({ id: row.id, order: String((row as { order?: unknown }).order ?? '') }))

/** The indexes that put a row after the given one, for tables that have an order; null for the others. */
const orderOf = (live: AnyLive, rows: string, rowId: string, afterId: string | null | undefined): ReadonlyMap<string, string> | null => {
  if (!hasOrder(live, rows)) return null
  const others = orderedRows(live, rows).filter(({ id }) => id !== rowId)
  const position = afterId === undefined ? others.length : others.findIndex(({ id }) => id === afterId) + 1
  return ordersFor(others, rowId, position)
}

const writeOrders = (live: AnyLive, rows: string, orders: ReadonlyMap<string, string> | null): void => {
  for (const [rowId, order] of orders ?? []) live.setCell(rows, rowId, 'order', order as never)
}
