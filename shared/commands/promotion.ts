// What people mean to do to a promotion. Plain cells go through `rows.ts`; here is what has a rule of its own. A
// promotion lives in the calendar of the fiscal year it was created in and stays there wherever it is moved (D8).

import { type CivilDate, type DateWindow, daysBetween, isCivilDate, isWindow, shiftWindow, windowDays } from '../base/civil.ts'
import { ok, type Result } from '../base/result.ts'
import { calendarDoc } from '../docs/calendar.ts'
import type { DocFields } from '../docs/index.ts'
import type { Mechanic } from '../docs/terms/mechanic.ts'
import { PROMOTION_DEADLINES, PROMOTION_WINDOWS, type PromotionStatus, type PromotionWindow } from '../docs/terms/promotion-terms.ts'
import type { WeekSystem } from '../docs/terms/week-system.ts'
import { adWeekOf } from '../domain/weeks/ad-week.ts'
import { weekLabel } from '../domain/weeks/week-labels.ts'
import type { RowInput, RowValue } from '../model/field.ts'
import type { CellsOf, LiveDoc } from '../model/live.ts'
import { type Command, type CommandError, refuse } from './command.ts'
import { addRow, deleteRows, problemOf, restoreRows, setCell } from './rows.ts'

export type LiveCalendar = LiveDoc<DocFields<'calendar'>>
type Calendar = DocFields<'calendar'>
export type PromotionRow = RowValue<CellsOf<Calendar, 'promotions'>>
export type LineRow = RowValue<CellsOf<Calendar, 'lines'>>

/** What a new promotion starts with. A line names no promotion yet. */
export interface PromotionDraft {
  readonly promotion: RowInput<CellsOf<Calendar, 'promotions'>>
  readonly lines: readonly Omit<RowInput<CellsOf<Calendar, 'lines'>>, 'promotionId'>[]
}

const NEWER = 'This calendar was written by a newer version of Endcap. Reload the app to edit it.'
const GONE = 'This promotion is no longer there.'
const DELETED = 'This promotion was deleted. Restore it from the trash to edit it.'
const IN_TRASH = 'This calendar is in the trash. Restore it to plan in it.'
const NO_DATES = 'This promotion has no dates yet. Give it its weeks in store first.'
const DAYS_MAX = 732

/** The longest window a bar is drawn over: two years and a leap day. */
export const windowProblem = (window: DateWindow): string | null => {
  if (!isCivilDate(window.from) || !isCivilDate(window.to)) return 'Give a date that exists.'
  if (!isWindow(window)) return 'The first day must not be after the last.'
  if (windowDays(window) > DAYS_MAX) return 'A promotion lasts at most two years.'
  return null
}

/** `Marlow Markets · CHIPS-8OZ · TPR · W43`: what a promotion is called until somebody names it (DOMAIN §2). */
export const automaticName = (
  account: { readonly name: string; readonly adWeekStart: 0 | 1 | 2 | 3 | 4 | 5 | 6 },
  system: WeekSystem,
  facts: { readonly itemGroup: string; readonly mechanic: Mechanic | null; readonly from: CivilDate | null },
): string =>
  [account.name, facts.itemGroup, facts.mechanic ?? '', facts.from === null ? '' : weekLabel(adWeekOf(system, account.adWeekStart, facts.from))]
    .filter((part) => part !== '')
    .join(' · ')
    .slice(0, 300)

/** Creates a promotion with its lines; the live document is the calendar of the fiscal year it starts in. */
export const createPromotion: Command<LiveCalendar, PromotionDraft, { readonly promotionId: string }> = (live, { promotion, lines }, context) => {
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
  return ok({ promotionId: added.value })
}

/** The name before and after, for a promotion that still carries the name it was given automatically. */
export interface AutomaticNames {
  readonly before: string
  readonly after: string
}

interface Moved {
  readonly promotionId: string
  readonly names?: AutomaticNames | undefined
}

/**
 * Moves a promotion by whole days: every window goes along, and every deadline that has not passed. What has passed has
 * happened and stays where it was.
 */
export const movePromotion: Command<LiveCalendar, Moved & { readonly days: number }> = (live, { promotionId, days, names }, { today }) => {
  const found = editable(live, promotionId)
  if (!found.ok) return found
  const row = found.value
  if (row.inStore === null) return refuse('inStore', NO_DATES)
  const writes: [keyof CellsOf<Calendar, 'promotions'>, DateWindow | CivilDate][] = []
  for (const name of PROMOTION_WINDOWS) {
    const window = row[name]
    if (window !== null) writes.push([name, shiftWindow(window, days)])
  }
  for (const name of PROMOTION_DEADLINES) {
    const date = row[name]
    if (date !== null && date >= today) writes.push([name, shiftWindow({ from: date, to: date }, days).from])
  }
  // At the edge of the calendar dates stop moving: then nothing moves.
  const isCut = PROMOTION_WINDOWS.some((name) => {
    const window = row[name]
    if (window === null) return false
    const moved = shiftWindow(window, days)
    return daysBetween(window.from, moved.from) !== days || daysBetween(window.to, moved.to) !== days
  })
  if (isCut) return refuse('inStore', 'That is outside the years a calendar can hold.')
  for (const [name, value] of writes) live.setCell('promotions', promotionId, name, value)
  return rename(live, row, names)
}

