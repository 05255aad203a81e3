// From the bytes or the text of a file to rows of cells. The parser finds delimiter and line ends itself; spreadsheets also
// save UTF-16 and Windows-1252, and a byte order mark is not part of the first heading. Loaded when somebody imports.

import Papa from 'papaparse'
import { err, type Result } from '../../../../shared/base/result.ts'
import { readSheet, type Sheet } from '../../../../shared/domain/import/sheet.ts'

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

export const readSheetText = (name: string, text: string): Result<Sheet, string> => {
  if (text.includes('\u0000')) return err('This is not a text file. Save the spreadsheet as CSV, or copy the cells and paste them here.')
  return readSheet(name, readTable(text))
}

export const readSheetFile = async (file: File): Promise<Result<Sheet, string>> => {
  if (file.size > IMPORT_BYTES_MAX) return err('The file is larger than the 20 MB that can be imported at once.')
  const bytes = new Uint8Array(await file.arrayBuffer())
  // Workbooks are zip archives: PK.
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) return err('This is a workbook. Save the sheet as CSV, or copy its cells and paste them here.')
  return readSheetText(file.name, decodeText(bytes))
}
