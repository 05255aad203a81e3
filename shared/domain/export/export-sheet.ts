// A sheet to be written: cells with what they are, so that a workbook gets real dates and numbers and a CSV their text.

import type { CivilDate } from '../../base/civil.ts'

export type ExportCell =
  | { readonly is: 'text'; readonly text: string }
  /** `format` is a spreadsheet's number format. */
  | { readonly is: 'number'; readonly number: number; readonly format: string }
  | { readonly is: 'date'; readonly date: CivilDate }
  | null

export interface ExportColumn {
  readonly label: string
  /** Characters. */
  readonly width: number
}

export interface ExportSheet {
  readonly name: string
  readonly columns: readonly ExportColumn[]
  readonly rows: readonly (readonly ExportCell[])[]
}

export const textCellOf = (text: string): ExportCell => (text === '' ? null : { is: 'text', text })
export const dateCellOf = (date: CivilDate | null | undefined): ExportCell => (date == null ? null : { is: 'date', date })
export const numberCellOf = (number: number | null | undefined, format: string): ExportCell => (number == null ? null : { is: 'number', number, format })

/** As plain text, for a CSV. */
export const cellText = (cell: ExportCell): string => {
  switch (cell?.is) {
    case 'text':
      return cell.text
    case 'number':
      return String(cell.number)
    case 'date':
      return cell.date
    default:
      return ''
  }
}
