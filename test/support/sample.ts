// The sample year as tests see it: rows of text, by column name. The app reads the same files through its importer; this
// is deliberately another, much simpler reader (the samples have no quoted cells).

import { readFileSync } from 'node:fs'
import { parseMoney } from '../../shared/base/parse-money.ts'
import type { PromotionSummary } from '../../shared/docs/calendar.ts'
import type { RetailPrice } from '../../shared/docs/schemas.ts'
import { isMechanic } from '../../shared/docs/terms/mechanic.ts'
import { RATE_BASIS_LABELS } from '../../shared/docs/terms/promotion-labels.ts'
import { PROMOTION_STATUSES, type RateBasis } from '../../shared/docs/terms/promotion-terms.ts'

export type SampleRow = Readonly<Record<string, string>>

const rowsOf = (path: string): SampleRow[] => {
  const [head = '', ...lines] = readFileSync(new URL(path, import.meta.url), 'utf8')
    .trim()
    .split(/\r?\n/)
  const columns = head.split(',')
  return lines.map((line) => Object.fromEntries(line.split(',').map((cell, index) => [columns[index]!, cell])))
}

const SAMPLE = '../../client/features/workspace/sample'
export const sampleAccounts = (): SampleRow[] => rowsOf(`${SAMPLE}/accounts.csv`)
export const sampleItems = (): SampleRow[] => rowsOf(`${SAMPLE}/items.csv`)
export const samplePromotions = (): SampleRow[] => rowsOf(`${SAMPLE}/promo-calendar-2027.csv`)
export const sampleOverlaps = (): SampleRow[] => rowsOf('../data/promo-calendar-2027-overlaps.csv')

const retailOf = (text: string): RetailPrice | null => {
  const [multiple, price] = text.includes('/') ? text.split('/') : ['1', text]
  const minor = parseMoney(price!, 'USD')
  return minor === null ? null : { multiple: Number(multiple), price: minor }
}

const basisOf = (label: string): RateBasis =>
  label === 'lump' ? 'lump' : (Object.keys(RATE_BASIS_LABELS) as RateBasis[]).find((basis) => RATE_BASIS_LABELS[basis] === label)!

const windowOf = (row: SampleRow, name: string) => (row[`${name} start`] === '' ? null : { from: row[`${name} start`]!, to: row[`${name} end`]! })

/** A sample row as the summary of the promotion it becomes; ids are the row's own names. */
export const sampleSummary = (row: SampleRow): PromotionSummary => {
  const mechanic = row.Type!
  if (!isMechanic(mechanic)) throw new Error(`the sample has a mechanic ${mechanic}`)
  return {
    key: row.Promotion!,
    type: 'promotion',
    accountId: row.Account!,
    year: 2027,
    promotionId: row.Promotion!,
    name: row.Promotion!,
    inStore: windowOf(row, 'In-store'),
    order: windowOf(row, 'Order'),
    ship: null,
    ad: null,
    display: null,
    scanBack: windowOf(row, 'Scan-back'),
    coupon: null,
    submitBy: null,
    priceLoadBy: null,
    status: PROMOTION_STATUSES.find((status) => status === row.Status)!,
    merchandising: [],
    firstReceiver: row['First receiver']!,
    lines: [
      {
        lineId: `${row.Promotion} 1`,
        itemGroup: row['Product group']!,
        mechanic,
        rate: row.Rate === '' ? null : row.Rate!,
        rateBasis: basisOf(row['Rate basis']!),
        lump: row['Lump sum'] === '' ? null : parseMoney(row['Lump sum']!, 'USD'),
        regularRetail: retailOf(row['Regular retail']!),
        promoRetail: retailOf(row['Promo retail']!),
        baselinePerWeek: Number(row['Baseline units/week']),
        expectedLiftPct: Number(row['Expected lift %']),
      },
    ],
    externalKey: row.Promotion!,
    isDeleted: false,
    isEditedSinceDeleted: false,
    isPurged: false,
    movedTo: null,
  }
}
