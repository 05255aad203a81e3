// A laid-out sheet as SVG text. Everything that colour says is said again by a pattern, an outline or a word, so that a
// greyscale print loses nothing (LOOK); text is black on light, whatever the screen looks like.

import { type CivilDate, dayNumber, fromDayNumber, MONTH_NAMES, ymdOfDayNumber } from '../../../../shared/base/civil.ts'
import { isLiveStatus } from '../../../../shared/docs/terms/promotion-terms.ts'
import { MECHANIC_FAMILIES, type MechanicFamily } from '../../../../shared/domain/mechanic-families.ts'
import { adWeeksBetween } from '../../../../shared/domain/weeks/ad-week.ts'
import { dayMonthLabel, fiscalYearLabel, periodLabel, weekChip } from '../../../../shared/domain/weeks/week-labels.ts'
import { labelWidth } from '../timeline/label-width.ts'
import { PAPER_COLOURS } from './wall-colours.ts'
import { WALL, type WallBar, type WallBlock, type WallGeometry, type WallPage, wallX } from './wall-layout.ts'

export interface WallWords {
  readonly title: string
  /** What is left out, whose plan it is. */
  readonly subtitle: string
  readonly today: CivilDate
}

/** Two drawings in one page each have patterns of their own: those of one that is not shown draw nothing. */
export type DrawingName = 'preview' | 'print' | 'picture'

const INK = '#1d2129'
const QUIET = '#5a616b'
const LINE = '#c9cdd1'
const FAINT = '#e4e6e8'
const FONT = "'Inter Variable', Inter, 'Segoe UI', Arial, sans-serif"

const round = (value: number): string => String(Math.round(value * 100) / 100)
const escaped = (text: string): string => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)

type Attributes = Readonly<Record<string, string | number>>
const tag = (name: string, attributes: Attributes, content = ''): string => {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${typeof value === 'number' ? round(value) : escaped(value)}"`)
  return `<${name}${written.join('')}${content === '' ? '/>' : `>${content}</${name}>`}`
}
const words = (x: number, y: number, size: number, text: string, more: Attributes = {}): string =>
  text === '' ? '' : tag('text', { x, y, 'font-size': size, fill: INK, ...more }, escaped(text))
const line = (x1: number, y1: number, x2: number, y2: number, stroke: string, width = 0.5): string =>
  tag('line', { x1, y1, x2, y2, stroke, 'stroke-width': width })

export const wallSvg = (
  page: WallPage,
  geometry: WallGeometry,
  { title, subtitle, today }: WallWords,
  number: number,
  count: number,
  name: DrawingName,
): string => {
  const pattern: PatternId = (family, fill) => `${name}-${number}-${family}-${fill}`
  const { paper } = geometry
  const parts = [
    tag('defs', {}, patterns(pattern)),
    tag('rect', { width: paper.width, height: paper.height, fill: '#fff' }),
    words(WALL.margin, WALL.margin + 13, 15, title, { 'font-weight': 600 }),
    words(WALL.margin, WALL.margin + 27, 8.5, subtitle, { fill: QUIET }),
    months(geometry, page),
    ...page.blocks.map((block) => account(block, geometry, pattern)),
    todayLine(geometry, today, page),
    legend(geometry, number, count, pattern),
  ]
  return tag(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      viewBox: `0 0 ${paper.width} ${paper.height}`,
      width: paper.width,
      height: paper.height,
      'font-family': FONT,
      role: 'img',
      'aria-label': title,
    },
    parts.join(''),
  )
}

type PatternId = (family: MechanicFamily, fill: 'solid' | 'tint' | 'none') => string

