// The promotions to clone, whole, with where they go: read from their calendars, open or closed; nothing is written.

import { addDays, daysBetween } from '../../../../shared/base/civil.ts'
import { draftsOf } from '../../../../shared/commands/clone.ts'
import type { PromotionSummary } from '../../../../shared/docs/calendar.ts'
import type { CloneSource } from '../../../../shared/domain/clone/clone-plan.ts'
import { promotionRef, shiftDraft } from '../../../../shared/domain/promotion-draft.ts'
import { nearestAdWeekStart } from '../../../../shared/domain/weeks/ad-week.ts'
import type { CalendarAccount } from '../calendar-data.ts'
import type { CalendarState } from '../calendar-state.ts'

export interface ReadSource {
  readonly promotion: PromotionSummary
  readonly source: Pick<CloneSource, 'ref' | 'draft'>
}

/** In the order of their weeks. */
export const readSources = async (calendar: CalendarState, promotions: readonly PromotionSummary[]): Promise<readonly ReadSource[]> => {
  const byPath = new Map<string, PromotionSummary[]>()
  for (const promotion of promotions) {
    const path = calendar.actions.pathOf(promotion)
    const known = byPath.get(path)
    if (known === undefined) byPath.set(path, [promotion])
    else known.push(promotion)
  }
  const found: ReadSource[] = []
  for (const [path, those] of byPath) {
    const promotionById = new Map(those.map((promotion) => [promotion.promotionId, promotion]))
    const read = await calendar.workspace.run('Read promotions', path, draftsOf, { promotionIds: [...promotionById.keys()] })
    if (!read.ok) continue
    for (const { promotionId, draft } of read.value) {
      const promotion = promotionById.get(promotionId)
      if (promotion !== undefined) found.push({ promotion, source: { ref: promotionRef(path, promotionId), draft } })
    }
  }
  const startOf = ({ promotion }: ReadSource) => promotion.inStore?.from ?? '9999'
  return found.sort((a, b) => (startOf(a) < startOf(b) ? -1 : startOf(a) > startOf(b) ? 1 : 0))
}

/** At another account the weeks begin on another day: whole weeks stay whole. */
export const sourceAt = ({ promotion, source }: ReadSource, account: CalendarAccount): CloneSource => {
  const { system } = account
  if (promotion.accountId === account.accountId || promotion.inStore === null) return { ...source, account, system }
  const { from } = promotion.inStore
  const days = daysBetween(from, nearestAdWeekStart(account.adWeekStart, from))
  // Long ago: no deadline is left out here, the plan decides.
  return { ...source, draft: shiftDraft(source.draft, days, addDays(from, -3_660)), account, system }
}
