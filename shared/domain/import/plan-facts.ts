// From a table of weekly sales to the series it would add. Every number of the file is a point: an account, what was sold, what
// is measured, a week. A point the workspace knows with the same value is the same, so importing a file again adds nothing;
// a changed one is added as a newer series, which supersedes that week and leaves the old row as it was (DOMAIN §2).

import { addDays, type CivilDate, dayNumber, fromDayNumber, WEEKDAY_NAMES, weekday } from '../../base/civil.ts'
import { factsPath } from '../../base/document-path.ts'
import type { DocFields } from '../../docs/index.ts'
import type { FactMeasure } from '../../docs/terms/fact-terms.ts'
import type { DocValue } from '../../model/field.ts'
import { gtin14 } from '../gtin.ts'
import { withoutGrouping } from './cells.ts'
import { type DateOrder, dateOrderOf, parseDateCell } from './date-cell.ts'
import type { FactSeriesColumn, FactsMapping } from './facts-mapping.ts'
import { plainName } from './import-keys.ts'
import type { KnownWorkspace } from './known-workspace.ts'
import { accountDirectory } from './plan-accounts.ts'
import type { CellFault } from './row-reader.ts'
import type { SheetRow, Table } from './sheet.ts'

export type FactsRowState = 'create' | 'changed' | 'unchanged' | 'faulty'

export interface FactsRow extends SheetRow {
  readonly state: FactsRowState
  readonly faults: readonly CellFault[]
}

/** A series to add: what `shared/commands/import-facts.ts` writes. */
export interface FactsSeries {
  readonly subject: string
  readonly measure: FactMeasure
  readonly weekSystemId: string
  readonly start: CivilDate
  readonly values: readonly (number | null)[]
  readonly places: number
}

export interface FactsWrite {
  readonly path: string
  readonly source: string
  readonly series: readonly FactsSeries[]
}

export interface FactsPlan {
  readonly name: string
  readonly heading: readonly string[]
  readonly rows: readonly FactsRow[]
  readonly writes: readonly FactsWrite[]
  /** Numbers that would be added, and those among them that change one that is there. */
  readonly added: number
  readonly changed: number
  readonly weeks: { readonly from: CivilDate; readonly to: CivilDate } | null
  /** What a person should know and nothing is wrong with. */
  readonly notes: readonly string[]
}

type Facts = DocValue<DocFields<'facts'>>

interface Point {
  readonly accountId: string
  readonly subject: string
  readonly measure: FactMeasure
  readonly week: CivilDate
  /** A whole number of 10^-places. */
  readonly scaled: number
  readonly places: number
}

const PLACES_MAX = 6
const VALUE_DIGITS_MAX = 15
const EARLIEST = '1980-01-01'
const LATEST = '2100-12-31'

