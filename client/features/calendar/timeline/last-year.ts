// Last year's promotions where their weeks fall this year (restated by the row's own week system, DOMAIN §5), drawn below
// this year's bars, so that one sees what was moved, what was repeated and what was left out. A promotion counts as repeated
// where one says it was cloned from it, or one of the same group is in store in the same weeks. Loads when it is asked for.

import { type DateWindow, daysBetween, overlaps } from '../../../../shared/base/civil.ts'
import { calendarPath } from '../../../../shared/base/document-path.ts'
import type { PromotionSummary } from '../../../../shared/docs/calendar.ts'
import { isLiveStatus } from '../../../../shared/docs/terms/promotion-terms.ts'
import { byFiscalWeek } from '../../../../shared/domain/clone/re-anchor.ts'
import { promotionRef } from '../../../../shared/domain/promotion-draft.ts'
import { promotionLabel } from '../../../../shared/domain/promotion-label.ts'
import { windowWithWeeks } from '../../../../shared/domain/weeks/week-labels.ts'
import type { CalendarAccount } from '../calendar-data.ts'
import type { CalendarState } from '../calendar-state.ts'
import { labelWidth } from './label-width.ts'
import { packLanes } from './lane-packing.ts'
import { isFar, spanOf } from './timeline-scale.ts'
import type { Ghost, GhostsOf, RowGhosts, TimelineState } from './timeline-state.ts'

export const GHOST_HEIGHT = 14
const GHOST_PITCH = 17
const STRIP_PADDING = 4
const LABEL_SCALE = 11 / 12

export interface LastYears {
  readonly promotion: PromotionSummary
  readonly window: DateWindow
  readonly repeatedBy: PromotionSummary | null
}

/** What each promotion of an account is a year later, and what repeats it. */
export const lastYears = (promotions: readonly PromotionSummary[], account: CalendarAccount): readonly LastYears[] => {
  const byClone = new Map<string, PromotionSummary>()
  const byGroup = new Map<string, PromotionSummary[]>()
  for (const promotion of promotions) {
    if (promotion.clonedFrom !== undefined) byClone.set(promotion.clonedFrom, promotion)
    const group = promotion.lines[0]?.itemGroup ?? ''
    byGroup.set(group, [...(byGroup.get(group) ?? []), promotion])
  }
  const found: LastYears[] = []
  for (const promotion of promotions) {
    if (promotion.inStore === null || !isLiveStatus(promotion.status)) continue
    const { window } = byFiscalWeek(promotion.inStore, 1, account)
    const cloned = byClone.get(promotionRef(calendarPath(promotion.accountId, promotion.year), promotion.promotionId))
    const alike = byGroup.get(promotion.lines[0]?.itemGroup ?? '')?.find((other) => other.inStore !== null && overlaps(other.inStore, window))
    found.push({ promotion, window, repeatedBy: cloned ?? alike ?? null })
  }
  return found
}

const kept = new WeakMap<readonly PromotionSummary[], { readonly account: CalendarAccount; readonly years: readonly LastYears[] }>()

const lastYearsOf = (promotions: readonly PromotionSummary[], account: CalendarAccount): readonly LastYears[] => {
  const known = kept.get(promotions)
  if (known?.account === account) return known.years
  const years = lastYears(promotions, account)
  kept.set(promotions, { account, years })
  return years
}

export const createGhosts =
  (calendar: CalendarState, state: TimelineState): GhostsOf =>
  ({ accountId, account, isIn }): RowGhosts => {
    const scale = state.scale()
    const isTight = isFar(calendar.zoom())
    const drafts = lastYearsOf(calendar.allOf(accountId), account)
      .filter(({ promotion }) => isIn(promotion))
      .map((year) => {
        const span = spanOf(scale, year.window)
        const { main, detail } = promotionLabel(year.promotion, account.name, account.currency)
        const label = isTight ? main : [main, detail].filter((part) => part !== '').join(' ')
        const labelled = labelWidth(label) * LABEL_SCALE + 10
        const isInside = labelled <= span.width
        return { ...year, ...span, label: isInside || !isTight ? label : '', right: span.x + (isInside || isTight ? span.width : span.width + labelled) + 4 }
      })
    const lanes = packLanes(drafts.map(({ promotion, x, right }) => ({ id: promotion.promotionId, from: x, to: right, underFrom: 0, underTo: 0 })))
    const ghosts = drafts.map(
      ({ promotion, window, repeatedBy, x, width, label }): Ghost => ({
        promotion,
        window,
        x,
        width: Math.max(4, width - 1),
        y: STRIP_PADDING + (lanes.laneOf.get(promotion.promotionId) ?? 0) * GHOST_PITCH,
        label,
        hint: hintOf(promotion, window, repeatedBy, account),
        isRepeated: repeatedBy !== null,
      }),
    )
    return { ghosts, height: lanes.count === 0 ? 0 : STRIP_PADDING * 2 + lanes.count * GHOST_PITCH }
  }

const hintOf = (promotion: PromotionSummary, window: DateWindow, repeatedBy: PromotionSummary | null, { system, adWeekStart }: CalendarAccount): string => {
  const before = promotion.inStore === null ? '' : `${windowWithWeeks(system, adWeekStart, promotion.inStore)} ${promotion.inStore.from.slice(0, 4)}`
  const now = repeatedBy?.inStore ?? null
  const days = now === null ? 0 : daysBetween(window.from, now.from)
  const [amount, unit] = days % 7 === 0 ? [Math.abs(days / 7), 'week'] : [Math.abs(days), 'day']
  const moved = days === 0 ? 'in the same week' : `${amount} ${unit}${amount === 1 ? '' : 's'} ${days > 0 ? 'later' : 'earlier'}`
  return `Last year: ${promotion.name}\n${before}\n${now === null ? 'Not planned this year' : `This year ${moved}`}`
}
