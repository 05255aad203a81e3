// Which column of a file holds what, where its headings alone do not say: a guess to start from, what a person made of it,
// and what was remembered of the last file with the same headings. A source is known by its row of headings, in their order,
// so that next week's file of the same system is read alike whatever it is called, and one whose columns changed is asked for.

import { plainWords } from './cells.ts'
import { COLUMNS, type Column, IMPORT_KINDS, type ImportKind } from './columns.ts'
import { clipped } from './import-keys.ts'
import { type ColumnMapping, HEADING_ROWS_SEARCHED, missingLabels, recognisedMapping, type Table } from './sheet.ts'

export interface RememberedMapping {
  /** `sourceKey` of its headings. */
  readonly source: string
  readonly kind: string
  /** JSON: names of columns to indexes. */
  readonly columns: string
}

/** What a file with these headings is known by. */
export const sourceKey = (heading: readonly string[]): string => clipped(trimmedEnd(heading).map(plainWords).join('|'))

export const mappingText = ({ columns }: Pick<ColumnMapping, 'columns'>): string => JSON.stringify(Object.fromEntries(columns))

/** What was remembered of this file's headings; null when nothing was, or no longer makes sense. */
export const rememberedMapping = (table: Table, remembered: readonly RememberedMapping[]): ColumnMapping | null => {
  for (const [headingAt, cells] of table.slice(0, HEADING_ROWS_SEARCHED).entries()) {
    const source = sourceKey(cells)
    if (source === '') continue
    for (const { source: known, kind, columns } of remembered) {
      if (known !== source || !isImportKind(kind)) continue
      const parsed = parsedColumns(kind, columns, cells.length)
      if (parsed !== null) return { kind, headingAt, columns: parsed }
    }
  }
  return null
}

const isImportKind = (kind: string): kind is ImportKind => (IMPORT_KINDS as readonly string[]).includes(kind)

const parsedColumns = (kind: ImportKind, text: string, width: number): ReadonlyMap<string, number> | null => {
  const columns = new Map<string, number>()
  for (const [name, index] of Object.entries(parsedObject(text))) {
    if (Object.hasOwn(COLUMNS[kind], name) && Number.isInteger(index) && (index as number) >= 0 && (index as number) < width) columns.set(name, index as number)
  }
  return columns.size > 0 && missingLabels(kind, columns).length === 0 ? columns : null
}

/** What documents hold came from anywhere (D4). */
const parsedObject = (text: string): Readonly<Record<string, unknown>> => {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
  } catch {
    return {}
  }
}

/** A start for the person: what the headings say exactly, else what they look like. Never null for a table with a row of words. */
export const guessedMapping = (table: Table): ColumnMapping | null => {
  const exact = recognisedMapping(table)
  if (exact !== null) return exact
  let best: { mapping: ColumnMapping; score: number } | null = null
  for (const [headingAt, cells] of table.slice(0, HEADING_ROWS_SEARCHED).entries()) {
    if (cells.filter((cell) => /\p{L}/u.test(cell)).length < 2) continue
    for (const kind of IMPORT_KINDS) {
      const { columns, score } = guessedColumns(kind, cells)
      if (best === null || score > best.score) best = { mapping: { kind, headingAt, columns }, score }
    }
  }
  return best?.mapping ?? null
}

/** The columns of a kind that these headings look like, each heading used once, the surest first. */
export const guessedColumns = (kind: ImportKind, heading: readonly string[]): { readonly columns: ReadonlyMap<string, number>; readonly score: number } => {
  const candidates: { name: string; index: number; score: number }[] = []
  for (const [name, column] of Object.entries<Column>(COLUMNS[kind])) {
    for (const [index, cell] of heading.entries()) {
      const score = likeness(column, plainWords(cell))
      if (score > 0) candidates.push({ name, index, score })
    }
  }
  candidates.sort((a, b) => b.score - a.score || a.index - b.index)
  const columns = new Map<string, number>()
  const used = new Set<number>()
  let score = 0
  for (const candidate of candidates) {
    if (columns.has(candidate.name) || used.has(candidate.index)) continue
    columns.set(candidate.name, candidate.index)
    used.add(candidate.index)
    score += candidate.score
  }
  return { columns, score }
}

const LIKENESS_LENGTH_MIN = 4

/** 1 for the same words; less the more one says that the other does not; 0 for nothing in common. */
const likeness = (column: Column, words: string): number => {
  if (words === '') return 0
  let best = 0
  for (const spelling of [plainWords(column.label), ...(column.also ?? [])]) {
    if (spelling === words) return 1
    const [long, short] = spelling.length > words.length ? [spelling, words] : [words, spelling]
    if (short.length >= LIKENESS_LENGTH_MIN && long.includes(short)) best = Math.max(best, (0.8 * short.length) / long.length)
  }
  return best
}

const trimmedEnd = (cells: readonly string[]): readonly string[] => {
  let end = cells.length
  while (end > 0 && (cells[end - 1] ?? '').trim() === '') end--
  return cells.slice(0, end)
}
