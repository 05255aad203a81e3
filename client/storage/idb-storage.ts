// The workspace storage on IndexedDB. All writes go through one queue, so a reader that flushes first sees everything that
// was pushed before it, and a crash leaves whole transactions only.

import type { IDBPTransaction, StoreNames } from 'idb'
import { GATE_VERSION } from '../../shared/protocol/version.ts'
import { checksumOf } from './checksum.ts'
import { createDatabase, type Database } from './database.ts'
import { type Cursor, DATABASE_VERSION, type UpdateRecord, type WorkspaceSchema } from './records.ts'
import type { RemoteUpdate, StoredUpdate, WorkspaceStorage } from './workspace-storage.ts'
import { createWriteQueue, type Write } from './write-queue.ts'

type Names = StoreNames<WorkspaceSchema>[]
export type Stores = IDBPTransaction<WorkspaceSchema, Names, 'readwrite'>

const STORES: Names = ['updates', 'summaries', 'stale', 'meta', 'quarantine', 'refused']
const CURSOR = 'cursor'
/** There while a row of the server's is missing: the cursor has passed it. */
const HOLE = 'hole'

const START: Cursor = { epoch: '', seq: 0, hash: '' }
const STRICT: IDBTransactionOptions = { durability: 'strict' }
const ROTTEN = 'checksum'

export const databaseName = (personId: string, workspaceId: string): string => `endcap/${personId}/${workspaceId}`

type Found = readonly [readonly number[], readonly UpdateRecord[]]
interface Rows<Query> {
  readonly getAllKeys: (query: Query) => Promise<number[]>
  readonly getAll: (query: Query) => Promise<UpdateRecord[]>
  readonly getAllRecords?: (options: { readonly query: Query }) => Promise<readonly { readonly primaryKey: number; readonly value: UpdateRecord }[]>
}

