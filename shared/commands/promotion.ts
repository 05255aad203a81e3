// What people mean to do to a promotion. Plain cells go through `rows.ts`; here is what has a rule of its own. A
// promotion lives in the calendar of the fiscal year it was created in and stays there wherever it is moved (D8).

import { addDays, type CivilDate, type DateWindow, daysBetween, isCivilDate, isWindow, shiftWindow, windowDays } from '../base/civil.ts'
import { ok, type Result } from '../base/result.ts'
import { calendarDoc } from '../docs/calendar.ts'
import type { DocFields } from '../docs/index.ts'
import { PROMOTION_DEADLINES, PROMOTION_WINDOWS, type PromotionDeadline, type PromotionStatus, type PromotionWindow } from '../docs/terms/promotion-terms.ts'
import { type PromotionDraft, promotionRef, shiftDraft } from '../domain/promotion-draft.ts'
import { automaticName } from '../domain/promotion-name.ts'
import { statusProblem } from '../domain/status-rules.ts'
import type { RowValue } from '../model/field.ts'
import type { CellsOf, LiveDoc } from '../model/live.ts'
import { type Command, type CommandError, refuse } from './command.ts'
import { addRow, deleteRows, problemOf, restoreRows, setCell } from './rows.ts'

export type LiveCalendar = LiveDoc<DocFields<'calendar'>>
type Calendar = DocFields<'calendar'>
export type PromotionRow = RowValue<CellsOf<Calendar, 'promotions'>>
export type LineRow = RowValue<CellsOf<Calendar, 'lines'>>

export type { PromotionDraft } from '../domain/promotion-draft.ts'

const NEWER = 'This calendar was written by a newer version of Endcap. Reload the app to edit it.'
const GONE = 'This promotion is no longer there.'
const DELETED = 'This promotion was deleted. Restore it from the trash to edit it.'
const IN_TRASH = 'This calendar is in the trash. Restore it to plan in it.'
const NO_DATES = 'This promotion has no dates yet. Give it its weeks in store first.'
const NO_SUCH_DATE = 'Give a date that exists.'
const OUTSIDE = 'That is outside the years a calendar can hold.'
const DAYS_MAX = 732

/** The longest window a bar is drawn over: two years and a leap day. */
export const windowProblem = (window: DateWindow): string | null => {
  if (!isCivilDate(window.from) || !isCivilDate(window.to)) return NO_SUCH_DATE
  if (!isWindow(window)) return 'The first day must not be after the last.'
  if (windowDays(window) > DAYS_MAX) return 'A promotion lasts at most two years.'
  return null
}

/** Creates a promotion with its lines; the live document is the calendar of the fiscal year it starts in. */
export const createPromotion: Command<LiveCalendar, PromotionDraft, { readonly promotionId: string }> = (
  live,
  { promotion, lines, requirements = [] },
  context,
) => {
  if (live.isReadOnly()) return refuse(null, NEWER)
  if (live.deleted() !== null) return refuse(null, IN_TRASH)
  const inStore = promotion.inStore ?? null
  if (inStore === null) return refuse('inStore', 'Say when it is in store.')
  const problem = windowProblem(inStore) ?? (promotion.name?.trim() === '' ? 'Give the promotion a name.' : null)
  if (problem !== null) return refuse('inStore', problem)
  for (const line of lines) {
    for (const [name, value] of Object.entries(line)) {
      const cell = calendarDoc.fields.lines.cells[name as keyof CellsOf<Calendar, 'lines'>]
      const wrong = cell.merge === 'register' ? problemOf(cell, value) : null
      if (wrong !== null) return refuse(name, wrong)
    }
  }
  const added = addRow(live, { rows: 'promotions', input: { ...promotion } }, context)
  if (!added.ok) return added
  for (const line of lines) {
    const lineAdded = addRow(live, { rows: 'lines', input: { ...line, promotionId: added.value } }, context)
    if (!lineAdded.ok) return lineAdded
  }
  for (const requirement of requirements) {
    const requirementAdded = addRow(live, { rows: 'requirements', input: { ...requirement, promotionId: added.value } }, context)
    if (!requirementAdded.ok) return requirementAdded
  }
  return ok({ promotionId: added.value })
}

interface Changed {
  readonly promotionId: string
  /** Where it is planned: a promotion that still carries its automatic name follows what the name is made of. */
  readonly account: NamingAccount
}

/**
 * Moves a promotion to another first day in store: every window goes along by as many days, and every deadline that is not
 * done. What is done has happened and stays where it was. Deadlines of the account's templates follow by themselves.
 */