/** Sets the weeks in store. A window that was the same as them (a scan-back, an ad) stays the same. */
export const resizePromotion: Command<LiveCalendar, Moved & { readonly inStore: DateWindow }> = (live, { promotionId, inStore, names }) => {
  const found = editable(live, promotionId)
  if (!found.ok) return found
  const problem = windowProblem(inStore)
  if (problem !== null) return refuse('inStore', problem)
  const row = found.value
  const before = row.inStore
  for (const name of PROMOTION_WINDOWS) {
    if (name === 'inStore' || (before !== null && isSameWindow(row[name], before))) live.setCell('promotions', promotionId, name, inStore)
  }
  return rename(live, row, names)
}

export const setPromotionStatus: Command<LiveCalendar, { readonly promotionId: string; readonly status: PromotionStatus }> = (
  live,
  { promotionId, status },
) => {
  const found = editable(live, promotionId)
  return found.ok ? setCell(live, { rows: 'promotions', rowId: promotionId, cell: 'status', value: status }) : found
}

/** Follows a change of what the automatic name is made of, while nobody has chosen another name. */
export const renamePromotion: Command<LiveCalendar, { readonly promotionId: string; readonly names: AutomaticNames }> = (live, { promotionId, names }) => {
  const found = editable(live, promotionId)
  return found.ok ? rename(live, found.value, names) : found
}

/** Tombstones a promotion; its lines stay with it, so that restoring it is one click (D10). */
export const deletePromotion: Command<LiveCalendar, { readonly promotionId: string }> = (live, { promotionId }, context) =>
  live.row('promotions', promotionId) === null ? refuse(null, GONE) : deleteRows(live, { rows: 'promotions', rowIds: [promotionId] }, context)

export const restorePromotion: Command<LiveCalendar, { readonly promotionId: string }> = (live, { promotionId }) =>
  live.row('promotions', promotionId) === null ? refuse(null, GONE) : restoreRows(live, { rows: 'promotions', rowIds: [promotionId] })

/** What a copy starts with: everything that was planned; nothing that happened (status, deadlines passed, import keys). */
export const copyPromotion: Command<LiveCalendar, { readonly promotionId: string; readonly days: number }, PromotionDraft> = (
  live,
  { promotionId, days },
  { today },
) => {
  const row = live.row('promotions', promotionId)
  if (row === null) return refuse(null, GONE)
  const { id: _id, deleted: _deleted, externalKey: _key, movedTo: _movedTo, ...kept } = row
  const shifted: Partial<Record<PromotionWindow, DateWindow | null>> = {}
  for (const name of PROMOTION_WINDOWS) {
    const window = row[name]
    shifted[name] = window === null ? null : shiftWindow(window, days)
  }
  const deadlines: Record<string, CivilDate | null> = {}
  for (const name of PROMOTION_DEADLINES) {
    const date = row[name]
    const moved = date === null ? null : shiftWindow({ from: date, to: date }, days).from
    deadlines[name] = moved !== null && moved >= today ? moved : null
  }
  const lines = live
    .rows('lines')
    .filter((line) => line.promotionId === promotionId && line.deleted === null)
    .map(({ id: _lineId, deleted: _lineDeleted, promotionId: _promotionId, order: _order, ...line }) => line)
  return ok({ promotion: { ...kept, ...shifted, ...deadlines, status: 'idea' }, lines })
}

/** Days a window's first day lies after another's. */
export const daysMoved = (before: DateWindow, after: DateWindow): number => daysBetween(before.from, after.from)

export const isSameWindow = (a: DateWindow | null, b: DateWindow | null): boolean => a === b || (a !== null && b !== null && a.from === b.from && a.to === b.to)

const editable = (live: LiveCalendar, promotionId: string): Result<PromotionRow, CommandError> => {
  if (live.isReadOnly()) return refuse(null, NEWER)
  const row = live.row('promotions', promotionId)
  if (row === null) return refuse(null, GONE)
  return row.deleted === null ? ok(row) : refuse(null, DELETED)
}

const rename = (live: LiveCalendar, row: PromotionRow, names: AutomaticNames | undefined): Result<void, CommandError> => {
  if (names !== undefined && row.name === names.before && names.after !== names.before) live.setCell('promotions', row.id, 'name', names.after)
  return ok(undefined)
}
