// What importing the sheets would do to this workspace as it is now: summaries first, then the full values of the few
// documents the rows touch.

import type { DocumentKind } from '../../../../shared/base/document-path.ts'
import type { KnownWorkspace } from '../../../../shared/domain/import/known-workspace.ts'
import { documentsNeeded, type ImportPlan, planImport } from '../../../../shared/domain/import/plan-import.ts'
import type { Sheet } from '../../../../shared/domain/import/sheet.ts'
import type { WorkspaceData } from '../../../data/workspace-data.ts'
import { readDocument } from '../read-document.ts'

export const makePlan = async (workspace: WorkspaceData, sheets: readonly Sheet[]): Promise<ImportPlan> => {
  const { summaries } = workspace
  const settings = summaries.all('settings')[0]
  const known: Omit<KnownWorkspace, 'read'> = {
    currency: settings?.currency ?? 'USD',
    defaultWeekSystemId: settings?.defaultWeekSystemId ?? 'nrf-454',
    accounts: summaries.all('account'),
    items: summaries.all('item'),
    calendars: summaries.all('calendar'),
    promotions: summaries.all('promotion'),
  }
  const values = new Map<string, unknown>()
  for (const { kind, path } of documentsNeeded(sheets, known)) {
    values.set(path, await readDocument(workspace, kind as DocumentKind, path, (live) => live.value()))
  }
  return planImport(sheets, { ...known, read: (_kind, path) => (values.get(path) ?? null) as never })
}
