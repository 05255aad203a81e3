// The promotions that are shown, in row form: as a workbook, and as a CSV.

import Papa from 'papaparse'
import { calendarPath } from '../../../../shared/base/document-path.ts'
import { calendarDoc, type PromotionSummary } from '../../../../shared/docs/calendar.ts'
import { cellText, type ExportSheet } from '../../../../shared/domain/export/export-sheet.ts'
import { promotionSheet } from '../../../../shared/domain/export/promotion-sheet.ts'
import type { WorkspaceData } from '../../../data/workspace-data.ts'
import type { CalendarData, PlannedPromotion } from '../calendar-data.ts'
import { documentValues } from './document-values.ts'

/**
 * What goes out is read from the documents, notes included: summaries are derived a moment later, and a sheet that says what
 * was a moment ago would change it back when it is imported.
 */
export const shownSheet = async (workspace: WorkspaceData, calendar: CalendarData, promotions: readonly PromotionSummary[]): Promise<ExportSheet> => {
  const pathOf = (promotion: PlannedPromotion) => calendarPath(promotion.homeAccountId ?? promotion.accountId, promotion.year)
  const documents = await documentValues(workspace, 'calendar', [...new Set(promotions.map(pathOf))])
  const notes = new Map<string, string>()
  const fresh = new Map<string, PromotionSummary>()
  for (const { path, value } of documents) {
    for (const { id, notes: text } of value.promotions) if (text !== '') notes.set(id, text)
    for (const row of calendarDoc.summary(value, path)) if (row.type === 'promotion') fresh.set(row.promotionId, row)
  }
  return promotionSheet({
    promotions: promotions.map((promotion) => ({ ...(fresh.get(promotion.promotionId) ?? promotion), accountId: promotion.accountId })),
    accountOf: calendar.accountById,
    notesOf: ({ promotionId }) => notes.get(promotionId) ?? '',
  })
}

/** With a byte order mark, by which spreadsheets know it for UTF-8. What they would take for a formula has an apostrophe before it. */
export const csvText = ({ columns, rows }: ExportSheet): string =>
  `\ufeff${Papa.unparse([columns.map(({ label }) => label), ...rows.map((cells) => cells.map(cellText))], { newline: '\r\n', escapeFormulae: true })}\r\n`
