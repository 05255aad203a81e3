// Folds the sent rows of a document into one (S4): tree-wise, in idle time, by the leading tab and under a Web Lock, because
// two tabs folding at once would store the document twice. Unsent rows stay as they are. A crash in between changes nothing:
// the fold is one transaction.

import { mergeTreeWise } from '../../shared/model/merge-updates.ts'
import type { WorkspaceStorage } from '../storage/workspace-storage.ts'

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
  return storage.fold(
    document,
    sent.map(({ key }) => key),
    mergeTreeWise(sent.flatMap(({ updates }) => updates)),
  )
}

const exclusively = async <Value>(name: string, work: () => Promise<Value>): Promise<Value> =>
  typeof navigator === 'undefined' || navigator.locks === undefined ? work() : await navigator.locks.request(name, work)
