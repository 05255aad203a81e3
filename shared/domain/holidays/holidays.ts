// The holidays of a stretch of days: computed ones by rule, and those a workspace keeps itself. Years are worked out once
// and kept by the function that is handed out, which lives as long as the settings it was made from.

import { addDays, type CivilDate, type DateWindow, daysBetween, overlaps, yearOf } from '../../base/civil.ts'
import type { CustomHoliday } from '../../docs/settings.ts'
import { HOLIDAY_RULES, type HolidayKind, holidayDates, inYear } from './holiday-rules.ts'

export interface Holiday {
  /** The same every year: what a promotion is re-anchored by. */
  readonly id: string
  readonly name: string
  readonly kind: HolidayKind
  readonly window: DateWindow
}

/** What the workspace's settings say of holidays; their summary fits. */
export interface HolidaySettings {
  readonly holidays?: readonly CustomHoliday[]
  readonly hiddenHolidays?: readonly string[]
}

export interface Holidays {
  /** Those that share a day with the window, by their first day, then by id. */
  readonly within: (window: DateWindow) => readonly Holiday[]
  /** The holiday of that id in a calendar year; null when it has none. */
  readonly inYear: (id: string, year: number) => Holiday | null
  /** The one day nearest to a window: inside it, or else at most `days` away. Seasons are none. */
  readonly nearest: (window: DateWindow, days: number) => Holiday | null
}

const YEARS_MAX = 20

export const createHolidays = (settings: HolidaySettings = {}): Holidays => {
  const hidden = new Set(settings.hiddenHolidays ?? [])
  const rules = HOLIDAY_RULES.filter(({ id }) => !hidden.has(id))
  const years = new Map<number, readonly Holiday[]>()

  const ofYear = (year: number): readonly Holiday[] => {
    const known = years.get(year)
    if (known !== undefined) return known
    const found = rules.map((rule): Holiday => ({ id: rule.id, name: rule.name, kind: rule.kind, window: holidayDates(rule, year) }))
    for (const custom of settings.holidays ?? []) {
      const own = customIn(custom, year)
      if (own !== null) found.push(own)
    }
    found.sort(inOrder)
    years.set(year, found)
    return found
  }

  const within = (window: DateWindow): readonly Holiday[] => {
    // One of last year may reach into this one.
    const [first, last] = [yearOf(window.from) - 1, Math.min(yearOf(window.to), yearOf(window.from) + YEARS_MAX)]
    const found: Holiday[] = []
    for (let year = first; year <= last; year++) for (const holiday of ofYear(year)) if (overlaps(holiday.window, window)) found.push(holiday)
    return found
  }

  return {
    within,
    inYear: (id, year) => ofYear(year).find((holiday) => holiday.id === id) ?? null,
    nearest: (window, days) => {
      const around = within({ from: addDays(window.from, -days), to: addDays(window.to, days) }).filter(({ kind }) => kind !== 'season')
      let best: Holiday | null = null
      for (const holiday of around) if (best === null || distance(holiday, window) < distance(best, window)) best = holiday
      return best
    },
  }
}

/** Days between a holiday and a window; inside it, the nearer to its end the nearer: a promotion leads up to its holiday. */
const distance = ({ window: { from, to } }: Holiday, window: DateWindow): number => {
  if (to < window.from) return 1_000 + daysBetween(to, window.from)
  if (from > window.to) return 500 + daysBetween(window.to, from)
  return Math.abs(daysBetween(from, window.to))
}

const customIn = ({ holidayId, name, on, to, isYearly }: CustomHoliday, year: number): Holiday | null => {
  if (isYearly !== true && yearOf(on) !== year) return null
  if (yearOf(on) > year) return null
  const from: CivilDate = isYearly === true ? inYear(on, year) : on
  const days = to === undefined || to < on ? 0 : daysBetween(on, to)
  return { id: holidayId, name: name || 'Holiday', kind: 'custom', window: { from, to: addDays(from, days) } }
}

const inOrder = (a: Holiday, b: Holiday): number =>
  a.window.from !== b.window.from ? (a.window.from < b.window.from ? -1 : 1) : a.id < b.id ? -1 : a.id > b.id ? 1 : 0
