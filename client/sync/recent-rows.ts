// Rows that came while their document was not joined yet. A document that is being read from the disk misses what was stored
// after the read; handing it the rows of the last moments again is safe, because an update applied twice changes nothing.

import type { REMOTE, TAB } from '../../shared/model/origin.ts'

export interface RecentRow {
  readonly document: string
  readonly bytes: Uint8Array
  readonly origin: typeof TAB | typeof REMOTE
  /** This tab's number of an unsent row of another tab. */
  readonly row: number | null
}

export interface RecentRows {
  readonly add: (row: RecentRow) => void
  readonly of: (document: string) => readonly RecentRow[]
  /** These edits left the log: a document that is read again must not find them here (S9). */
  readonly forget: (rows: readonly number[]) => void
}

/** Reading a document takes less. */
const KEPT_MS = 10_000
const ROWS_MAX = 2_000

export const createRecentRows = (now: () => number): RecentRows => {
  let rows: { readonly row: RecentRow; readonly at: number }[] = []
  const trim = (): void => {
    const oldest = now() - KEPT_MS
    if (rows.length > ROWS_MAX || (rows[0]?.at ?? oldest) < oldest) rows = rows.slice(-ROWS_MAX).filter(({ at }) => at >= oldest)
  }
  return {
    add: (row) => {
      rows.push({ row, at: now() })
      trim()
    },
    of: (document) => {
      trim()
      return rows.filter(({ row }) => row.document === document).map(({ row }) => row)
    },
    forget: (gone) => {
      if (gone.length === 0) return
      const numbers = new Set(gone)
      rows = rows.filter(({ row }) => row.row === null || !numbers.has(row.row))
    },
  }
}
