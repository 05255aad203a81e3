// One act on many promotions, over any number of calendars, as one step of undo. Each calendar takes all of its part or
// nothing; where one refuses, what others took is said and can be undone.

import { addDays } from '../../../../shared/base/civil.ts'
import { calendarPath } from '../../../../shared/base/document-path.ts'
import type { Result } from '../../../../shared/base/result.ts'
import { type BulkCell, deletePromotions, setOnPromotions, setStatusOfPromotions } from '../../../../shared/commands/bulk.ts'
import type { CommandError } from '../../../../shared/commands/command.ts'
import { copyPromotion, createPromotion, movePromotion } from '../../../../shared/commands/promotion.ts'
import type { PromotionSummary } from '../../../../shared/docs/calendar.ts'
import { PROMOTION_STATUS_LABELS, type PromotionStatus } from '../../../../shared/docs/terms/promotion-terms.ts'
import { automaticName } from '../../../../shared/domain/promotion-name.ts'
import { fiscalYearOfPromotion } from '../../../../shared/domain/weeks/fiscal-week.ts'
import type { Edit } from '../../../data/workspace-data.ts'
import { notify } from '../../../ui/toasts.tsx'
import type { CalendarState } from '../calendar-state.ts'

type Run = Edit['run']
type Refusal = { readonly message: string } | null

export const counted = (count: number): string => `${count} ${count === 1 ? 'promotion' : 'promotions'}`

/** `by 2 weeks`, `back by 3 days`. */
export const byDays = (days: number): string => {
  const [amount, unit] = days % 7 === 0 ? [Math.abs(days / 7), 'week'] : [Math.abs(days), 'day']
  return `${days < 0 ? 'back by' : 'by'} ${amount} ${unit}${amount === 1 ? '' : 's'}`
}

export const markedPromotions = (calendar: CalendarState): readonly PromotionSummary[] =>
  [...calendar.marked()].map((id) => calendar.promotionById(id)).filter((promotion): promotion is PromotionSummary => promotion !== null)

const byPath = (calendar: CalendarState, promotions: readonly PromotionSummary[]): ReadonlyMap<string, readonly PromotionSummary[]> => {
  const found = new Map<string, PromotionSummary[]>()
  for (const promotion of promotions) {
    const path = calendar.actions.pathOf(promotion)
    const known = found.get(path)
    if (known === undefined) found.set(path, [promotion])
    else known.push(promotion)
  }
  return found
}

/** Runs the work as one step and says what happened; resolves with whether all of it did. */
const act = async (calendar: CalendarState, label: string, work: (run: Run) => Promise<Refusal>): Promise<boolean> => {
  const refusal = await calendar.workspace.edit(label, ({ run }) => work(run))
  if (refusal !== null) notify({ message: refusal.message, tone: 'danger' })
  else {
    calendar.actions.announce(label)
    await calendar.actions.say(label)
  }
  return refusal === null
}

const onEach = async (
  calendar: CalendarState,
  promotions: readonly PromotionSummary[],
  run: (path: string, ids: readonly string[]) => Promise<Result<unknown, CommandError>>,
): Promise<Refusal> => {
  for (const [path, ofPath] of byPath(calendar, promotions)) {
    const outcome = await run(
      path,
      ofPath.map(({ promotionId }) => promotionId),
    )
    if (!outcome.ok) return outcome.error
  }
  return null
}

/** Every date that is not done goes along. */
export const shiftMany = async (calendar: CalendarState, promotions: readonly PromotionSummary[], days: number): Promise<void> => {
  const dated = promotions.filter(({ inStore }) => inStore !== null)
  const forget = () => {
    for (const promotion of promotions) calendar.actions.place(promotion, null)
  }
  if (days === 0 || dated.length === 0) return forget()
  await act(calendar, `Moved ${counted(dated.length)} ${byDays(days)}`, async (run) => {
    for (const promotion of dated) {
      const account = calendar.accountById(promotion.accountId)
      const from = promotion.inStore?.from
      if (account === null || from === undefined) continue
      const moved = await run(calendar.actions.pathOf(promotion), movePromotion, { promotionId: promotion.promotionId, from: addDays(from, days), account })
      if (!moved.ok) return moved.error
    }
    return null
  })
  forget()
}

export const setStatusOnMany = async (calendar: CalendarState, promotions: readonly PromotionSummary[], status: PromotionStatus): Promise<void> => {
  const left: string[] = []
  const wanted = promotions.filter((promotion) => promotion.status !== status)
  if (wanted.length === 0) return calendar.actions.announce('Nothing changes.')
  const label = `${PROMOTION_STATUS_LABELS[status]}: ${counted(wanted.length)}`
  const refusal = await calendar.workspace.edit(label, ({ run }) =>
    onEach(calendar, wanted, async (path, promotionIds) => {
      const outcome = await run(path, setStatusOfPromotions, { promotionIds, status })
      if (outcome.ok) left.push(...outcome.value.left.map(({ message }) => message))
      return outcome
    }),
  )
  if (refusal !== null) return void notify({ message: refusal.message, tone: 'danger' })
  if (left.length < wanted.length) await calendar.actions.say(label)
  if (left.length > 0) notify({ message: `${counted(left.length)} stayed as they are. ${left[0]}`, tone: 'danger' })
}

export const setOnMany = async (
  calendar: CalendarState,
  promotions: readonly PromotionSummary[],
  cell: BulkCell,
  value: unknown,
  words: string,
): Promise<string | null> => {
  let problem: string | null = null
  await calendar.workspace
    .edit(`${words}: ${counted(promotions.length)}`, ({ run }) =>
      onEach(calendar, promotions, (path, promotionIds) => run(path, setOnPromotions, { promotionIds, cell, value })),
    )
    .then((refusal) => {
      problem = refusal?.message ?? null
    })
  if (problem === null) await calendar.actions.say(`${words}: ${counted(promotions.length)}`)
  return problem
}

export const deleteMany = async (calendar: CalendarState, promotions: readonly PromotionSummary[]): Promise<void> => {
  const isDone = await act(calendar, `Deleted ${counted(promotions.length)}`, (run) =>
    onEach(calendar, promotions, (path, promotionIds) => run(path, deletePromotions, { promotionIds })),
  )
  if (isDone) calendar.mark([])
}

/** The copies are marked instead of their originals, so that one goes on with them. */
export const copyMany = async (calendar: CalendarState, promotions: readonly PromotionSummary[], days: number): Promise<void> => {
  const made: string[] = []
  const isDone = await act(calendar, `Copied ${counted(promotions.length)}`, async (run) => {
    for (const promotion of promotions) {
      const account = calendar.accountById(promotion.accountId)
      if (account === null || promotion.inStore === null) continue
      const copy = await run(calendar.actions.pathOf(promotion), copyPromotion, { promotionId: promotion.promotionId, days })
      if (!copy.ok) return copy.error
      const from = copy.value.promotion.inStore?.from ?? promotion.inStore.from
      const [line] = copy.value.lines
      const named = (on: string) => automaticName(account, { itemGroup: line?.itemGroup ?? '', mechanic: line?.mechanic ?? null, from: on })
      const name = copy.value.promotion.name === named(promotion.inStore.from) ? named(from) : (copy.value.promotion.name ?? '')
      const path = calendarPath(promotion.accountId, fiscalYearOfPromotion(account.system, from))
      const created = await run(path, createPromotion, { ...copy.value, promotion: { ...copy.value.promotion, name } })
      if (!created.ok) return created.error
      made.push(created.value.promotionId)
    }
    return null
  })
  if (isDone) calendar.mark(made)
}
