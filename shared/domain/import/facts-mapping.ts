// How a file of weekly facts is read (DOMAIN §2, WeeklyFact): in wide form, a column per series ("TropSales", "PriceTrop"),
// or in long form, a row per item and week. Weeks are dates (the first day or the last) or counted from a first week whose
// date the person gives. One value as JSON, remembered by the row of headings like the mapping of a list.

import { type CivilDate, isCivilDate } from '../../base/civil.ts'
import { FACT_MEASURES, type FactMeasure } from '../../docs/terms/fact-terms.ts'
import { plainWords } from './cells.ts'
import type { Table } from './sheet.ts'

export type WeekCells = 'number' | 'firstDay' | 'lastDay'

export interface FactSeriesColumn {
  readonly column: number
  readonly measure: FactMeasure
  /** A promoted group or an item's id; empty where a column of the file names it. */
  readonly subject: string
}

export interface FactsMapping {
  readonly headingAt: number
  readonly weekColumn: number
  readonly weekCells: WeekCells
  /** First day of week 1, where weeks are numbers. */
  readonly weekOne: CivilDate | null
  /** Null: all of it is of `accountId`. */
  readonly accountColumn: number | null
  readonly accountId: string
  /** Null: each series says its own. */
  readonly subjectColumn: number | null
  readonly series: readonly FactSeriesColumn[]
}

/** What is still to be said; null when it can be read. */
export const factsMappingGap = (mapping: FactsMapping): string | null => {
  if (mapping.weekCells === 'number' && mapping.weekOne === null) return 'Say on which day week 1 began.'
  if (mapping.accountColumn === null && mapping.accountId === '') return 'Say which account this was sold at.'
  if (mapping.series.length === 0) return 'Choose at least one column of numbers.'
  if (mapping.subjectColumn === null && mapping.series.some(({ subject }) => subject.trim() === '')) return 'Say what each column is of.'
  const said = mapping.series.map(({ measure, subject }) => `${measure}|${subject}`)
  if (new Set(said).size < said.length) return 'Two columns say the same measure of the same thing. Leave one of them out.'
  return null
}

export const factsOptionsText = (mapping: FactsMapping): string => JSON.stringify({ ...mapping, headingAt: undefined })

/** What a remembered text says; null where it is none of ours (D4). */
export const parseFactsOptions = (text: string, headingAt: number, width: number): FactsMapping | null => {
  let given: Readonly<Record<string, unknown>>
  try {
    const parsed: unknown = JSON.parse(text)
    if (typeof parsed !== 'object' || parsed === null) return null
    given = parsed as Record<string, unknown>
  } catch {
    return null
  }
  const isColumn = (value: unknown): value is number => Number.isInteger(value) && (value as number) >= 0 && (value as number) < width
  const { weekColumn, weekCells, weekOne, accountColumn, accountId, subjectColumn, series } = given
  if (!isColumn(weekColumn) || (weekCells !== 'number' && weekCells !== 'firstDay' && weekCells !== 'lastDay') || !Array.isArray(series)) return null
  const mapping: FactsMapping = {
    headingAt,
    weekColumn,
    weekCells,
    weekOne: typeof weekOne === 'string' && isCivilDate(weekOne) ? weekOne : null,
    accountColumn: isColumn(accountColumn) ? accountColumn : null,
    accountId: typeof accountId === 'string' ? accountId : '',
    subjectColumn: isColumn(subjectColumn) ? subjectColumn : null,
    series: series.flatMap((each: unknown) => {
      const { column, measure, subject } = (each ?? {}) as Record<string, unknown>
      return isColumn(column) && isMeasure(measure) && typeof subject === 'string' ? [{ column, measure, subject }] : []
    }),
  }
  return factsMappingGap(mapping) === null ? mapping : null
}

const isMeasure = (value: unknown): value is FactMeasure => (FACT_MEASURES as readonly unknown[]).includes(value)

const WEEK_HEADING = /^(?:fiscal)?(?:week|wk|weekno|weeknumber|weekending|weekend|weekstart|weekstarting|weekbeginning|weekof|date)$/
const ACCOUNT_HEADING = /^(?:account|accountname|customer|retailer|banner|market|geography)$/
const SUBJECT_HEADING = /^(?:item|itemname|product|upc|gtin|description|promotedgroup|productgroup|ppg|group|brand)$/

/** In this order: "Price Sales" of a brand is a price. What is left of the heading is what it is of. */
const MEASURE_WORDS: readonly [measure: FactMeasure, words: RegExp][] = [
  ['baseUnits', /base\s*-?units|baseline/i],
  ['avgPrice', /avg\.?\s*price|average\s*price|unit\s*price|price/i],
  ['dollars', /\$\s*sales|dollar\s*sales|dollars|sales\s*\$|\$/i],
  ['onHand', /on\s*-?hand|inventory|stock/i],
  ['storesSelling', /stores?\s*selling|stores/i],
  ['shippedCases', /shipped\s*cases|shipments|cases/i],
  ['acv', /%?\s*acv(?:\s*dist\w*)?/i],
  ['units', /unit\s*sales|units|sales|volume|qty|quantity|move(?:ment)?/i],
]

const HEADING_ROWS_SEARCHED = 15

/** A start for the person; null where no row of headings has a week in it. */
export const guessedFactsMapping = (table: Table): FactsMapping | null => {
  for (const [headingAt, cells] of table.slice(0, HEADING_ROWS_SEARCHED).entries()) {
    const weekColumn = cells.findIndex((cell) => WEEK_HEADING.test(plainWords(cell)))
    if (weekColumn === -1) continue
    const find = (pattern: RegExp): number | null => {
      const index = cells.findIndex((cell, column) => column !== weekColumn && pattern.test(plainWords(cell)))
      return index === -1 ? null : index
    }
    const accountColumn = find(ACCOUNT_HEADING)
    const subjectColumn = find(SUBJECT_HEADING)
    const series = cells.flatMap((cell, column): FactSeriesColumn[] => {
      if (column === weekColumn || column === accountColumn || column === subjectColumn) return []
      const found = MEASURE_WORDS.find(([, words]) => words.test(cell))
      if (found === undefined || !isNumbers(table, headingAt, column)) return []
      const rest = cell.replace(found[1], ' ').replace(/^[\s_()\-:/]+|[\s_()\-:/]+$/g, '')
      return [{ column, measure: found[0], subject: subjectColumn === null ? rest : '' }]
    })
    if (series.length === 0) continue
    const weekHeading = plainWords(cells[weekColumn] ?? '')
    const first = (table[headingAt + 1]?.[weekColumn] ?? '').trim()
    const weekCells: WeekCells = /^\d{1,4}$/.test(first) ? 'number' : /end/.test(weekHeading) ? 'lastDay' : 'firstDay'
    return { headingAt, weekColumn, weekCells, weekOne: null, accountColumn, accountId: '', subjectColumn, series }
  }
  return null
}

const isNumbers = (table: Table, headingAt: number, column: number): boolean => {
  const sample = table
    .slice(headingAt + 1, headingAt + 6)
    .map((cells) => (cells[column] ?? '').trim())
    .filter((cell) => cell !== '')
  return sample.length > 0 && sample.every((cell) => /^[-$€£\d.,%\s]+$/.test(cell))
}
