// Moving and resizing by key. Presses in a row are one act: the bars follow at once, and after a short pause (or when the
// focus leaves, or the page goes away) one command says where they ended. Every step is announced. A marked bar takes all that
// are marked along.

import { onCleanup } from 'solid-js'
import { type DateWindow, daysBetween } from '../../../../shared/base/civil.ts'
import type { PromotionSummary } from '../../../../shared/docs/calendar.ts'
import { adWeekOf } from '../../../../shared/domain/weeks/ad-week.ts'
import { dayLabel } from '../../../../shared/domain/weeks/week-labels.ts'
import type { CalendarState } from '../calendar-state.ts'
import { nudgedEnd, nudgedWindow, type Snap } from './snap.ts'

const PAUSE_MS = 450

export interface Nudge {
  readonly move: (promotion: PromotionSummary, direction: -1 | 1, snap: Snap) => void
  readonly stretch: (promotion: PromotionSummary, direction: -1 | 1, snap: Snap) => void
  readonly finish: () => void
  /** True when there was something to take back. */
  readonly cancel: () => boolean
}

interface HeldBar {
  readonly promotion: PromotionSummary
  readonly before: DateWindow
  readonly window: DateWindow
}

export const createNudge = (calendar: CalendarState): Nudge => {
  /** The one with the focus first. */
  let held: readonly HeldBar[] = []
  let timer: ReturnType<typeof setTimeout> | undefined

  const finish = () => {
    clearTimeout(timer)
    const done = held
    held = []
    const [first] = done
    if (first === undefined) return
    if (done.length === 1) void calendar.actions.putInto(first.promotion, first.window, first.before)
    else {
      const days = daysBetween(first.before.from, first.window.from)
      const promotions = done.map(({ promotion }) => promotion)
      void import('../bulk/bulk-acts.ts').then(({ shiftMany }) => shiftMany(calendar, promotions, days))
    }
  }

  const shownWindow = (promotion: PromotionSummary): DateWindow | null =>
    calendar.actions.placing().get(promotion.accountId)?.get(promotion.promotionId) ?? promotion.inStore

  const step = (promotions: readonly PromotionSummary[], change: (window: DateWindow) => DateWindow, words: (window: DateWindow) => string) => {
    const isSame = held.length === promotions.length && held.every(({ promotion }, index) => promotion.promotionId === promotions[index]?.promotionId)
    if (!isSame) finish()
    if (!calendar.workspace.canWrite()) return
    const next: HeldBar[] = []
    for (const [index, promotion] of promotions.entries()) {
      const known = held[index]
      const shown = known?.window ?? shownWindow(promotion)
      if (shown === null) continue
      const window = change(shown)
      next.push({ promotion, before: known?.before ?? shown, window })
      calendar.actions.place(promotion, window)
    }
    const [first] = next
    held = next
    if (first === undefined) return
    calendar.actions.announce(words(first.window))
    clearTimeout(timer)
    timer = setTimeout(finish, PAUSE_MS)
  }

  const weekOf = (promotion: PromotionSummary, date: string): string => {
    const account = calendar.accountById(promotion.accountId)
    return account === null ? '' : `week ${adWeekOf(account.system, account.adWeekStart, date).week}, `
  }

  /** All that go along, the one with the focus first. */
  const together = (promotion: PromotionSummary): readonly PromotionSummary[] => {
    if (!calendar.isMarked(promotion.promotionId)) return [promotion]
    const others = [...calendar.marked()].filter((id) => id !== promotion.promotionId).map((id) => calendar.promotionById(id))
    return [promotion, ...others.filter((other) => other !== null && other.inStore !== null).map((other) => other as PromotionSummary)]
  }

  addEventListener('pagehide', finish)
  onCleanup(() => {
    removeEventListener('pagehide', finish)
    queueMicrotask(finish)
  })

  return {
    move: (promotion, direction, snap) => {
      const all = together(promotion)
      const who = all.length === 1 ? 'Moved' : `${all.length} promotions moved, this one`
      step(
        all,
        (window) => nudgedWindow(window, direction, snap),
        ({ from, to }) => `${who} to ${weekOf(promotion, from)}${dayLabel(from)} to ${dayLabel(to)}`,
      )
    },
    stretch: (promotion, direction, snap) => {
      const adWeekStart = calendar.accountById(promotion.accountId)?.adWeekStart ?? 0
      step(
        [promotion],
        (window) => nudgedEnd(window, direction, adWeekStart, snap),
        ({ to }) => `Ends in ${weekOf(promotion, to)}${dayLabel(to)}`,
      )
    },
    finish,
    cancel: () => {
      if (held.length === 0) return false
      clearTimeout(timer)
      for (const { promotion } of held) calendar.actions.place(promotion, null)
      calendar.actions.announce('Put back')
      held = []
      return true
    },
  }
}
