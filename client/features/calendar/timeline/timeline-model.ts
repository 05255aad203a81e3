// What one row of the timeline looks like: an account's promotions laid on the scale, packed into lanes, each with its
// label inside when it fits and beside it when it does not. Pure, and one row at a time, so that an edit lays out one row.

import type { DateWindow } from '../../../../shared/base/civil.ts'
import type { PromotionSummary } from '../../../../shared/docs/calendar.ts'
import { type MechanicFamily, mechanicFamily } from '../../../../shared/domain/mechanic-families.ts'
import { type PromotionLabel, promotionLabel } from '../../../../shared/domain/promotion-label.ts'
import { labelWidth } from './label-width.ts'
import { packLanes } from './lane-packing.ts'
import { isFar, spanOf, type TimelineScale, type Zoom } from './timeline-scale.ts'

const LANE_GAP = 4
/** With thin bars under the bars, the gap is a little wider, so that they belong to the bar above. */
const UNDER_LANE_GAP = 7
/** A year is looked at from afar and has more lanes: its bars are a little lower. */
export const barHeight = (zoom: Zoom): number => (isFar(zoom) ? 20 : 22)
export const WEEKS_HEIGHT = 18
const ROW_PADDING = 5
const ROW_HEIGHT_MIN = 58
const PART_HEIGHT_MIN = 34
/** The head of a mechanic's, an owner's, a status's accounts. */
export const SECTION_HEIGHT = 34
/** An account whose groups are folded out shows its name and its weeks only. */
export const OPEN_HEAD_HEIGHT = 56
const BAR_WIDTH_MIN = 6
const LABEL_PADDING = 14
const LABEL_GAP = 5
const OUTSIDE_LABEL_MAX = 190
const NEIGHBOUR_GAP = 6

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
  /** A row below the head of its account repeats neither its weeks nor its facts. */
  readonly isPart?: boolean
  /** Where a promotion is being put just now, before its document says so. */
  readonly windowOf?: (promotion: PromotionSummary) => DateWindow | null
  /** What a bar says beside the name, where somebody chose it. */
  readonly detailOf?: ((promotion: PromotionSummary) => string) | undefined
}

interface Draft extends Omit<Placement, 'y' | 'lane' | 'height'> {}

export const layoutRow = (input: RowInput): RowLayout => {
  const hasUnders = !isFar(input.zoom)
  const top = (input.isPart === true ? 0 : WEEKS_HEIGHT) + ROW_PADDING
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
      return { ...draft, lane, height, y: top + lane * lanePitch }
    })
    .sort((a, b) => a.x - b.x || a.lane - b.lane)
  return {
    placements,
    byId: new Map(placements.map((placement) => [placement.promotionId, placement])),
    lanes: lanes.count,
    lanePitch,
    height: Math.max(input.isPart === true ? PART_HEIGHT_MIN : ROW_HEIGHT_MIN, top + ROW_PADDING + lanes.count * lanePitch),
  }
}

const draftOf = (input: RowInput, promotion: PromotionSummary, hasUnders: boolean): Draft | null => {
  const { scale } = input
  const window = input.windowOf === undefined ? promotion.inStore : input.windowOf(promotion)
  if (window === null) return null
  const span = spanOf(scale, window)
  const width = Math.max(BAR_WIDTH_MIN, span.width - 1)
  const { main, detail } = labelOf(input, promotion)
  const fit = fitLabel(main, detail, width, isFar(input.zoom))
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
  }
}

/** A zoom lays out hundreds of bars again, and what they are called stays the same. */
const labels = new WeakMap<PromotionSummary, PromotionLabel & { readonly accountName: string }>()

const labelOf = ({ accountName, currency, detailOf }: RowInput, promotion: PromotionSummary): PromotionLabel => {
  let label = labels.get(promotion)
  if (label?.accountName !== accountName) {
    label = { ...promotionLabel(promotion, accountName, currency), accountName }
    labels.set(promotion, label)
  }
  return detailOf === undefined ? label : { main: label.main, detail: detailOf(promotion) }
}

/** How high a row will be that nobody has looked at yet: it is laid out when it is near. */
export const estimatedHeight = (promotions: number, { dayWidth }: TimelineScale, zoom: Zoom): number => {
  const perYear = Math.min(promotions, 200)
  const lanes = Math.ceil((1.5 * perYear * (21 * dayWidth + 70)) / (371 * dayWidth))
  return Math.max(ROW_HEIGHT_MIN, WEEKS_HEIGHT + 2 * ROW_PADDING + Math.min(lanes, promotions) * (barHeight(zoom) + (isFar(zoom) ? LANE_GAP : UNDER_LANE_GAP)))
}

/** A row without bars. */
export const blankRow = (height: number): RowLayout => ({ placements: [], byId: new Map(), lanes: 0, lanePitch: 0, height })

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

/** A promotion looks like its first line. */
export const familyOf = (promotion: Pick<PromotionSummary, 'lines'>): MechanicFamily => {
  const first = promotion.lines[0]
  return first === undefined ? 'other' : mechanicFamily(first.mechanic)
}
