// What compaction asks of the log: how long each document's is, and one row in the place of many. Loads with it.

import type { IDBPDatabase } from 'idb'
import { GATE_VERSION } from '../../shared/protocol/version.ts'
import { checksumOf } from './checksum.ts'
import type { Stores } from './idb-storage.ts'
import type { UpdateRecord, WorkspaceSchema } from './records.ts'

/** False when one of them is gone, or was not sent: then nothing is done. */
export const fold = async (stores: Stores, document: string, keys: readonly number[], bytes: Uint8Array): Promise<boolean> => {
  const log = stores.objectStore('updates')
  const records = await Promise.all(keys.map((key) => log.get(key)))
  if (records.some((record) => record === undefined || record.sent === 0 || record.document !== document)) return false
  const seq = Math.max(0, ...records.map((record) => record?.seq ?? 0))
  const at = Math.max(0, ...records.map((record) => record?.at ?? 0))
  const isMine = records.every((record) => record?.isMine === true)
  const folded: UpdateRecord = { document, updates: [bytes], sent: 1, at, checksum: checksumOf([bytes]), gate: GATE_VERSION }
  await Promise.all([...keys.map((key) => log.delete(key)), log.add({ ...folded, ...(seq > 0 ? { seq } : {}), ...(isMine ? { isMine } : {}) })])
  return true
}

export const rowCounts = async (opened: IDBPDatabase<WorkspaceSchema>): Promise<ReadonlyMap<string, number>> => {
  const counts = new Map<string, number>()
  const index = opened.transaction('updates').store.index('document')
  for (let cursor = await index.openKeyCursor(null, 'nextunique'); cursor !== null; cursor = await cursor.continue()) {
    counts.set(cursor.key, await index.count(cursor.key))
  }
  return counts
}
