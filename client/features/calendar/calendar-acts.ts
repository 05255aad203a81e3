// The acts of the calendar: run the command, say what happened, offer to undo it. Loaded with the first act.

import { type DateWindow, daysBetween } from '../../../shared/base/civil.ts'
import { calendarPath } from '../../../shared/base/document-path.ts'
import { err } from '../../../shared/base/result.ts'
import type { CommandError } from '../../../shared/commands/command.ts'
import {
  copyPromotion,
  createPromotion,
  deletePromotion,
  movePromotion,
  type PromotionDraft,
  resizePromotion,
  restorePromotion,
  setPromotionStatus,
} from '../../../shared/commands/promotion.ts'
import type { PromotionSummary } from '../../../shared/docs/calendar.ts'
import { PROMOTION_STATUS_LABELS, type PromotionStatus } from '../../../shared/docs/terms/promotion-terms.ts'
import { promotionLabel } from '../../../shared/domain/promotion-label.ts'
import { automaticName } from '../../../shared/domain/promotion-name.ts'
import { adWeekOf } from '../../../shared/domain/weeks/ad-week.ts'
import { fiscalYearOfPromotion } from '../../../shared/domain/weeks/fiscal-week.ts'
import { weekLabel } from '../../../shared/domain/weeks/week-labels.ts'
import type { ActKit, CalendarActs, NewPromotionFacts } from './calendar-actions.ts'
import type { CalendarAccount } from './calendar-data.ts'

/** A placing nobody confirmed is given up: the summary is the truth. */
const PLACING_MS_MAX = 5_000

