// The table of clashes (DOMAIN §3): what each is called by, how grave it is, and what it is about. A clash is derived and
// never stored (D6); what is stored is that somebody overrode it, bound to the clash as it was then by `clashKey`.

import type { DateWindow } from '../../base/civil.ts'
import type { OverrideSummary } from '../../docs/calendar.ts'
import { contentHash } from '../../model/salvage.ts'

export const CLASH_LEVELS = ['error', 'warn', 'info'] as const
export type ClashLevel = (typeof CLASH_LEVELS)[number]

/** In the order they are listed. */
export const CLASH_RULES = {
  two_retails: 'error',
  window_too_long: 'error',
  scan_back_outside: 'error',
  order_after_in_store: 'error',
  rate_without_basis: 'error',
  stacked_allowances: 'warn',
  rate_over_margin: 'warn',
  gap_too_short: 'warn',
  promoted_too_often: 'warn',
  deadline_passed: 'warn',
  deadline_soon: 'warn',
  not_ad_weeks: 'warn',
  same_group: 'info',
  substitutes: 'info',
  deeper_elsewhere: 'info',
  blackout: 'info',
  item_not_authorised: 'info',
  item_discontinuing: 'info',
  item_not_launched: 'info',
  holiday: 'info',
} as const satisfies Readonly<Record<string, ClashLevel>>
export type ClashRule = keyof typeof CLASH_RULES

const RULE_ORDER = new Map(Object.keys(CLASH_RULES).map((rule, index) => [rule, index]))

export interface Clash {
  readonly rule: ClashRule
  readonly level: ClashLevel
  readonly accountId: string
  /** Of two promotions the one that is first on the shelf; ties go by id. */
  readonly promotionId: string
  /** Null for a clash of a promotion with itself, its account or the calendar. */
  readonly otherId: string | null
  /** Empty where it is about the whole promotion. */
  readonly itemGroup: string
  /** The days they share, or the days concerned; null where it is not about days. */
  readonly days: DateWindow | null
  /** The values it comes from, for its words and its key: rates, prices, dates, names. */
  readonly facts: Readonly<Record<string, string | number | null>>
  /** Somebody looked at exactly this and gave a reason. */
  readonly override: OverrideSummary | null
}

/** Binds an override to a clash: another price, rate, date or partner makes it another clash. 64 bits in base 36. */
export const clashKey = ({ rule, promotionId, otherId, itemGroup, days, facts }: Omit<Clash, 'override' | 'level' | 'accountId'>): string => {
  const parts = [rule, promotionId, otherId, itemGroup, days, facts]
  return `${rule}.${contentHash(parts)}.${contentHash([...parts, 'endcap'])}`
}

/** Graver first, then by rule, day, group and partner: the same order on every device. */
export const byGravity = (a: Clash, b: Clash): number =>
  (RULE_ORDER.get(a.rule) ?? 0) - (RULE_ORDER.get(b.rule) ?? 0) ||
  compare(a.days?.from ?? '', b.days?.from ?? '') ||
  compare(a.itemGroup, b.itemGroup) ||
  compare(a.promotionId, b.promotionId) ||
  compare(a.otherId ?? '', b.otherId ?? '') ||
  compare(factsText(a), factsText(b))

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
const factsText = ({ facts }: Clash): string => JSON.stringify(facts)
