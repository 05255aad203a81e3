// Rows of a promotions file, in the row form of DOMAIN §9: one row is one promoted group at one discount. Rows with the same
// account and name are the lines of one promotion. A window is given whole or not at all, and never turned round in silence.

import { type CivilDate, type DateWindow, isWindow } from '../../base/civil.ts'
import type { Currency } from '../../base/money.ts'
import { err, ok } from '../../base/result.ts'
import type { calendarDoc } from '../../docs/calendar.ts'
import { MECHANIC_LABELS, MECHANICS } from '../../docs/terms/mechanic.ts'
import { MERCHANDISING_LABELS, RATE_BASIS_LABELS } from '../../docs/terms/promotion-labels.ts'
import {
  MERCHANDISING,
  PROMOTION_DEADLINES,
  PROMOTION_STATUS_LABELS,
  PROMOTION_STATUSES,
  PROMOTION_WINDOWS,
  type PromotionDeadline,
  type PromotionWindow,
  RATE_BASES,
} from '../../docs/terms/promotion-terms.ts'
import type { DocValue } from '../../model/field.ts'
import { type CellParser, choiceCell, choicesCell, countCell, decimalCell, longTextCell, moneyCell, percentCell, retailCell, textCell } from './cells.ts'
import { type ColumnName, WINDOW_COLUMNS } from './columns.ts'
import { type DateOrder, dateOrderOf, parseDateCell } from './date-cell.ts'
import { given, type ParsedRow, parseRow, type RowReader } from './row-reader.ts'
import type { Sheet } from './sheet.ts'

type Calendar = DocValue<(typeof calendarDoc)['fields']>
export type PromotionValue = Calendar['promotions'][number]
export type LineValue = Calendar['lines'][number]
export type PromotionCells = Pick<
  PromotionValue,
  'name' | 'firstReceiver' | 'merchandising' | 'status' | 'notes' | 'confidence' | PromotionWindow | PromotionDeadline
>
export type LineCells = Pick<
  LineValue,
  | 'mechanic'
  | 'itemGroup'
  | 'rate'
  | 'rateBasis'
  | 'lump'
  | 'regularRetail'
  | 'promoRetail'
  | 'baselinePerWeek'
  | 'expectedLiftPct'
  | 'passThroughPct'
  | 'expectedUnits'
>

/** The promotion and line a row was exported from. */
export interface RowOrigin {
  readonly promotionId: string
  readonly lineId: string
}

export interface PromotionRow {
  /** Null for rows that never were in Endcap. */
  readonly origin: RowOrigin | null
  readonly accountName: string
  readonly name: string
  /** Null only in a row that was exported so. */
  readonly inStore: DateWindow | null
  readonly promotion: Partial<PromotionCells>
  /** Null for a promotion that was exported without a line. */
  readonly line: PromotionLine | null
}

export type PromotionLine = Partial<LineCells> & Pick<LineCells, 'mechanic' | 'itemGroup'>

export const NO_MECHANIC = 'Say what type of promotion it is.'
export const NO_WEEKS = 'Say when it is in store.'

const mechanicCell = choiceCell('type of promotion', MECHANICS, MECHANIC_LABELS, { 'scan-down': 'SCAN', 'scan back': 'SCAN', 'bogo free': 'BOGO' })
const statusCell = choiceCell('status', PROMOTION_STATUSES, PROMOTION_STATUS_LABELS)
const basisCell = choiceCell('rate basis', RATE_BASES, RATE_BASIS_LABELS, {
  lump: 'lump',
  'per consumer unit': 'per_unit',
  '/unit': 'per_unit',
  '/case': 'per_case',
  '% list': 'pct_list',
  '% net': 'pct_net',
})
const merchandisingCell = choicesCell(
  choiceCell('merchandising', MERCHANDISING, MERCHANDISING_LABELS, {
    'end cap': 'display_endcap',
    'endcap display': 'display_endcap',
    TPR: 'tpr',
    'ad A': 'feature_ad_a',
    'ad B': 'feature_ad_b',
    'ad C': 'feature_ad_c',
  }),
)