export const planFacts = (
  name: string,
  table: Table,
  mapping: FactsMapping,
  known: Pick<KnownWorkspace, 'accounts' | 'items' | 'promotions' | 'read'>,
): FactsPlan => {
  const heading = (table[mapping.headingAt] ?? []).map((cell) => cell.trim())
  const weekCells = table.slice(mapping.headingAt + 1).map((cells) => (cells[mapping.weekColumn] ?? '').trim())
  const order = dateOrderOf(weekCells)
  const accounts = accountDirectory(known.accounts)
  const subjects = subjectDirectory(known)
  const stored = storedPoints(known)
  const seen = new Map<string, { readonly row: number; readonly value: string }>()
  const fresh: Point[] = []
  let changed = 0
  let first: { readonly row: number; readonly day: number } | null = null

  const readRow = (row: SheetRow): FactsRow => {
    const faults: CellFault[] = []
    const fault = (column: number | null, message: string) => {
      faults.push({ column, message })
    }
    const cell = (column: number) => row.cells[column] ?? ''
    const accountName = mapping.accountColumn === null ? null : cell(mapping.accountColumn)
    const account = accountName === null ? null : accounts.byName(accountName)
    const accountId = accountName === null ? mapping.accountId : (account?.accountId ?? '')
    if (accountName === '') fault(mapping.accountColumn, 'Say which account this was sold at.')
    else if (account === undefined) fault(mapping.accountColumn, `No account is called ${accountName}.`)
    const week = weekOf(cell(mapping.weekColumn), mapping, order)
    if (!week.ok) fault(mapping.weekColumn, week.message)
    else {
      const day = dayNumber(week.start)
      first ??= { row: row.row, day }
      if ((day - first.day) % 7 !== 0) {
        fault(
          mapping.weekColumn,
          `This week would begin on a ${WEEKDAY_NAMES[weekday(week.start)]}, those before on a ${WEEKDAY_NAMES[weekday(fromDayNumber(first.day))]}.`,
        )
      }
    }
    const named = mapping.subjectColumn === null ? null : cell(mapping.subjectColumn)
    const subject = named === null ? null : subjects(named)
    if (named === '') fault(mapping.subjectColumn, 'Say what this is of: an item or a promoted group.')
    else if (named !== null && subject === undefined) fault(mapping.subjectColumn, `No item or promoted group is called ${named}.`)

    const points: Point[] = []
    for (const series of mapping.series) {
      const text = cell(series.column)
      if (text === '') continue
      const number = numberOf(text)
      if (number === null) fault(series.column, `${text} is not a number.`)
      else if (week.ok)
        points.push({ accountId, subject: subject ?? subjects(series.subject) ?? series.subject, measure: series.measure, week: week.start, ...number })
    }
    if (faults.length > 0) return { ...row, state: 'faulty', faults }
    const twin = points.find((point) => seen.has(keyOf(point)) && seen.get(keyOf(point))?.value !== valueText(point))
    if (twin !== undefined) {
      return {
        ...row,
        state: 'faulty',
        faults: [{ column: mapping.weekColumn, message: `Row ${seen.get(keyOf(twin))?.row} says another number for the same week.` }],
      }
    }
    let state: FactsRowState = 'unchanged'
    for (const point of points) {
      const key = keyOf(point)
      const isTwice = seen.has(key)
      seen.set(key, { row: row.row, value: valueText(point) })
      const before = stored(point)
      if (isTwice || before === valueText(point)) continue
      fresh.push(point)
      if (before !== null) changed++
      state = state === 'create' || before === null ? 'create' : 'changed'
    }
    return { ...row, state, faults: [] }
  }
  const rows = table
    .slice(mapping.headingAt + 1)
    .map((cells, index): SheetRow => ({ row: mapping.headingAt + index + 2, cells: heading.map((_, column) => (cells[column] ?? '').trim()) }))
    .filter(({ cells }) => cells.some((each) => each !== ''))
    .map(readRow)
  const weeks = [...new Set([...seen.keys()].map((key) => key.slice(0, 10)))].sort()
  const from = weeks[0]
  return {
    name,
    heading,
    rows,
    writes: writesOf(name, fresh, known),
    added: fresh.length,
    changed,
    weeks: from === undefined ? null : { from, to: addDays(weeks.at(-1) ?? from, 6) },
    notes: subjectNotes(mapping.series, mapping.subjectColumn, known),
  }
}

/** The documents a plan compares with: of every account and year in the file. */
export const factsNeeded = (table: Table, mapping: FactsMapping, known: Pick<KnownWorkspace, 'accounts' | 'items' | 'promotions'>): readonly string[] => {
  const needed = new Set<string>()
  planFacts('', table, mapping, {
    ...known,
    read: (_kind, path) => {
      needed.add(path)
      return null
    },
  })
  return [...needed]
}

type Week = { readonly ok: true; readonly start: CivilDate } | { readonly ok: false; readonly message: string }

const weekOf = (text: string, { weekCells, weekOne }: FactsMapping, order: DateOrder): Week => {
  if (text === '') return { ok: false, message: 'Say which week this was.' }
  if (weekCells === 'number') {
    const week = /^\d{1,5}(?:\.0+)?$/.test(text) ? Number(text) : Number.NaN
    if (!(week >= 1) || weekOne === null) return { ok: false, message: `${text} is not the number of a week.` }
    return plausible(text, addDays(weekOne, 7 * (Math.floor(week) - 1)))
  }
  const date = parseDateCell(text, order)
  return date.ok ? plausible(text, weekCells === 'lastDay' ? addDays(date.value, -6) : date.value) : { ok: false, message: date.error }
}

const plausible = (text: string, start: CivilDate): Week =>
  start >= EARLIEST && start <= LATEST ? { ok: true, start } : { ok: false, message: `${text} would be ${start}: no year with sales.` }

/** `1,234.50` → 12345, 1 place; no float is kept. */
const numberOf = (text: string): { readonly scaled: number; readonly places: number } | null => {
  const plain = withoutGrouping(text.replace(/^\((.*)\)$/, '-$1')).replace(/%$/, '')
  const match = /^(-?)(\d*)(?:\.(\d*))?$/.exec(plain)
  if (match === null || (match[2] ?? '') + (match[3] ?? '') === '') return null
  const fraction = (match[3] ?? '').replace(/0+$/, '').slice(0, PLACES_MAX)
  const digits = `${match[2] ?? ''}${fraction}`.replace(/^0+(?=\d)/, '')
  if (digits.length > VALUE_DIGITS_MAX) return null
  const scaled = Number(digits === '' ? '0' : digits)
  return { scaled: match[1] === '-' && scaled !== 0 ? -scaled : scaled, places: fraction.length }
}

const valueText = ({ scaled, places }: Pick<Point, 'scaled' | 'places'>): string => {
  let [value, digits] = [scaled, places]
  while (digits > 0 && value % 10 === 0) [value, digits] = [value / 10, digits - 1]
  return `${value}e-${digits}`
}

