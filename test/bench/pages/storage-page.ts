// The client's own storage and sync in a page of the benchmark's: no server, no interface, a real IndexedDB on a real disk.

import { IndexeddbPersistence } from 'y-indexeddb'
import { Awareness } from 'y-protocols/awareness'
import * as Y from 'yjs'
import { createOpenDocuments } from '../../../client/data/open-documents.ts'
import { createIdbStorage } from '../../../client/storage/idb-storage.ts'
import type { WorkspaceStorage } from '../../../client/storage/workspace-storage.ts'
import { createSync } from '../../../client/sync/create-sync.ts'
import type { Sync } from '../../../client/sync/sync.ts'

export interface Burst {
  /** From the first edit until the last is on the disk. */
  readonly durableMs: number
  /** The edits alone, as the page made them. */
  readonly editsMs: number
  readonly longTasks: readonly number[]
}

export interface Sample {
  readonly path: string
  readonly base: string
}

export interface StorageBench {
  readonly burst: (base: string, edits: number) => Promise<Burst>
  /** As many documents as asked for, of the kinds given in turn. */
  readonly fill: (samples: readonly Sample[], documents: number) => Promise<void>
  readonly openAll: (documents: number) => Promise<number>
  /** The same with `y-indexeddb`: a database for each document, written one row per update. */
  readonly burstPeer: (base: string, edits: number) => Promise<number>
  readonly fillPeer: (samples: readonly Sample[], documents: number) => Promise<void>
  readonly openAllPeer: (documents: number) => Promise<number>
}

declare global {
  interface Window {
    storageBench?: StorageBench
  }
}

const DOCUMENT = 'accounts/marlow/calendar/2027'
const bytesOf = (base64: string): Uint8Array => Uint8Array.from(atob(base64), (char) => char.charCodeAt(0))
const nextTask = (): Promise<void> =>
  new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = () => resolve()
    port2.postMessage(null)
  })

/** A sync whose server never answers: what is measured is this device. */
const offlineSync = (storage: WorkspaceStorage): Sync =>
  createSync({
    personId: 'bench',
    storage,
    dial: () => ({ send: () => {}, close: () => {} }),
    listener: { onStored: () => {}, onSummaries: () => {}, onRole: () => {}, canWrite: () => true },
    now: () => performance.timeOrigin + performance.now(),
    random: () => 0.5,
  })

window.storageBench = {
  burst: async (base, edits) => {
    const storage = createIdbStorage(`burst-${performance.now()}`)
    await storage.storeRemote([{ document: DOCUMENT, bytes: bytesOf(base), seq: 1, at: 0 }], null)
    const sync = offlineSync(storage)
    const ydoc = new Y.Doc()
    Y.applyUpdate(ydoc, bytesOf(base), 'storage')
    sync.connect({ path: DOCUMENT, ydoc, awareness: new Awareness(ydoc), unsent: [], quarantined: [], reload: () => {} })
    const rows = [...(ydoc.getMap('rows/promotions') as Y.Map<Y.Map<unknown>>).values()]
    await new Promise((resolve) => setTimeout(resolve, 500))

    const longTasks: number[] = []
    const observer = new PerformanceObserver((list) => longTasks.push(...list.getEntries().map(({ duration }) => duration)))
    observer.observe({ type: 'longtask' })
    const started = performance.now()
    let editsMs = 0
    for (let edit = 0; edit < edits; ) {
      const slice = performance.now()
      for (const end = Math.min(edits, edit + 100); edit < end; edit++) rows[edit % rows.length]?.set('confidence', edit % 100)
      editsMs += performance.now() - slice
      await nextTask()
    }
    await sync.flush()
    while (sync.state().unsaved > 0) await nextTask()
    const durableMs = performance.now() - started
    await new Promise((resolve) => setTimeout(resolve, 100))
    observer.disconnect()
    const kept = (await storage.load(DOCUMENT)).flatMap(({ updates }) => updates).length
    if (kept < edits / 50) throw new Error(`only ${kept} updates are on the disk`)
    await sync.dispose()
    await storage.close()
    return { durableMs, editsMs, longTasks }
  },
  fill: async (samples, documents) => {
    const storage = createIdbStorage('two-hundred')
    const rows = Array.from({ length: documents }, (_, index) => {
      const { path, base } = samples[index % samples.length] as Sample
      return { document: path.replace(/^accounts\/[^/]+/, `accounts/bench${index}`), bytes: bytesOf(base), seq: index + 1, at: 0 }
    })
    await storage.storeRemote(rows, null)
    await storage.close()
  },
  openAll: async (documents) => {
    const storage = createIdbStorage('two-hundred')
    const sync = offlineSync(storage)
    const open = createOpenDocuments({ storage, lingerMs: 0, connect: sync.connect, onSummary: () => {} })
    const paths = [...(await storage.rowCounts()).keys()]
    if (paths.length !== documents) throw new Error(`${paths.length} documents are on the disk`)
    const started = performance.now()
    for (const path of paths) open.acquire(path)
    const opened = await Promise.all(paths.map(open.ready))
    const ms = performance.now() - started
    if (opened.some((live) => live === null || live.ydoc.store.clients.size === 0)) throw new Error('a document came up empty')
    open.dispose()
    await sync.dispose()
    await storage.close()
    return ms
  },
  burstPeer: async (base, edits) => {
    const ydoc = new Y.Doc()
    const name = `peer-burst-${performance.now()}`
    const peer = new IndexeddbPersistence(name, ydoc)
    await peer.whenSynced
    Y.applyUpdate(ydoc, bytesOf(base), 'storage')
    const rows = [...(ydoc.getMap('rows/promotions') as Y.Map<Y.Map<unknown>>).values()]
    await new Promise((resolve) => setTimeout(resolve, 500))
    const started = performance.now()
    for (let edit = 0; edit < edits; ) {
      for (const end = Math.min(edits, edit + 100); edit < end; edit++) rows[edit % rows.length]?.set('confidence', edit % 100)
      await nextTask()
    }
    // Its writes are not told of: a transaction behind them waits for them.
    const database = peer.db
    if (database === null) throw new Error('the peer has no database')
    await new Promise<void>((resolve, reject) => {
      const transaction = database.transaction(['updates'], 'readwrite')
      transaction.oncomplete = () => resolve()
      transaction.onerror = () => reject(transaction.error)
      transaction.objectStore('updates').count()
    })
    const ms = performance.now() - started
    await peer.destroy()
    return ms
  },
  fillPeer: async (samples, documents) => {
    for (let index = 0; index < documents; index++) {
      const ydoc = new Y.Doc()
      const peer = new IndexeddbPersistence(`peer-${index}`, ydoc)
      await peer.whenSynced
      Y.applyUpdate(ydoc, bytesOf((samples[index % samples.length] as Sample).base))
      await peer.destroy()
    }
  },
  openAllPeer: async (documents) => {
    const started = performance.now()
    const peers = Array.from({ length: documents }, (_, index) => new IndexeddbPersistence(`peer-${index}`, new Y.Doc()))
    await Promise.all(peers.map(({ whenSynced }) => whenSynced))
    const ms = performance.now() - started
    if (peers.some(({ doc }) => doc.store.clients.size === 0)) throw new Error('a document of the peer came up empty')
    await Promise.all(peers.map((peer) => peer.destroy()))
    return ms
  },
}
