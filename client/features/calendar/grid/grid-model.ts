// The list as a table of cells: which columns there are, what stands in them, how they sort, what a typed text means, and
// in which order rows come. Pure; what an edit does is in `grid-edits.ts`.

import { type CivilDate, isCivilDate } from '../../../../shared/base/civil.ts'
import { type DecimalText, decimalToScaled, isDecimalText } from '../../../../shared/base/decimal.ts'
import { err, ok, type Result } from '../../../../shared/base/result.ts'
import type { LineSummary, PromotionSummary } from '../../../../shared/docs/calendar.ts'
import type { RetailPrice } from '../../../../shared/docs/schemas.ts'
import { MECHANICS, type Mechanic } from '../../../../shared/docs/terms/mechanic.ts'
import { PROMOTION_STATUS_LABELS, PROMOTION_STATUSES, RATE_BASIS_LABELS, type RateBasis } from '../../../../shared/docs/terms/promotion-terms.ts'
import { nameWithin } from '../../../../shared/domain/promotion-label.ts'
import { parseRetail, retailText } from '../../../../shared/domain/retail-text.ts'
import { adWeekOf } from '../../../../shared/domain/weeks/ad-week.ts'
import { dayLabel, weekLabel } from '../../../../shared/domain/weeks/week-labels.ts'
import type { CalendarAccount } from '../calendar-data.ts'
import { rateText } from '../rate-text.ts'

export interface ActiveCell {
  readonly promotionId: string
  readonly column: Column
}

export const COLUMNS = ['name', 'status', 'from', 'to', 'weeks', 'itemGroup', 'mechanic', 'rate', 'rateBasis', 'promoRetail'] as const
export type Column = (typeof COLUMNS)[number]

export interface ColumnFacts {
  readonly label: string
  /** A CSS grid track. */
  readonly track: string
  readonly editor: 'text' | 'date' | 'status' | 'mechanic' | 'basis' | null
  readonly isNumeric?: boolean
  /** Belongs to a line of the promotion. */
  readonly ofLine?: boolean
  /** The cell of the document, for presence. */
  readonly cell: string | null
}

export const COLUMN_FACTS: Readonly<Record<Column, ColumnFacts>> = {
  name: { label: 'Promotion', track: 'minmax(12rem, 2fr)', editor: 'text', cell: 'name' },
  status: { label: 'Status', track: '6.75rem', editor: 'status', cell: 'status' },
  from: { label: 'First day', track: '8rem', editor: 'date', cell: 'inStore' },
  to: { label: 'Last day', track: '8rem', editor: 'date', cell: 'inStore' },
  weeks: { label: 'Weeks', track: '4.75rem', editor: null, cell: null },
  itemGroup: { label: 'Group', track: 'minmax(6.5rem, 1fr)', editor: 'text', ofLine: true, cell: 'itemGroup' },
  mechanic: { label: 'Mechanic', track: '5.5rem', editor: 'mechanic', ofLine: true, cell: 'mechanic' },
  rate: { label: 'Rate', track: '4rem', editor: 'text', isNumeric: true, ofLine: true, cell: 'rate' },
  rateBasis: { label: 'Basis', track: '5.5rem', editor: 'basis', ofLine: true, cell: 'rateBasis' },
  promoRetail: { label: 'Retail', track: '5rem', editor: 'text', isNumeric: true, ofLine: true, cell: 'promoRetail' },
}

/** The line a row's line cells show; null where there is none or where one cell could not say which. */
export const onlyLine = ({ lines }: Pick<PromotionSummary, 'lines'>): LineSummary | null => (lines.length === 1 ? (lines[0] ?? null) : null)

export const isEditable = (promotion: Pick<PromotionSummary, 'lines'>, column: Column): boolean =>
  COLUMN_FACTS[column].editor !== null && (COLUMN_FACTS[column].ofLine !== true || promotion.lines.length <= 1)

export const cellText = (promotion: PromotionSummary, column: Column, account: CalendarAccount | null): string => {
  const line = promotion.lines[0]
  const more = promotion.lines.length > 1 ? ` +${promotion.lines.length - 1}` : ''
  switch (column) {
    case 'name':
      return nameWithin(promotion.name, account?.name ?? '') || 'Untitled promotion'
    case 'status':
      return PROMOTION_STATUS_LABELS[promotion.status]
    case 'from':
      return promotion.inStore === null ? '' : datedLabel(promotion.inStore.from)
    case 'to':
      return promotion.inStore === null ? '' : datedLabel(promotion.inStore.to)
    case 'weeks':
      return account === null ? '' : weeksText(promotion, account)
    case 'itemGroup':
      return `${line?.itemGroup ?? ''}${more}`
    case 'mechanic':
      return `${line?.mechanic ?? ''}${more}`
    case 'rate':
      return line === undefined || line.rate === null ? '' : rateText(line.rate, line.rateBasis, account?.currency ?? 'USD')
    case 'rateBasis':
      return line === undefined || line.rateBasis === null ? '' : RATE_BASIS_LABELS[line.rateBasis]
    case 'promoRetail':
      return line === undefined ? '' : retailText(line.promoRetail, account?.currency ?? 'USD')
  }
}

