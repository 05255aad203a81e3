// What stands in the cells of the grid, what an editor or a spreadsheet is given of them, and what a typed or pasted text
// means. One parser for what is typed and what is pasted, and the same as for imported files.

import { addDays, type CivilDate, daysBetween } from '../../../../shared/base/civil.ts'
import { decimalToScaled } from '../../../../shared/base/decimal.ts'
import { formatMoney } from '../../../../shared/base/money.ts'
import { err, ok, type Result } from '../../../../shared/base/result.ts'
import type { LineSummary, PromotionSummary } from '../../../../shared/docs/calendar.ts'
import { MECHANIC_LABELS, MECHANICS } from '../../../../shared/docs/terms/mechanic.ts'
import { MERCHANDISING_LABELS, RATE_BASIS_LABELS, THEME_LABELS } from '../../../../shared/docs/terms/promotion-labels.ts'
import { MERCHANDISING, PROMOTION_STATUS_LABELS, PROMOTION_STATUSES, RATE_BASES } from '../../../../shared/docs/terms/promotion-terms.ts'
import {
  choiceCell,
  choicesCell,
  countCell,
  decimalCell,
  moneyCell,
  percentCell,
  plainWords,
  retailCell,
  textCell,
} from '../../../../shared/domain/import/cells.ts'
import { type DateOrder, parseDateCell } from '../../../../shared/domain/import/date-cell.ts'
import { nameWithin } from '../../../../shared/domain/promotion-label.ts'
import { retailText } from '../../../../shared/domain/retail-text.ts'
import { dayLabel } from '../../../../shared/domain/weeks/week-labels.ts'
import type { CalendarAccount } from '../calendar-data.ts'
import { weeksText } from '../card-fields.ts'
import { rateText } from '../rate-text.ts'
import { COLUMN_FACTS, type Column } from './grid-columns.ts'

/** The line a row's line cells show; null where there is none or where one cell could not say which. */
export const onlyLine = ({ lines }: Pick<PromotionSummary, 'lines'>): LineSummary | null => (lines.length === 1 ? (lines[0] ?? null) : null)

export const isEditable = (promotion: Pick<PromotionSummary, 'lines'>, column: Column): boolean =>
  column !== 'account' && COLUMN_FACTS[column].editor !== 'derived' && (COLUMN_FACTS[column].ofLine !== true || promotion.lines.length <= 1)

const windowDay = (promotion: PromotionSummary, column: Column): CivilDate | null => {
  switch (column) {
    case 'from':
      return promotion.inStore?.from ?? null
    case 'to':
      return promotion.inStore?.to ?? null
    case 'orderFrom':
      return promotion.order?.from ?? null
    case 'orderTo':
      return promotion.order?.to ?? null
    case 'scanBackFrom':
      return promotion.scanBack?.from ?? null
    case 'scanBackTo':
      return promotion.scanBack?.to ?? null
    case 'submitBy':
      return promotion.submitBy
    case 'priceLoadBy':
      return promotion.priceLoadBy
    default:
      return null
  }
}

/** A grid runs over years. */
const datedLabel = (date: CivilDate | null): string => (date === null ? '' : `${dayLabel(date)} ${date.slice(0, 4)}`)

export const cellText = (promotion: PromotionSummary, column: Column, account: CalendarAccount | null): string => {
  const line = promotion.lines[0]
  const more = promotion.lines.length > 1 ? ` +${promotion.lines.length - 1}` : ''
  const currency = account?.currency ?? 'USD'
  switch (column) {
    case 'name':
      return nameWithin(promotion.name, account?.name ?? '') || 'Untitled promotion'
    case 'account':
      return account?.name ?? ''
    case 'status':
      return PROMOTION_STATUS_LABELS[promotion.status]
    case 'weeks':
      return account === null ? '' : weeksText(promotion, account)
    case 'itemGroup':
      return `${line?.itemGroup ?? ''}${more}`
    case 'mechanic':
      return `${line?.mechanic ?? ''}${more}`
    case 'rate':
      return line === undefined || line.rate === null ? '' : rateText(line.rate, line.rateBasis, currency)
    case 'rateBasis':
      return line === undefined || line.rateBasis === null ? '' : RATE_BASIS_LABELS[line.rateBasis]
    case 'promoRetail':
      return retailText(line?.promoRetail ?? null, currency)
    case 'regularRetail':
      return retailText(line?.regularRetail ?? null, currency)
    case 'lump':
      return line === undefined || line.lump === null ? '' : formatMoney(line.lump, currency)
    case 'baselinePerWeek':
      return line === undefined || line.baselinePerWeek === null ? '' : line.baselinePerWeek.toLocaleString('en')
    case 'expectedLiftPct':
      return line === undefined || line.expectedLiftPct === null ? '' : `${line.expectedLiftPct}%`
    case 'owner':
      return promotion.owner ?? ''
    case 'theme':
      return (THEME_LABELS as Readonly<Record<string, string>>)[promotion.theme ?? ''] ?? promotion.theme ?? ''
    case 'merchandising':
      return promotion.merchandising.map((one) => MERCHANDISING_LABELS[one]).join(', ')
    case 'firstReceiver':
      return promotion.firstReceiver
    case 'confidence':
      return promotion.confidence === undefined ? '' : `${promotion.confidence}%`
    default:
      return datedLabel(windowDay(promotion, column))
  }
}

