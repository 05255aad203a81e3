// One IndexedDB database that survives what browsers do to handles: a dead handle (iOS closes them in the background) is
// reopened up to three times, then the person is told; a blocked upgrade and a missing IndexedDB are states, not crashes (S3).

import { type DBSchema, deleteDB, type IDBPDatabase, type OpenDBCallbacks, openDB } from 'idb'
import { problemOfError, type StorageProblem } from './storage-problem.ts'

const REOPENS_MAX = 3

export interface Database<Schema extends DBSchema> {
  readonly problem: () => StorageProblem | null
  readonly observe: (listener: () => void) => () => void
  /** Runs the work against an open handle, again on a fresh one when the handle was dead. Rejects once it gives up; `problem` says why. */
  readonly with: <Value>(work: (database: IDBPDatabase<Schema>) => Promise<Value>) => Promise<Value>
  readonly close: () => void
  readonly remove: () => Promise<void>
}

export interface DatabaseConfig<Schema extends DBSchema> {
  readonly name: string
  readonly version: number
  readonly upgrade: NonNullable<OpenDBCallbacks<Schema>['upgrade']>
}

export const createDatabase = <Schema extends DBSchema>({ name, version, upgrade }: DatabaseConfig<Schema>): Database<Schema> => {
  let handle: Promise<IDBPDatabase<Schema>> | null = null
  let problem: StorageProblem | null = typeof indexedDB === 'undefined' ? 'unavailable' : null
  let isClosed = false
  const listeners = new Set<() => void>()

  const setProblem = (next: StorageProblem | null): void => {
    if (next === problem) return
    problem = next
    for (const listener of [...listeners]) listener()
  }

  const open = (): Promise<IDBPDatabase<Schema>> => {
    if (isClosed) return Promise.reject(new Error(`the database ${name} was closed`))
    handle ??= openDB<Schema>(name, version, {
      upgrade,
      blocked: () => setProblem('blocked'),
      // A newer tab wants to upgrade, or the person clears the site: let go, and open again with the next use.
      blocking: (_current, _blocked, event) => {
        ;(event.target as IDBDatabase).close()
        handle = null
      },
      terminated: () => {
        handle = null
      },
    }).then((opened) => {
      if (problem === 'blocked') setProblem(null)
      return opened
    })
    return handle
  }

  const attempt = async <Value>(work: (database: IDBPDatabase<Schema>) => Promise<Value>): Promise<Value> => {
    for (let reopens = 0; ; reopens++) {
      try {
        const value = await work(await open())
        setProblem(null)
        return value
      } catch (error) {
        handle = null
        if (isClosed) throw error
        if (error instanceof DOMException && error.name === 'DataCloneError') throw error
        const found = problemOfError(error)
        if (found !== null || reopens >= REOPENS_MAX) {
          setProblem(found ?? 'dead')
          throw error
        }
      }
    }
  }

  return {
    problem: () => problem,
    observe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    with: (work) => (problem === 'unavailable' ? Promise.reject(new Error('no IndexedDB here')) : attempt(work)),
    close: () => {
      isClosed = true
      void handle?.then(
        (opened) => opened.close(),
        () => {},
      )
      handle = null
    },
    remove: async () => {
      isClosed = true
      ;(await handle?.catch(() => null))?.close()
      handle = null
      if (problem !== 'unavailable') await deleteDB(name)
    },
  }
}
