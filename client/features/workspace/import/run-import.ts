// Carries out the chosen rows of a plan, batch by batch, as one step of undo. Stopping it leaves what was imported so far:
// whole promotions, each of which the next attempt recognises.

import { importFacts } from '../../../../shared/commands/import-facts.ts'
import { importAccount, importItems, importPromotions } from '../../../../shared/commands/import-rows.ts'
import { type ImportBatch, importBatches } from '../../../../shared/domain/import/import-batches.ts'
import type { FactsPlan, FactsRow, FactsWrite } from '../../../../shared/domain/import/plan-facts.ts'
import type { ImportPlan } from '../../../../shared/domain/import/plan-import.ts'
import type { PlannedRow } from '../../../../shared/domain/import/planned-row.ts'
import type { Edit, WorkspaceData } from '../../../data/workspace-data.ts'
import { browserPlatform } from '../../../platform.ts'

export interface ImportProgress {
  readonly done: number
  readonly total: number
}

export interface ImportOutcome extends ImportProgress {
  readonly accounts: number
  readonly items: number
  readonly promotions: number
  /** Numbers of weekly sales. */
  readonly facts: number
  readonly isStopped: boolean
  /** Batches the workspace would not take, in words. */
  readonly problems: readonly string[]
}

export interface ImportOptions {
  readonly facts?: readonly FactsPlan[]
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

/** Rows of which something is added. */
export const isAdded = ({ state }: FactsRow): boolean => state === 'create' || state === 'changed'

const nextTask = (): Promise<void> => new Promise((resolve) => setTimeout(resolve))

export const runImport = async (workspace: WorkspaceData, plan: ImportPlan, options: ImportOptions): Promise<ImportOutcome> => {
  const batches = importBatches(plan, options.isChosen)
  const factsWrites = (options.facts ?? []).flatMap(({ writes }) => writes)
  const numbersOf = ({ series }: FactsWrite) => series.reduce((sum, { values }) => sum + values.filter((value) => value !== null).length, 0)
  const rows = batches.reduce((sum, batch) => sum + batch.rows, 0) + (options.facts ?? []).reduce((sum, plan) => sum + plan.rows.filter(isAdded).length, 0)
  const total = batches.reduce((sum, batch) => sum + batch.rows, 0) + factsWrites.length
  let facts = 0
  const counts = { account: 0, items: 0, promotions: 0 }
  const problems: string[] = []
  let done = 0
  let isStopped = false
  options.onProgress?.({ done, total })
  await workspace.edit(`Imported ${rows === 1 ? '1 row' : `${rows} rows`}`, async (edit) => {
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
    const importedAt = new Date(browserPlatform.now()).toISOString()
    for (const write of factsWrites) {
      if (options.isStopped?.() === true) {
        isStopped = true
        return
      }
      const outcome = await edit.run(write.path, importFacts, { ...write, importedAt })
      if (outcome.ok) facts += numbersOf(write)
      else problems.push(outcome.error.message)
      done++
      options.onProgress?.({ done, total })
      await nextTask()
    }
  })
  // A device that cannot store now keeps it in memory and sends it; the badge says so.
  await workspace.flush().catch(() => {})
  return { done, total, accounts: counts.account, items: counts.items, promotions: counts.promotions, facts, isStopped, problems: [...new Set(problems)] }
}
