// Reads the cells of one row column by column and collects every fault, so that a person sees all that is wrong with a row
// at once and not one message after the other.

import type { CellParser } from './cells.ts'
import type { ColumnName, ImportKind } from './columns.ts'
import type { Sheet, SheetRow } from './sheet.ts'

export interface CellFault {
  /** Index of the column in the sheet; null when it concerns the row. */
  readonly column: number | null
  readonly message: string
}

export interface ParsedRow<Value> extends SheetRow {
  /** Null when there are faults. */
  readonly value: Value | null
  readonly faults: readonly CellFault[]
}

export interface RowReader<Kind extends ImportKind> {
  readonly text: (column: ColumnName<Kind>) => string
  /** Undefined where the cell is blank, missing or faulty. */
  readonly take: <Value>(column: ColumnName<Kind>, parse: CellParser<Value>) => Value | undefined
  readonly fault: (column: ColumnName<Kind> | null, message: string) => void
}

export const parseRow = <Kind extends ImportKind, Value>(
  sheet: Sheet<Kind>,
  row: SheetRow,
  read: (reader: RowReader<Kind>) => Value | null,
): ParsedRow<Value> => {
  const faults: CellFault[] = []
  const fault: RowReader<Kind>['fault'] = (column, message) => {
    faults.push({ column: column === null ? null : (sheet.columns.get(column) ?? null), message })
  }
  const text: RowReader<Kind>['text'] = (column) => row.cells[sheet.columns.get(column) ?? -1] ?? ''
  const value = read({
    text,
    fault,
    take: (column, parse) => {
      const given = text(column)
      if (given === '') return undefined
      const parsed = parse(given)
      if (parsed.ok) return parsed.value
      fault(column, parsed.error)
      return undefined
    },
  })
  return { ...row, value: faults.length === 0 ? value : null, faults }
}

/** The entries that say something: a blank cell changes nothing. */
export const given = <Values extends object>(values: { [Name in keyof Values]: Values[Name] | undefined }): Partial<Values> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Partial<Values>
