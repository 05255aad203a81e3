// How a table is read: as one of the three lists, or as weekly facts. What was remembered of its headings comes first, then
// what the headings say by themselves; otherwise somebody is asked.

import { mappingText, type RememberedMapping, rememberedMapping, sourceKey } from './column-mapping.ts'
import { type FactsMapping, factsOptionsText, parseFactsOptions } from './facts-mapping.ts'
import { type ColumnMapping, HEADING_ROWS_SEARCHED, recognisedMapping, type Table } from './sheet.ts'

export type Reading = ColumnMapping | { readonly kind: 'facts'; readonly facts: FactsMapping }

export interface Remembered extends RememberedMapping {
  readonly options: string
}

export const readingOf = (table: Table, remembered: readonly Remembered[]): Reading | null =>
  rememberedFacts(table, remembered) ?? rememberedMapping(table, remembered) ?? recognisedMapping(table)

const rememberedFacts = (table: Table, remembered: readonly Remembered[]): Reading | null => {
  const known = remembered.filter(({ kind }) => kind === 'facts')
  if (known.length === 0) return null
  for (const [headingAt, cells] of table.slice(0, HEADING_ROWS_SEARCHED).entries()) {
    const found = known.find(({ source }) => source !== '' && source === sourceKey(cells))
    const facts = found === undefined ? null : parseFactsOptions(found.options, headingAt, cells.length)
    if (facts !== null) return { kind: 'facts', facts }
  }
  return null
}

export const headingOf = (table: Table, reading: Reading): readonly string[] =>
  table[reading.kind === 'facts' ? reading.facts.headingAt : reading.headingAt] ?? []

/** The row that remembers it. */
export const rememberedOf = (table: Table, reading: Reading): Remembered => ({
  source: sourceKey(headingOf(table, reading)),
  kind: reading.kind,
  columns: reading.kind === 'facts' ? '' : mappingText(reading),
  options: reading.kind === 'facts' ? factsOptionsText(reading.facts) : '',
})
