// Writes what was planned: one step of undo over however many calendars, in transactions small enough for the relay (L9).

import { calendarPath } from '../../../../shared/base/document-path.ts'
import { type PromotionChange, writePromotions } from '../../../../shared/commands/write-promotions.ts'
import type { PromotionDraft } from '../../../../shared/domain/promotion-draft.ts'
import { fiscalYearOfPromotion } from '../../../../shared/domain/weeks/fiscal-week.ts'
import type { CalendarAccount } from '../calendar-data.ts'
import type { CalendarState } from '../calendar-state.ts'
import type { CellPlan } from './plan-cells.ts'

/** A row of a new promotion takes about half a kilobyte of the 512 KiB a transaction may have. */
const ROWS_OF_TRANSACTION_MAX = 250

export interface Applied {
  /** Ids of the promotions that are new. */
  readonly created: readonly string[]
  /** What a document refused, in words; null when everything was written. */
  readonly problem: string | null
}

interface Batch {
  readonly path: string
  readonly account: CalendarAccount
  readonly changes: PromotionChange[]
  readonly creations: PromotionDraft[]
}

export const applyPlan = (calendar: CalendarState, label: string, plan: CellPlan): Promise<Applied> => {
  const batches = new Map<string, Batch>()
  const batchOf = (path: string, account: CalendarAccount): Batch => {
    let batch = batches.get(path)
    if (batch === undefined) {
      batch = { path, account, changes: [], creations: [] }
      batches.set(path, batch)
    }
    return batch
  }
  for (const { change, draft, target, account } of plan.rows) {
    if (account === null) continue
    if (change !== null && target !== null) batchOf(calendar.actions.pathOf(target.promotion), account).changes.push(change)
    const from = draft?.promotion.inStore?.from
    if (draft !== null && from !== undefined)
      batchOf(calendarPath(account.accountId, fiscalYearOfPromotion(account.system, from)), account).creations.push(draft)
  }
  return calendar.workspace.edit(label, async ({ run }) => {
    const created: string[] = []
    for (const { path, account, changes, creations } of batches.values()) {
      for (let at = 0; at < Math.max(changes.length, creations.length); at += ROWS_OF_TRANSACTION_MAX) {
        const slice = { changes: changes.slice(at, at + ROWS_OF_TRANSACTION_MAX), creations: creations.slice(at, at + ROWS_OF_TRANSACTION_MAX), account }
        const outcome = await run(path, writePromotions, slice)
        if (!outcome.ok) return { created, problem: outcome.error.message }
        created.push(...outcome.value.created)
      }
    }
    return { created, problem: null }
  })
}
