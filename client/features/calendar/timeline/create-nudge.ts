// Moving and resizing by key. Presses in a row are one act: the bar follows at once, and after a short pause (or when the
// focus leaves, or the page goes away) one command says where it ended. Every step is announced.

import { onCleanup } from 'solid-js'
import type { DateWindow } from '../../../../shared/base/civil.ts'
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

export const createNudge = (calendar: CalendarState): Nudge => {
  let held: { readonly promotion: PromotionSummary; readonly before: DateWindow; readonly window: DateWindow } | null = null
  let timer: ReturnType<typeof setTimeout> | undefined

  const finish = () => {
    clearTimeout(timer)
    const done = held
    held = null
    if (done !== null) void calendar.actions.putInto(done.promotion, done.window, done.before)
  }

  const step = (promotion: PromotionSummary, change: (window: DateWindow) => DateWindow, words: (window: DateWindow) => string) => {
    if (held !== null && held.promotion.promotionId !== promotion.promotionId) finish()
    const shown = calendar.actions.placing().get(promotion.accountId)?.get(promotion.promotionId) ?? promotion.inStore
    if (shown === null || !calendar.workspace.canWrite()) return
    const window = change(held?.window ?? shown)
    held = { promotion, before: held?.before ?? shown, window }
    calendar.actions.place(promotion, window)
    calendar.actions.announce(words(window))
    clearTimeout(timer)
    timer = setTimeout(finish, PAUSE_MS)
  }

  const weekOf = (promotion: PromotionSummary, date: string): string => {
    const account = calendar.accountById(promotion.accountId)
    return account === null ? '' : `week ${adWeekOf(account.system, account.adWeekStart, date).week}, `
  }

  addEventListener('pagehide', finish)
  onCleanup(() => {
    removeEventListener('pagehide', finish)
    queueMicrotask(finish)
  })

  return {
    move: (promotion, direction, snap) =>
      step(
        promotion,
        (window) => nudgedWindow(window, direction, snap),
        ({ from, to }) => `Moved to ${weekOf(promotion, from)}${dayLabel(from)} to ${dayLabel(to)}`,
      ),
    stretch: (promotion, direction, snap) => {
      const adWeekStart = calendar.accountById(promotion.accountId)?.adWeekStart ?? 0
      step(
        promotion,
        (window) => nudgedEnd(window, direction, adWeekStart, snap),
        ({ to }) => `Ends in ${weekOf(promotion, to)}${dayLabel(to)}`,
      )
    },
    finish,
    cancel: () => {
      if (held === null) return false
      clearTimeout(timer)
      calendar.actions.place(held.promotion, null)
      calendar.actions.announce('Put back')
      held = null
      return true
    },
  }
}
