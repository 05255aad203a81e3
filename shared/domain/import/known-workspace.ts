// What a plan needs to know of the workspace: the summaries of everything, and the full values of the few documents a file
// touches. Summaries find the counterpart of a row; only the full value can say whether anything about it would change.

import type { DocumentKind } from '../../base/document-path.ts'
import type { Currency } from '../../base/money.ts'
import type { CalendarSummary, PromotionSummary } from '../../docs/calendar.ts'
import type { DocFields } from '../../docs/index.ts'
import type { ItemSummary } from '../../docs/items.ts'
import type { AccountSummary } from '../../docs/profile.ts'
import type { DocValue } from '../../model/field.ts'

export interface KnownWorkspace {
  readonly currency: Currency
  /** The week system of accounts whose row names none. */
  readonly defaultWeekSystemId: string
  /** Deleted ones included, in all four. */
  readonly accounts: readonly AccountSummary[]
  readonly items: readonly ItemSummary[]
  readonly calendars: readonly CalendarSummary[]
  readonly promotions: readonly PromotionSummary[]
  /** Null for a document that was not read. */
  readonly read: ReadValue
}

export type ReadValue = <Kind extends DocumentKind>(kind: Kind, path: string) => DocValue<DocFields<Kind>> | null

/** The one of several rows with the same key that counts: a live one before a deleted one, then the smallest id. */
export const preferred = <Row extends { readonly isDeleted: boolean }>(rows: readonly Row[], idOf: (row: Row) => string): Row | undefined =>
  rows.reduce<Row | undefined>((best, row) => {
    if (best === undefined || (best.isDeleted && !row.isDeleted)) return row
    if (row.isDeleted && !best.isDeleted) return best
    return idOf(row) < idOf(best) ? row : best
  }, undefined)
