// Folds the sent rows of a document into one (S4): tree-wise, in idle time, by the leading tab and under a Web Lock, because
// two tabs folding at once would store the document twice. Unsent rows stay as they are. What this device made is folded
// apart from the rest, in rows small enough to be offered again (S13). Each fold is one transaction over a few neighbours,
// and the folded rows are folded again: a crash in between changes nothing, and no step is long enough to be felt.

import { mergeTreeWise } from '../../shared/model/merge-updates.ts'
import { LIMITS } from '../../shared/protocol/limits.ts'
import type { StoredUpdate, WorkspaceStorage } from '../storage/workspace-storage.ts'

/** Fewer rows than this are read as fast as one. */
const ROWS_MIN = 200
const ROWS_PER_FOLD = 64
/** A burst is one row of many updates. */
const UPDATES_PER_FOLD = 512
const IDLE_TIMEOUT_MS = 2_000

type Idle = () => Promise<void>

export const foldLongLogs = async (storage: WorkspaceStorage, isStopped: () => boolean, idle: Idle = whenPageIsIdle): Promise<number> => {
  let folded = 0
  for (const [document, count] of await storage.rowCounts()) {
    if (isStopped()) return folded
    if (count > ROWS_MIN && (await exclusively(`${storage.name}/fold`, () => foldDocument(storage, document, isStopped, idle)))) folded++
  }
  return folded
}

const foldDocument = async (storage: WorkspaceStorage, document: string, isStopped: () => boolean, idle: Idle): Promise<boolean> => {
  for (let level = 0; ; level++) {
    await idle()
    const sent = (await storage.load(document)).filter((row) => row.sent === 1)
    if (level === 0 && sent.length <= ROWS_MIN) return false
    const groups = [
      ...neighbours(
        sent.filter(({ isMine }) => !isMine),
        Number.POSITIVE_INFINITY,
      ),
      ...neighbours(
        sent.filter(({ isMine }) => isMine),
        LIMITS.chunkBytesMax,
      ),
    ].filter((rows) => rows.reduce((sum, { updates }) => sum + updates.length, 0) > 1)
    if (groups.length === 0) return level > 0
    for (const rows of groups) {
      await idle()
      if (isStopped()) return level > 0
      const bytes = mergeTreeWise(rows.flatMap(({ updates }) => updates))
      // Somebody else changed one of them meanwhile: another time.
      if (!(await storage.fold(document, rows.map(keyOf), bytes))) return level > 0
    }
  }
}

const keyOf = ({ key }: StoredUpdate): number => key

/** Rows one after the other that are folded together. */
const neighbours = (rows: readonly StoredUpdate[], bytesMax: number): readonly (readonly StoredUpdate[])[] => {
  const groups: StoredUpdate[][] = []
  let bytes = 0
  let updates = 0
  for (const row of rows) {
    const rowBytes = row.updates.reduce((sum, { length }) => sum + length, 0)
    const group = groups.at(-1)
    const hasRoom = group !== undefined && group.length < ROWS_PER_FOLD && updates + row.updates.length <= UPDATES_PER_FOLD && bytes + rowBytes <= bytesMax
    if (hasRoom) group.push(row)
    else groups.push([row])
    bytes = rowBytes + (hasRoom ? bytes : 0)
    updates = row.updates.length + (hasRoom ? updates : 0)
  }
  return groups
}

const whenPageIsIdle: Idle = () =>
  typeof requestIdleCallback === 'function' ? new Promise((resolve) => requestIdleCallback(() => resolve(), { timeout: IDLE_TIMEOUT_MS })) : Promise.resolve()

const exclusively = async <Value>(name: string, work: () => Promise<Value>): Promise<Value> =>
  typeof navigator === 'undefined' || navigator.locks === undefined ? work() : await navigator.locks.request(name, work)