/** Price plain · allowances diagonal · feature and display dots · offers cross-hatch · other level lines. */
const MOTIFS: Readonly<Record<MechanicFamily, (stroke: string) => string>> = {
  price: () => '',
  allowance: (stroke) => tag('path', { d: 'M-1,1 L1,-1 M0,4 L4,0 M3,5 L5,3', stroke, 'stroke-width': 0.7 }),
  feature: (stroke) => tag('circle', { cx: 1, cy: 1, r: 0.62, fill: stroke }) + tag('circle', { cx: 3, cy: 3, r: 0.62, fill: stroke }),
  offer: (stroke) => tag('path', { d: 'M0,4 L4,0 M0,0 L4,4', stroke, 'stroke-width': 0.5 }),
  other: (stroke) => tag('path', { d: 'M0,2 L4,2', stroke, 'stroke-width': 0.5 }),
}

const patterns = (patternId: PatternId): string =>
  MECHANIC_FAMILIES.flatMap((family) => {
    const { solid, tint, line: stroke } = PAPER_COLOURS[family]
    return (['solid', 'tint', 'none'] as const).map((fill) =>
      tag(
        'pattern',
        { id: patternId(family, fill), width: 4, height: 4, patternUnits: 'userSpaceOnUse' },
        tag('rect', { width: 4, height: 4, fill: fill === 'solid' ? solid : fill === 'tint' ? tint : '#fff' }) +
          MOTIFS[family](fill === 'solid' ? stroke : `${stroke}99`),
      ),
    )
  }).join('')

const months = (geometry: WallGeometry, page: WallPage): string => {
  const y = geometry.top - 4
  const last = page.blocks.at(-1)
  const bottom = last === undefined ? geometry.top : last.y + last.height
  const end = dayNumber(geometry.window.to)
  const parts: string[] = []
  for (let day = geometry.firstDay; day <= end; day++) {
    const { year, month, day: ofMonth } = ymdOfDayNumber(day)
    if (ofMonth !== 1 && day !== geometry.firstDay) continue
    const x = wallX(geometry, day)
    if (ofMonth === 1) parts.push(line(x, geometry.top - WALL.ruler + 3, x, bottom, LINE))
    const label = `${MONTH_NAMES[month - 1]}${month === 1 || day === geometry.firstDay ? ` ${year}` : ''}`
    const room = Math.min(geometry.right, wallX(geometry, monthEnd(day))) - x
    if ((labelWidth(label) * 8.5) / 12 + 6 <= room) parts.push(words(x + 3, y, 8.5, label, { 'font-weight': 600 }))
  }
  return parts.join('')
}

const monthEnd = (day: number): number => {
  let end = day + 1
  while (ymdOfDayNumber(end).day !== 1) end++
  return end
}

const account = (block: WallBlock, geometry: WallGeometry, patternId: PatternId): string => {
  const { account: about, y, height } = block
  const parts = [
    line(WALL.margin, y, geometry.right, y, LINE, 0.7),
    ...nameLines(about.name).map((text, index) => words(WALL.margin, y + 11 + index * 10, 9, text, { 'font-weight': 600 })),
    words(WALL.margin, y + 11 + nameLines(about.name).length * 10, 7.5, weekChip(about.adWeekStart), { fill: QUIET }),
    strip(block, geometry),
    tag('rect', {
      x: geometry.left,
      y: y + WALL.strip,
      width: geometry.right - geometry.left,
      height: Math.max(0, height - WALL.strip),
      fill: 'none',
      stroke: LINE,
      'stroke-width': 0.5,
    }),
    ...block.bars.map((bar) => drawnBar(bar, patternId)),
  ]
  return parts.join('')
}

const NAME_WIDTH = WALL.head - 8

/** Two lines, broken between words. */
const nameLines = (name: string): readonly string[] => {
  const lines: string[] = []
  for (const word of name.split(' ')) {
    const longer = `${lines.at(-1) ?? ''} ${word}`.trim()
    if (lines.length > 0 && (labelWidth(longer) * 9) / 12 <= NAME_WIDTH) lines[lines.length - 1] = longer
    else lines.push(word)
  }
  return lines
}

