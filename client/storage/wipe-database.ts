// Takes a person's data off the device, as far as the browser lets us (S7). Emptied first: a deletion waits for every tab that
// has the database open, and until then nobody can open it again to empty it.

import type { DBSchema, StoreNames } from 'idb'
import type { Database } from './database.ts'
import type { Wiped } from './workspace-storage.ts'

/** A browser that has not done it by then waits for another tab, or will not. */
const WIPE_MS_MAX = 5_000

export const wipeDatabase = async <Schema extends DBSchema>(database: Database<Schema>, stores: StoreNames<Schema>[]): Promise<Wiped> => {
  const isEmpty = await inTime(
    database.with(async (opened) => {
      const transaction = opened.transaction(stores, 'readwrite', { durability: 'strict' })
      await Promise.all([...stores.map((store) => transaction.objectStore(store).clear()), transaction.done])
    }),
  )
  const isGone = await inTime(database.remove())
  return isGone || database.problem() === 'unavailable' ? 'gone' : isEmpty ? 'emptied' : 'kept'
}

/** False when it failed or has not been done by then. */
const inTime = (work: Promise<unknown>): Promise<boolean> =>
  new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), WIPE_MS_MAX)
    const settle = (isDone: boolean): void => {
      clearTimeout(timer)
      resolve(isDone)
    }
    work.then(
      () => settle(true),
      () => settle(false),
    )
  })
