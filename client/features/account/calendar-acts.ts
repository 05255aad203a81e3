// Whole plan years go into the trash from the account's menu, with everything planned in them, and come back whole (D10).

import { calendarPath } from '../../../shared/base/document-path.ts'
import { deleteDocument, restoreDocument } from '../../../shared/commands/rows.ts'
import type { WorkspaceData } from '../../data/workspace-data.ts'
import type { MenuEntry } from '../../ui/Menu.tsx'
import { notify } from '../../ui/toasts.tsx'

/** One entry for every plan year in which something is planned. */
export const calendarEntries = (workspace: WorkspaceData, accountId: string, name: string): readonly MenuEntry[] => {
  const { summaries } = workspace
  const counts = new Map<number, number>()
  for (const promotion of summaries.ofAccount('promotion', accountId)) {
    if (promotion.accountId === accountId && !promotion.isDeleted) counts.set(promotion.year, (counts.get(promotion.year) ?? 0) + 1)
  }
  return [...counts]
    .sort(([a], [b]) => a - b)
    .map(([year, count]) => ({
      label: `Delete the ${year} calendar (${count === 1 ? '1 promotion' : `${count} promotions`})`,
      icon: 'trash',
      danger: true,
      onSelect: () => void deleteCalendar(workspace, accountId, year, name),
    }))
}

const deleteCalendar = async (workspace: WorkspaceData, accountId: string, year: number, name: string): Promise<void> => {
  const path = calendarPath(accountId, year)
  const outcome = await workspace.run(`Deleted the ${year} calendar of ${name}`, path, deleteDocument, null)
  if (!outcome.ok) return void notify({ message: outcome.error.message, tone: 'danger' })
  notify({
    message: `The ${year} calendar of ${name} is in the trash`,
    undo: () => workspace.run(`Restored the ${year} calendar of ${name}`, path, restoreDocument, null),
  })
}
