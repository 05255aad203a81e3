import 'fake-indexeddb/auto'
import { openDB } from 'idb'
import { afterEach, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { createDatabase } from '../../../client/storage/database.ts'
import { createDeviceStorage } from '../../../client/storage/device-storage.ts'
import { createIdbStorage, databaseName } from '../../../client/storage/idb-storage.ts'
import { createMemoryStorage } from '../../../client/storage/memory-storage.ts'
import { openStorage } from '../../../client/storage/open-storage.ts'
import { DATABASE_VERSION } from '../../../client/storage/records.ts'
import type { StorageProblem } from '../../../client/storage/storage-problem.ts'
import type { WorkspaceStorage } from '../../../client/storage/workspace-storage.ts'
import { GATE_VERSION } from '../../../shared/protocol/version.ts'

let counter = 0
let opened: WorkspaceStorage[] = []
const newName = (): string => `storage-${++counter}`
const open = (name: string): WorkspaceStorage => {
  const storage = createIdbStorage(name)
  opened.push(storage)
  return storage
}
afterEach(async () => {
  for (const storage of opened) await storage.close()
  opened = []
})

/** An update that says these numbers. */
const bytes = (...values: number[]): Uint8Array => {
  const ydoc = new Y.Doc()
  ydoc.getMap('fields').set('values', values)
  return Y.encodeStateAsUpdate(ydoc)
}
const flat = (updates: readonly Uint8Array[]): number[] =>
  updates.flatMap((update) => {
    const ydoc = new Y.Doc()
    Y.applyUpdate(ydoc, update)
    return ydoc.getMap('fields').get('values') as number[]
  })
const until = (check: () => boolean): Promise<void> => expect.poll(check, { timeout: 20_000 }).toBe(true)
const cursor = { epoch: 'e', seq: 7, hash: 'h' }

// One contract, kept by the real storage and by its stand-in.
describe.each([
  ['IndexedDB', (name: string) => open(name)],
  ['memory', (name: string) => createMemoryStorage(name)],
])('the workspace storage in %s', (_kind, create) => {
  it('keeps local edits as unsent until they are acknowledged: the log is the outbox (S2)', async () => {
    const storage = create(newName())
    const [a, b] = await Promise.all([
      storage.keep({ document: 'd', at: 1, take: () => [bytes(1)] }),
      storage.keep({ document: 'd', at: 2, take: () => [bytes(2)] }),
    ])
    await storage.storeRemote([{ document: 'd', bytes: bytes(3), seq: 7, at: 3 }], cursor)
    expect((await storage.unsent()).map(({ key }) => key)).toEqual([a, b])
    await storage.markSent([a], 8)
    expect((await storage.unsent()).map(({ key }) => key)).toEqual([b])
    expect((await storage.load('d')).map((row) => [...flat(row.updates), row.sent])).toEqual([
      [1, 1],
      [2, 0],
      [3, 1],
    ])
    expect(await storage.staleDocuments()).toEqual(['d'])
    await storage.putSummary('d', 1, [{ key: 'k', type: 't' }])
    expect(await storage.staleDocuments()).toEqual([])
    expect(await storage.cursor()).toEqual(cursor)
  })

  it('folds sent rows only, and only while all of them are there (S4)', async () => {
    const storage = create(newName())
    const unsent = await storage.keep({ document: 'd', at: 1, take: () => [bytes(1)] })
    await storage.storeRemote(
      [
        { document: 'd', bytes: bytes(2), seq: 5, at: 1 },
        { document: 'd', bytes: bytes(3), seq: 6, at: 2 },
      ],
      null,
    )
    const keys = (await storage.load('d')).filter(({ sent }) => sent === 1).map(({ key }) => key)
    expect(await storage.fold('d', [...keys, unsent], bytes(9))).toBe(false)
    expect(await storage.fold('d', keys, bytes(9))).toBe(true)
    expect(await storage.fold('d', keys, bytes(9))).toBe(false)
    expect((await storage.load('d')).map((row) => [...flat(row.updates), row.sent])).toEqual([
      [1, 0],
      [9, 1],
    ])
  })

  it('parks, puts back and throws away what the server refused (S9)', async () => {
    const storage = create(newName())
    await storage.keep({ document: 'd', at: 1, take: () => [bytes(1)] })
    await storage.keep({ document: 'other', at: 1, take: () => [bytes(2)] })
    expect(await storage.park('d', 'denied')).toHaveLength(1)
    expect(await storage.load('d')).toEqual([])
    expect((await storage.refusals()).map(({ document, reason }) => [document, reason])).toEqual([['d', 'denied']])
    await storage.unpark('d')
    expect((await storage.unsent()).map(({ document }) => document).sort()).toEqual(['d', 'other'])
    await storage.park('d', 'denied')
    await storage.discardRefusals('d')
    expect(await storage.refusals()).toEqual([])
    expect(await storage.load('d')).toEqual([])
  })

  it('parks what a manager has only while there is nothing else: what another tab keeps meanwhile was not handed in (S15)', async () => {
    const storage = create(newName())
    const first = await storage.keep({ document: 'd', at: 1, take: () => [bytes(1)] })
    await storage.keep({ document: 'other', at: 1, take: () => [bytes(2)] })
    const later = await storage.keep({ document: 'd', at: 2, take: () => [bytes(3)] })
    expect(await storage.park('d', 'handed_in', [first])).toEqual([])
    expect(await storage.refusals()).toEqual([])
    expect((await storage.unsent()).map(({ key }) => key)).toContain(later)
    expect(await storage.park('d', 'handed_in', [first, later])).toEqual([first, later])
    expect((await storage.unsent()).map(({ document }) => document)).toEqual(['other'])
  })
})

describe('the workspace storage in IndexedDB', () => {
  it('moves the cursor in the transaction that stores the rows: neither without the other (S3)', async () => {
    const name = newName()
    const storage = open(name)
    await storage.storeRemote([{ document: 'd', bytes: bytes(1), seq: 1, at: 1 }], { epoch: 'e', seq: 1, hash: 'a' })
    // A row that cannot be stored takes the cursor down with it.
    const impossible = { document: 'd', bytes: (() => {}) as unknown as Uint8Array, seq: 2, at: 2 }
    const failing = storage.storeRemote([{ document: 'd', bytes: bytes(2), seq: 2, at: 2 }, impossible], { epoch: 'e', seq: 2, hash: 'b' })
    const behind = storage.keep({ document: 'other', at: 1, take: () => [bytes(5)] })
    await expect(failing).rejects.toThrow()
    await behind
    const raw = await openDB(name)
    expect(await raw.get('meta', 'cursor')).toEqual({ epoch: 'e', seq: 1, hash: 'a' })
    expect((await raw.getAll('updates')).map(({ document }) => document)).toEqual(['d', 'other'])
    raw.close()
  })

  it('has a kept edit after the tab was killed without closing anything (S2)', async () => {
    const name = newName()
    const killed = createIdbStorage(name)
    await killed.keep({ document: 'd', at: 1, take: () => [bytes(1, 2, 3)] })
    const after = open(name)
    expect((await after.unsent()).map((row) => flat(row.updates))).toEqual([[1, 2, 3]])
  })

  it('puts a rotten row into quarantine and reads the others (S2)', async () => {
    const name = newName()
    const storage = open(name)
    const key = await storage.keep({ document: 'd', at: 1, take: () => [bytes(1, 2, 3)] })
    await storage.keep({ document: 'd', at: 2, take: () => [bytes(4)] })
    const raw = await openDB(name)
    await raw.put('updates', { ...(await raw.get('updates', key)), updates: [bytes(1, 9, 3)] }, key)
    raw.close()
    expect((await storage.load('d')).map((row) => flat(row.updates))).toEqual([[4]])
    expect(await storage.quarantined()).toBe(1)
    expect(await storage.staleDocuments()).toEqual(['d'])
  })

  it('reads the log from its beginning again when a row of the server’s has rotted, and only once', async () => {
    const name = newName()
    const storage = open(name)
    await storage.storeRemote([{ document: 'd', bytes: bytes(1), seq: 7, at: 1 }], cursor)
    const raw = await openDB(name)
    const [key] = await raw.getAllKeys('updates')
    await raw.put('updates', { ...(await raw.get('updates', key as number)), updates: [bytes(2)] }, key)
    raw.close()
    expect(await storage.load('d')).toEqual([])
    await storage.storeRemote([], { epoch: 'e', seq: 8, hash: 'i' })
    const next = open(name)
    expect(await next.cursor()).toEqual({ epoch: 'e', seq: 0, hash: '' })
    await next.storeRemote([{ document: 'd', bytes: bytes(1), seq: 7, at: 1 }], cursor)
    expect(await next.cursor()).toEqual(cursor)
    expect((await next.load('d')).map((row) => flat(row.updates))).toEqual([[1]])
  })

  it('puts a row that does not pass the gate into quarantine before Yjs sees it, and the server is not asked for it again (S2)', async () => {
    const name = newName()
    const storage = open(name)
    const hostile = new Uint8Array([255, 255, 255, 255, 7])
    await storage.storeRemote([{ document: 'd', bytes: hostile, seq: 1, at: 1 }], cursor)
    await storage.keep({ document: 'd', at: 1, take: () => [hostile] })
    await storage.keep({ document: 'd', at: 1, take: () => [bytes(4)] })
    // Stored behind another gate, and by a version that had none.
    const raw = await openDB(name)
    const [first, second] = await raw.getAllKeys('updates')
    await raw.put('updates', { ...(await raw.get('updates', first as number)), gate: GATE_VERSION - 1 }, first)
    const { gate: _gate, ...without } = await raw.get('updates', second as number)
    await raw.put('updates', without, second)
    raw.close()
    expect((await storage.unsent()).map((row) => flat(row.updates))).toEqual([[4]])
    expect((await storage.load('d')).map((row) => flat(row.updates))).toEqual([[4]])
    expect(await storage.quarantined()).toBe(2)
    expect(await open(name).cursor()).toEqual(cursor)
  })

  it('does not parse a row again that passed this gate before it was stored: its checksum says that it is the same (G6, S2)', async () => {
    const name = newName()
    const storage = open(name)
    await storage.storeRemote([{ document: 'd', bytes: bytes(1), seq: 1, at: 1 }], cursor)
    await storage.keep({ document: 'd', at: 1, take: () => [bytes(2)] })
    expect((await storage.load('d')).map((row) => flat(row.updates))).toEqual([[1], [2]])
    const raw = await openDB(name)
    expect((await raw.getAll('updates')).map(({ gate }) => gate)).toEqual([GATE_VERSION, GATE_VERSION])
    const [key] = await raw.getAllKeys('updates')
    await raw.put('updates', { ...(await raw.get('updates', key as number)), updates: [bytes(3)] }, key)
    raw.close()
    expect((await storage.load('d')).map((row) => flat(row.updates))).toEqual([[2]])
  })

  it('waits for the disk itself where a word is given: strict durability for the row, and for no other (S3)', async () => {
    const storage = open(newName())
    await storage.unsent()
    const asked: (string | undefined)[] = []
    const original = IDBDatabase.prototype.transaction
    IDBDatabase.prototype.transaction = function (this: IDBDatabase, ...args: Parameters<typeof original>) {
      if (args[1] === 'readwrite') asked.push(args[2]?.durability)
      return original.apply(this, args)
    }
    try {
      await storage.keep({ document: 'd', at: 1, take: () => [bytes(1)] })
      await storage.keep({ document: 'd', at: 2, take: () => [bytes(2)], isStrict: true })
    } finally {
      IDBDatabase.prototype.transaction = original
    }
    expect(asked).toEqual([undefined, 'strict'])
  })

  it('writes no cursor of before into storage that was cleared meanwhile: the next start reads everything (F10)', async () => {
    const name = newName()
    const storage = open(name)
    await storage.storeRemote([{ document: 'd', bytes: bytes(1), seq: 7, at: 1 }], cursor)
    const raw = await openDB(name)
    for (const store of ['updates', 'summaries', 'meta']) await raw.clear(store)
    raw.close()
    await storage.storeRemote([{ document: 'd', bytes: bytes(2), seq: 8, at: 2 }], { epoch: 'e', seq: 8, hash: 'i' })
    const next = open(name)
    expect(await next.cursor()).toBeNull()
    await next.storeRemote([], cursor)
    expect(await next.cursor()).toEqual(cursor)
  })

  it('is emptied when another tab keeps the browser from deleting it, and says so (S7)', { timeout: 15_000 }, async () => {
    const name = newName()
    const storage = open(name)
    await storage.keep({ document: 'd', at: 1, take: () => [bytes(1)] })
    // Another tab that does not let go.
    const other = await openDB(name)
    expect(await storage.wipe()).toBe('emptied')
    expect(await other.count('updates')).toBe(0)
    other.close()
  })

  it('says that it is still there when the browser will neither empty nor delete it (S7)', async () => {
    const storage = open(newName())
    await storage.keep({ document: 'd', at: 1, take: () => [bytes(1)] })
    const { clear } = IDBObjectStore.prototype
    const { deleteDatabase } = IDBFactory.prototype
    IDBObjectStore.prototype.clear = () => {
      throw new DOMException('no', 'UnknownError')
    }
    IDBFactory.prototype.deleteDatabase = () => {
      throw new DOMException('no', 'UnknownError')
    }
    try {
      expect(await storage.wipe()).toBe('kept')
    } finally {
      IDBObjectStore.prototype.clear = clear
      IDBFactory.prototype.deleteDatabase = deleteDatabase
    }
  })

  it('writes a burst in few transactions and reads what was pushed before (S4)', async () => {
    const storage = open(newName())
    const kept = Array.from({ length: 2_000 }, (_, index) => storage.keep({ document: 'd', at: index, take: () => [bytes(index % 256)] }))
    expect(storage.pending()).toBe(2_000)
    expect((await storage.load('d')).length).toBe(2_000)
    expect(storage.pending()).toBe(0)
    expect(new Set(await Promise.all(kept)).size).toBe(2_000)
  })

  it('opens the database again when its handle died, and gives up after three times (S3)', async () => {
    const name = newName()
    const storage = open(name)
    await storage.keep({ document: 'd', at: 1, take: () => [bytes(1)] })
    const original = IDBDatabase.prototype.transaction
    let failures = 2
    IDBDatabase.prototype.transaction = function (this: IDBDatabase, ...args: Parameters<typeof original>) {
      if (failures-- > 0) throw new DOMException('The database connection is closing.', 'InvalidStateError')
      return original.apply(this, args)
    }
    try {
      expect(await storage.unsent()).toHaveLength(1)
      expect(storage.problem()).toBeNull()
      failures = 100
      await expect(storage.unsent()).rejects.toThrow()
      expect(storage.problem()).toBe('dead')
    } finally {
      IDBDatabase.prototype.transaction = original
    }
    expect(await storage.unsent()).toHaveLength(1)
    expect(storage.problem()).toBeNull()
  })

  it('says when the disk is full, keeps the edit queued, and stores it once there is room (S3)', async () => {
    const storage = open(newName())
    await storage.unsent()
    const original = IDBObjectStore.prototype.add
    IDBObjectStore.prototype.add = () => {
      throw new DOMException('full', 'QuotaExceededError')
    }
    const kept = storage.keep({ document: 'd', at: 1, take: () => [bytes(1)] })
    await expect(storage.flush()).rejects.toThrow()
    expect(storage.problem()).toBe('quota')
    expect(storage.pending()).toBe(1)
    IDBObjectStore.prototype.add = original
    await storage.flush()
    expect(await kept).toBeGreaterThan(0)
    expect(storage.problem()).toBeNull()
    expect(await storage.unsent()).toHaveLength(1)
  })
})

describe('tabs of two versions', () => {
  it('says that another tab holds the old one, keeps what is edited queued, and stores it when that is closed (S3)', async () => {
    const name = newName()
    const old = await openDB(name, 1, { upgrade: (opened) => void opened.createObjectStore('meta') })
    const upgraded: number[] = []
    const database = createDatabase<{ meta: { key: string; value: string } }>({ name, version: 2, upgrade: (_opened, before) => void upgraded.push(before) })
    const told: (StorageProblem | null)[] = []
    database.observe(() => told.push(database.problem()))
    const written = database.with((opened) => opened.put('meta', 'value', 'key'))
    await until(() => database.problem() === 'blocked')
    expect(upgraded).toEqual([])
    old.close()
    await written
    expect(upgraded).toEqual([1])
    expect(told).toEqual(['blocked', null])
    database.close()
  })

  it('nobody who opens a workspace waits for the other tab: it is there, says so, and reads once it may', async () => {
    const raw = await openDB(databaseName('ann', 'held'), 1)
    const original = IDBFactory.prototype.open
    // As a version of ours that has another layout would ask.
    IDBFactory.prototype.open = function (this: IDBFactory, asked) {
      return original.call(this, asked, 2)
    }
    try {
      const storage = await openStorage('ann', 'held')
      expect(storage.problem()).toBe('blocked')
      const kept = storage.keep({ document: 'd', at: 1, take: () => [bytes(1)] })
      expect(storage.pending()).toBe(1)
      raw.close()
      await kept
      expect(storage.problem()).toBeNull()
      await storage.close()
    } finally {
      IDBFactory.prototype.open = original
    }
  })

  it('lets the newer one have it at once, says that this tab is the old one, and drops nothing (S3)', async () => {
    const name = newName()
    const storage = open(name)
    await storage.keep({ document: 'd', at: 1, take: () => [bytes(1)] })
    const newer = await openDB(name, DATABASE_VERSION + 1)
    void storage.keep({ document: 'd', at: 2, take: () => [bytes(2)] })
    await expect(storage.flush()).rejects.toThrow()
    expect(storage.problem()).toBe('outdated')
    expect(storage.pending()).toBe(1)
    expect(await newer.count('updates')).toBe(1)
    newer.close()
  })
})

describe('a browser without IndexedDB', () => {
  it('is worked in from memory, and the badge says so (S3)', async () => {
    const original = globalThis.indexedDB
    Object.assign(globalThis, { indexedDB: undefined })
    try {
      const storage = await openStorage('ann', 'private')
      expect(storage.problem()).toBe('unavailable')
      await storage.keep({ document: 'd', at: 1, take: () => [bytes(1)] })
      expect((await storage.unsent()).map(({ updates }) => flat(updates))).toEqual([[1]])
    } finally {
      Object.assign(globalThis, { indexedDB: original })
    }
  })

  it.each(['SecurityError', 'InvalidStateError', 'UnknownError'])('or with one that never opens (private windows: %s) is the same (S3)', async (name) => {
    const original = IDBFactory.prototype.open
    let asked = 0
    IDBFactory.prototype.open = () => {
      asked++
      throw new DOMException('not here', name)
    }
    try {
      const storage = await openStorage('ann', `never-${name}`)
      expect(storage.problem()).toBe('unavailable')
      // Once, and up to three times more where it may have been a dead handle; what is read with the first is asked as often.
      expect(asked).toBeLessThanOrEqual(2 * 4)
      await storage.keep({ document: 'd', at: 1, take: () => [bytes(1)] })
      expect(await storage.unsent()).toHaveLength(1)
    } finally {
      IDBFactory.prototype.open = original
    }
  })

  it('refuses to give up on one that opens badly once', async () => {
    const original = IDBFactory.prototype.open
    let failures = 1
    IDBFactory.prototype.open = function (this: IDBFactory, ...args: Parameters<typeof original>) {
      if (failures-- > 0) throw new DOMException('Internal error', 'UnknownError')
      return original.apply(this, args)
    }
    try {
      const storage = await openStorage('ann', 'shaky')
      opened.push(storage)
      expect(storage.problem()).toBeNull()
      await storage.keep({ document: 'd', at: 1, take: () => [bytes(1)] })
      expect(await storage.unsent()).toHaveLength(1)
    } finally {
      IDBFactory.prototype.open = original
    }
  })
})

describe('the device storage', () => {
  it('knows who was here last, and forgets them with their local data', async () => {
    const device = createDeviceStorage()
    const session = {
      person: { id: 'ann', name: 'Ann', email: 'ann@example.com' },
      workspaceId: 'forgotten',
      workspaceName: 'Alder Creek',
      role: 'manager' as const,
    }
    await device.activate(session)
    expect(await device.active()).toEqual(session)
    const storage = open('endcap/ann/forgotten')
    await storage.keep({ document: 'd', at: 1, take: () => [bytes(1)] })
    await device.forget('ann', 'forgotten')
    expect(await device.active()).toBeNull()
    expect(await open('endcap/ann/forgotten').unsent()).toEqual([])
    device.close()
  })
})
