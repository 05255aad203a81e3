// A table of cells as it came out of a file, recognised by its headings: which of the three kinds it is, and where each
// column stands. The heading row may have titles and empty lines above it. What is not recognised by its headings is read
// by a mapping somebody gave (column-mapping.ts).

import { err, ok, type Result } from '../../base/result.ts'
import { plainWords } from './cells.ts'
import { COLUMNS, type Column, type ColumnName, IMPORT_KINDS, type ImportKind } from './columns.ts'

export interface SheetRow {
  /** Counted from 1, as the spreadsheet does. */
  readonly row: number
  readonly cells: readonly string[]
}

export interface Sheet<Kind extends ImportKind = ImportKind> {
  /** The file's name, or what the person pasted. */
  readonly name: string
  readonly kind: Kind
  readonly heading: readonly string[]
  readonly columns: ReadonlyMap<ColumnName<Kind>, number>
  /** Headings that are not imported. */
  readonly ignored: readonly string[]
  readonly rows: readonly SheetRow[]
}

export const HEADING_ROWS_SEARCHED = 15
export const SHEET_ROWS_MAX = 50_000

interface Recognised {
  readonly kind: ImportKind
  readonly columns: Map<string, number>
}

/** Which row heads the columns, what the rows are, and which column holds what. */
export interface ColumnMapping<Kind extends ImportKind = ImportKind> {
  readonly kind: Kind
  /** Index of the row of headings in the table. */
  readonly headingAt: number
  /** Names of columns of the kind, to indexes in the table. */
  readonly columns: ReadonlyMap<string, number>
}

export type Table = readonly (readonly string[])[]

export const readSheet = (name: string, table: Table): Result<Sheet, string> => {
  const mapping = recognisedMapping(table)
  return mapping === null ? err(notRecognised(table)) : mappedSheet(name, table, mapping)
}

/** The mapping the headings say by themselves; null when they name too little. */
export const recognisedMapping = (table: Table): ColumnMapping | null => {
  let best: { at: number; found: Recognised } | null = null
  for (const [at, cells] of table.slice(0, HEADING_ROWS_SEARCHED).entries()) {
    const found = recognise(cells)
    if (found !== null && (best === null || found.columns.size > best.found.columns.size)) best = { at, found }
  }
  return best === null ? null : { kind: best.found.kind, headingAt: best.at, columns: best.found.columns }
}

/** The mapping has all the columns its kind cannot do without. */
export const mappedSheet = (name: string, table: Table, { kind, headingAt, columns }: ColumnMapping): Result<Sheet, string> => {
  const heading = (table[headingAt] ?? []).map((cell) => cell.trim())
  const rows = table
    .map((cells, index): SheetRow => ({ row: index + 1, cells: heading.map((_, column) => (cells[column] ?? '').trim()) }))
    .slice(headingAt + 1)
    .filter(({ cells }) => cells.some((cell) => cell !== ''))
  if (rows.length > SHEET_ROWS_MAX) return err(`${rows.length} rows are more than the ${SHEET_ROWS_MAX} one file may have. Split it and import the parts.`)
  if (rows.length === 0) return err('The file has headings and no rows below them.')
  const used = new Set(columns.values())
  return ok({ name, kind, heading, columns: columns as never, ignored: heading.filter((cell, index) => cell !== '' && !used.has(index)), rows })
}

/** The kind whose columns these headings fit best; all its required ones must be there. */
const recognise = (cells: readonly string[]): Recognised | null => {
  let best: Recognised | null = null
  for (const kind of IMPORT_KINDS) {
    const columns = columnsOf(kind, cells)
    const isComplete = Object.entries<Column>(COLUMNS[kind]).every(([name, column]) => column.isRequired !== true || columns.has(name))
    if (isComplete && columns.size > 1 && (best === null || columns.size > best.columns.size)) best = { kind, columns }
  }
  return best
}

const columnsOf = (kind: ImportKind, cells: readonly string[]): Map<string, number> => {
  const headings = cells.map(plainWords)
  const columns = new Map<string, number>()
  for (const [name, column] of Object.entries<Column>(COLUMNS[kind])) {
    const spellings = [plainWords(column.label), ...(column.also ?? [])]
    const index = spellings.map((spelling) => headings.indexOf(spelling)).find((at) => at >= 0 && ![...columns.values()].includes(at))
    if (index !== undefined) columns.set(name, index)
  }
  return columns
}

const LOOKS_LIKE_COLUMNS_MIN = 3

export const notRecognised = (table: Table): string => {
  if (table.every((cells) => cells.every((cell) => cell.trim() === ''))) return 'There is nothing in it.'
  for (const cells of table.slice(0, HEADING_ROWS_SEARCHED)) {
    for (const kind of [...IMPORT_KINDS].reverse()) {
      const columns = columnsOf(kind, cells)
      if (columns.size >= LOOKS_LIKE_COLUMNS_MIN) return `It looks like ${kind}, but has no column ${missingLabels(kind, columns).join(', no column ')}.`
    }
  }
  const required = (kind: ImportKind) => missingLabels(kind, new Map()).join(', ')
  return `No row has the column names of a list Endcap reads. Accounts need ${required('accounts')} and a second column; items ${required('items')}; promotions ${required('promotions')}.`
}

/** The columns a kind cannot do without and nobody named. */
export const missingLabels = (kind: ImportKind, columns: ReadonlyMap<string, number>): string[] =>
  Object.entries<Column>(COLUMNS[kind])
    .filter(([name, column]) => column.isRequired === true && !columns.has(name))
    .map(([, { label }]) => label)
