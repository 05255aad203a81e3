// Creating what a plan of clones proposed and a person confirmed: many promotions of one calendar, all or none. Calendars
// and slices one after the other are one step of undo (D11), which the caller's `edit` makes of them.

import { ok } from '../base/result.ts'
import type { PromotionDraft } from '../domain/promotion-draft.ts'
import { type Command, refuse } from './command.ts'
import { createPromotion, draftOf, type LiveCalendar, windowProblem } from './promotion.ts'

export const createPromotions: Command<LiveCalendar, { readonly drafts: readonly PromotionDraft[] }, { readonly promotionIds: readonly string[] }> = (
  live,
  { drafts },
  context,
) => {
  // What most often is wrong, before the first is written.
  for (const { promotion } of drafts) {
    const problem = promotion.inStore == null ? 'Say when it is in store.' : windowProblem(promotion.inStore)
    if (problem !== null) return refuse('inStore', `${promotion.name || 'A promotion'}: ${problem}`)
  }
  const promotionIds: string[] = []
  for (const draft of drafts) {
    const created = createPromotion(live, draft, context)
    if (!created.ok) return created
    promotionIds.push(created.value.promotionId)
  }
  return ok({ promotionIds })
}

/** What promotions of one calendar hold, to plan clones of: nothing is written. Those that are gone are left out. */
export const draftsOf: Command<
  LiveCalendar,
  { readonly promotionIds: readonly string[] },
  readonly { readonly promotionId: string; readonly draft: PromotionDraft }[]
> = (live, { promotionIds }, context) =>
  ok(
    promotionIds.flatMap((promotionId) => {
      const draft = draftOf(live, { promotionId }, context)
      return draft.ok ? [{ promotionId, draft: draft.value }] : []
    }),
  )
