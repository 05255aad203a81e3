// What can be done with what is in the trash and with duplicates. Restoring and deciding about a duplicate are steps of
// undo; emptying the trash is not one anybody should rely on, and asks.

import { calendarPath, ITEMS_PATH, profilePath } from '../../../../shared/base/document-path.ts'
import type { Result } from '../../../../shared/base/result.ts'
import type { CommandError } from '../../../../shared/commands/command.ts'
import { deleteRows, purgeRows, restoreDocument, restoreRows, setCell, setField } from '../../../../shared/commands/rows.ts'
import { purgeDocument, purgePromotions } from '../../../../shared/commands/trash.ts'
import type { TrashEntry } from '../../../../shared/domain/trash/trash-entries.ts'
import type { DuplicateRows, Edit, WorkspaceData } from '../../../data/workspace-data.ts'

/** Null when it worked. */
export type Problem = string | null
const problemOf = (outcome: Result<unknown, CommandError>): Problem => (outcome.ok ? null : outcome.error.message)

export const restoreEntry = async (workspace: WorkspaceData, entry: TrashEntry): Promise<Problem> => {
  const label = `Restored ${entry.kind === 'calendar' ? `${entry.accountName} ${entry.year}` : entry.name}`
  return problemOf(
    entry.kind === 'promotion'
      ? await workspace.run(label, entry.path, restoreRows, { rows: 'promotions', rowIds: [entry.promotionId] })
      : entry.kind === 'item'
        ? await workspace.run(label, entry.path, restoreRows, { rows: 'items', rowIds: [entry.itemId] })
        : await workspace.run(label, entry.path, restoreDocument, null),
  )
}

/** Only what was listed goes: an entry restored or put into the trash meanwhile stays. */
export const emptyTrash = (workspace: WorkspaceData, entries: readonly TrashEntry[], onProgress: (done: number) => void): Promise<Problem> =>
  workspace.edit('Emptied the trash', async (edit) => {
    const problems: Problem[] = []
    const promotions = new Map<string, string[]>()
    for (const entry of entries) if (entry.kind === 'promotion') promotions.set(entry.path, [...(promotions.get(entry.path) ?? []), entry.promotionId])
    let done = 0
    for (const [path, promotionIds] of promotions) {
      problems.push(problemOf(await edit.run(path, purgePromotions, { promotionIds })))
      done += promotionIds.length
      onProgress(done)
    }
    const items = entries.flatMap((entry) => (entry.kind === 'item' ? [entry.itemId] : []))
    if (items.length > 0) problems.push(problemOf(await edit.run(ITEMS_PATH, purgeRows, { rows: 'items', rowIds: items })))
    done += items.length
    for (const entry of entries) {
      if (entry.kind === 'promotion' || entry.kind === 'item') continue
      problems.push(await purgeEntry(edit, entry))
      done++
      onProgress(done)
    }
    return problems.find((problem) => problem !== null) ?? null
  })

const purgeEntry = async (edit: Edit, entry: Exclude<TrashEntry, { kind: 'promotion' | 'item' }>): Promise<Problem> => {
  if (entry.kind === 'account') {
    for (const { path } of entry.paths) {
      const problem = problemOf(await edit.run(path, purgeDocument, { isForced: true }))
      if (problem !== null) return problem
    }
  }
  return problemOf(await edit.run(entry.path, purgeDocument, { isForced: false }))
}

export type DeletableDuplicate = Exclude<DuplicateRows, { readonly shown: { readonly type: 'account' } }>

/** Accounts are never deleted for being twice: their promotions are in them. */
export const isDeletable = (group: DuplicateRows): group is DeletableDuplicate => group.shown.type !== 'account'

/** Takes the copies that are not shown into the trash, all of them as one step of undo. */
export const deleteCopies = (workspace: WorkspaceData, groups: readonly DeletableDuplicate[]): Promise<Problem> =>
  workspace.edit(groups.length === 1 ? `Deleted the copy of ${groups[0]?.shown.name}` : `Deleted ${groups.length} copies`, async (edit) => {
    const byPath = new Map<string, { readonly rows: 'items' | 'promotions'; readonly rowIds: string[] }>()
    for (const row of groups.flatMap<DeletableDuplicate['shown']>(({ hidden }) => [...hidden])) {
      const [path, rows, rowId] =
        row.type === 'item' ? ([ITEMS_PATH, 'items', row.itemId] as const) : ([calendarPath(row.accountId, row.year), 'promotions', row.promotionId] as const)
      const before = byPath.get(path)
      if (before === undefined) byPath.set(path, { rows, rowIds: [rowId] })
      else before.rowIds.push(rowId)
    }
    for (const [path, args] of byPath) {
      const outcome = await edit.run(path, deleteRows, args)
      if (!outcome.ok) return outcome.error.message
    }
    return null
  })

/** They are different things after all: each gets its own place in every list, and imports no longer take one for the other. */
export const showCopies = (workspace: WorkspaceData, group: DuplicateRows): Promise<Problem> =>
  workspace.edit(`Kept both of ${group.shown.name}`, async (edit) => {
    for (const row of group.hidden) {
      const outcome =
        row.type === 'account'
          ? await edit.run(profilePath(row.accountId), setField, { name: 'externalKey', value: '' })
          : row.type === 'item'
            ? await edit.run(ITEMS_PATH, setCell, { rows: 'items', rowId: row.itemId, cell: 'externalKey', value: '' })
            : await edit.run(calendarPath(row.accountId, row.year), setCell, { rows: 'promotions', rowId: row.promotionId, cell: 'externalKey', value: '' })
      if (!outcome.ok) return outcome.error.message
    }
    return null
  })
