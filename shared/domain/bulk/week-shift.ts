// What shifting promotions by whole weeks would do, before it is done: the new weeks of each, and what stays where it is.

import { addDays, type CivilDate, type DateWindow, shiftWindow } from '../../base/civil.ts'
import type { PromotionSummary } from '../../docs/calendar.ts'
import { PROMOTION_DEADLINE_LABELS, PROMOTION_DEADLINES } from '../../docs/terms/promotion-terms.ts'
import type { DraftChange } from './draft-change.ts'

export interface ShiftedPromotion {
  readonly promotionId: string
  /** Null for one without dates: it stays as it is. */
  readonly before: DateWindow | null
  readonly after: DateWindow | null
  readonly changes: readonly DraftChange[]
}

export const planShift = (promotions: readonly PromotionSummary[], weeks: number, today: CivilDate): readonly ShiftedPromotion[] =>
  promotions.map((promotion) => {
    const { promotionId, inStore } = promotion
    if (inStore === null) return { promotionId, before: null, after: null, changes: [warn('inStore', 'It has no dates, and stays as it is.')] }
    const after = shiftWindow(inStore, weeks * 7)
    const changes: DraftChange[] = []
    if (after.from < today && inStore.from >= today) changes.push(warn('inStore', 'It would begin in the past.'))
    if (promotion.status === 'confirmed') changes.push(warn('status', 'It is confirmed: the retailer has to agree to other weeks.'))
    for (const name of PROMOTION_DEADLINES) {
      const date = promotion[name] ?? null
      const done = promotion[`${name}Done`]
      if (done !== undefined) changes.push({ level: 'info', field: name, line: null, message: `${PROMOTION_DEADLINE_LABELS[name]} is done, and stays.` })
      else if (date !== null && date >= today && addDays(date, weeks * 7) < today)
        changes.push(warn(name, `${PROMOTION_DEADLINE_LABELS[name]} would have passed.`))
    }
    return { promotionId, before: inStore, after, changes }
  })

const warn = (field: string, message: string): DraftChange => ({ level: 'warn', field, line: null, message })
