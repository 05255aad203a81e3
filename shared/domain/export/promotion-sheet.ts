// Promotions in the row form of DOMAIN §9, one row a line, under the headings the import reads: what goes out comes back as
// the same documents. The last column says which promotion and line a row is, so that it is known again under another name.
// Columns that few plans use are left out where nobody filled them.

import { type Currency, minorDigits, plainMoney } from '../../base/money.ts'
import type { LineSummary, PromotionSummary } from '../../docs/calendar.ts'
import type { RetailPrice } from '../../docs/schemas.ts'
import { MERCHANDISING_LABELS, RATE_BASIS_LABELS } from '../../docs/terms/promotion-labels.ts'
import { PROMOTION_DEADLINES, PROMOTION_STATUS_LABELS } from '../../docs/terms/promotion-terms.ts'
import { PROMOTION_COLUMNS, WINDOW_COLUMNS } from '../import/columns.ts'
import { dateCellOf, type ExportCell, type ExportColumn, type ExportSheet, numberCellOf, textCellOf } from './export-sheet.ts'

type ColumnName = keyof typeof PROMOTION_COLUMNS

export interface PromotionSheetInput {
  readonly promotions: readonly PromotionSummary[]
  readonly accountOf: (accountId: string) => { readonly name: string; readonly currency: Currency } | null
  /** Notes are in the documents only. */
  readonly notesOf: (promotion: PromotionSummary) => string
}

/** There whether filled or not; the others where something is in them. */
const ALWAYS: ReadonlySet<ColumnName> = new Set<ColumnName>([
  'name',
  'account',
  'firstReceiver',
  'mechanic',
  'group',
  'orderFrom',
  'orderTo',
  'inStoreFrom',
  'inStoreTo',
  'scanBackFrom',
  'scanBackTo',
  'rate',
  'rateBasis',
  'lump',
  'regularRetail',
  'promoRetail',
  'baseline',
  'lift',
  'merchandising',
  'status',
  'notes',
  'endcapId',
])

const WIDTHS: Partial<Record<ColumnName, number>> = {
  name: 42,
  account: 20,
  merchandising: 24,
  notes: 32,
  group: 14,
  rateBasis: 12,
  firstReceiver: 16,
  endcapId: 28,
}
const COUNT = '#,##0'
const PERCENT = '0.##"%"'
const RATE = '0.00##'

export const promotionSheet = (input: PromotionSheetInput): ExportSheet => {
  const promotions = [...input.promotions].sort(byPlace(input))
  const rows = promotions.flatMap((promotion) =>
    promotion.lines.length === 0 ? [cellsOf(input, promotion, null)] : promotion.lines.map((line) => cellsOf(input, promotion, line)),
  )
  const names = (Object.keys(PROMOTION_COLUMNS) as ColumnName[]).filter((name) => ALWAYS.has(name) || rows.some((row) => row[name] != null))
  return {
    name: 'Promotions',
    columns: names.map((name): ExportColumn => ({ label: PROMOTION_COLUMNS[name].label, width: WIDTHS[name] ?? 12 })),
    rows: rows.map((row) => names.map((name) => row[name] ?? null)),
  }
}

const byPlace =
  ({ accountOf }: PromotionSheetInput) =>
  (a: PromotionSummary, b: PromotionSummary): number => {
    const keyOf = ({ accountId, inStore, name, promotionId }: PromotionSummary) => [
      accountOf(accountId)?.name ?? '',
      inStore?.from ?? '9999',
      name,
      promotionId,
    ]
    const [keyA, keyB] = [keyOf(a), keyOf(b)]
    const at = keyA.findIndex((part, index) => part !== keyB[index])
    return at === -1 ? 0 : (keyA[at] ?? '') < (keyB[at] ?? '') ? -1 : 1
  }

const cellsOf = (
  { accountOf, notesOf }: PromotionSheetInput,
  promotion: PromotionSummary,
  line: LineSummary | null,
): Partial<Record<ColumnName, ExportCell>> => {
  const account = accountOf(promotion.accountId)
  const currency = account?.currency ?? 'USD'
  const cells: Partial<Record<ColumnName, ExportCell>> = {
    name: textCellOf(promotion.name),
    account: textCellOf(account?.name ?? ''),
    firstReceiver: textCellOf(promotion.firstReceiver),
    mechanic: textCellOf(line?.mechanic ?? ''),
    group: textCellOf(line?.itemGroup ?? ''),
    rate: numberCellOf(line?.rate == null ? null : Number(line.rate), RATE),
    rateBasis: textCellOf(line?.rateBasis == null ? '' : RATE_BASIS_LABELS[line.rateBasis]),
    lump: moneyCell(line?.lump, currency),
    regularRetail: retailCell(line?.regularRetail, currency),
    promoRetail: retailCell(line?.promoRetail, currency),
    baseline: numberCellOf(line?.baselinePerWeek, COUNT),
    lift: numberCellOf(line?.expectedLiftPct, PERCENT),
    passThrough: numberCellOf(line?.passThroughPct, PERCENT),
    expectedUnits: numberCellOf(line?.expectedUnits, COUNT),
    merchandising: textCellOf(promotion.merchandising.map((code) => MERCHANDISING_LABELS[code]).join(', ')),
    status: textCellOf(PROMOTION_STATUS_LABELS[promotion.status]),
    notes: textCellOf(notesOf(promotion)),
    confidence: numberCellOf(promotion.confidence, PERCENT),
    endcapId: textCellOf(`${promotion.promotionId}/${line?.lineId ?? ''}`),
  }
  for (const [window, [from, to]] of Object.entries(WINDOW_COLUMNS) as [keyof typeof WINDOW_COLUMNS, (typeof WINDOW_COLUMNS)[keyof typeof WINDOW_COLUMNS]][]) {
    cells[from] = dateCellOf(promotion[window]?.from)
    cells[to] = dateCellOf(promotion[window]?.to)
  }
  for (const deadline of PROMOTION_DEADLINES) cells[deadline] = dateCellOf(promotion[deadline])
  return cells
}

const moneyFormat = (currency: Currency): string => (minorDigits(currency) === 0 ? '#,##0' : `#,##0.${'0'.repeat(minorDigits(currency))}`)

const moneyCell = (minor: number | null | undefined, currency: Currency): ExportCell =>
  minor == null ? null : { is: 'number', number: Number(plainMoney(minor, currency)), format: moneyFormat(currency) }

/** A multiple is no number: `2/5.00`. */
const retailCell = (retail: RetailPrice | null | undefined, currency: Currency): ExportCell => {
  if (retail == null) return null
  return retail.multiple === 1 ? moneyCell(retail.price, currency) : textCellOf(`${retail.multiple}/${plainMoney(retail.price, currency)}`)
}
