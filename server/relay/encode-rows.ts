// A page of the tail as frames: together where the client takes them so, a bounded number in each (`row-bundle.ts`).

import { LIMITS } from '../../shared/protocol/limits.ts'
import { encodeControl } from '../../shared/protocol/socket-messages.ts'
import type { LogRow } from '../store/log-store.ts'

export const encodeRows = (rows: readonly LogRow[], isBundled: boolean): Uint8Array[] => {
  if (!isBundled || rows.length < 2) return rows.map((row) => encodeControl({ type: 'row', row }))
  const frames: Uint8Array[] = []
  for (let from = 0; from < rows.length; from += LIMITS.rowsPerBundleMax) {
    frames.push(encodeControl({ type: 'rows', rows: rows.slice(from, from + LIMITS.rowsPerBundleMax) }))
  }
  return frames
}
