// The rows that were left out, as a file to put right: one sheet as it came, with what is wrong in a column of its own.
// That column is not one Endcap imports, so the mended file can be dropped in as it is.

import Papa from 'papaparse'
import type { PlannedRow } from '../../../../shared/domain/import/planned-row.ts'
import type { Sheet } from '../../../../shared/domain/import/sheet.ts'

export const leftoversText = (sheet: Sheet, rows: readonly PlannedRow[]): string =>
  Papa.unparse(
    [
      [...sheet.heading, 'What is wrong'],
      ...rows.map(({ cells, faults }) => [
        ...cells,
        faults.map(({ column, message }) => (column === null ? message : `${sheet.heading[column]}: ${message}`)).join(' '),
      ]),
    ],
    { newline: '\r\n', escapeFormulae: true },
  )