export const movePromotion: Command<LiveCalendar, Changed & { readonly from: CivilDate }> = (live, { promotionId, from, account }) => {
  const found = editable(live, promotionId)
  if (!found.ok) return found
  const row = found.value
  if (row.inStore === null) return refuse('inStore', NO_DATES)
  if (!isCivilDate(from)) return refuse('inStore', NO_SUCH_DATE)
  const days = daysBetween(row.inStore.from, from)
  const writes = movedCells(row, days)
  for (const [name, value] of writes) if (problemOf(calendarDoc.fields.promotions.cells[name], value) !== null) return refuse('inStore', OUTSIDE)
  return followingName(live, promotionId, account, () => {
    for (const [name, value] of writes) live.setCell('promotions', promotionId, name, value)
    for (const pin of live.rows('pins')) {
      if (pin.promotionId === promotionId && pin.on !== null && pin.done === null) live.setCell('pins', pin.id, 'on', addDays(pin.on, days))
    }
    for (const line of live.rows('lines')) {
      if (line.promotionId === promotionId && line.window !== null) live.setCell('lines', line.id, 'window', shiftWindow(line.window, days))
    }
  })
}

/** Sets the weeks in store. A window that was the same as them (a scan-back, an ad) stays the same. */
export const resizePromotion: Command<LiveCalendar, Changed & { readonly inStore: DateWindow }> = (live, { promotionId, inStore, account }) => {
  const found = editable(live, promotionId)
  if (!found.ok) return found
  const problem = windowProblem(inStore)
  if (problem !== null) return refuse('inStore', problem)
  const row = found.value
  return followingName(live, promotionId, account, () => {
    for (const [name, value] of resizedCells(row, inStore)) live.setCell('promotions', promotionId, name, value)
  })
}

type DatedCell = readonly [PromotionWindow | PromotionDeadline, DateWindow | CivilDate]

/** The dates of a promotion's own that go along when it is moved. */
export const movedCells = (row: PromotionRow, days: number): readonly DatedCell[] => {
  const writes: DatedCell[] = []
  for (const name of PROMOTION_WINDOWS) {
    const window = row[name]
    if (window !== null) writes.push([name, shiftWindow(window, days)])
  }
  for (const name of PROMOTION_DEADLINES) {
    const date = row[name]
    if (date !== null && row[`${name}Done`] === null) writes.push([name, addDays(date, days)])
  }
  return writes
}

/** The windows that are the weeks in store, whatever those become. */
export const resizedCells = (row: PromotionRow, inStore: DateWindow): readonly DatedCell[] =>
  PROMOTION_WINDOWS.filter((name) => name === 'inStore' || (row.inStore !== null && isSameWindow(row[name], row.inStore))).map((name) => [name, inStore])

/** What somebody typed as the weeks in store: as long as before is a move, which takes the other dates along. */
export const moveOrResize: Command<LiveCalendar, Changed & { readonly inStore: DateWindow }> = (live, args, context) => {
  const before = live.row('promotions', args.promotionId)?.inStore ?? null
  const problem = windowProblem(args.inStore)
  if (problem !== null) return refuse('inStore', problem)
  const isMove = before !== null && windowDays(before) === windowDays(args.inStore) && before.from !== args.inStore.from
  return isMove ? movePromotion(live, { ...args, from: args.inStore.from }, context) : resizePromotion(live, args, context)
}

export type LineCell = Exclude<keyof CellsOf<Calendar, 'lines'> & string, 'promotionId' | 'items' | 'excludedItems' | 'remarks' | 'order'>

/** Sets a cell of a promotion's line; the first one is made when there is none (`lineId` null). */
export const setLineCell: Command<LiveCalendar, Changed & { readonly lineId: string | null; readonly cell: LineCell; readonly value: unknown }> = (
  live,
  { promotionId, lineId, cell, value, account },
  context,
) => {
  const found = editable(live, promotionId)
  if (!found.ok) return found
  const problem = problemOf(calendarDoc.fields.lines.cells[cell], value)
  if (problem !== null) return refuse(cell, problem)
  let outcome: Result<unknown, CommandError> = ok(undefined)
  const named = followingName(live, promotionId, account, () => {
    outcome =
      lineId === null
        ? addRow(live, { rows: 'lines', input: { promotionId, [cell]: value } }, context)
        : setCell(live, { rows: 'lines', rowId: lineId, cell, value })
  })
  return outcome.ok ? named : outcome
}

/** Within the rules of a pitch (`domain/status-rules.ts`). */
export const setPromotionStatus: Command<LiveCalendar, { readonly promotionId: string; readonly status: PromotionStatus }> = (
  live,
  { promotionId, status },
) => {
  const found = editable(live, promotionId)
  if (!found.ok) return found
  const lines = linesOf(live, promotionId)
  const problem = statusProblem(found.value.status, status, { ...found.value, lines })
  return problem === null ? setCell(live, { rows: 'promotions', rowId: promotionId, cell: 'status', value: status }) : refuse('status', problem)
}

const linesOf = (live: LiveCalendar, promotionId: string): readonly LineRow[] =>
  live.rows('lines').filter((line) => line.promotionId === promotionId && line.deleted === null)

const NO_LESSON = 'Write down what was learned before you close it.'
const NO_VERDICT = 'Say whether to repeat, change or stop it.'

