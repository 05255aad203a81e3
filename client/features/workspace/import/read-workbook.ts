// The sheets of a workbook as tables of text, each cell as a person reads it there: a date as its day, 0.6 shown as 60% as
// 60%. A spreadsheet stores both as bare numbers, so the number format decides what was meant. Loaded with the first workbook.

import { type Cell, readXlsx } from 'hucre/xlsx'
import { err, ok, type Result } from '../../../../shared/base/result.ts'
import type { NamedTable } from './read-table.ts'

/** A small archive can hold more than a tab has memory for. */
const UNPACKED_BYTES_MAX = 300 * 1024 * 1024
const TOO_LARGE = 'The workbook is too large once it is unpacked. Save the sheet you need as CSV, or split it.'

export const readWorkbook = async (bytes: Uint8Array): Promise<Result<readonly NamedTable[], string>> => {
  try {
    if (unpackedBytes(bytes) > UNPACKED_BYTES_MAX) return err(TOO_LARGE)
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

const ENTRY_SIGNATURE = 0x02014b50
const END_SIGNATURE = 0x06054b50
const ENTRY_BYTES = 46
const END_BYTES = 22
const LARGER_FORM = 0xffffffff
const LARGER_FORM_FIELD = 1

/** What the archive's directory says all its files take. */
const unpackedBytes = (bytes: Uint8Array): number => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  let end = bytes.length - END_BYTES
  while (end >= 0 && view.getUint32(end, true) !== END_SIGNATURE) end--
  if (end < 0) return 0
  let total = 0
  for (let at = view.getUint32(end + 16, true); at + ENTRY_BYTES <= end && view.getUint32(at, true) === ENTRY_SIGNATURE; ) {
    total += unpackedSize(view, at)
    at += ENTRY_BYTES + view.getUint16(at + 28, true) + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
  }
  return total
}

/** Some programs write every size in the larger form, into the first of the fields behind the name. */
const unpackedSize = (view: DataView, at: number): number => {
  const size = view.getUint32(at + 24, true)
  if (size !== LARGER_FORM) return size
  let field = at + ENTRY_BYTES + view.getUint16(at + 28, true)
  const end = field + view.getUint16(at + 30, true)
  while (field + 12 <= end && view.getUint16(field, true) !== LARGER_FORM_FIELD) field += 4 + view.getUint16(field + 2, true)
  return field + 12 <= end ? Number(view.getBigUint64(field + 4, true)) : size
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
