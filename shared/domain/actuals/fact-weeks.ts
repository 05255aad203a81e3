// The weeks of a chart: what was sold, what would have been, and which promotions ran, for shading them.

import type { CivilDate, DateWindow } from '../../base/civil.ts'
import { overlaps } from '../../base/civil.ts'
import { toNumber } from '../../base/exact.ts'
import { weekWindow } from './promoted-weeks.ts'
import type { WeekFact } from './weekly-facts.ts'

export interface ChartWeek {
  readonly week: CivilDate
  /** For drawing, with at most two places: never for further arithmetic. */
  readonly value: number
  readonly promotionIds: readonly string[]
}

export const chartWeeks = (
  weeks: readonly WeekFact[],
  promotions: readonly { readonly promotionId: string; readonly inStore: DateWindow | null }[],
  within: DateWindow | null = null,
): readonly ChartWeek[] =>
  weeks
    .filter(({ week }) => within === null || overlaps(weekWindow(week), within))
    .map(({ week, value }) => ({
      week,
      value: toNumber(value, 2),
      promotionIds: promotions.flatMap(({ promotionId, inStore }) => (inStore !== null && overlaps(weekWindow(week), inStore) ? [promotionId] : [])).sort(),
    }))
