// A retailer's fiscal weeks as data (DOMAIN §5): systems ship as presets and a workspace may keep its own, so that a
// changed rule is an edited row and never a code branch. The engine that reads this is `domain/weeks`.

import { isCivilDate, type Weekday } from '../../base/civil.ts'
import * as z from '../../base/schema.ts'

/** How a year's weeks fall into quarters and periods. A list is weeks per quarter, in periods of four weeks. */
export const NAMED_WEEK_PATTERNS = ['454', '445', '544', '13x4', 'gregorian', 'iso'] as const
export type NamedWeekPattern = (typeof NAMED_WEEK_PATTERNS)[number]
export type WeekPattern = NamedWeekPattern | readonly number[]

/**
 * Where a fiscal year begins: on the `weekStart` day nearest to, or on or before, the anchor date; on the day after the
 * last such day of the anchor month on which a week ends; or on the anchor date itself, whatever weekday it is.
 */
export const YEAR_ANCHORS = ['nearest', 'onOrBefore', 'lastDowOfMonth', 'fixed'] as const
export type YearAnchor = (typeof YEAR_ANCHORS)[number]

export const YEAR_LABELS = ['start', 'end'] as const
export type YearLabel = (typeof YEAR_LABELS)[number]

/** The retailer's written name of a week: `202401` by the calendar year the fiscal year starts in, or `2026-W53`. */
export const WEEK_KEYS = ['none', 'startYearWeek', 'isoWeek'] as const
export type WeekKey = (typeof WEEK_KEYS)[number]

export interface YearOverride {
  /** The fiscal year as it is labelled. */
  readonly year: number
  readonly start: string
  readonly weeks: number
}

export interface WeekSystem {
  readonly id: string
  readonly label: string
  readonly weekStart: Weekday
  readonly pattern: WeekPattern
  readonly anchor: YearAnchor
  readonly anchorDate: { readonly month: number; readonly day: number }
  readonly labelYear: YearLabel
  readonly key: WeekKey
  /** What a retailer declared against the rule. The year after an override begins where the override ends. */
  readonly overrides: readonly YearOverride[]
}

const whole = (least: number, most: number) => z.int().check(z.gte(least), z.lte(most))

export const weekSystemSchema = z.object({
  id: z.string().check(z.regex(/^[A-Za-z0-9_-]{1,64}$/)),
  label: z.string().check(z.maxLength(120)),
  weekStart: z.literal([0, 1, 2, 3, 4, 5, 6]),
  pattern: z.union(z.enum(NAMED_WEEK_PATTERNS), z.array(whole(4, 52)).check(z.minLength(1), z.maxLength(13))),
  anchor: z.enum(YEAR_ANCHORS),
  anchorDate: z.object({ month: whole(1, 12), day: whole(1, 31) }),
  labelYear: z.enum(YEAR_LABELS),
  key: z.enum(WEEK_KEYS),
  overrides: z
    .array(z.object({ year: whole(1900, 2199), start: z.string().check(z.refine(isCivilDate, 'Not a date (YYYY-MM-DD)')), weeks: whole(52, 53) }))
    .check(z.maxLength(100)),
})