/** What an editor starts with and a spreadsheet gets: dates as ISO, which Excel reads as dates; numbers bare. */
export const editText = (promotion: PromotionSummary, column: Column, account: CalendarAccount | null): string => {
  const line = promotion.lines[0]
  switch (column) {
    case 'name':
      return promotion.name
    case 'itemGroup':
      return line?.itemGroup ?? ''
    case 'mechanic':
      return line?.mechanic ?? ''
    case 'rate':
      return line?.rate ?? ''
    case 'baselinePerWeek':
      return String(line?.baselinePerWeek ?? '')
    case 'expectedLiftPct':
      return String(line?.expectedLiftPct ?? '')
    case 'confidence':
      return String(promotion.confidence ?? '')
    case 'promoRetail':
    case 'regularRetail':
    case 'lump':
      return cellText(promotion, column, account)
    default:
      return COLUMN_FACTS[column].editor === 'date' ? (windowDay(promotion, column) ?? '') : cellText(promotion, column, account)
  }
}

const statusCell = choiceCell('status', PROMOTION_STATUSES, PROMOTION_STATUS_LABELS)
const mechanicCell = choiceCell('mechanic', MECHANICS, MECHANIC_LABELS, { 'scan-down': 'SCAN', 'scan back': 'SCAN' })
const basisCell = choiceCell('rate basis', RATE_BASES, RATE_BASIS_LABELS, { lump: 'lump', '/unit': 'per_unit', '/case': 'per_case' })
const merchandisingCell = choicesCell(choiceCell('merchandising', MERCHANDISING, MERCHANDISING_LABELS, { 'end cap': 'display_endcap', TPR: 'tpr' }))

export interface ParseContext {
  readonly currency: string
  readonly dateOrder: DateOrder
  /** A date without a year is the one nearest to this; null never guesses. */
  readonly near: CivilDate | null
}

export interface ParsedCell {
  readonly value: unknown
  /** What was guessed, for a person to confirm; null where nothing was. */
  readonly guess: string | null
}

/** A text as the value of the column, or what is wrong with it. A blank is null where the cell may stand empty. */
export const parseCell = (column: Column, text: string, context: ParseContext): Result<ParsedCell, string> => {
  const given = text.trim()
  if (given === '') {
    if (COLUMN_FACTS[column].clears !== true) return err(`${COLUMN_FACTS[column].label} cannot be empty.`)
    return ok({ value: EMPTY[column] ?? null, guess: null })
  }
  if (COLUMN_FACTS[column].editor === 'date') return parseDate(given, context)
  const parsed = parserOf(column, context.currency)(given)
  return parsed.ok ? ok({ value: parsed.value, guess: null }) : parsed
}

const EMPTY: Partial<Readonly<Record<Column, unknown>>> = { itemGroup: '', owner: '', theme: '', firstReceiver: '', merchandising: [] }

const parserOf = (column: Column, currency: string): ((text: string) => Result<unknown, string>) => {
  switch (column) {
    case 'status':
      return statusCell
    case 'mechanic':
      return mechanicCell
    case 'rateBasis':
      return basisCell
    case 'rate':
      return decimalCell
    case 'promoRetail':
    case 'regularRetail':
      return retailCell(currency)
    case 'lump':
      return moneyCell(currency)
    case 'baselinePerWeek':
      return countCell
    case 'expectedLiftPct':
    case 'confidence':
      return percentCell
    case 'merchandising':
      return merchandisingCell
    default:
      return textCell
  }
}

const SLASHED = /^(\d{1,2})[/.-](\d{1,2})$/
const DAY_MONTH = /^(\d{1,2})[-\s]([A-Za-z]{3,9})\.?$/
const MONTH_DAY = /^([A-Za-z]{3,9})\.?[-\s](\d{1,2})$/

