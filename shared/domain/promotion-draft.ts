// A promotion that is not in any calendar yet: what quick add, a clone, a template and a move to another account propose,
// and what `createPromotion` makes of it. Plain values; previews read and change them before anything is written.

import { addDays, type CivilDate, type DateWindow, shiftWindow } from '../base/civil.ts'
import type { calendarDoc } from '../docs/calendar.ts'
import { PROMOTION_DEADLINES, PROMOTION_WINDOWS, type PromotionDeadline, type PromotionWindow } from '../docs/terms/promotion-terms.ts'
import type { RowInput } from '../model/field.ts'

type Cells = (typeof calendarDoc)['fields']
export type PromotionInput = RowInput<Cells['promotions']['cells']>
export type LineInput = Omit<RowInput<Cells['lines']['cells']>, 'promotionId'>
export type RequirementInput = Omit<RowInput<Cells['requirements']['cells']>, 'promotionId'>

export interface PromotionDraft {
  readonly promotion: PromotionInput
  /** A line names no promotion yet. */
  readonly lines: readonly LineInput[]
  readonly requirements?: readonly RequirementInput[]
}

/** Where a promotion is: `accounts/<id>/calendar/<year>#<promotionId>`. What `movedTo`, `clonedFrom` and `supersedes` hold. */
export const promotionRef = (calendarPath: string, promotionId: string): string => `${calendarPath}#${promotionId}`

const REF = /^accounts\/([A-Za-z0-9_-]{1,64})\/calendar\/(\d{4})#([A-Za-z0-9_-]{1,64})$/

/** Null for anything else. */
export const parsePromotionRef = (ref: string): { readonly accountId: string; readonly year: number; readonly promotionId: string } | null => {
  const [, accountId, year, promotionId] = REF.exec(ref) ?? []
  return accountId === undefined || year === undefined || promotionId === undefined ? null : { accountId, year: Number(year), promotionId }
}

/** Moves every date of a draft by as many days. A deadline that would have passed by `today` is left out: nobody can keep it. */
export const shiftDraft = (draft: PromotionDraft, days: number, today: CivilDate): PromotionDraft => {
  const windows: { -readonly [Name in PromotionWindow]?: DateWindow | null } = {}
  for (const name of PROMOTION_WINDOWS) {
    const window = draft.promotion[name]
    if (window != null) windows[name] = shiftWindow(window, days)
  }
  const deadlines: { -readonly [Name in PromotionDeadline]?: CivilDate | null } = {}
  for (const name of PROMOTION_DEADLINES) {
    const date = draft.promotion[name]
    if (date != null) deadlines[name] = addDays(date, days) >= today ? addDays(date, days) : null
  }
  const lines = draft.lines.map((line) => (line.window == null ? line : { ...line, window: shiftWindow(line.window, days) }))
  return { ...draft, promotion: { ...draft.promotion, ...windows, ...deadlines }, lines }
}
