// The wall calendar people pass around: weeks across, promoted groups down, coloured cells; a sheet an account, because each
// has its own weeks. The first days of the weeks stand as real dates in a hidden row, so that a machine can read it back.

import { addDays, type DateWindow } from '../../../../shared/base/civil.ts'
import type { PromotionSummary } from '../../../../shared/docs/calendar.ts'
import { isLiveStatus, PROMOTION_STATUS_LABELS } from '../../../../shared/docs/terms/promotion-terms.ts'
import { mechanicFamily } from '../../../../shared/domain/mechanic-families.ts'
import { promotionLabel } from '../../../../shared/domain/promotion-label.ts'
import { type AdWeek, adWeeksBetween } from '../../../../shared/domain/weeks/ad-week.ts'
import { dayMonthLabel, periodLabel, weekChip, weekLabel } from '../../../../shared/domain/weeks/week-labels.ts'
import type { CalendarAccount } from '../calendar-data.ts'
import { PAPER_COLOURS, type PaperColours } from './wall-colours.ts'
import { type WorkbookSheet, workbookCell } from './workbook.ts'

export interface WallInput {
  readonly account: CalendarAccount
  readonly promotions: readonly PromotionSummary[]
  readonly window: DateWindow
}

type Cells = WorkbookSheet['data'][number]
type WallCell = Cells[number]

const QUIET = { textColor: '#5a6068', fontSize: 9 } as const
/** Title, periods, weeks, first days as people read them, and as dates. */
const HEAD_ROWS = 5
export const DATES_ROW = 4

export const wallSheet = ({ account, promotions, window }: WallInput): WorkbookSheet => {
  const weeks = adWeeksBetween(account.system, account.adWeekStart, window.from, window.to)
  const first = weeks[0]?.start ?? window.from
  const title = `${account.name} · weeks ${weekChip(account.adWeekStart)} · ${dayMonthLabel(first)} ${first.slice(0, 4)} – ${dayMonthLabel(window.to)} ${window.to.slice(0, 4)}`
  const groups = new Map<string, PromotionSummary[]>()
  for (const promotion of promotions) {
    const group = promotion.lines[0]?.itemGroup ?? ''
    groups.set(group, [...(groups.get(group) ?? []), promotion])
  }
  const body = [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).flatMap(([group, ofGroup]) => groupRows(group, ofGroup, account, weeks))
  return {
    name: account.name,
    data: [
      [{ value: title, fontWeight: 'bold', fontSize: 14 }],
      [null, ...periodCells(account, weeks)],
      [{ value: 'Group', ...QUIET }, ...weeks.map((week): WallCell => ({ value: weekLabel(week), align: 'center', fontWeight: 'bold', fontSize: 9 }))],
      [null, ...weeks.map(({ start }): WallCell => ({ value: dayMonthLabel(start), align: 'center', ...QUIET }))],
      [{ value: 'First day', ...QUIET }, ...weeks.map(({ start }) => workbookCell({ is: 'date', date: start }))],
      ...body,
    ],
    widths: [16, ...weeks.map(() => 7)],
    frozenRows: HEAD_ROWS,
    frozenColumns: 1,
    hiddenRows: [DATES_ROW],
  }
}

const periodCells = (account: CalendarAccount, weeks: readonly AdWeek[]): readonly WallCell[] => {
  const cells: WallCell[] = []
  for (let at = 0; at < weeks.length; ) {
    const period = weeks[at]?.period
    let end = at + 1
    while (end < weeks.length && weeks[end]?.period === period) end++
    cells.push({
      value: periodLabel(account.system, period ?? null),
      columnSpan: end - at,
      fontWeight: 'bold',
      leftBorderStyle: 'thin',
      leftBorderColor: '#b9bec3',
    })
    for (let filler = at + 1; filler < end; filler++) cells.push(null)
    at = end
  }
  return cells
}

interface Span {
  readonly promotion: PromotionSummary
  readonly from: number
  /** Exclusive. */
  readonly to: number
}

/** A group has as many rows as promotions share a week. */
const groupRows = (group: string, promotions: readonly PromotionSummary[], account: CalendarAccount, weeks: readonly AdWeek[]): readonly Cells[] => {
  const spans = promotions
    .flatMap((promotion): Span[] => {
      const span = spanOf(promotion, weeks)
      return span === null ? [] : [{ promotion, ...span }]
    })
    .sort((a, b) => a.from - b.from || b.to - a.to || (a.promotion.promotionId < b.promotion.promotionId ? -1 : 1))
  const lanes: Span[][] = []
  for (const span of spans) {
    const free = lanes.find((lane) => (lane.at(-1)?.to ?? 0) <= span.from)
    if (free === undefined) lanes.push([span])
    else free.push(span)
  }
  return lanes.map((lane, index) => [
    index === 0 ? { value: group === '' ? '(no group)' : group, fontWeight: 'bold' } : null,
    ...laneCells(lane, account, weeks.length),
  ])
}

const laneCells = (lane: readonly Span[], account: CalendarAccount, count: number): readonly WallCell[] => {
  const cells: WallCell[] = Array.from({ length: count }, () => null)
  for (const { promotion, from, to } of lane) cells[from] = { ...barCell(promotion, account), columnSpan: to - from }
  return cells
}

const spanOf = ({ inStore }: PromotionSummary, weeks: readonly AdWeek[]): { readonly from: number; readonly to: number } | null => {
  if (inStore === null) return null
  const touches = ({ start }: AdWeek) => start <= inStore.to && addDays(start, 6) >= inStore.from
  const from = weeks.findIndex(touches)
  return from === -1 ? null : { from, to: weeks.findLastIndex(touches) + 1 }
}

/** A pattern of the darker line over the colour: a second cue that a greyscale print keeps. */
const fillOf = ({ fill, line }: PaperColours, colour: string) =>
  fill === null ? { backgroundColor: colour } : { backgroundColor: colour, fillPatternStyle: fill, fillPatternColor: line }

const barCell = (promotion: PromotionSummary, account: CalendarAccount) => {
  const { main, detail } = promotionLabel(promotion, account.name, account.currency)
  const [line] = promotion.lines
  const colours = PAPER_COLOURS[line === undefined ? 'other' : mechanicFamily(line.mechanic)]
  const isLive = isLiveStatus(promotion.status)
  const words = main === line?.itemGroup ? detail || main : `${main} ${detail}`.trim()
  return {
    value: promotion.status === 'confirmed' ? words : `${words} (${PROMOTION_STATUS_LABELS[promotion.status].toLowerCase()})`,
    ...(isLive
      ? { ...fillOf(colours, promotion.status === 'confirmed' ? colours.solid : colours.tint) }
      : { textDecoration: { strikethrough: true as const }, ...QUIET }),
    borderStyle: promotion.status === 'idea' ? ('dashed' as const) : ('thin' as const),
    borderColor: colours.line,
    fontSize: 9,
    wrap: true,
    alignVertical: 'center' as const,
  }
}