/** Settles a promotion that has ended: what was learned is asked for (DOMAIN §2), so that next year's plan can show it. */
export const closePromotion: Command<LiveCalendar, { readonly promotionId: string; readonly on: CivilDate }> = (live, { promotionId, on }) => {
  const found = editable(live, promotionId)
  if (!found.ok) return found
  const { inStore, lesson, verdict } = found.value
  if (inStore === null || on < inStore.from) return refuse('settledOn', 'A promotion is settled after it has begun.')
  if (lesson.trim() === '') return refuse('lesson', NO_LESSON)
  if (verdict === null) return refuse('verdict', NO_VERDICT)
  return setCell(live, { rows: 'promotions', rowId: promotionId, cell: 'settledOn', value: on })
}

export const reopenPromotion: Command<LiveCalendar, { readonly promotionId: string }> = (live, { promotionId }) => {
  const found = editable(live, promotionId)
  return found.ok ? setCell(live, { rows: 'promotions', rowId: promotionId, cell: 'settledOn', value: null }) : found
}

/** After it was copied to another account (D8): a tombstone that says where it went. */
export const forwardPromotion: Command<LiveCalendar, { readonly promotionId: string; readonly movedTo: string }> = (
  live,
  { promotionId, movedTo },
  context,
) => {
  const found = editable(live, promotionId)
  if (!found.ok) return found
  const set = setCell(live, { rows: 'promotions', rowId: promotionId, cell: 'movedTo', value: movedTo })
  return set.ok ? deleteRows(live, { rows: 'promotions', rowIds: [promotionId] }, context) : set
}

/** Tombstones a promotion; its lines stay with it, so that restoring it is one click (D10). */
export const deletePromotion: Command<LiveCalendar, { readonly promotionId: string }> = (live, { promotionId }, context) =>
  live.row('promotions', promotionId) === null ? refuse(null, GONE) : deleteRows(live, { rows: 'promotions', rowIds: [promotionId] }, context)

export const restorePromotion: Command<LiveCalendar, { readonly promotionId: string }> = (live, { promotionId }) =>
  live.row('promotions', promotionId) === null ? refuse(null, GONE) : restoreRows(live, { rows: 'promotions', rowIds: [promotionId] })

/** What a promotion holds, as a draft: everything that was planned, and nothing that happened. Deadlines and status as they are. */
export const draftOf: Command<LiveCalendar, { readonly promotionId: string }, PromotionDraft> = (live, { promotionId }) => {
  const row = live.row('promotions', promotionId)
  if (row === null) return refuse(null, GONE)
  const { id: _id, deleted: _deleted, externalKey: _key, movedTo: _movedTo, lesson: _lesson, verdict: _verdict, settledOn: _settledOn, ...kept } = row
  const { submitByDone: _1, retailerConfirmByDone: _2, priceLoadByDone: _3, artDueDone: _4, newItemDueDone: _5, supersedes: _6, ...planned } = kept
  const lines = linesOf(live, promotionId).map(({ id: _lineId, deleted: _lineDeleted, promotionId: _promotionId, order: _order, ...line }) => line)
  const requirements = live
    .rows('requirements')
    .filter((requirement) => requirement.promotionId === promotionId && requirement.deleted === null)
    .map(({ id: _rowId, deleted: _rowDeleted, promotionId: _promotionId, order: _order, ...requirement }) => requirement)
  return ok({ promotion: planned, lines, ...(requirements.length === 0 ? {} : { requirements }) })
}

/** What a copy starts with: everything that was planned, moved; nothing that happened (status, deadlines passed, import keys). */
export const copyPromotion: Command<LiveCalendar, { readonly promotionId: string; readonly days: number }, PromotionDraft> = (
  live,
  { promotionId, days },
  context,
) => {
  const draft = draftOf(live, { promotionId }, context)
  if (!draft.ok) return draft
  const clonedFrom = promotionRef(live.path, promotionId)
  return ok(shiftDraft({ ...draft.value, promotion: { ...draft.value.promotion, status: 'idea', clonedFrom } }, days, context.today))
}

export const isSameWindow = (a: DateWindow | null, b: DateWindow | null): boolean => a === b || (a !== null && b !== null && a.from === b.from && a.to === b.to)

const editable = (live: LiveCalendar, promotionId: string): Result<PromotionRow, CommandError> => {
  if (live.isReadOnly()) return refuse(null, NEWER)
  const row = live.row('promotions', promotionId)
  if (row === null) return refuse(null, GONE)
  return row.deleted === null ? ok(row) : refuse(null, DELETED)
}

/** The account a promotion is named after. */
export type NamingAccount = Parameters<typeof automaticName>[0]

const automaticNameOf = (live: LiveCalendar, promotionId: string, account: NamingAccount): string => {
  const line = live.rows('lines').find((row) => row.promotionId === promotionId && row.deleted === null)
  const from = live.row('promotions', promotionId)?.inStore?.from ?? null
  return automaticName(account, { itemGroup: line?.itemGroup ?? '', mechanic: line?.mechanic ?? null, from })
}

const followingName = (live: LiveCalendar, promotionId: string, account: NamingAccount, write: () => void): Result<void, CommandError> => {
  const isAutomatic = live.row('promotions', promotionId)?.name === automaticNameOf(live, promotionId, account)
  write()
  if (isAutomatic) live.setCell('promotions', promotionId, 'name', automaticNameOf(live, promotionId, account))
  return ok(undefined)
}