export const createIdbStorage = (name: string): WorkspaceStorage => {
  let hasCursor = false
  /** Whenever the cursor was told, it was the beginning of the log: whoever reads from it fills the hole. Null before it was told. */
  let isRewound: boolean | null = null
  const database: Database<WorkspaceSchema> = createDatabase<WorkspaceSchema>({
    name,
    version: DATABASE_VERSION,
    upgrade: (opened) => {
      const updates = opened.createObjectStore('updates', { autoIncrement: true })
      updates.createIndex('document', 'document')
      updates.createIndex('sent', 'sent')
      opened.createObjectStore('summaries', { keyPath: 'document' })
      opened.createObjectStore('stale', { keyPath: 'document' })
      opened.createObjectStore('meta')
      opened.createObjectStore('quarantine', { autoIncrement: true })
      opened.createObjectStore('refused', { autoIncrement: true }).createIndex('document', 'document')
    },
  })
  const listeners = new Set<() => void>()
  const changed = (): void => {
    for (const listener of [...listeners]) listener()
  }
  const stopObserving = database.observe(changed)

  const queue = createWriteQueue<Stores>((writes, isStrict) =>
    database.with(async (opened) => {
      const transaction = opened.transaction(STORES, 'readwrite', isStrict ? STRICT : undefined)
      const done = transaction.done
      // An abort is told by `done` too; whoever fails first is the reason.
      done.catch(() => {})
      try {
        const values = await Promise.all(writes.map(async (write) => write(transaction)))
        await done
        return values
      } catch (error) {
        // What a failing write issued before it failed must not be kept without the rest.
        abort(transaction)
        throw error
      }
    }),
  )
  const push = async <Value>(write: Write<Stores, Value>, isStrict = false): Promise<Value> => {
    const written = queue.push(write, isStrict)
    if (queue.pending() === 1) changed()
    const value = await written
    if (queue.pending() === 0) changed()
    return value
  }

  const asStored = (key: number, { document, updates, sent, at, isMine }: UpdateRecord): StoredUpdate => ({
    key,
    document,
    updates,
    sent,
    at,
    isMine: isMine === true,
  })

  /** Rows with their keys; one request where the browser can (Chromium 141, Safari 26). */
  const found = async <Query>(source: Rows<Query>, query: Query): Promise<Found> => {
    if (source.getAllRecords === undefined) return Promise.all([source.getAllKeys(query), source.getAll(query)])
    const records = await source.getAllRecords({ query })
    return [records.map(({ primaryKey }) => primaryKey), records.map(({ value }) => value)]
  }

  // Documents asked for in one turn are read in one transaction, each taken up in a task of its own: opening many of them costs
  // the transactions, not the bytes.
  let asked: { readonly document: string; readonly resolve: (value: Found) => void; readonly reject: (error: unknown) => void }[] = []
  const readAsked = async (): Promise<void> => {
    // A full disk can still be read: what is on it is better than nothing.
    await queue.flush().catch(() => {})
    const waiting = asked
    asked = []
    try {
      await database.with(async (opened) => {
        const source = opened.transaction('updates').store.index('document')
        await Promise.all(waiting.map(async ({ document, resolve }) => resolve(await found(source, document))))
      })
    } catch (error) {
      for (const { reject } of waiting) reject(error)
    }
  }
  const rowsOf = (document: string): Promise<Found> =>
    new Promise((resolve, reject) => {
      asked.push({ document, resolve, reject })
      if (asked.length === 1) void readAsked()
    })
  const unsentRows = async (): Promise<Found> => {
    await queue.flush().catch(() => {})
    return database.with((opened) => found(opened.transaction('updates').store.index('sent'), 0))
  }

  /**
   * Rows whose bytes do not match their checksum, or do not pass the gate, go to quarantine. A row that passed this gate before
   * it was stored has the same bytes still when its checksum holds.
   */
  const trusted = async ([keys, records]: Found): Promise<StoredUpdate[]> => {
    // Nobody reads the log before the first paint, and the gate comes with what does.
    const vet = records.every(isVetted) ? null : (await import('../../shared/protocol/vet-inbound.ts')).vetInbound
    const good: StoredUpdate[] = []
    const rotten: number[] = []
    const refused: number[] = []
    records.forEach((record, position) => {
      const key = keys[position]
      if (key === undefined) return
      if (!isSound(record)) rotten.push(key)
      else if (vet !== null && !isVetted(record) && record.updates.some((update) => vet(update) !== null)) refused.push(key)
      else good.push(asStored(key, record))
    })
    if (rotten.length > 0) await quarantine(rotten, ROTTEN)
    if (refused.length > 0) await quarantine(refused, 'gate')
    return good
  }

  const quarantine = (keys: readonly number[], reason: string): Promise<void> =>
    push(async (stores) => {
      await Promise.all(
        keys.map(async (key) => {
          const record = await stores.objectStore('updates').get(key)
          if (record === undefined) return
          const { document, updates, sent, at } = record
          await Promise.all([
            // The server has it still; what the gate or Yjs refuses would only come again.
            reason === ROTTEN && sent === 1 ? stores.objectStore('meta').put(START, HOLE) : null,
            stores.objectStore('quarantine').add({ document, updates, sent, at, reason }),
            stores.objectStore('updates').delete(key),
            stores.objectStore('stale').put({ document }),
          ])
        }),
      )
    })

  const advance = async (stores: Stores, cursor: Cursor): Promise<void> => {
    const meta = stores.objectStore('meta')
    // Cleared behind our back, by the person or by the browser: whoever starts next reads the log from its beginning.
    if (hasCursor && (await meta.get(CURSOR)) === undefined) return
    await Promise.all([meta.put(cursor, CURSOR), isRewound === true ? meta.delete(HOLE) : null])
    hasCursor = true
    isRewound = false
  }

  /** Reads that need not be ordered after pending writes. */
  const readNow = database.with

  return {
    name,
    problem: database.problem,
    pending: queue.pending,
    observe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    keep: ({ document, at, take, isStrict }) =>
      push((stores) => {
        const updates = take()
        watched(stores.objectStore('stale').put({ document }))
        return stores.objectStore('updates').add({ document, updates, sent: 0, at, checksum: checksumOf(updates), gate: GATE_VERSION, isMine: true })
      }, isStrict),
    storeRemote: (updates, cursor) =>
      push(async (stores) => {
        const requests: Promise<unknown>[] = []
        for (const [document, rows] of byDocument(updates)) {
          const parts = rows.map(({ bytes }) => bytes)
          const last = rows.at(-1)
          const record: UpdateRecord = {
            document,
            updates: parts,
            sent: 1,
            at: last?.at ?? 0,
            seq: last?.seq ?? 0,
            checksum: checksumOf(parts),
            gate: GATE_VERSION,
          }
          requests.push(watched(stores.objectStore('updates').add(record)), watched(stores.objectStore('stale').put({ document })))
        }
        if (cursor !== null) requests.push(watched(advance(stores, cursor)))
        await Promise.all(requests)
      }),
    markSent: (keys, seq) =>
      push(async (stores) => {
        const log = stores.objectStore('updates')
        await Promise.all(
          keys.map(async (key) => {
            const record = await log.get(key)
            if (record !== undefined && record.sent === 0) await log.put({ ...record, sent: 1, ...(seq > 0 ? { seq } : {}) }, key)
          }),
        )
      }),
    markAllUnsent: (whose) =>
      push(async (stores) => {
        for (let cursor = await stores.objectStore('updates').index('sent').openCursor(1); cursor !== null; cursor = await cursor.continue()) {
          if (whose === 'everybodys' || cursor.value.isMine === true) await cursor.update({ ...cursor.value, sent: 0 })
        }
      }),
    load: async (document) => trusted(await rowsOf(document)),
    unsent: async () => trusted(await unsentRows()),
    quarantine,
    quarantined: () => readNow((opened) => opened.count('quarantine')),
    setAside: (document, updates, reason) =>
      push(async (stores) => void (await stores.objectStore('quarantine').add({ document, updates, sent: 1, at: 0, reason }))),
    fold: async (document, keys, bytes) => {
      const { fold } = await import('./fold-rows.ts')
      return push((stores) => fold(stores, document, keys, bytes))
    },
    rowCounts: async () => {
      const { rowCounts } = await import('./fold-rows.ts')
      return readNow(rowCounts)
    },
    park: (document, reason, known) =>
      push(async (stores) => {
        const parked: number[] = []
        if (known !== undefined) {
          for (let cursor = await stores.objectStore('updates').index('document').openCursor(document); cursor !== null; cursor = await cursor.continue()) {
            if (cursor.value.sent === 0 && !known.includes(cursor.primaryKey)) return parked
          }
        }
        for (let cursor = await stores.objectStore('updates').index('document').openCursor(document); cursor !== null; cursor = await cursor.continue()) {
          if (cursor.value.sent === 1) continue
          const { updates, at } = cursor.value
          await stores.objectStore('refused').add({ document, updates, at, reason })
          await cursor.delete()
          parked.push(cursor.primaryKey)
        }
        // Some of it may have been stored before the rest was refused, its acknowledgement lost, and the cursor past it.
        if (parked.length > 0) await stores.objectStore('meta').put(START, HOLE)
        await stores.objectStore('stale').put({ document })
        return parked
      }),
    refuse: (refused) => push(async (stores) => void (await stores.objectStore('refused').add(refused))),
    refusals: async () => {
      await queue.flush().catch(() => {})
      return readNow(async (opened) => {
        const store = opened.transaction('refused').store
        const [keys, records] = await Promise.all([store.getAllKeys(), store.getAll()])
        return records.map((record, index) => ({ ...record, key: keys[index] ?? 0 }))
      })
    },
    unpark: async (document) => {
      const { unpark } = await import('./parked-rows.ts')
      await push((stores) => unpark(stores, document))
    },
    discardRefusals: async (document) => {
      const { discard } = await import('./parked-rows.ts')
      await push((stores) => discard(stores, document))
    },
    cursor: async () => {
      await queue.flush().catch(() => {})
      const [cursor, hole] = await readNow((opened) => {
        const { store } = opened.transaction('meta')
        return Promise.all([store.get(CURSOR), store.get(HOLE)])
      })
      hasCursor = cursor !== undefined
      if (cursor === undefined) return null
      isRewound = (isRewound ?? true) && hole !== undefined
      if (hole === undefined) return cursor
      return { ...START, epoch: cursor.epoch }
    },
    summaries: () => readNow((opened) => opened.getAll('summaries')),
    summariesOf: (documents) =>
      readNow(async (opened) => {
        const store = opened.transaction('summaries').store
        const records = await Promise.all(documents.map((document) => store.get(document)))
        return records.filter((record) => record !== undefined)
      }),
    putSummary: (document, version, rows) =>
      push(async (stores) => {
        await Promise.all([stores.objectStore('summaries').put({ document, version, rows }), stores.objectStore('stale').delete(document)])
      }),
    staleDocuments: async () => {
      await queue.flush().catch(() => {})
      return readNow((opened) => opened.getAllKeys('stale'))
    },
    flush: queue.flush,
    close: async () => {
      await queue.flush().catch(() => {})
      queue.dispose()
      stopObserving()
      database.close()
    },
    wipe: async () => {
      queue.dispose()
      stopObserving()
      const { wipeDatabase } = await import('./wipe-database.ts')
      return wipeDatabase(database, STORES)
    },
  }
}

/** A request of a transaction that is aborted rejects too, and the transaction has said why. */
const watched = <Value>(request: Promise<Value>): Promise<Value> => {
  request.catch(() => {})
  return request
}

const abort = (transaction: { readonly abort: () => void }): void => {
  try {
    transaction.abort()
  } catch {
    // It has aborted itself.
  }
}

const isVetted = ({ gate }: UpdateRecord): boolean => gate === GATE_VERSION

const isSound = ({ updates, checksum }: UpdateRecord): boolean =>
  Array.isArray(updates) && updates.every((update) => update instanceof Uint8Array) && checksumOf(updates) === checksum

const byDocument = (updates: readonly RemoteUpdate[]): ReadonlyMap<string, readonly RemoteUpdate[]> => {
  const groups = new Map<string, RemoteUpdate[]>()
  for (const update of updates) {
    const group = groups.get(update.document)
    if (group === undefined) groups.set(update.document, [update])
    else group.push(update)
  }
  return groups
}
