// Where everything stands on a sheet of paper: accounts one below the other, each in its own weeks, bars packed into lanes
// with their whole labels. One year of one account always fits one page: lanes get lower until it does. Many accounts go on
// over as many pages as they need at a size that can be read. Pixels of 1/96 inch; pure, so that the same sheet is a print,
// a PDF and a picture.

import { type CivilDate, type DateWindow, dayNumber } from '../../../../shared/base/civil.ts'
import type { PromotionSummary } from '../../../../shared/docs/calendar.ts'
import type { PromotionStatus } from '../../../../shared/docs/terms/promotion-terms.ts'
import { deadlinesOf } from '../../../../shared/domain/deadlines/deadlines.ts'
import { type MechanicFamily, mechanicFamily } from '../../../../shared/domain/mechanic-families.ts'
import { promotionLabel } from '../../../../shared/domain/promotion-label.ts'
import type { CalendarAccount } from '../calendar-data.ts'
import { labelWidth } from '../timeline/label-width.ts'
import { packLanes } from '../timeline/lane-packing.ts'

export interface WallPaper {
  readonly width: number
  readonly height: number
}

export interface WallAccount {
  readonly account: CalendarAccount
  readonly promotions: readonly PromotionSummary[]
}

export interface WallBar {
  readonly promotion: PromotionSummary
  readonly family: MechanicFamily
  readonly status: PromotionStatus
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  /** It goes on beyond the edge of the paper. */
  readonly isCutLeft: boolean
  readonly isCutRight: boolean
  readonly label: string
  readonly labelX: number
  readonly isLabelInside: boolean
  readonly fontSize: number
  /** The order window below it. */
  readonly under: { readonly x: number; readonly width: number } | null
  /** The days of its deadlines. */
  readonly pins: readonly number[]
}

export interface WallBlock {
  readonly account: CalendarAccount
  readonly y: number
  readonly height: number
  readonly bars: readonly WallBar[]
}

export interface WallPage {
  readonly blocks: readonly WallBlock[]
}

export interface WallGeometry {
  readonly paper: WallPaper
  readonly window: DateWindow
  /** The left edge of the days. */
  readonly left: number
  readonly right: number
  /** The upper edge of the accounts. */
  readonly top: number
  readonly bottom: number
  readonly firstDay: number
  readonly dayWidth: number
  /** Days are wide enough for what lies under a bar, and for dates beside week numbers. */
  readonly isWide: boolean
}

export const WALL = { margin: 36, head: 108, title: 34, ruler: 14, strip: 17, legend: 34, gap: 5 } as const

/** Of a lane, from what is pleasant to what can still be read. */
const PITCH_MAX = 18
const PITCH_READABLE = 11
const PITCH_MIN = 6
const LABEL_GAP = 3
const NEIGHBOUR_GAP = 5
const BAR_WIDTH_MIN = 3
const WIDE_DAY_MIN = 6

export const wallGeometry = (paper: WallPaper, window: DateWindow): WallGeometry => {
  const left = WALL.margin + WALL.head
  const right = paper.width - WALL.margin
  const firstDay = dayNumber(window.from)
  const dayWidth = (right - left) / (dayNumber(window.to) - firstDay + 1)
  return {
    paper,
    window,
    left,
    right,
    top: WALL.margin + WALL.title + WALL.ruler,
    bottom: paper.height - WALL.margin - WALL.legend,
    firstDay,
    dayWidth,
    isWide: dayWidth >= WIDE_DAY_MIN,
  }
}

export const wallX = (geometry: WallGeometry, day: number): number => geometry.left + (day - geometry.firstDay) * geometry.dayWidth

export const layoutWall = (geometry: WallGeometry, accounts: readonly WallAccount[]): readonly WallPage[] => {
  const room = geometry.bottom - geometry.top
  for (let pitch = PITCH_MAX; pitch >= PITCH_READABLE; pitch--) {
    const blocks = accounts.map((each) => block(geometry, each, pitch))
    if (heightOf(blocks) <= room) return [{ blocks: stacked(geometry, blocks) }]
  }
  if (accounts.length === 1) return accounts.map((each) => ({ blocks: stacked(geometry, [fitting(geometry, each, room)]) }))
  const pages: WallBlock[][] = []
  for (const each of accounts) {
    const next = fitting(geometry, each, room)
    const page = pages.at(-1)
    if (page === undefined || heightOf([...page, next]) > room) pages.push([next])
    else page.push(next)
  }
  return pages.map((blocks) => ({ blocks: stacked(geometry, blocks) }))
}

