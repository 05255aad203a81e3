// Folds the sent rows of a document into one (S4): tree-wise, in idle time, by the leading tab and under a Web Lock, because
// two tabs folding at once would store the document twice. Unsent rows stay as they are. What this device made is folded
// apart from the rest, in rows small enough to be offered again (S13). A crash in between changes nothing: each fold is one
// transaction.

import { mergeTreeWise } from '../../shared/model/merge-updates.ts'
import { LIMITS } from '../../shared/protocol/limits.ts'
import type { StoredUpdate, WorkspaceStorage } from '../storage/workspace-storage.ts'

/** Fewer rows than this are read as fast as one. */
const ROWS_MIN = 200

export const foldLongLogs = async (storage: WorkspaceStorage, isStopped: () => boolean): Promise<number> => {
  let folded = 0
  for (const [document, count] of await storage.rowCounts()) {
    if (isStopped()) return folded
    if (count > ROWS_MIN && (await exclusively(`${storage.name}/fold`, () => foldDocument(storage, document)))) folded++
  }
  return folded
}

const foldDocument = async (storage: WorkspaceStorage, document: string): Promise<boolean> => {
  const sent = (await storage.load(document)).filter((row) => row.sent === 1)
  if (sent.length <= ROWS_MIN) return false
  let isFolded = false
  for (const rows of [sent.filter(({ isMine }) => !isMine), ...offerable(sent.filter(({ isMine }) => isMine))]) {
    if (rows.length < 2) continue
    const keys = rows.map(({ key }) => key)
    if (await storage.fold(document, keys, mergeTreeWise(rows.flatMap(({ updates }) => updates)))) isFolded = true
  }
  return isFolded
}

/** Neighbours that fit into one offer together. */
const offerable = (rows: readonly StoredUpdate[]): readonly (readonly StoredUpdate[])[] => {
  const slices: StoredUpdate[][] = []
  let bytes = Number.POSITIVE_INFINITY
  for (const row of rows) {
    const rowBytes = row.updates.reduce((sum, { length }) => sum + length, 0)
    if (bytes + rowBytes > LIMITS.chunkBytesMax) {
      slices.push([])
      bytes = 0
    }
    slices.at(-1)?.push(row)
    bytes += rowBytes
  }
  return slices
}

const exclusively = async <Value>(name: string, work: () => Promise<Value>): Promise<Value> =>
  typeof navigator === 'undefined' || navigator.locks === undefined ? work() : await navigator.locks.request(name, work)
