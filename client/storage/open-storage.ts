import { createIdbStorage, databaseName } from './idb-storage.ts'
import type { WorkspaceStorage } from './workspace-storage.ts'

/** The storage of one person and workspace: IndexedDB, or memory where the browser has none or refuses it. */
export const openStorage = async (personId: string, workspaceId: string): Promise<WorkspaceStorage> => {
  const name = databaseName(personId, workspaceId)
  const storage = createIdbStorage(name)
  try {
    await storage.cursor()
    return storage
  } catch {
    // Full or blocked is a state the real storage recovers from; none at all is not.
    if (storage.problem() === 'quota' || storage.problem() === 'blocked') return storage
    await storage.close()
    const { createMemoryStorage } = await import('./memory-storage.ts')
    return createMemoryStorage(name)
  }
}