/** `10/3`, `3-Oct` and `Oct-03` with a year put to them; null for anything else. */
const withYear = (text: string, year: number): string | null => {
  const slashed = SLASHED.exec(text)
  if (slashed !== null) return `${slashed[1]}/${slashed[2]}/${year}`
  const dayMonth = DAY_MONTH.exec(text)
  if (dayMonth !== null) return `${dayMonth[1]}-${dayMonth[2]}-${year}`
  const monthDay = MONTH_DAY.exec(text)
  return monthDay === null ? null : `${monthDay[1]} ${monthDay[2]}, ${year}`
}

const parseDate = (text: string, { dateOrder, near }: ParseContext): Result<ParsedCell, string> => {
  if (near !== null) {
    let best: CivilDate | null = null
    const year = Number(near.slice(0, 4))
    for (const candidate of [year, year + 1, year - 1]) {
      const dated = withYear(text, candidate)
      const parsed = dated === null ? null : parseDateCell(dated, dateOrder)
      if (parsed?.ok && (best === null || Math.abs(daysBetween(near, parsed.value)) < Math.abs(daysBetween(near, best)))) best = parsed.value
    }
    if (best !== null) return ok({ value: best, guess: `${text} is taken as ${best}` })
  }
  const parsed = parseDateCell(text, dateOrder)
  if (!parsed.ok) return parsed
  return parsed.value >= '1990-01-01' && parsed.value <= '2100-12-31'
    ? ok({ value: parsed.value, guess: null })
    : err(`${text} would be ${parsed.value}: no year anybody plans.`)
}

/** What rows are sorted by: words and ISO dates as they are, amounts as numbers. What is empty comes last. */
export const sortKey = (promotion: PromotionSummary, column: Column, account: CalendarAccount | null): string | number => {
  const line = promotion.lines[0]
  const amount = (value: number | null | undefined) => value ?? -1
  switch (column) {
    case 'from':
    case 'weeks':
      return promotion.inStore?.from ?? '9999'
    case 'status':
      return PROMOTION_STATUSES.indexOf(promotion.status)
    case 'rate':
      return line?.rate == null ? -1 : decimalToScaled(line.rate)
    case 'promoRetail':
    case 'regularRetail': {
      const retail = line?.[column] ?? null
      return retail === null ? -1 : retail.price / retail.multiple
    }
    case 'lump':
    case 'baselinePerWeek':
    case 'expectedLiftPct':
      return amount(line?.[column])
    case 'confidence':
      return amount(promotion.confidence)
    default: {
      if (COLUMN_FACTS[column].editor === 'date') return windowDay(promotion, column) ?? '9999'
      const text = cellText(promotion, column, account).toLocaleLowerCase('en')
      return text === '' ? '\u{10ffff}' : text
    }
  }
}

/** Headings of a pasted block, by how people write them: ours, and those of a promotions file. */
export const columnHeaded = (heading: string): Column | null => HEADINGS.get(plainWords(heading)) ?? null

const HEADINGS = new Map<string, Column>([
  ...Object.entries(COLUMN_FACTS).flatMap(([column, { label }]): [string, Column][] => [
    [plainWords(label), column as Column],
    [plainWords(column), column as Column],
  ]),
  ...(
    [
      ['customer', 'account'],
      ['retailer', 'account'],
      ['type', 'mechanic'],
      ['product group', 'itemGroup'],
      ['promoted group', 'itemGroup'],
      ['PPG', 'itemGroup'],
      ['in-store start', 'from'],
      ['start', 'from'],
      ['start date', 'from'],
      ['in-store end', 'to'],
      ['end', 'to'],
      ['end date', 'to'],
      ['rate basis', 'rateBasis'],
      ['promo retail', 'promoRetail'],
      ['regular retail', 'regularRetail'],
      ['baseline units/week', 'baselinePerWeek'],
      ['expected lift %', 'expectedLiftPct'],
      ['order start', 'orderFrom'],
      ['order end', 'orderTo'],
      ['scan-back start', 'scanBackFrom'],
      ['scan-back end', 'scanBackTo'],
    ] as const
  ).map(([heading, column]): [string, Column] => [plainWords(heading), column]),
])

/** Another first day keeps the last; one past it moves the window whole. A last day before the first is refused. */
export const editedWindow = (
  before: { readonly from: CivilDate; readonly to: CivilDate } | null,
  from: CivilDate | undefined,
  to: CivilDate | undefined,
): { readonly from: CivilDate; readonly to: CivilDate } | null => {
  if (from !== undefined && to !== undefined) return from <= to ? { from, to } : null
  if (from !== undefined) {
    if (before === null) return { from, to: addDays(from, 6) }
    return from <= before.to ? { from, to: before.to } : { from, to: addDays(from, daysBetween(before.from, before.to)) }
  }
  if (to === undefined) return before
  if (before === null) return { from: to, to }
  return to < before.from ? null : { from: before.from, to }
}
