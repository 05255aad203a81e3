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
    await readyOrBlocked(storage)
    return {
      ...storage,
      summaries: () => {
        const summaries = primed ?? storage.summaries()
        primed = null
        return summaries
      },
    }
  } catch {
    // Full, blocked or outdated is a state to be told, in which what is on the disk stays what counts; none at all is not.
    const problem = storage.problem()
    if (problem === 'quota' || problem === 'blocked' || problem === 'outdated') return storage
    await storage.close()
    const { createMemoryStorage } = await import('./memory-storage.ts')
    return createMemoryStorage(name)
  }
}

/** One that is held by another tab answers when that is closed: until then the badge says so, and nobody waits for it here (S3). */
const readyOrBlocked = (storage: WorkspaceStorage): Promise<unknown> => {
  let stop = (): void => {}
  const blocked = new Promise<void>((resolve) => {
    stop = storage.observe(() => {
      if (storage.problem() === 'blocked') resolve()
    })
  })
  return Promise.race([storage.cursor(), blocked]).finally(stop)
}
