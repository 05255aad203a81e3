// What one row of the timeline looks like: an account's promotions laid on the scale, packed into lanes, each with its
// label inside when it fits and beside it when it does not. Pure, and one row at a time, so that an edit lays out one row.

import type { CivilDate, DateWindow } from '../../../../shared/base/civil.ts'
import type { PromotionSummary } from '../../../../shared/docs/calendar.ts'
import { PROMOTION_DEADLINE_LABELS } from '../../../../shared/docs/terms/promotion-terms.ts'
import { type MechanicFamily, mechanicFamily } from '../../../../shared/domain/mechanic-families.ts'
import { promotionLabel } from '../../../../shared/domain/promotion-label.ts'
import { labelWidth } from './label-width.ts'
import { packLanes } from './lane-packing.ts'
import { spanOf, type TimelineScale, xOfDate, type Zoom } from './timeline-scale.ts'

const LANE_GAP = 4
/** With thin bars under the bars, the gap is a little wider, so that they belong to the bar above. */
const UNDER_LANE_GAP = 7
/** A year is looked at from afar and has more lanes: its bars are a little lower. */
export const barHeight = (zoom: Zoom): number => (zoom === 'year' ? 20 : 22)
export const WEEKS_HEIGHT = 18
const ROW_PADDING = 5
const ROW_HEIGHT_MIN = 58
const BAR_WIDTH_MIN = 6
const LABEL_PADDING = 14
const LABEL_GAP = 5
const OUTSIDE_LABEL_MAX = 190
const NEIGHBOUR_GAP = 6

export interface Pin {
  readonly x: number
  readonly label: string
  readonly date: CivilDate
  readonly isPast: boolean
}

export interface Placement {
  readonly promotionId: string
  readonly promotion: PromotionSummary
  readonly window: DateWindow
  readonly x: number
  readonly width: number
  /** Pixels below the top of the row. */
  readonly y: number
  readonly lane: number
  readonly height: number
  readonly family: MechanicFamily
  readonly main: string
  /** Empty where there is no room for it. */
  readonly detail: string
  readonly isLabelInside: boolean
  /** The right end of bar and label together. */
  readonly right: number
  /** The left end of the bar and of what lies under it. */
  readonly left: number
  readonly under: { readonly x: number; readonly width: number } | null
  readonly pins: readonly Pin[]
}

export interface RowLayout {
  readonly placements: readonly Placement[]
  readonly byId: ReadonlyMap<string, Placement>
  readonly lanes: number
  readonly lanePitch: number
  readonly height: number
}

export interface RowInput {
  readonly accountName: string
  readonly currency: string
  readonly promotions: readonly PromotionSummary[]
  readonly scale: TimelineScale
  readonly zoom: Zoom
  readonly today: CivilDate
  /** Where a promotion is being put just now, before its document says so. */
  readonly windowOf?: (promotion: PromotionSummary) => DateWindow | null
  /** What a bar says beside the name, where somebody chose it. */
  readonly detailOf?: ((promotion: PromotionSummary) => string) | undefined
}

interface Draft extends Omit<Placement, 'y' | 'lane' | 'height'> {}

export const layoutRow = (input: RowInput): RowLayout => {
  const hasUnders = input.zoom !== 'year'
  const drafts = input.promotions.map((promotion) => draftOf(input, promotion, hasUnders)).filter((draft) => draft !== null)
  const lanes = packLanes(
    drafts.map((draft) => ({
      id: draft.promotionId,
      from: draft.x,
      to: draft.right + NEIGHBOUR_GAP,
      underFrom: hasUnders && draft.under !== null ? draft.under.x : 0,
      underTo: hasUnders && draft.under !== null ? draft.under.x + draft.under.width + 2 : 0,
    })),
  )
  const height = barHeight(input.zoom)
  const lanePitch = height + (hasUnders ? UNDER_LANE_GAP : LANE_GAP)
  const placements = drafts
    .map((draft): Placement => {
      const lane = lanes.laneOf.get(draft.promotionId) ?? 0
      return { ...draft, lane, height, y: WEEKS_HEIGHT + ROW_PADDING + lane * lanePitch }
    })
    .sort((a, b) => a.x - b.x || a.lane - b.lane)
  return {
    placements,
    byId: new Map(placements.map((placement) => [placement.promotionId, placement])),
    lanes: lanes.count,
    lanePitch,
    height: Math.max(ROW_HEIGHT_MIN, WEEKS_HEIGHT + 2 * ROW_PADDING + lanes.count * lanePitch),
  }
}