export const createCalendarActs = ({ workspace, data, now, notify, placing, pathOf, place, touch, announce }: ActKit): CalendarActs => {
  const accountOf = (promotion: Pick<PromotionSummary, 'accountId'>): CalendarAccount | null => data.accountById(promotion.accountId)

  const nameOf = (promotion: PromotionSummary): string => {
    const account = accountOf(promotion)
    const { main, detail } = promotionLabel(promotion, account?.name ?? '', account?.currency ?? 'USD')
    return [main, detail.split(' ')[0] ?? ''].filter((part) => part !== '').join(' ')
  }

  /** Undoes this step and no later one: a toast that outlived its step says so instead. */
  const undoOf = (label: string) => async () => {
    if (workspace.history.undoLabel() !== label) {
      notify({ message: 'Something else was changed since. Undo goes step by step: ⌘Z, or Ctrl Z.' })
      return
    }
    const { ask } = await import('../../ui/confirm.tsx')
    await workspace.history.undo((question) => ask(question, { verb: 'Delete it', danger: true }))
    announce(`Undone: ${label}`)
  }

  /** Notices are read aloud where they are shown. */
  const say = (label: string) => void notify({ message: label, undo: undoOf(label) })
  const refuse = (message: string) => void notify({ message, tone: 'danger' })

  const putInto = async (promotion: PromotionSummary, window: DateWindow, before: DateWindow) => {
    const account = accountOf(promotion)
    if (account === null || (before.from === window.from && before.to === window.to)) return place(promotion, null)
    place(promotion, window)
    touch(promotion.promotionId)
    const isMove = daysBetween(before.from, window.from) === daysBetween(before.to, window.to)
    const label = isMove
      ? `Moved ${nameOf(promotion)} to ${weekLabel(adWeekOf(account.system, account.adWeekStart, window.from))}`
      : `Changed the weeks of ${nameOf(promotion)}`
    const { promotionId } = promotion
    const outcome = isMove
      ? await workspace.run(label, pathOf(promotion), movePromotion, { promotionId, from: window.from, account })
      : await workspace.run(label, pathOf(promotion), resizePromotion, { promotionId, inStore: window, account })
    if (!outcome.ok) {
      place(promotion, null)
      return refuse(outcome.error.message)
    }
    say(label)
    settle(promotion, window)
  }

  /** The place is given up as soon as the summary says the same, or something else. */
  const settle = (promotion: PromotionSummary, window: DateWindow, since = now()) => {
    if (placing().get(promotion.accountId)?.get(promotion.promotionId) !== window) return
    if (data.promotionById(promotion.promotionId) !== promotion || now() - since > PLACING_MS_MAX) return place(promotion, null)
    setTimeout(() => settle(promotion, window, since), 16)
  }

  const draftOf = (account: CalendarAccount, facts: NewPromotionFacts): PromotionDraft => ({
    promotion: {
      name: facts.name.trim() || automaticName(account, { itemGroup: facts.itemGroup, mechanic: facts.mechanic, from: facts.inStore.from }),
      inStore: facts.inStore,
      status: 'idea',
    },
    lines: [{ itemGroup: facts.itemGroup, mechanic: facts.mechanic }],
  })

  const create = async (facts: NewPromotionFacts) => {
    const account = data.accountById(facts.accountId)
    if (account === null) return err<CommandError>({ field: 'accountId', message: 'Choose an account.' })
    const label = `Created ${facts.itemGroup === '' ? facts.mechanic : `${facts.itemGroup} ${facts.mechanic}`}`
    const path = calendarPath(facts.accountId, fiscalYearOfPromotion(account.system, facts.inStore.from))
    const outcome = await workspace.run(label, path, createPromotion, facts.draft ?? draftOf(account, facts))
    if (outcome.ok) {
      touch(outcome.value.promotionId)
      say(label)
    }
    return outcome
  }

  const duplicate = async (promotion: PromotionSummary, days: number): Promise<string | null> => {
    const account = accountOf(promotion)
    if (account === null) return null
    const label = `Copied ${nameOf(promotion)}`
    const outcome = await workspace.edit(label, async ({ run }) => {
      const copy = await run(pathOf(promotion), copyPromotion, { promotionId: promotion.promotionId, days })
      if (!copy.ok) return copy
      const inStore = copy.value.promotion.inStore ?? null
      if (inStore === null) return err<CommandError>({ field: 'inStore', message: 'Give the promotion dates first.' })
      const [line] = copy.value.lines
      const parts = { itemGroup: line?.itemGroup ?? '', mechanic: line?.mechanic ?? null }
      const isAutomatic = copy.value.promotion.name === automaticName(account, { ...parts, from: promotion.inStore?.from ?? null })
      const name = isAutomatic ? automaticName(account, { ...parts, from: inStore.from }) : (copy.value.promotion.name ?? '')
      const draft: PromotionDraft = { ...copy.value, promotion: { ...copy.value.promotion, name } }
      return run(calendarPath(promotion.accountId, fiscalYearOfPromotion(account.system, inStore.from)), createPromotion, draft)
    })
    if (!outcome.ok) {
      refuse(outcome.error.message)
      return null
    }
    touch(outcome.value.promotionId)
    say(label)
    return outcome.value.promotionId
  }

  const setStatus = async (promotion: PromotionSummary, status: PromotionStatus) => {
    if (promotion.status === status) return
    touch(promotion.promotionId)
    const label = `${PROMOTION_STATUS_LABELS[status]}: ${nameOf(promotion)}`
    const outcome = await workspace.run(label, pathOf(promotion), setPromotionStatus, { promotionId: promotion.promotionId, status })
    if (outcome.ok) say(label)
    else refuse(outcome.error.message)
  }

  const remove = async (promotion: PromotionSummary) => {
    touch(promotion.promotionId)
    const label = `Deleted ${nameOf(promotion)}`
    const outcome = await workspace.run(label, pathOf(promotion), deletePromotion, { promotionId: promotion.promotionId })
    if (outcome.ok) say(label)
    else refuse(outcome.error.message)
  }

  const restore = async (promotion: Pick<PromotionSummary, 'accountId' | 'year' | 'promotionId'>): Promise<string | null> => {
    touch(promotion.promotionId)
    const outcome = await workspace.run('Restored a promotion', pathOf(promotion), restorePromotion, { promotionId: promotion.promotionId })
    return outcome.ok ? null : outcome.error.message
  }

  return { putInto, create, duplicate, setStatus, remove, restore, say }
}