export const parsePromotionRows = (sheet: Sheet<'promotions'>, currency: Currency): readonly ParsedRow<PromotionRow>[] => {
  const date = dateCellOf(dateOrderOf(dateCells(sheet)))
  return sheet.rows.map((row) =>
    parseRow(sheet, row, (reader) => {
      const { text, take, fault } = reader
      const accountName = take('account', textCell)
      if (text('account') === '') fault('account', 'Say which account it runs at.')
      const name = take('name', textCell)
      if (text('name') === '') fault('name', 'A promotion needs a name.')
      const exported = ORIGIN.exec(text('endcapId'))
      const origin = exported === null ? null : { promotionId: exported[1] ?? '', lineId: exported[2] ?? '' }
      const mechanic = take('mechanic', mechanicCell)
      if (text('mechanic') === '' && origin?.lineId !== '') fault('mechanic', NO_MECHANIC)
      const inStore = takeWindow(reader, 'inStoreFrom', 'inStoreTo', date)
      if (origin === null && text('inStoreFrom') === '' && text('inStoreTo') === '') fault('inStoreFrom', NO_WEEKS)

      const rate = take('rate', decimalCell)
      const rateBasis = take('rateBasis', basisCell)
      if (rate !== undefined && text('rateBasis') === '') fault('rateBasis', 'A rate needs its basis: per unit, per case, per store.')
      const isBogoRetail = /^b[o1]g[o1]/i.test(text('promoRetail'))
      if (isBogoRetail && mechanic !== undefined && mechanic !== 'BOGO') fault('promoRetail', 'BOGO is the retail of a promotion of type BOGO only.')

      const promotion = given<PromotionCells>({
        name,
        firstReceiver: take('firstReceiver', textCell),
        ...otherWindows(reader, date),
        inStore,
        submitBy: take('submitBy', date),
        retailerConfirmBy: take('retailerConfirmBy', date),
        priceLoadBy: take('priceLoadBy', date),
        artDue: take('artDue', date),
        newItemDue: take('newItemDue', date),
        confidence: take('confidence', percentCell),
        merchandising: take('merchandising', merchandisingCell),
        status: take('status', statusCell),
        notes: take('notes', longTextCell),
      })
      const line = given<LineCells>({
        mechanic,
        itemGroup: take('group', textCell) ?? '',
        rate,
        rateBasis,
        lump: take('lump', moneyCell(currency)),
        regularRetail: take('regularRetail', retailCell(currency)),
        promoRetail: isBogoRetail ? undefined : take('promoRetail', retailCell(currency)),
        baselinePerWeek: take('baseline', countCell),
        expectedLiftPct: take('lift', percentCell),
        passThroughPct: take('passThrough', percentCell),
        expectedUnits: take('expectedUnits', countCell),
      })
      if (accountName === undefined || name === undefined) return null
      return {
        origin,
        accountName,
        name,
        inStore: inStore ?? null,
        promotion,
        line: mechanic === undefined ? null : { ...line, mechanic, itemGroup: line.itemGroup ?? '' },
      }
    }),
  )
}

/** As exported; another workspace's, or a half one, says nothing. */
const ORIGIN = /^([A-Za-z0-9_-]{1,64})\/([A-Za-z0-9_-]{1,64})?$/

const OTHER_WINDOWS = PROMOTION_WINDOWS.filter((window) => window !== 'inStore')
const DATE_COLUMNS = [...Object.values(WINDOW_COLUMNS).flat(), ...PROMOTION_DEADLINES]

const otherWindows = (reader: RowReader<'promotions'>, date: CellParser<CivilDate>) =>
  Object.fromEntries(OTHER_WINDOWS.map((window) => [window, takeWindow(reader, WINDOW_COLUMNS[window][0], WINDOW_COLUMNS[window][1], date)])) as Record<
    Exclude<PromotionWindow, 'inStore'>,
    DateWindow | undefined
  >

function* dateCells(sheet: Sheet<'promotions'>): Iterable<string> {
  for (const column of DATE_COLUMNS) {
    const index = sheet.columns.get(column)
    if (index !== undefined) for (const { cells } of sheet.rows) yield cells[index] ?? ''
  }
}

const EARLIEST = '1990-01-01'
const LATEST = '2100-12-31'

const dateCellOf =
  (order: DateOrder): CellParser<CivilDate> =>
  (text) => {
    const date = parseDateCell(text, order)
    if (!date.ok) return date
    return date.value >= EARLIEST && date.value <= LATEST ? ok(date.value) : err(`${text} would be ${date.value}: no year anybody plans.`)
  }

const takeWindow = (
  { text, take, fault }: RowReader<'promotions'>,
  start: ColumnName<'promotions'>,
  end: ColumnName<'promotions'>,
  date: CellParser<CivilDate>,
): DateWindow | undefined => {
  const from = take(start, date)
  const to = take(end, date)
  if (text(start) !== '' && text(end) === '') fault(end, 'The window has a first day and no last day.')
  if (text(start) === '' && text(end) !== '') fault(start, 'The window has a last day and no first day.')
  if (from === undefined || to === undefined) return undefined
  if (isWindow({ from, to })) return { from, to }
  fault(end, `The last day, ${to}, is before the first, ${from}.`)
  return undefined
}
