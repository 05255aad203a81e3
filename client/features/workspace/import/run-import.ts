// Carries out the chosen rows of a plan, batch by batch, as one step of undo. Stopping it leaves what was imported so far:
// whole promotions, each of which the next attempt recognises.

import { importAccount, importItems, importPromotions } from '../../../../shared/commands/import-rows.ts'
import { type ImportBatch, importBatches } from '../../../../shared/domain/import/import-batches.ts'
import type { ImportPlan } from '../../../../shared/domain/import/plan-import.ts'
import type { PlannedRow } from '../../../../shared/domain/import/planned-row.ts'
import type { Edit, WorkspaceData } from '../../../data/workspace-data.ts'

export interface ImportProgress {
  readonly done: number
  readonly total: number
}

export interface ImportOutcome extends ImportProgress {
  readonly accounts: number
  readonly items: number
  readonly promotions: number
  readonly isStopped: boolean
  /** Batches the workspace would not take, in words. */
  readonly problems: readonly string[]
}

export interface ImportOptions {
  readonly isChosen: (row: PlannedRow) => boolean
  readonly onProgress?: (progress: ImportProgress) => void
  readonly isStopped?: () => boolean
}

const runBatch = (edit: Edit, batch: ImportBatch) => {
  switch (batch.kind) {
    case 'account':
      return edit.run(batch.path, importAccount, batch.write)
    case 'items':
      return edit.run(batch.path, importItems, batch.writes)
    case 'promotions':
      return edit.run(batch.path, importPromotions, batch.writes)
  }
}

const nextTask = (): Promise<void> => new Promise((resolve) => setTimeout(resolve))

export const runImport = async (workspace: WorkspaceData, plan: ImportPlan, options: ImportOptions): Promise<ImportOutcome> => {
  const batches = importBatches(plan, options.isChosen)
  const total = batches.reduce((sum, { rows }) => sum + rows, 0)
  const counts = { account: 0, items: 0, promotions: 0 }
  const problems: string[] = []
  let done = 0
  let isStopped = false
  options.onProgress?.({ done, total })
  await workspace.edit(`Imported ${total === 1 ? '1 row' : `${total} rows`}`, async (edit) => {
    for (const batch of batches) {
      if (options.isStopped?.() === true) {
        isStopped = true
        return
      }
      const outcome = await runBatch(edit, batch)
      if (outcome.ok) counts[batch.kind] += batch.rows
      else problems.push(outcome.error.message)
      done += batch.rows
      options.onProgress?.({ done, total })
      await nextTask()
    }
  })
  // A device that cannot store now keeps it in memory and sends it; the badge says so.
  await workspace.flush().catch(() => {})
  return { done, total, accounts: counts.account, items: counts.items, promotions: counts.promotions, isStopped, problems: [...new Set(problems)] }
}
