// The phone's calendar: a year of weeks, each with what starts in it. Accounts have weeks of their own, so the agenda goes
// by civil weeks from Monday and every entry says its own. Pure.

import { type CivilDate, dayNumber, dayNumberOf, MONTH_NAMES, startOfWeek, ymdOfDayNumber } from '../../../../shared/base/civil.ts'
import type { PromotionSummary } from '../../../../shared/docs/calendar.ts'
import { isLiveStatus } from '../../../../shared/docs/terms/promotion-terms.ts'

export interface AgendaWeek {
  /** The Monday, as a day number. */
  readonly monday: number
  readonly label: string
  /** Named where a month begins. */
  readonly month: string | null
  /** By first day, then account, then id. */
  readonly starting: readonly PromotionSummary[]
  /** How many are in store on any day of it. */
  readonly running: number
}

const MONDAY = 1

/** `1–7 Feb`, `29 Mar – 4 Apr`. */
export const civilWeekLabel = (monday: number): string => {
  const from = ymdOfDayNumber(monday)
  const to = ymdOfDayNumber(monday + 6)
  const month = (at: { month: number }) => MONTH_NAMES[at.month - 1] ?? ''
  return from.month === to.month ? `${from.day}–${to.day} ${month(to)}` : `${from.day} ${month(from)} – ${to.day} ${month(to)}`
}

export const mondayOf = (date: CivilDate): number => startOfWeek(dayNumber(date), MONDAY)

/** The year whose agenda holds a week: that of its Thursday, so that no week is in two years or in none. */
export const agendaYearOf = (monday: number): number => ymdOfDayNumber(monday + 3).year

export const agendaWeeks = (year: number, promotions: readonly PromotionSummary[], accountName: (accountId: string) => string): readonly AgendaWeek[] => {
  const first = startOfWeek(dayNumberOf(year, 1, 4), MONDAY)
  const last = startOfWeek(dayNumberOf(year, 12, 28), MONDAY)
  const count = (last - first) / 7 + 1
  const starting: PromotionSummary[][] = Array.from({ length: count }, () => [])
  // What begins is one more from there on, what has ended one less.
  const changes = new Array<number>(count + 1).fill(0)
  const slot = (day: number): number => Math.floor((day - first) / 7)
  for (const promotion of promotions) {
    if (promotion.inStore === null) continue
    const from = slot(dayNumber(promotion.inStore.from))
    const to = slot(dayNumber(promotion.inStore.to))
    starting[from]?.push(promotion)
    if (!isLiveStatus(promotion.status) || to < 0 || from >= count) continue
    const begin = Math.max(0, from)
    const end = Math.min(count, to + 1)
    changes[begin] = (changes[begin] ?? 0) + 1
    changes[end] = (changes[end] ?? 0) - 1
  }
  let running = 0
  let month = 0
  return starting.map((promotionsOfWeek, index) => {
    running += changes[index] ?? 0
    const monday = first + index * 7
    const thursday = ymdOfDayNumber(monday + 3)
    const isNewMonth = thursday.month !== month
    month = thursday.month
    return {
      monday,
      label: civilWeekLabel(monday),
      month: isNewMonth ? (MONTH_NAMES[thursday.month - 1] ?? null) : null,
      starting: promotionsOfWeek.sort(
        (a, b) =>
          compare(a.inStore?.from ?? '', b.inStore?.from ?? '') ||
          compare(accountName(a.accountId), accountName(b.accountId)) ||
          compare(a.promotionId, b.promotionId),
      ),
      running,
    }
  })
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** The years something is planned in, and this one. */
export const agendaYears = (promotions: readonly PromotionSummary[], today: CivilDate): readonly number[] => {
  const years = new Set([agendaYearOf(mondayOf(today))])
  for (const { inStore } of promotions) if (inStore !== null) years.add(agendaYearOf(mondayOf(inStore.from)))
  return [...years].sort((a, b) => a - b)
}

/** Where to begin: this week when anything is planned from it on in its year, else the first week with something in it. */
export const agendaStart = (promotions: readonly PromotionSummary[], today: CivilDate): number => {
  const now = mondayOf(today)
  let next: number | null = null
  for (const { inStore } of promotions) {
    if (inStore === null || inStore.to < today) continue
    const monday = Math.max(now, mondayOf(inStore.from))
    if (next === null || monday < next) next = monday
  }
  return next ?? now
}
