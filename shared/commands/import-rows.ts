// Carrying out what an import planned, one batch a transaction. The plan has validated the rows against the file; here each
// value is validated once more against the document's own schema, because a plan may be older than this client.

import { generateKeyBetween } from 'fractional-indexing'
import { ok, type Result } from '../base/result.ts'
import type { calendarDoc } from '../docs/calendar.ts'
import type { itemsDoc } from '../docs/items.ts'
import type { profileDoc } from '../docs/profile.ts'
import type { AccountWrite, ItemWrite, LineWrite, PromotionWrite } from '../domain/import/planned-row.ts'
import type { RowCell, RowCells } from '../model/field.ts'
import type { LiveDoc } from '../model/live.ts'
import { type CommandContext, type CommandError, refuse } from './command.ts'
import { problemOf } from './rows.ts'

type Values = Readonly<Record<string, unknown>>

const READ_ONLY = 'This document was written by a newer version of Endcap. Reload the app to import into it.'

export const importAccount = (live: LiveDoc<(typeof profileDoc)['fields']>, write: AccountWrite): Result<void, CommandError> => {
  if (live.isReadOnly()) return refuse(null, READ_ONLY)
  const problem = problemIn(write.fields, live.definition.fields as RowCells)
  if (problem !== null) return refuse(problem.name, problem.message)
  live.transact(() => {
    if (write.isRestored) live.restore()
    for (const [name, value] of Object.entries(write.fields)) live.setField(name as never, value as never)
    for (const receiver of write.firstReceivers) live.setChoice('firstReceivers', receiver, true)
  })
  return ok(undefined)
}

export const importItems = (live: LiveDoc<(typeof itemsDoc)['fields']>, writes: readonly ItemWrite[], context: CommandContext): Result<void, CommandError> => {
  if (live.isReadOnly()) return refuse(null, READ_ONLY)
  for (const { cells } of writes) {
    const problem = problemIn(cells, cellsOf(live, 'items'))
    if (problem !== null) return refuse(problem.name, problem.message)
  }
  live.transact(() => {
    for (const { itemId, isRestored, cells } of writes) writeRow(live, 'items', itemId ?? context.newId(), cells, itemId === null, isRestored)
  })
  return ok(undefined)
}

export const importPromotions = (
  live: LiveDoc<(typeof calendarDoc)['fields']>,
  writes: readonly PromotionWrite[],
  context: CommandContext,
): Result<void, CommandError> => {
  if (live.isReadOnly()) return refuse(null, READ_ONLY)
  for (const { cells, lines } of writes) {
    const problem =
      problemIn(cells, cellsOf(live, 'promotions')) ?? lines.map((line) => problemIn(line.cells, cellsOf(live, 'lines'))).find((each) => each !== null)
    if (problem != null) return refuse(problem.name, problem.message)
  }
  live.transact(() => {
    if (writes.some(({ isCalendarRestored }) => isCalendarRestored)) live.restore()
    for (const write of writes) {
      const promotionId = write.promotionId ?? context.newId()
      writeRow(live, 'promotions', promotionId, write.cells, write.promotionId === null, write.isRestored)
      writeLines(live, promotionId, write.lines, write.promotionId === null, context)
    }
  })
  return ok(undefined)
}

const writeLines = (
  live: LiveDoc<(typeof calendarDoc)['fields']>,
  promotionId: string,
  lines: readonly LineWrite[],
  isNew: boolean,
  context: CommandContext,
): void => {
  const added = lines.filter(({ lineId }) => lineId === null)
  let order = isNew || added.length === 0 ? null : lastOrder(live, promotionId)
  for (const { lineId, isRestored, cells } of lines) {
    if (lineId !== null) {
      writeRow(live, 'lines', lineId, cells, false, isRestored)
      continue
    }
    order = generateKeyBetween(order, null)
    writeRow(live, 'lines', context.newId(), { ...cells, promotionId, order }, true, false)
  }
}

const lastOrder = (live: LiveDoc<(typeof calendarDoc)['fields']>, promotionId: string): string | null => {
  const last = live
    .rows('lines')
    .filter((line) => line.promotionId === promotionId)
    .at(-1)?.order
  return last === undefined || last === '' ? null : last
}

// biome-ignore lint/suspicious/noExplicitAny: tables of several kinds of document
type AnyLive = LiveDoc<any>

const cellsOf = (live: AnyLive, rows: string): RowCells => {
  const field = live.definition.fields[rows]
  return field?.merge === 'rows' ? field.cells : {}
}

const writeRow = (live: AnyLive, rows: string, rowId: string, values: Values, isNew: boolean, isRestored: boolean): void => {
  if (isNew) return live.createRow(rows, rowId, values as never)
  if (isRestored) live.restoreRow(rows, rowId)
  const cells = cellsOf(live, rows)
  for (const [name, value] of Object.entries(values)) writeCell(live, rows, rowId, name, cells[name], value)
}

const writeCell = (live: AnyLive, rows: string, rowId: string, name: string, cell: RowCell | undefined, value: unknown): void => {
  switch (cell?.merge) {
    case 'register':
      live.setCell(rows, rowId, name, value as never)
      return
    case 'text':
      live.text(name, rowId).replace(String(value))
      return
    case 'set': {
      const before = (live.row(rows, rowId) as Values | null)?.[name] as readonly string[] | undefined
      const after = value as readonly string[]
      for (const choice of before ?? []) if (!after.includes(choice)) live.setRowChoice(rows, rowId, name, choice, false)
      for (const choice of after) live.setRowChoice(rows, rowId, name, choice, true)
    }
  }
}

const problemIn = (values: Values, cells: RowCells): { name: string; message: string } | null => {
  for (const [name, value] of Object.entries(values)) {
    const cell = cells[name]
    if (cell === undefined) continue
    for (const one of cell.merge === 'set' ? (value as readonly unknown[]) : [value]) {
      const message = problemOf(cell, one)
      if (message !== null) return { name, message }
    }
  }
  return null
}
