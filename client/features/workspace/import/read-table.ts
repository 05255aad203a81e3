// From the bytes or the text of a file to rows of cells. The parser finds delimiter and line ends itself; spreadsheets also
// save UTF-16 and Windows-1252, and a byte order mark is not part of the first heading. Loaded when somebody imports.

import Papa from 'papaparse'
import { err, ok, type Result } from '../../../../shared/base/result.ts'
import { readSheet, type Sheet, type Table } from '../../../../shared/domain/import/sheet.ts'

export const IMPORT_BYTES_MAX = 20 * 1024 * 1024

export const decodeText = (bytes: Uint8Array): string => {
  const [first, second] = bytes
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('windows-1252').decode(bytes)
  }
}

export const readTable = (text: string): string[][] => Papa.parse<string[]>(text.replace(/^\ufeff/, ''), { skipEmptyLines: false }).data

/** A file's cells, or those of one sheet of a workbook. */
export interface NamedTable {
  readonly name: string
  readonly table: Table
}

const NOT_TEXT = 'This is not a text file. Save the spreadsheet as CSV, or copy the cells and paste them here.'

/** What somebody pasted or a text file holds. */
export const readTextTable = (name: string, text: string): Result<NamedTable, string> =>
  text.includes('\u0000') ? err(NOT_TEXT) : text.trim() === '' ? err('There is nothing in it.') : ok({ name, table: readTable(text) })

/** A text whose headings say what it is. */
export const readSheetText = (name: string, text: string): Result<Sheet, string> => {
  const read = readTextTable(name, text)
  return read.ok ? readSheet(name, read.value.table) : read
}

const startsWith = (bytes: Uint8Array, ...first: readonly number[]): boolean => first.every((byte, index) => bytes[index] === byte)

export const readFileTables = async (file: File): Promise<Result<readonly NamedTable[], string>> => {
  if (file.size > IMPORT_BYTES_MAX) return err('The file is larger than the 20 MB that can be imported at once.')
  const bytes = new Uint8Array(await file.arrayBuffer())
  if (startsWith(bytes, 0xd0, 0xcf, 0x11, 0xe0)) {
    return err('This is a workbook with a password, or of the format before 2007. Save it as .xlsx without a password, or save the sheet as CSV.')
  }
  // Workbooks are zip archives: PK.
  if (startsWith(bytes, 0x50, 0x4b)) {
    const { readWorkbook } = await import('./read-workbook.ts')
    const sheets = await readWorkbook(bytes)
    if (!sheets.ok) return sheets
    const filled = sheets.value.filter(({ table }) => table.some((cells) => cells.some((cell) => cell.trim() !== '')))
    if (filled.length === 0) return err('There is nothing in it.')
    return ok(filled.map(({ name, table }) => ({ name: filled.length === 1 ? file.name : `${file.name} · ${name}`, table })))
  }
  const read = readTextTable(file.name, decodeText(bytes))
  return read.ok ? ok([read.value]) : read
}
