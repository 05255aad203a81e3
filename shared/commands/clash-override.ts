// Somebody looked at a clash and says why it is all right. The clash stays derived (D6); what is written is the reason,
// bound to the clash as it was then: another price, rate or date is another clash, and asks again.

import { ok } from '../base/result.ts'
import { type Command, refuse } from './command.ts'
import type { LiveCalendar } from './promotion.ts'
import { addRow, deleteRows } from './rows.ts'

const NO_REASON = 'Say why it is all right.'
const GONE = 'This promotion is no longer there.'

/** `clash` is its `clashKey`; the promotion is one of the two, the one somebody looked at. */
export const overrideClash: Command<LiveCalendar, { readonly promotionId: string; readonly clash: string; readonly reason: string }, string> = (
  live,
  { promotionId, clash, reason },
  context,
) => {
  if (reason.trim() === '') return refuse('reason', NO_REASON)
  if (live.row('promotions', promotionId)?.deleted !== null) return refuse(null, GONE)
  const known = live.rows('overrides').find((row) => row.promotionId === promotionId && row.clash === clash && row.deleted === null)
  if (known !== undefined) return ok(known.id)
  const input = { promotionId, clash, reason: reason.trim(), by: context.personId, on: context.today }
  return addRow(live, { rows: 'overrides', input }, context)
}

export const withdrawOverride: Command<LiveCalendar, { readonly overrideId: string }> = (live, { overrideId }, context) =>
  live.row('overrides', overrideId) === null
    ? refuse(null, 'This override is no longer there.')
    : deleteRows(live, { rows: 'overrides', rowIds: [overrideId] }, context)
