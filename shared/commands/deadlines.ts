// What people do to the deadlines of a promotion: say that one is done, or set its date by hand. The key is one of the
// promotion's own dates, or the id of a template of its account, whose date lives in a pin of the calendar.

import { type CivilDate, isCivilDate } from '../base/civil.ts'
import { ok } from '../base/result.ts'
import { PROMOTION_DEADLINES, type PromotionDeadline } from '../docs/terms/promotion-terms.ts'
import { type Command, refuse } from './command.ts'
import type { LiveCalendar } from './promotion.ts'
import { addRow, setCell } from './rows.ts'

const GONE = 'This promotion is no longer there.'
const NEWER = 'This calendar was written by a newer version of Endcap. Reload the app to edit it.'
const NO_SUCH_DATE = 'Give a date that exists.'

const isOwnDate = (key: string): key is PromotionDeadline => (PROMOTION_DEADLINES as readonly string[]).includes(key)

/** `due` is the day it is due now: it stays there, wherever the promotion is moved afterwards. */
export const markDeadline: Command<LiveCalendar, { readonly promotionId: string; readonly key: string; readonly isDone: boolean; readonly due: CivilDate }> = (
  live,
  { promotionId, key, isDone, due },
  context,
) => {
  if (live.isReadOnly()) return refuse(null, NEWER)
  if (live.row('promotions', promotionId)?.deleted !== null) return refuse(null, GONE)
  if (!isCivilDate(due)) return refuse(key, NO_SUCH_DATE)
  const done = isDone ? { by: context.personId, on: context.today, due } : null
  if (isOwnDate(key)) return setCell(live, { rows: 'promotions', rowId: promotionId, cell: `${key}Done`, value: done })
  return writePin(live, promotionId, key, 'done', done, context)
}

/** Null gives the date back to the account's template. */
export const setDeadlineDate: Command<LiveCalendar, { readonly promotionId: string; readonly key: string; readonly on: CivilDate | null }> = (
  live,
  { promotionId, key, on },
  context,
) => {
  if (live.isReadOnly()) return refuse(null, NEWER)
  if (live.row('promotions', promotionId)?.deleted !== null) return refuse(null, GONE)
  if (isOwnDate(key)) return setCell(live, { rows: 'promotions', rowId: promotionId, cell: key, value: on })
  return writePin(live, promotionId, key, 'on', on, context)
}

/** Offline twice makes two pins of one deadline: both are written from then on, so that they agree. */
const writePin = (
  live: LiveCalendar,
  promotionId: string,
  templateId: string,
  cell: 'on' | 'done',
  value: unknown,
  context: Parameters<Command<LiveCalendar, unknown>>[2],
): ReturnType<Command<LiveCalendar, unknown>> => {
  const pins = live.rows('pins').filter((pin) => pin.promotionId === promotionId && pin.templateId === templateId && pin.deleted === null)
  if (pins.length === 0) {
    const added = addRow(live, { rows: 'pins', input: { promotionId, templateId, [cell]: value } }, context)
    return added.ok ? ok(undefined) : added
  }
  for (const pin of pins) {
    const set = setCell(live, { rows: 'pins', rowId: pin.id, cell, value })
    if (!set.ok) return set
  }
  return ok(undefined)
}
