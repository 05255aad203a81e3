// Promotions taken, or copied, to another account: what would change of each, and doing it as one step of undo (D8).

import type { CivilDate } from '../../../../shared/base/civil.ts'
import { addDays, daysBetween } from '../../../../shared/base/civil.ts'
import { calendarPath } from '../../../../shared/base/document-path.ts'
import { createPromotion, draftOf, forwardPromotion } from '../../../../shared/commands/promotion.ts'
import type { PromotionSummary } from '../../../../shared/docs/calendar.ts'
import { type AccountMove, planAccountMove } from '../../../../shared/domain/bulk/account-move.ts'
import { promotionRef } from '../../../../shared/domain/promotion-draft.ts'
import { notify } from '../../../ui/toasts.tsx'
import type { CalendarState } from '../calendar-state.ts'
import { counted } from './bulk-acts.ts'

export interface PlannedMove {
  readonly promotion: PromotionSummary
  /** Null where there is nothing to do: it has no dates, or is there already. */
  readonly move: AccountMove | null
}

/** Reads each promotion whole, from its document; writes nothing. `from`: the first day of the first of them. */
export const planMoves = async (
  calendar: CalendarState,
  promotions: readonly PromotionSummary[],
  accountId: string,
  from: CivilDate | null,
): Promise<readonly PlannedMove[]> => {
  const to = calendar.accountById(accountId)
  const first = promotions[0]?.inStore?.from
  const days = from === null || first === undefined ? null : daysBetween(first, from)
  const items = calendar.workspace.summaries.all('item')
  const planned: PlannedMove[] = []
  for (const promotion of promotions) {
    const home = calendar.accountById(promotion.accountId)
    const read = await calendar.workspace.run('', calendar.actions.pathOf(promotion), draftOf, { promotionId: promotion.promotionId })
    if (!read.ok || home === null || to === null || promotion.accountId === accountId) planned.push({ promotion, move: null })
    else {
      const inStoreFrom = days === null || promotion.inStore === null ? null : addDays(promotion.inStore.from, days)
      const move = planAccountMove({
        draft: read.value,
        from: { facts: home, system: home.system },
        to: { facts: to, system: to.system },
        inStoreFrom,
        items,
        today: calendar.workspace.today(),
      })
      planned.push({ promotion, move })
    }
  }
  return planned
}

/** Resolves with whether it was done. */
export const doMoves = async (calendar: CalendarState, planned: readonly PlannedMove[], accountId: string, isCopy: boolean): Promise<boolean> => {
  const name = calendar.accountById(accountId)?.name ?? ''
  const going = planned.filter(({ move }) => move !== null)
  const label = `${isCopy ? 'Copied' : 'Moved'} ${counted(going.length)} to ${name}`
  const made: string[] = []
  const problem = await calendar.workspace.edit(label, async ({ run }) => {
    for (const { promotion, move } of going) {
      if (move === null) continue
      const path = calendarPath(accountId, move.year)
      const source = calendar.actions.pathOf(promotion)
      const draft = isCopy ? { ...move.draft, promotion: { ...move.draft.promotion, clonedFrom: promotionRef(source, promotion.promotionId) } } : move.draft
      const created = await run(path, createPromotion, draft)
      if (!created.ok) return created.error.message
      made.push(created.value.promotionId)
      if (isCopy) continue
      const gone = await run(source, forwardPromotion, { promotionId: promotion.promotionId, movedTo: promotionRef(path, created.value.promotionId) })
      if (!gone.ok) return gone.error.message
    }
    return null
  })
  if (problem !== null) {
    notify({ message: problem, tone: 'danger' })
    return false
  }
  calendar.actions.announce(label)
  await calendar.actions.say(label)
  const [only] = made
  if (made.length === 1 && only !== undefined) calendar.expect(only)
  else calendar.mark(made)
  return true
}
