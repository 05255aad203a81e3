// Whether what we know of a contact can still be relied on. Derived, never stored (D6).

import { type CivilDate, daysBetween } from '../../base/civil.ts'

export const VERIFIED_DAYS_MAX = 180

export type Freshness = 'fresh' | 'stale' | 'unverified'

export const contactFreshness = (verifiedOn: CivilDate | null, today: CivilDate): Freshness => {
  if (verifiedOn === null) return 'unverified'
  return daysBetween(verifiedOn, today) > VERIFIED_DAYS_MAX ? 'stale' : 'fresh'
}

/** `today`, `12 days ago`, `7 months ago`, `2 years ago`; `in 3 days` for what lies ahead. */
export const agoLabel = (date: CivilDate, today: CivilDate): string => {
  const days = daysBetween(date, today)
  if (days === 0) return 'today'
  const span = spanLabel(Math.abs(days))
  return days > 0 ? `${span} ago` : `in ${span}`
}

const spanLabel = (days: number): string => {
  if (days < 60) return plural(days, 'day')
  if (days < 730) return plural(Math.floor(days / 30.44), 'month')
  return plural(Math.floor(days / 365.25), 'year')
}

const plural = (count: number, unit: string): string => `${count} ${unit}${count === 1 ? '' : 's'}`
