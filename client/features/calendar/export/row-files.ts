// The promotions that are shown, in row form: as a workbook, and as a CSV.

import Papa from 'papaparse'
import { calendarPath } from '../../../../shared/base/document-path.ts'
import type { PromotionSummary } from '../../../../shared/docs/calendar.ts'
import { cellText, type ExportSheet } from '../../../../shared/domain/export/export-sheet.ts'
import { promotionSheet } from '../../../../shared/domain/export/promotion-sheet.ts'
import type { WorkspaceData } from '../../../data/workspace-data.ts'
import type { CalendarData, PlannedPromotion } from '../calendar-data.ts'
import { documentValues } from './document-values.ts'

export const shownSheet = async (workspace: WorkspaceData, calendar: CalendarData, promotions: readonly PromotionSummary[]): Promise<ExportSheet> => {
  const pathOf = (promotion: PlannedPromotion) => calendarPath(promotion.homeAccountId ?? promotion.accountId, promotion.year)
  const values = await documentValues(workspace, 'calendar', [...new Set(promotions.map(pathOf))])
  const notes = new Map<string, string>()
  for (const value of values) for (const { id, notes: text } of value.promotions) if (text !== '') notes.set(id, text)
  return promotionSheet({ promotions, accountOf: calendar.accountById, notesOf: ({ promotionId }) => notes.get(promotionId) ?? '' })
}

/** With a byte order mark, by which spreadsheets know it for UTF-8. What they would take for a formula has an apostrophe before it. */
export const csvText = ({ columns, rows }: ExportSheet): string =>
  `\ufeff${Papa.unparse([columns.map(({ label }) => label), ...rows.map((cells) => cells.map(cellText))], { newline: '\r\n', escapeFormulae: true })}\r\n`
