// One intention over many promotions of one calendar: all of them or none. Whoever has promotions of several calendars runs
// it once per calendar within one step of undo; `domain/bulk` says beforehand what would change.

import { addDays, shiftWindow } from '../base/civil.ts'
import { ok } from '../base/result.ts'
import { calendarDoc } from '../docs/calendar.ts'
import type { PromotionStatus } from '../docs/terms/promotion-terms.ts'
import { type Command, refuse } from './command.ts'
import { deletePromotion, type LineCell, type LiveCalendar, movePromotion, type NamingAccount, setLineCell, setPromotionStatus } from './promotion.ts'
import { problemOf, setCell } from './rows.ts'

type Promotions = (typeof calendarDoc)['fields']['promotions']['cells']
/** What can be set on many at once: no windows, which are shifted, and no status, which has rules. */
export type BulkCell = Exclude<keyof Promotions & string, 'name' | 'inStore' | 'status' | 'merchandising' | 'notes' | 'lesson' | 'externalKey' | 'movedTo'>

const WEEKS_MAX = 520
const GONE = 'One of these promotions is no longer there.'

const missing = (live: LiveCalendar, promotionIds: readonly string[]): boolean =>
  promotionIds.some((promotionId) => live.row('promotions', promotionId)?.deleted !== null)

/** Moves promotions by whole weeks, every date of theirs with them that is not done. */
export const shiftPromotions: Command<LiveCalendar, { readonly promotionIds: readonly string[]; readonly weeks: number; readonly account: NamingAccount }> = (
  live,
  { promotionIds, weeks, account },
  context,
) => {
  if (!Number.isSafeInteger(weeks) || Math.abs(weeks) > WEEKS_MAX) return refuse('weeks', `Give a whole number of weeks, at most ${WEEKS_MAX} either way.`)
  if (missing(live, promotionIds)) return refuse(null, GONE)
  // Looked at before anything is written: all of them or none.
  for (const promotionId of promotionIds) {
    const inStore = live.row('promotions', promotionId)?.inStore ?? null
    const moved = inStore === null ? null : shiftWindow(inStore, weeks * 7)
    const problem = problemOf(calendarDoc.fields.promotions.cells.inStore, moved)
    if (problem !== null) return refuse('inStore', problem)
  }
  for (const promotionId of promotionIds) {
    const from = live.row('promotions', promotionId)?.inStore?.from
    if (from === undefined) continue
    const moved = movePromotion(live, { promotionId, from: addDays(from, weeks * 7), account }, context)
    if (!moved.ok) return moved
  }
  return ok(undefined)
}

export const setOnPromotions: Command<LiveCalendar, { readonly promotionIds: readonly string[]; readonly cell: BulkCell; readonly value: unknown }> = (
  live,
  { promotionIds, cell, value },
) => {
  const problem = problemOf(calendarDoc.fields.promotions.cells[cell], value)
  if (problem !== null) return refuse(cell, problem)
  if (missing(live, promotionIds)) return refuse(null, GONE)
  for (const promotionId of promotionIds) {
    const set = setCell(live, { rows: 'promotions', rowId: promotionId, cell, value })
    if (!set.ok) return set
  }
  return ok(undefined)
}

/** Sets a cell on every line of the promotions. */
export const setOnLines: Command<
  LiveCalendar,
  { readonly promotionIds: readonly string[]; readonly cell: LineCell; readonly value: unknown; readonly account: NamingAccount }
> = (live, { promotionIds, cell, value, account }, context) => {
  const problem = problemOf(calendarDoc.fields.lines.cells[cell], value)
  if (problem !== null) return refuse(cell, problem)
  if (missing(live, promotionIds)) return refuse(null, GONE)
  const chosen = new Set(promotionIds)
  for (const line of live.rows('lines')) {
    if (!chosen.has(line.promotionId) || line.deleted !== null) continue
    const set = setLineCell(live, { promotionId: line.promotionId, lineId: line.id, cell, value, account }, context)
    if (!set.ok) return set
  }
  return ok(undefined)
}

/** Sets what may follow on those where it may, within the rules; says how many were left as they are. */
export const setStatusOfPromotions: Command<
  LiveCalendar,
  { readonly promotionIds: readonly string[]; readonly status: PromotionStatus },
  { readonly left: readonly { readonly promotionId: string; readonly message: string }[] }
> = (live, { promotionIds, status }, context) => {
  if (missing(live, promotionIds)) return refuse(null, GONE)
  const left: { promotionId: string; message: string }[] = []
  for (const promotionId of promotionIds) {
    const set = setPromotionStatus(live, { promotionId, status }, context)
    if (!set.ok) left.push({ promotionId, message: set.error.message })
  }
  return ok({ left })
}

export const deletePromotions: Command<LiveCalendar, { readonly promotionIds: readonly string[] }> = (live, { promotionIds }, context) => {
  for (const promotionId of promotionIds) {
    const deleted = deletePromotion(live, { promotionId }, context)
    if (!deleted.ok) return deleted
  }
  return ok(undefined)
}

/** Adds or takes one choice of merchandising on many. */
export const setMerchandisingOn: Command<LiveCalendar, { readonly promotionIds: readonly string[]; readonly choice: string; readonly present: boolean }> = (
  live,
  { promotionIds, choice, present },
) => {
  if (live.isReadOnly()) return refuse(null, 'This calendar was written by a newer version of Endcap. Reload the app to edit it.')
  const problem = problemOf(calendarDoc.fields.promotions.cells.merchandising, choice)
  if (problem !== null) return refuse('merchandising', problem)
  if (missing(live, promotionIds)) return refuse(null, GONE)
  for (const promotionId of promotionIds) live.setRowChoice('promotions', promotionId, 'merchandising', choice, present)
  return ok(undefined)
}
