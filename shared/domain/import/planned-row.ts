// One row of a file and what importing it would do. The states are what the preview counts; `write` is what the commands
// carry out, with ids still to be made where a row is new.

import type { AccountFields } from './account-rows.ts'
import type { ImportKind } from './columns.ts'
import type { ItemCells } from './item-rows.ts'
import type { LineCells, PromotionCells } from './promotion-rows.ts'
import type { CellFault } from './row-reader.ts'
import type { SheetRow } from './sheet.ts'

export const ROW_STATES = ['create', 'changed', 'unchanged', 'trashed', 'faulty'] as const
export type RowState = (typeof ROW_STATES)[number]

/** One value that would change, as the person reads it. */
export interface ValueChange {
  readonly label: string
  readonly before: string
  readonly after: string
}

export interface AccountWrite {
  readonly kind: 'account'
  readonly path: string
  readonly isRestored: boolean
  readonly fields: Partial<AccountFields> & { readonly externalKey?: string; readonly currency?: string }
  readonly firstReceivers: readonly string[]
}

export interface ItemWrite {
  readonly kind: 'item'
  readonly path: string
  /** Null = a new row. */
  readonly itemId: string | null
  readonly isRestored: boolean
  readonly cells: Partial<ItemCells> & { readonly externalKey?: string }
}

export interface LineWrite {
  readonly lineId: string | null
  readonly isRestored: boolean
  readonly cells: Partial<LineCells>
}

export interface PromotionWrite {
  readonly kind: 'promotion'
  readonly path: string
  /** Rows with the same key are lines of the same promotion. */
  readonly key: string
  readonly promotionId: string | null
  readonly isRestored: boolean
  /** The plan year itself was emptied from the trash and comes back. */
  readonly isCalendarRestored: boolean
  readonly cells: Partial<PromotionCells> & { readonly externalKey?: string }
  readonly lines: readonly LineWrite[]
}

export type ImportWrite = AccountWrite | ItemWrite | PromotionWrite

export interface PlannedRow extends SheetRow {
  /** Index of the sheet among those planned together. */
  readonly sheet: number
  readonly kind: ImportKind
  readonly state: RowState
  /** The name of the thing the row describes, as far as it can be read. */
  readonly title: string
  readonly faults: readonly CellFault[]
  readonly changes: readonly ValueChange[]
  readonly note: string | null
  /** Null for unchanged and faulty rows. */
  readonly write: ImportWrite | null
  /** The promotions file names an account nobody knows: importing accounts first would help. */
  readonly isAccountMissing: boolean
}
