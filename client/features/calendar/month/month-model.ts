// The month as a wall calendar: six weeks at most, each a row of seven days, bars across the days they are in store. What
// does not fit a row's lanes is counted, day by day. Pure.

import { addDays, dayNumber, dayNumberOf, fromDayNumber, startOfWeek, type Weekday, ymdOfDayNumber } from '../../../../shared/base/civil.ts'
import type { PromotionSummary } from '../../../../shared/docs/calendar.ts'

/** `2027-02`. */
export type MonthName = string

export const monthOf = (date: string): MonthName => date.slice(0, 7)
export const isMonth = (text: string | undefined): text is MonthName => text !== undefined && /^(?:19|20|21)\d\d-(?:0[1-9]|1[0-2])$/.test(text)

export const stepMonth = (month: MonthName, by: number): MonthName => {
  const [year = 0, number = 1] = month.split('-').map(Number)
  const at = year * 12 + (number - 1) + by
  return `${String(Math.floor(at / 12)).padStart(4, '0')}-${String((at % 12) + 1).padStart(2, '0')}`
}

export interface MonthBar {
  readonly promotion: PromotionSummary
  /** 0–6. */
  readonly column: number
  readonly days: number
  readonly lane: number
  /** It goes on beyond the row. */
  readonly isFromBefore: boolean
  readonly isToAfter: boolean
}

export interface MonthDay {
  readonly day: number
  readonly date: string
  readonly isInMonth: boolean
  /** In store on it, whether or not their bars fit; sorted as the bars are. */
  readonly count: number
  /** Of those, how many have no bar here. */
  readonly hidden: number
}

export interface MonthWeek {
  readonly first: number
  readonly days: readonly MonthDay[]
  readonly bars: readonly MonthBar[]
}

interface Spanned {
  readonly promotion: PromotionSummary
  readonly from: number
  readonly to: number
}

const weekFirstDays = (month: MonthName, weekStart: Weekday): readonly number[] => {
  const [year = 0, number = 1] = month.split('-').map(Number)
  const last = dayNumberOf(number === 12 ? year + 1 : year, number === 12 ? 1 : number + 1, 1) - 1
  const firsts: number[] = []
  for (let day = startOfWeek(dayNumberOf(year, number, 1), weekStart); day <= last; day += 7) firsts.push(day)
  return firsts
}

/** `lanes` is how many bars a row has room for; a row with more gives its last lane to the counts. */
export const monthWeeks = (month: MonthName, weekStart: Weekday, promotions: readonly PromotionSummary[], lanes: number): readonly MonthWeek[] => {
  const firsts = weekFirstDays(month, weekStart)
  const start = firsts[0] ?? 0
  const end = (firsts.at(-1) ?? 0) + 6
  const [from, to] = [fromDayNumber(start), fromDayNumber(end)]
  const spanned: Spanned[] = []
  for (const promotion of promotions) {
    const window = promotion.inStore
    if (window !== null && window.from <= to && window.to >= from) spanned.push({ promotion, from: dayNumber(window.from), to: dayNumber(window.to) })
  }
  // Longer ones first among those that begin together: they keep their lane over the weeks.
  spanned.sort((a, b) => a.from - b.from || b.to - a.to || (a.promotion.promotionId < b.promotion.promotionId ? -1 : 1))
  return firsts.map((first) => weekOf(month, first, spanned, lanes))
}

const weekOf = (month: MonthName, first: number, spanned: readonly Spanned[], lanes: number): MonthWeek => {
  const last = first + 6
  const taken = new Array<number>(lanes).fill(-1)
  const placed: MonthBar[] = []
  const counts = new Array<number>(7).fill(0)
  let hasMore = false
  for (const { promotion, from, to } of spanned) {
    if (from > last) break
    if (to < first) continue
    const column = Math.max(0, from - first)
    const end = Math.min(6, to - first)
    for (let day = column; day <= end; day++) counts[day] = (counts[day] ?? 0) + 1
    const lane = taken.findIndex((until) => until < column)
    if (lane < 0) {
      hasMore = true
      continue
    }
    taken[lane] = end
    placed.push({ promotion, column, days: end - column + 1, lane, isFromBefore: from < first, isToAfter: to > last })
  }
  const bars = hasMore ? placed.filter(({ lane }) => lane < lanes - 1) : placed
  const shownOn = (column: number) => bars.filter((bar) => bar.column <= column && column < bar.column + bar.days).length
  return {
    first,
    bars,
    days: counts.map((count, column) => {
      const date = fromDayNumber(first + column)
      return { day: first + column, date, isInMonth: monthOf(date) === month, count, hidden: count - shownOn(column) }
    }),
  }
}

/** In store on a day, in the order of the bars. */
export const inStoreOn = (promotions: readonly PromotionSummary[], date: string): readonly PromotionSummary[] =>
  promotions
    .filter(({ inStore }) => inStore !== null && inStore.from <= date && date <= inStore.to)
    .sort((a, b) =>
      (a.inStore?.from ?? '') < (b.inStore?.from ?? '') ? -1 : (a.inStore?.from ?? '') > (b.inStore?.from ?? '') ? 1 : a.promotionId < b.promotionId ? -1 : 1,
    )

/** The month to begin with: this one while something is in store, else the one that holds most of the first week to come. */
export const firstMonth = (promotions: readonly PromotionSummary[], today: string): MonthName => {
  let next: string | null = null
  for (const { inStore } of promotions) {
    if (inStore === null || inStore.to < today) continue
    const from = inStore.from < today ? today : inStore.from
    if (next === null || from < next) next = from
  }
  return monthOf(next === null || next === today ? today : addDays(next, 3))
}

const LONG_MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December']

/** `February 2027`. */
export const monthLabel = (month: MonthName): string => `${LONG_MONTHS[Number(month.slice(5, 7)) - 1] ?? ''} ${month.slice(0, 4)}`

export const dayOfMonth = (day: number): number => ymdOfDayNumber(day).day