const keyOf = ({ accountId, subject, measure, week }: Omit<Point, 'scaled' | 'places'>): string => `${week} ${accountId} ${measure} ${plainName(subject)}`

/** An item by name, UPC or GTIN; a promoted group by name. */
const subjectDirectory = (known: Pick<KnownWorkspace, 'items' | 'promotions'>) => {
  const found = new Map<string, string>()
  for (const { lines } of known.promotions) for (const { itemGroup } of lines) if (itemGroup !== '') found.set(plainName(itemGroup), itemGroup)
  for (const { group, isDeleted } of known.items) if (!isDeleted && group !== '') found.set(plainName(group), group)
  for (const { itemId, name, gtinUnit, isDeleted } of known.items) {
    if (isDeleted) continue
    found.set(plainName(name), itemId)
    found.set(plainName(itemId), itemId)
    if (gtinUnit !== '') found.set(gtin14(gtinUnit), itemId)
  }
  return (text: string): string | undefined =>
    found.get(plainName(text)) ?? (/^[\d\s-]{6,16}$/.test(text) ? found.get(gtin14(text.replace(/\D/g, ''))) : undefined)
}

/** What counts of each week: of several series of one key, the one imported last. */
const storedPoints = ({ read }: Pick<KnownWorkspace, 'read'>) => {
  const documents = new Map<string, ReadonlyMap<string, string>>()
  return (point: Point): string | null => {
    const path = factsPath(point.accountId, Number(point.week.slice(0, 4)))
    let values = documents.get(path)
    if (values === undefined) {
      values = weeklyValues(read('facts', path))
      documents.set(path, values)
    }
    return values.get(`${point.week} ${point.measure} ${plainName(point.subject)}`) ?? null
  }
}

const weeklyValues = (facts: Facts | null): ReadonlyMap<string, string> => {
  const values = new Map<string, string>()
  const series = [...(facts?.series ?? [])].filter(({ deleted }) => deleted === null)
  series.sort((a, b) => (a.importedAt === b.importedAt ? (a.id < b.id ? -1 : 1) : a.importedAt < b.importedAt ? -1 : 1))
  for (const { start, subject, measure, places, values: row } of series) {
    if (start === null) continue
    for (const [index, scaled] of row.entries()) {
      if (scaled !== null) values.set(`${addDays(start, 7 * index)} ${measure} ${plainName(subject)}`, valueText({ scaled, places }))
    }
  }
  return values
}

const writesOf = (source: string, points: readonly Point[], known: Pick<KnownWorkspace, 'accounts'>): readonly FactsWrite[] => {
  const byPath = new Map<string, Map<string, Point[]>>()
  for (const point of points) {
    const path = factsPath(point.accountId, Number(point.week.slice(0, 4)))
    const ofPath = byPath.get(path) ?? new Map<string, Point[]>()
    byPath.set(path, ofPath)
    const key = `${point.measure} ${plainName(point.subject)}`
    ofPath.set(key, [...(ofPath.get(key) ?? []), point])
  }
  const weekSystemOf = (accountId: string) => known.accounts.find((account) => account.accountId === accountId)?.weekSystemId ?? 'nrf-454'
  return [...byPath].map(([path, ofPath]) => ({ path, source: source.slice(0, 300), series: [...ofPath.values()].map((each) => seriesOf(each, weekSystemOf)) }))
}

/** Weeks of one year in their order; those between that say nothing new are left to the series before. */
const seriesOf = (points: readonly Point[], weekSystemOf: (accountId: string) => string): FactsSeries => {
  const sorted = [...points].sort((a, b) => (a.week < b.week ? -1 : 1))
  const first = sorted[0] as Point
  const places = sorted.reduce((most, point) => Math.max(most, point.places), 0)
  const startDay = dayNumber(first.week)
  const values: (number | null)[] = []
  for (const point of sorted) {
    const index = (dayNumber(point.week) - startDay) / 7
    while (values.length < index) values.push(null)
    values[index] = point.scaled * 10 ** (places - point.places)
  }
  return { subject: first.subject, measure: first.measure, weekSystemId: weekSystemOf(first.accountId), start: first.week, values, places }
}

const subjectNotes = (
  series: readonly FactSeriesColumn[],
  subjectColumn: number | null,
  known: Pick<KnownWorkspace, 'items' | 'promotions'>,
): readonly string[] => {
  if (subjectColumn !== null) return []
  const subjects = subjectDirectory(known)
  const isItem = new Set(known.items.map(({ itemId }) => itemId))
  const unknown = [...new Set(series.map(({ subject }) => subject))].filter((subject) => !isItem.has(subject) && subjects(subject) === undefined)
  return unknown.length === 0 ? [] : [`Not yet an item or group of this workspace: ${unknown.join(', ')}. They are kept, and meet promotions that name them.`]
}
