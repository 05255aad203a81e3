// A workbook of sheets, in the browser. Loaded with the first export. The library writes values, formats and frozen panes;
// a hidden row, a sheet that prints on one page, and a filter on the headings are our additions to its files.

import writeXlsxFile, { type Cell, type Feature, type SheetData } from 'write-excel-file/browser'
import { dayNumber } from '../../../../shared/base/civil.ts'
import type { ExportCell, ExportSheet } from '../../../../shared/domain/export/export-sheet.ts'

export const XLSX_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

export interface WorkbookSheet {
  readonly name: string
  readonly data: SheetData
  /** Characters, a column each. */
  readonly widths: readonly number[]
  readonly frozenRows: number
  readonly frozenColumns: number
  /** Indexes of rows nobody sees. */
  readonly hiddenRows?: readonly number[]
}

const HEADING = { fontWeight: 'bold', backgroundColor: '#e9ecea', alignVertical: 'center', height: 20 } as const

export const rowSheet = ({ name, columns, rows }: ExportSheet): WorkbookSheet => ({
  name,
  data: [columns.map(({ label }): Cell => ({ value: label, ...HEADING })), ...rows.map((cells) => cells.map(workbookCell))],
  widths: columns.map(({ width }) => width),
  frozenRows: 1,
  frozenColumns: 1,
})

export const workbookCell = (cell: ExportCell): Cell => {
  switch (cell?.is) {
    case 'text':
      return { value: cell.text, type: String }
    case 'number':
      return { value: cell.number, type: Number, format: cell.format }
    case 'date':
      return { value: new Date(dayNumber(cell.date) * 86_400_000), type: Date, format: 'yyyy-mm-dd' }
    default:
      return null
  }
}

export const writeWorkbook = (sheets: readonly WorkbookSheet[]): Promise<Blob> =>
  writeXlsxFile(
    sheets.map(({ name, data, widths, frozenRows, frozenColumns }) => ({
      sheet: sheetName(name),
      data,
      columns: widths.map((width) => ({ width })),
      stickyRowsCount: frozenRows,
      stickyColumnsCount: frozenColumns,
      orientation: 'landscape' as const,
    })),
    { features: [rowsHidden(sheets)] },
  ).toBlob()

/** No more than 31 characters, and none of those Excel forbids. */
const sheetName = (name: string): string =>
  name
    .replace(/[\\/?*[\]:]/g, ' ')
    .trim()
    .slice(0, 31) || 'Sheet'

/** What the library takes for the contents of a file. */
type FileContents = File | Blob | ArrayBuffer

const rowsHidden = (sheets: readonly WorkbookSheet[]): Feature<FileContents> => ({
  files: {
    transform: {
      'xl/worksheets/sheet{id}.xml': {
        transformElementAttributes: (tag, attributes, index, _options, { sheetIndex }) =>
          tag === 'row' && index !== undefined && sheets[sheetIndex]?.hiddenRows?.includes(index) ? { ...attributes, hidden: 1 } : attributes,
      },
    },
  },
})
