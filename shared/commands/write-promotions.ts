// Many cells of many promotions of one calendar at once, and new promotions with them: what is pasted into the grid, filled
// down or cleared there. Everything is looked at before anything is written: all of it or none. The rules are those of
// `promotion.ts`; the tables are read once however many promotions are written, for a thousand rows come in one paste.

import { addDays, type DateWindow, daysBetween, shiftWindow, windowDays } from '../base/civil.ts'
import { ok, type Result } from '../base/result.ts'
import { calendarDoc } from '../docs/calendar.ts'
import type { Merchandising, PromotionStatus } from '../docs/terms/promotion-terms.ts'
import type { PromotionDraft } from '../domain/promotion-draft.ts'
import { automaticName } from '../domain/promotion-name.ts'
import { statusProblem } from '../domain/status-rules.ts'
import type { RowCells } from '../model/field.ts'
import { type Command, type CommandContext, type CommandError, refuse } from './command.ts'
import { ordersAtEnd } from './ordering.ts'
import { type LineRow, type LiveCalendar, movedCells, type NamingAccount, type PromotionRow, resizedCells, windowProblem } from './promotion.ts'
import { problemOf } from './rows.ts'

export interface PromotionChange {
  readonly promotionId: string
  /** Registers of the promotion but its status and its weeks in store, which have rules. */
  readonly cells?: Readonly<Record<string, unknown>>
  readonly inStore?: DateWindow
  readonly status?: PromotionStatus
  readonly merchandising?: readonly Merchandising[]
  /** Registers of its line; made where there is none, refused where there are several. */
  readonly line?: Readonly<Record<string, unknown>>
}

const NEWER = 'This calendar was written by a newer version of Endcap. Reload the app to edit it.'
const GONE = 'A promotion is no longer there.'
const IN_TRASH = 'This calendar is in the trash. Restore it to plan in it.'
const SEVERAL = 'A promotion with several lines is edited line by line.'

const PROMOTION_CELLS: RowCells = calendarDoc.fields.promotions.cells
const LINE_CELLS: RowCells = calendarDoc.fields.lines.cells

export const writePromotions: Command<
  LiveCalendar,
  { readonly changes: readonly PromotionChange[]; readonly creations: readonly PromotionDraft[]; readonly account: NamingAccount },
  { readonly created: readonly string[] }
> = (live, { changes, creations, account }, context) => {
  if (live.isReadOnly()) return refuse(null, NEWER)
  if (live.deleted() !== null) return refuse(null, IN_TRASH)
  const linesOf = new Map<string, LineRow[]>()
  if (changes.length > 0) {
    for (const line of live.rows('lines')) {
      if (line.deleted !== null) continue
      const known = linesOf.get(line.promotionId)
      if (known === undefined) linesOf.set(line.promotionId, [line])
      else known.push(line)
    }
  }
  const checked: { readonly change: PromotionChange; readonly row: PromotionRow; readonly lines: readonly LineRow[] }[] = []
  for (const change of changes) {
    const row = live.row('promotions', change.promotionId)
    if (row === null || row.deleted !== null) return refuse(null, GONE)
    const lines = linesOf.get(change.promotionId) ?? []
    const problem = problemOfChange(change, row, lines)
    if (problem !== null) return problem
    checked.push({ change, row, lines })
  }
  for (const draft of creations) {
    const problem = problemOfDraft(draft)
    if (problem !== null) return problem
  }
  const created: string[] = []
  live.transact(() => {
    for (const { change, row, lines } of checked) writeChange(live, change, row, lines, account, context)
    movePins(live, checked)
    for (const draft of creations) created.push(writeDraft(live, draft, context))
  })
  return ok({ created })
}

const problemIn = (cells: RowCells, values: Readonly<Record<string, unknown>>): Result<never, CommandError> | null => {
  for (const [name, value] of Object.entries(values)) {
    const cell = cells[name]
    if (cell === undefined) return refuse(name, `Promotions have no ${name}.`)
    for (const one of cell.merge === 'set' ? (value as readonly unknown[]) : [value]) {
      const problem = problemOf(cell, one)
      if (problem !== null) return refuse(name, problem)
    }
  }
  return null
}

const problemOfChange = (change: PromotionChange, row: PromotionRow, lines: readonly LineRow[]): Result<never, CommandError> | null => {
  const wrong = problemIn(PROMOTION_CELLS, change.cells ?? {}) ?? problemIn(LINE_CELLS, change.line ?? {})
  if (wrong !== null) return wrong
  if (change.line !== undefined && lines.length > 1) return refuse(null, SEVERAL)
  const window = change.inStore === undefined ? null : windowProblem(change.inStore)
  if (window !== null) return refuse('inStore', window)
  if (change.status === undefined) return null
  // By what it will be when all is written.
  const [line] = lines
  const after = { ...row, ...change.cells, inStore: change.inStore ?? row.inStore }
  const linesAfter = line === undefined && change.line === undefined ? [] : [{ ...EMPTY_LINE, ...line, ...change.line }, ...lines.slice(1)]
  const status = statusProblem(row.status, change.status, { ...after, lines: linesAfter })
  return status === null ? null : refuse('status', status)
}