/** The account's own weeks: periods above, numbers below; with dates where there is room. */
const strip = ({ account: about, y, height }: WallBlock, geometry: WallGeometry): string => {
  const parts: string[] = []
  const periods: { readonly x: number; readonly name: string; readonly year: number }[] = []
  let period: string | null = null
  for (const week of adWeeksBetween(about.system, about.adWeekStart, geometry.window.from, geometry.window.to)) {
    const from = Math.max(geometry.left, wallX(geometry, dayNumber(week.start)))
    const to = Math.min(geometry.right, wallX(geometry, dayNumber(week.start) + 7))
    const isFirst = period !== `${week.fiscalYear}/${week.period}`
    if (isFirst) {
      periods.push({ x: from, name: periodLabel(about.system, week.period), year: week.fiscalYear })
      period = `${week.fiscalYear}/${week.period}`
    }
    parts.push(line(from, y + (isFirst ? 1 : 9), from, y + (isFirst ? height : WALL.strip), isFirst ? LINE : FAINT))
    if (!isFirst) parts.push(line(from, y + WALL.strip, from, y + height, FAINT, 0.4))
    const size = geometry.isWide ? 7.5 : 6.5
    const fits = (label: string) => (labelWidth(label) * size) / 12 + 3 <= to - from
    const text = geometry.isWide ? [`W${week.week} · ${dayMonthLabel(week.start)}`, `W${week.week}`].find(fits) : String(week.week)
    if (text === undefined || to - from < 7) continue
    parts.push(words(geometry.isWide ? from + 2 : (from + to) / 2, y + 14.5, size, text, geometry.isWide ? {} : { 'text-anchor': 'middle' }))
  }
  let year: number | null = null
  for (const [index, { x, name, year: ofPeriod }] of periods.entries()) {
    const label = `${ofPeriod === year ? '' : `${fiscalYearLabel(about.system, ofPeriod)} `}${name}`.trim()
    // A period of which only a few days are seen has no room for its name.
    const room = (periods[index + 1]?.x ?? geometry.right) - x
    if ((labelWidth(label) * PERIOD_SIZE) / 12 + 4 > room) continue
    parts.push(words(x + 2, y + 7, PERIOD_SIZE, label, { fill: QUIET, 'font-weight': 600 }))
    year = ofPeriod
  }
  return parts.join('')
}

const PERIOD_SIZE = 6.5

const drawnBar = (bar: WallBar, patternId: PatternId): string => {
  const { x, y, width, height, family, status } = bar
  const { line: stroke } = PAPER_COLOURS[family]
  const isLive = isLiveStatus(status)
  const outline: Attributes = !isLive
    ? { stroke: QUIET, 'stroke-width': 0.4 }
    : status === 'idea'
      ? { stroke, 'stroke-width': 0.8, 'stroke-dasharray': '2.5 1.8' }
      : { stroke, 'stroke-width': status === 'confirmed' ? 1.1 : 0.8 }
  const fill = !isLive ? '#fff' : `url(#${patternId(family, status === 'confirmed' ? 'solid' : status === 'idea' ? 'none' : 'tint')})`
  const isHalf = isLive && (status === 'offered' || status === 'countered')
  const parts = [
    tag('path', { d: outlineOf(bar), fill, ...outline }),
    isHalf
      ? tag('rect', { x: x + 0.6, y: y + height / 2, width: Math.max(0, width - 1.2), height: height / 2 - 0.5, fill: `url(#${patternId(family, 'solid')})` })
      : '',
    bar.under === null ? '' : tag('rect', { x: bar.under.x, y: y + height + 1.2, width: bar.under.width, height: 1.6, fill: stroke }),
    ...bar.pins.map((at) => tag('path', { d: `M${round(at - 2.2)},${round(y + height + 4.4)} h4.4 l-2.2,-3.6 z`, fill: INK })),
    words(bar.labelX, y + height / 2 + bar.fontSize * 0.35, bar.fontSize, bar.label, {
      ...(bar.isLabelInside ? { stroke: '#fff', 'stroke-width': 1.8, 'stroke-linejoin': 'round', 'paint-order': 'stroke' } : {}),
      ...(isLive ? {} : { fill: QUIET, 'text-decoration': 'line-through' }),
    }),
  ]
  return parts.join('')
}

