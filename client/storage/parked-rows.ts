// What somebody decides about edits the server refused: they are tried again, or let go. Loads with the decision.

import { checksumOf } from './checksum.ts'
import type { Stores } from './idb-storage.ts'

export const unpark = async (stores: Stores, document: string): Promise<void> => {
  for (let cursor = await stores.objectStore('refused').index('document').openCursor(document); cursor !== null; cursor = await cursor.continue()) {
    const { updates, at } = cursor.value
    await stores.objectStore('updates').add({ document, updates, at, sent: 0, checksum: checksumOf(updates), isMine: true })
    await cursor.delete()
  }
  await stores.objectStore('stale').put({ document })
}

export const discard = async (stores: Stores, document: string): Promise<void> => {
  for (let cursor = await stores.objectStore('refused').index('document').openCursor(document); cursor !== null; cursor = await cursor.continue()) {
    await cursor.delete()
  }
}
