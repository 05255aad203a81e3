// Workspaces this person is no longer in, and whose pages nobody opens any more: what was made there on this device and never
// sent is left for a manager (S15). Loads only where there is such a workspace.

import { mergeTreeWise } from '../../shared/model/merge-updates.ts'
import { openStorage } from '../storage/open-storage.ts'
import type { StoredUpdate } from '../storage/workspace-storage.ts'
import type { DocumentRows, OutboxRow } from '../sync/engine-events.ts'
import { handOverByHttp } from '../sync/hand-over.ts'
import type { LocalSession } from './workspace-data.ts'

export const leaveBehind = async (sessions: readonly LocalSession[], fetcher: typeof fetch): Promise<void> => {
  for (const { person, workspaceId } of sessions) {
    const storage = await openStorage(person.id, workspaceId)
    try {
      const parking: Promise<unknown>[] = []
      const documents = byDocument(await storage.unsent())
      if (documents.length === 0) continue
      await handOverByHttp(`/sync/${workspaceId}`, person.id, fetcher).handIn(documents, (event) => {
        if (event.is === 'handedIn') parking.push(storage.park(event.document, event.reason, event.ids))
      })
      await Promise.all(parking)
    } finally {
      await storage.close()
    }
  }
}

const byDocument = (rows: readonly StoredUpdate[]): readonly DocumentRows[] => {
  const groups = new Map<string, [OutboxRow, ...OutboxRow[]]>()
  for (const { key, document, updates, at } of rows) {
    const row: OutboxRow = { id: key, document, bytes: mergeTreeWise(updates), at, edits: updates.length, by: 'us' }
    const group = groups.get(document)
    if (group === undefined) groups.set(document, [row])
    else group.push(row)
  }
  return [...groups.values()]
}
