// The sheets of a workbook as tables of text, each cell as a person reads it there: a date as its day, 0.6 shown as 60% as
// 60%. A spreadsheet stores both as bare numbers, so the number format decides what was meant. Loaded with the first workbook.

import { type Cell, readXlsx } from 'hucre/xlsx'
import { err, ok, type Result } from '../../../../shared/base/result.ts'
import type { NamedTable } from './read-table.ts'

export const readWorkbook = async (bytes: Uint8Array): Promise<Result<readonly NamedTable[], string>> => {
  try {
    const { sheets } = await readXlsx(bytes, { readStyles: true, sheets: ({ hidden, veryHidden }) => hidden !== true && veryHidden !== true })
    return ok(
      sheets.map(({ name, rows, cells }) => ({
        name,
        table: rows.map((row, rowIndex) => row.map((value, column) => cellText(value, cells?.get(`${rowIndex},${column}`)))),
      })),
    )
  } catch {
    return err('The workbook could not be read. Open it in a spreadsheet, save it again as .xlsx, or save the sheet as CSV.')
  }
}

const cellText = (value: unknown, cell: Cell | undefined): string => {
  if (value === null || value === undefined) return ''
  if (value instanceof Date) return dateText(value)
  if (typeof value === 'number') return cell?.style?.numFmt !== undefined && isPercent(cell.style.numFmt) ? `${plainNumber(value * 100)}%` : plainNumber(value)
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE'
  return String(value)
}

/** A percent sign in quotes or behind a backslash is a letter; any other multiplies by a hundred. */
const isPercent = (format: string): boolean => format.replace(/"[^"]*"|\\./g, '').includes('%')

/** What a spreadsheet shows of it: at most fifteen digits, and no power of ten. */
const plainNumber = (value: number): string => {
  const short = Number(value.toPrecision(15))
  const text = String(short)
  return text.includes('e') ? short.toLocaleString('en-US', { useGrouping: false, maximumFractionDigits: 15 }) : text
}

const dateText = (date: Date): string => (Number.isNaN(date.getTime()) ? '' : date.toISOString().replace('T00:00:00.000Z', '').replace('.000Z', ''))