const draftOf = (input: RowInput, promotion: PromotionSummary, hasUnders: boolean): Draft | null => {
  const { scale } = input
  const window = input.windowOf === undefined ? promotion.inStore : input.windowOf(promotion)
  if (window === null) return null
  const span = spanOf(scale, window)
  const width = Math.max(BAR_WIDTH_MIN, span.width - 1)
  const label = promotionLabel(promotion, input.accountName, input.currency)
  const main = label.main
  const detail = input.detailOf?.(promotion) ?? label.detail
  const fit = fitLabel(main, detail, width, input.zoom === 'year')
  const under = underOf(scale, promotion)
  return {
    promotionId: promotion.promotionId,
    promotion,
    window,
    x: span.x,
    width,
    family: familyOf(promotion),
    main,
    detail: fit.hasDetail ? detail : '',
    isLabelInside: fit.isInside,
    right: span.x + width + fit.outsideWidth,
    left: hasUnders && under !== null ? Math.min(span.x, under.x) : span.x,
    under,
    pins: pinsOf(scale, promotion, input.today),
  }
}

interface LabelFit {
  readonly isInside: boolean
  readonly hasDetail: boolean
  /** 0 when the label is inside. */
  readonly outsideWidth: number
}

/** The fullest label that fits inside; else beside the bar, without the detail where every pixel is a third of a day. */
export const fitLabel = (main: string, detail: string, width: number, isTight: boolean): LabelFit => {
  const mainWidth = labelWidth(main)
  const fullWidth = mainWidth + (detail === '' ? 0 : 5 + labelWidth(detail))
  if (fullWidth + LABEL_PADDING <= width) return { isInside: true, hasDetail: true, outsideWidth: 0 }
  if (mainWidth + LABEL_PADDING <= width) return { isInside: true, hasDetail: false, outsideWidth: 0 }
  return { isInside: false, hasDetail: !isTight, outsideWidth: LABEL_GAP + Math.min(OUTSIDE_LABEL_MAX, isTight ? mainWidth : fullWidth) }
}

/** From the first day somebody may order or ship to the last. */
const underOf = (scale: TimelineScale, promotion: PromotionSummary): { x: number; width: number } | null => {
  const { order, ship } = promotion
  const windows = [order, ship].filter((window) => window !== null)
  const [from] = windows.map((window) => window.from).sort()
  const to = windows
    .map((window) => window.to)
    .sort()
    .at(-1)
  if (from === undefined || to === undefined) return null
  return spanOf(scale, { from, to })
}

const pinsOf = (scale: TimelineScale, promotion: PromotionSummary, today: CivilDate): readonly Pin[] => {
  const pins: Pin[] = []
  for (const name of ['submitBy', 'priceLoadBy'] as const) {
    const date = promotion[name]
    if (date !== null) pins.push({ x: xOfDate(scale, date) + scale.dayWidth / 2, label: PROMOTION_DEADLINE_LABELS[name], date, isPast: date < today })
  }
  return pins
}

/** A promotion looks like its first line. */
export const familyOf = (promotion: Pick<PromotionSummary, 'lines'>): MechanicFamily => {
  const first = promotion.lines[0]
  return first === undefined ? 'other' : mechanicFamily(first.mechanic)
}
