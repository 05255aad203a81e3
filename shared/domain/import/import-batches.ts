// The chosen rows of a plan as batches, each of which is one transaction on one document: at most 200 rows, which keeps it
// under the 512 KiB a transaction may have (S9). The rows of one promotion stay together.

import type { ImportPlan } from './plan-import.ts'
import type { AccountWrite, ItemWrite, PlannedRow, PromotionWrite } from './planned-row.ts'

export const BATCH_ROWS_MAX = 200

export type ImportBatch =
  | { readonly kind: 'account'; readonly path: string; readonly rows: number; readonly write: AccountWrite }
  | { readonly kind: 'items'; readonly path: string; readonly rows: number; readonly writes: readonly ItemWrite[] }
  | { readonly kind: 'promotions'; readonly path: string; readonly rows: number; readonly writes: readonly PromotionWrite[] }

export const importBatches = (plan: ImportPlan, isChosen: (row: PlannedRow) => boolean): readonly ImportBatch[] => {
  const writes = plan.rows.filter((row) => row.write !== null && isChosen(row)).map(({ write }) => write)
  const accounts: ImportBatch[] = []
  const items: ItemWrite[] = []
  const promotions = new Map<string, Map<string, PromotionWrite>>()
  for (const write of writes) {
    switch (write?.kind) {
      case 'account':
        accounts.push({ kind: 'account', path: write.path, rows: 1, write })
        break
      case 'item':
        items.push(write)
        break
      case 'promotion': {
        const ofPath = promotions.get(write.path) ?? new Map<string, PromotionWrite>()
        promotions.set(write.path, ofPath)
        const before = ofPath.get(write.key)
        ofPath.set(write.key, before === undefined ? write : joined(before, write))
        break
      }
    }
  }
  return [
    ...accounts,
    ...sliced(items, () => 1).map((slice): ImportBatch => ({ kind: 'items', path: slice[0]?.path ?? '', rows: slice.length, writes: slice })),
    ...[...promotions].flatMap(([path, ofPath]) =>
      sliced([...ofPath.values()], promotionRows).map(
        (slice): ImportBatch => ({ kind: 'promotions', path, rows: slice.reduce((sum, write) => sum + Math.max(1, write.lines.length), 0), writes: slice }),
      ),
    ),
  ]
}

const joined = (before: PromotionWrite, more: PromotionWrite): PromotionWrite => ({
  ...before,
  cells: { ...more.cells, ...before.cells },
  lines: [...before.lines, ...more.lines],
})

const promotionRows = (write: PromotionWrite): number => 1 + write.lines.length

const sliced = <Write>(writes: readonly Write[], rowsOf: (write: Write) => number): readonly (readonly Write[])[] => {
  const slices: Write[][] = []
  let rows = 0
  for (const write of writes) {
    const last = slices.at(-1)
    if (last === undefined || rows + rowsOf(write) > BATCH_ROWS_MAX) {
      slices.push([write])
      rows = rowsOf(write)
    } else {
      last.push(write)
      rows += rowsOf(write)
    }
  }
  return slices
}