const EMPTY_LINE = { mechanic: 'TPR', rate: null, rateBasis: null } as const

const problemOfDraft = ({ promotion, lines }: PromotionDraft): Result<never, CommandError> | null => {
  const inStore = promotion.inStore ?? null
  if (inStore === null) return refuse('inStore', 'Say when it is in store.')
  const problem = windowProblem(inStore)
  if (problem !== null) return refuse('inStore', problem)
  if (!promotion.name?.trim()) return refuse('name', 'Give the promotion a name.')
  return problemIn(PROMOTION_CELLS, promotion) ?? lines.map((line) => problemIn(LINE_CELLS, line)).find((each) => each !== null) ?? null
}

const isMove = (row: PromotionRow, inStore: DateWindow): boolean =>
  row.inStore !== null && windowDays(row.inStore) === windowDays(inStore) && row.inStore.from !== inStore.from

const writeChange = (
  live: LiveCalendar,
  { promotionId, cells = {}, inStore, status, merchandising, line }: PromotionChange,
  row: PromotionRow,
  lines: readonly LineRow[],
  account: NamingAccount,
  context: CommandContext,
): void => {
  const [first] = lines
  const facts = { itemGroup: first?.itemGroup ?? '', mechanic: first?.mechanic ?? null }
  const isAutomatic = row.name === automaticName(account, { ...facts, from: row.inStore?.from ?? null })
  if (inStore !== undefined) {
    const dates = isMove(row, inStore) ? movedCells(row, daysBetween(row.inStore?.from ?? inStore.from, inStore.from)) : resizedCells(row, inStore)
    for (const [name, value] of dates) live.setCell('promotions', promotionId, name, value as never)
    if (isMove(row, inStore)) {
      const days = daysBetween(row.inStore?.from ?? inStore.from, inStore.from)
      for (const { id, window } of lines) if (window !== null) live.setCell('lines', id, 'window', shiftWindow(window, days))
    }
  }
  for (const [name, value] of Object.entries(cells)) live.setCell('promotions', promotionId, name as 'name', value as never)
  if (status !== undefined) live.setCell('promotions', promotionId, 'status', status)
  if (merchandising !== undefined) {
    for (const choice of row.merchandising) if (!merchandising.includes(choice)) live.setRowChoice('promotions', promotionId, 'merchandising', choice, false)
    for (const choice of merchandising) live.setRowChoice('promotions', promotionId, 'merchandising', choice, true)
  }
  if (line !== undefined) {
    if (first === undefined) writeLine(live, { ...line, promotionId }, context)
    else for (const [name, value] of Object.entries(line)) live.setCell('lines', first.id, name as 'itemGroup', value as never)
  }
  if (isAutomatic && cells.name === undefined) {
    const after = { ...facts, ...line, from: inStore?.from ?? row.inStore?.from ?? null } as Parameters<typeof automaticName>[1]
    live.setCell('promotions', promotionId, 'name', automaticName(account, after))
  }
}

/** Deadlines of templates that somebody set by hand go along with a promotion that moves, unless they are done. */
const movePins = (live: LiveCalendar, checked: readonly { readonly change: PromotionChange; readonly row: PromotionRow }[]): void => {
  const days = new Map<string, number>()
  for (const { change, row } of checked) {
    if (change.inStore !== undefined && row.inStore !== null && isMove(row, change.inStore))
      days.set(change.promotionId, daysBetween(row.inStore.from, change.inStore.from))
  }
  if (days.size === 0) return
  for (const pin of live.rows('pins')) {
    const by = days.get(pin.promotionId)
    if (by !== undefined && pin.on !== null && pin.done === null) live.setCell('pins', pin.id, 'on', addDays(pin.on, by))
  }
}

const writeDraft = (live: LiveCalendar, { promotion, lines }: PromotionDraft, context: CommandContext): string => {
  const promotionId = context.newId()
  live.createRow('promotions', promotionId, promotion)
  for (const line of lines) writeLine(live, { ...line, promotionId }, context)
  return promotionId
}

/** The only line of its promotion: it needs no look at the others' places. */
const writeLine = (live: LiveCalendar, line: Readonly<Record<string, unknown>>, context: CommandContext): void => {
  const id = context.newId()
  live.createRow('lines', id, { ...line, order: ordersAtEnd([], [id]).get(id) ?? '' } as never)
}