/** An end that goes on beyond the paper is an arrow. */
const outlineOf = ({ x, y, width, height, isCutLeft, isCutRight }: WallBar): string => {
  const tip = Math.min(4, width / 2)
  const left = isCutLeft
    ? `M${round(x + tip)},${round(y)} L${round(x)},${round(y + height / 2)} L${round(x + tip)},${round(y + height)}`
    : `M${round(x)},${round(y)} V${round(y + height)}`
  const right = isCutRight
    ? `H${round(x + width - tip)} L${round(x + width)},${round(y + height / 2)} L${round(x + width - tip)},${round(y)}`
    : `H${round(x + width)} V${round(y)}`
  return `${left} ${right} Z`
}

const todayLine = (geometry: WallGeometry, today: CivilDate, page: WallPage): string => {
  if (today < geometry.window.from || today > geometry.window.to) return ''
  const x = wallX(geometry, dayNumber(today)) + geometry.dayWidth / 2
  const last = page.blocks.at(-1)
  return last === undefined
    ? ''
    : tag('line', { x1: x, x2: x, y1: geometry.top - 2, y2: last.y + last.height, stroke: INK, 'stroke-width': 0.7, 'stroke-dasharray': '1.5 2' })
}

const legend = (geometry: WallGeometry, number: number, count: number, patternId: PatternId): string => {
  const { paper, right } = geometry
  const y = paper.height - WALL.margin - 12
  const parts: string[] = []
  let x = WALL.margin
  const entry = (box: string, text: string): void => {
    parts.push(box, words(x + 21, y, 7.5, text))
    x += 21 + (labelWidth(text) * 7.5) / 12 + 12
  }
  const box = (attributes: Attributes): string => tag('rect', { x, y: y - 7, width: 17, height: 9, ...attributes })
  for (const family of MECHANIC_FAMILIES) {
    const { label, line: stroke } = PAPER_COLOURS[family]
    entry(box({ fill: `url(#${patternId(family, 'solid')})`, stroke, 'stroke-width': 0.8 }), label)
  }
  const ink = { stroke: INK, 'stroke-width': 0.8 }
  const statuses = { y: y + 12, x: WALL.margin }
  x = statuses.x
  const below = (content: string, text: string): void => {
    parts.push(content, words(x + 21, statuses.y, 7.5, text))
    x += 21 + (labelWidth(text) * 7.5) / 12 + 12
  }
  const lower = (attributes: Attributes): string => tag('rect', { x, y: statuses.y - 7, width: 17, height: 9, ...attributes })
  below(lower({ fill: '#fff', ...ink, 'stroke-dasharray': '2.5 1.8' }), 'Idea')
  below(lower({ fill: '#eee', ...ink }), 'Planned')
  below(lower({ fill: '#eee', ...ink }) + tag('rect', { x: x + 0.5, y: statuses.y - 2.5, width: 16, height: 4, fill: '#aaa' }), 'Offered')
  below(lower({ fill: '#aaa', ...ink, 'stroke-width': 1.1 }), 'Confirmed')
  below(lower({ fill: '#fff', stroke: QUIET, 'stroke-width': 0.4 }) + line(x, statuses.y - 2.5, x + 17, statuses.y - 2.5, QUIET), 'Declined or cancelled')
  if (geometry.isWide) {
    below(tag('rect', { x, y: statuses.y - 3, width: 17, height: 1.6, fill: INK }), 'Order window')
    below(tag('path', { d: `M${round(x + 6)},${round(statuses.y)} h4.4 l-2.2,-3.6 z`, fill: INK }), 'Deadline')
  }
  parts.push(
    words(
      right,
      statuses.y,
      7.5,
      `${dayMonthLabel(fromDayNumber(geometry.firstDay))} – ${dayMonthLabel(geometry.window.to)}${count > 1 ? ` · ${number} / ${count}` : ''}`,
      { 'text-anchor': 'end', fill: QUIET },
    ),
  )
  return parts.join('')
}