/** As high as can be read, and lower where the page is not high enough for it alone. */
const fitting = (geometry: WallGeometry, account: WallAccount, room: number): WallBlock => {
  for (let pitch = PITCH_READABLE; pitch > PITCH_MIN; pitch -= 0.5) {
    const made = block(geometry, account, pitch)
    if (made.height <= room) return made
  }
  return block(geometry, account, PITCH_MIN)
}

const heightOf = (blocks: readonly WallBlock[]): number => blocks.reduce((sum, { height }) => sum + height + WALL.gap, -WALL.gap)

const stacked = (geometry: WallGeometry, blocks: readonly WallBlock[]): readonly WallBlock[] => {
  let y = geometry.top
  return blocks.map((each) => {
    const placed = { ...each, y, bars: each.bars.map((bar) => ({ ...bar, y: bar.y + y })) }
    y += each.height + WALL.gap
    return placed
  })
}

/** An account by itself, its upper edge at 0. */
const block = (geometry: WallGeometry, { account, promotions }: WallAccount, pitch: number): WallBlock => {
  const hasUnders = geometry.isWide && pitch >= PITCH_READABLE
  const barHeight = pitch - (hasUnders ? 5 : 2.5)
  const fontSize = Math.min(9, barHeight * 0.78)
  const drafts = promotions.flatMap((promotion) => {
    const draft = draftOf(geometry, account, promotion, fontSize, hasUnders)
    return draft === null ? [] : [draft]
  })
  const lanes = packLanes(
    drafts.map(({ promotion, from, to, under }) => ({
      id: promotion.promotionId,
      from,
      to: to + NEIGHBOUR_GAP,
      underFrom: under?.x ?? 0,
      underTo: under === null ? 0 : under.x + under.width,
    })),
  )
  const bars = drafts.map(({ from: _, to: __, ...draft }): WallBar => {
    const lane = lanes.laneOf.get(draft.promotion.promotionId) ?? 0
    return { ...draft, y: WALL.strip + 2 + lane * pitch, height: barHeight, fontSize }
  })
  return { account, y: 0, height: Math.max(WALL.strip + 2 + Math.max(1, lanes.count) * pitch + 2, 30), bars }
}

type Draft = Omit<WallBar, 'y' | 'height' | 'fontSize'> & { readonly from: number; readonly to: number }

const draftOf = (geometry: WallGeometry, account: CalendarAccount, promotion: PromotionSummary, fontSize: number, hasUnders: boolean): Draft | null => {
  const { inStore } = promotion
  if (inStore === null || inStore.to < geometry.window.from || inStore.from > geometry.window.to) return null
  const clamp = (x: number) => Math.min(geometry.right, Math.max(geometry.left, x))
  const xOf = (date: CivilDate, after = 0) => clamp(wallX(geometry, dayNumber(date) + after))
  const x = xOf(inStore.from)
  const width = Math.max(BAR_WIDTH_MIN, xOf(inStore.to, 1) - x)
  const { main, detail } = promotionLabel(promotion, account.name, account.currency)
  const label = [main, detail].filter((part) => part !== '').join(' ')
  const labelPx = (labelWidth(label) * fontSize) / 12
  const isLabelInside = labelPx + 2 * LABEL_GAP <= width
  const fitsRight = x + width + LABEL_GAP + labelPx <= geometry.right
  const labelX = isLabelInside ? x + LABEL_GAP : fitsRight ? x + width + LABEL_GAP : Math.max(geometry.left, x - LABEL_GAP - labelPx)
  const order = hasUnders ? promotion.order : null
  const isUnderSeen = order !== null && order.to >= geometry.window.from && order.from <= geometry.window.to
  const under = isUnderSeen ? { x: xOf(order.from), width: xOf(order.to, 1) - xOf(order.from) } : null
  const [line] = promotion.lines
  return {
    promotion,
    family: line === undefined ? 'other' : mechanicFamily(line.mechanic),
    status: promotion.status,
    x,
    width,
    isCutLeft: inStore.from < geometry.window.from,
    isCutRight: inStore.to > geometry.window.to,
    label,
    labelX,
    isLabelInside,
    under,
    pins: hasUnders
      ? deadlinesOf(promotion, account)
          .filter(({ due, key }) => key !== 'claim' && due >= geometry.window.from && due <= geometry.window.to)
          .map(({ due }) => xOf(due) + geometry.dayWidth / 2)
      : [],
    from: Math.min(x, labelX),
    to: Math.max(x + width, isLabelInside ? 0 : labelX + labelPx),
  }
}
