import { createIdbStorage, databaseName } from './idb-storage.ts'
import type { WorkspaceStorage } from './workspace-storage.ts'

/** The storage of one person and workspace: IndexedDB, or memory where the browser has none or refuses it. */
export const openStorage = async (personId: string, workspaceId: string): Promise<WorkspaceStorage> => {
  const name = databaseName(personId, workspaceId)
  const storage = createIdbStorage(name)
  try {
    // Asked with the probe: what the first paint is made of is read in the same turn.
    let primed: ReturnType<WorkspaceStorage['summaries']> | null = storage.summaries()
    primed.catch(() => {
      primed = null
    })
    await storage.cursor()
    return {
      ...storage,
      summaries: () => {
        const summaries = primed ?? storage.summaries()
        primed = null
        return summaries
      },
    }
  } catch {
    // Full or blocked is a state the real storage recovers from; none at all is not.
    if (storage.problem() === 'quota' || storage.problem() === 'blocked') return storage
    await storage.close()
    const { createMemoryStorage } = await import('./memory-storage.ts')
    return createMemoryStorage(name)
  }
}