/** A list runs over years. */
const datedLabel = (date: CivilDate): string => `${dayLabel(date)} ${date.slice(0, 4)}`

const weeksText = ({ inStore }: PromotionSummary, account: CalendarAccount): string => {
  if (inStore === null) return ''
  const first = weekLabel(adWeekOf(account.system, account.adWeekStart, inStore.from))
  const last = weekLabel(adWeekOf(account.system, account.adWeekStart, inStore.to))
  return first === last ? first : `${first}–${last.slice(1)}`
}

/** What an editor starts with. */
export const editText = (promotion: PromotionSummary, column: Column, account: CalendarAccount | null): string => {
  switch (column) {
    case 'name':
      return promotion.name
    case 'status':
      return promotion.status
    case 'from':
      return promotion.inStore?.from ?? ''
    case 'to':
      return promotion.inStore?.to ?? ''
    case 'rateBasis':
      return promotion.lines[0]?.rateBasis ?? ''
    case 'mechanic':
      return promotion.lines[0]?.mechanic ?? ''
    case 'itemGroup':
      return promotion.lines[0]?.itemGroup ?? ''
    case 'rate':
      return promotion.lines[0]?.rate ?? ''
    default:
      return cellText(promotion, column, account)
  }
}

export type CellValue = string | RetailPrice | Mechanic | RateBasis | CivilDate | DecimalText | null

/** What was typed, as the value of the column; or what is wrong with it. */
export const parseCell = (column: Column, text: string, currency: string): Result<CellValue, string> => {
  const trimmed = text.trim()
  switch (column) {
    case 'name':
      return trimmed === '' ? err('A promotion needs a name.') : ok(trimmed)
    case 'from':
    case 'to':
      return isCivilDate(trimmed) ? ok(trimmed) : err('Give a date that exists.')
    case 'rate': {
      const plain = trimmed.replace(/^[$€£]/, '').replace(/^\./, '0.')
      if (plain === '') return ok(null)
      return isDecimalText(plain) ? ok(plain) : err('Give a number with at most four places, like 0.0375.')
    }
    case 'promoRetail': {
      if (trimmed === '') return ok(null)
      const retail = parseRetail(trimmed, currency)
      return retail === null ? err('Give a price like 2.99, or 2/$5.') : ok(retail)
    }
    case 'rateBasis':
      return ok(trimmed === '' ? null : trimmed)
    case 'mechanic':
      return (MECHANICS as readonly string[]).includes(trimmed) ? ok(trimmed) : err('Choose a mechanic.')
    default:
      return ok(trimmed)
  }
}

export interface Sorting {
  readonly column: Column
  readonly isDescending: boolean
}

export type ListEntry =
  | { readonly kind: 'account'; readonly account: CalendarAccount; readonly count: number }
  | { readonly kind: 'promotion'; readonly promotion: PromotionSummary; readonly account: CalendarAccount }

const sortKey = (promotion: PromotionSummary, column: Column, account: CalendarAccount): string | number => {
  switch (column) {
    case 'from':
    case 'weeks':
      return promotion.inStore?.from ?? '9999'
    case 'to':
      return promotion.inStore?.to ?? '9999'
    case 'status':
      return PROMOTION_STATUSES.indexOf(promotion.status)
    case 'rate':
      return promotion.lines[0]?.rate == null ? -1 : decimalToScaled(promotion.lines[0].rate)
    case 'promoRetail': {
      const retail = promotion.lines[0]?.promoRetail ?? null
      return retail === null ? -1 : retail.price / retail.multiple
    }
    default:
      return cellText(promotion, column, account).toLocaleLowerCase('en')
  }
}

const compare = (a: string | number, b: string | number): number => (a < b ? -1 : a > b ? 1 : 0)

/** A heading per account, its promotions below it, sorted; ties go by first day, then by id, the same on every device. */
export const listEntries = (
  accounts: readonly CalendarAccount[],
  promotionsOf: (accountId: string) => readonly PromotionSummary[],
  { column, isDescending }: Sorting,
): readonly ListEntry[] =>
  accounts.flatMap((account): ListEntry[] => {
    const keyed = promotionsOf(account.accountId).map((promotion) => ({ promotion, key: sortKey(promotion, column, account) }))
    keyed.sort(
      (a, b) =>
        (isDescending ? -1 : 1) * compare(a.key, b.key) ||
        compare(a.promotion.inStore?.from ?? '9999', b.promotion.inStore?.from ?? '9999') ||
        compare(a.promotion.promotionId, b.promotion.promotionId),
    )
    if (keyed.length === 0) return []
    return [{ kind: 'account', account, count: keyed.length }, ...keyed.map(({ promotion }): ListEntry => ({ kind: 'promotion', promotion, account }))]
  })
