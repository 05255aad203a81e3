// Performs what the engine decides: socket, storage, channels, tabs, timers. It decides nothing itself. Effects are performed
// in the order they were asked for, also when performing one makes the next event. One that throws (a screen behind a listener
// may) holds up none behind it; its error goes to whoever brought the event.

import { REMOTE, TAB } from '../../shared/model/origin.ts'
import { vetOwn } from '../../shared/protocol/vet-inbound.ts'
import { isStorageFailing } from '../storage/storage-problem.ts'
import type { WorkspaceStorage } from '../storage/workspace-storage.ts'
import type { ChannelSocket } from './channel-socket.ts'
import { createDocumentLink, type DocumentLink } from './document-link.ts'
import { createEngine } from './engine.ts'
import type { Effect, EngineEvent, RefusedDocument } from './engine-events.ts'
import { isWhole } from './engine-tail.ts'
import type { HandOver } from './hand-over.ts'
import { createOutboxKeeper } from './outbox-keeper.ts'
import { createRecentRows, type RecentRow } from './recent-rows.ts'
import type { Dial, Socket } from './socket.ts'
import { createSteadyClock } from './steady-clock.ts'
import { PAGE, type Surroundings } from './surroundings.ts'
import type { Sync, SyncListener } from './sync.ts'
import { HANDED_IN } from './sync-state.ts'
import { createTabs, type TabMessage, type Tabs } from './tabs.ts'

export interface SyncDeps {
  readonly personId: string
  readonly storage: WorkspaceStorage
  readonly dial: Dial
  /** What is dialled takes compressed snapshots. */
  readonly inflates?: () => boolean
  /** Loads what sends edits by HTTP, with the first edit; a world without it has none. */
  readonly loadHandOver?: () => Promise<HandOver>
  readonly listener: SyncListener
  readonly now: () => number
  readonly random: () => number
  /** The page it runs in; another one in the simulated world. */
  readonly surroundings?: Surroundings
}

const FRAME_MS = 16
const WAKE_MS_MIN = 20
const CONNECT_AFTER_MS = 8
/** More at once make a task people feel. */
const CONNECTS_PER_TASK = 16
const COMPACT_AFTER_MS = 15_000
const COMPACT_EVERY_MS = 10 * 60_000
const FIND_EVERY_MS = 60_000
/** What Yjs threw at came from the relay, and would come again (S5). */
const THROWN_MS = 5_000
const THROWN_MS_MAX = 10 * 60_000

export const createSync = ({ personId, storage, dial, inflates, loadHandOver, listener, now, random, surroundings = PAGE }: SyncDeps): Sync => {
  const { after, createProvider, loadCompaction, watchPage } = surroundings
  const engine = createEngine({ personId, random, ...(inflates === undefined ? {} : { inflates }) })
  const clock = createSteadyClock(now)
  const links = new Map<string, DocumentLink>()
  /** How often Yjs threw at what the channel of a document brought. */
  const thrown = new Map<string, number>()
  const recent = createRecentRows(now)
  const sockets = new Map<number, ChannelSocket>()
  const refs = new Map<ChannelSocket, number>()
  const observers = new Set<() => void>()
  let socket: Socket | null = null
  let lastRef = 0
  let isDisposed = false
  let isLeading = false
  let cancelWake = (): void => {}
  let cancelCompacting = (): void => {}
  let cancelFinding = (): void => {}

  // ---- whoever shows how far it is ----

  // The first change after a quiet frame is told in the turn that made it, what follows once a frame; but never is somebody left
  // in the belief that all is saved (DESIGN §4).
  let isTelling = false
  let isFrameRunning = false
  let isBehind = false
  let unsavedTold = 0

  const tellNow = (): void => {
    if (isTelling) return
    isTelling = true
    // Behind the edit: a screen that breaks must not keep it from being stored.
    queueMicrotask(() => {
      isTelling = false
      isBehind = false
      unsavedTold = engine.counts().unsaved
      if (!isFrameRunning) {
        isFrameRunning = true
        after(FRAME_MS, () => {
          isFrameRunning = false
          if (isBehind) tellNow()
        })
      }
      for (const observer of [...observers]) observer()
    })
  }
  const tell = (): void => {
    isBehind = true
    if (!isFrameRunning) tellNow()
  }

  // ---- events in, effects out, in order ----

  let queue: Effect[] = []
  let isPerforming = false

  const step = (event: EngineEvent): void => {
    if (isDisposed && event.is !== 'stop') return
    queue.push(...engine.step(event, clock.now()))
    if (isPerforming) return
    isPerforming = true
    let failure: { readonly error: unknown } | null = null
    while (queue.length > 0) {
      const effects = queue
      queue = []
      for (const effect of effects) {
        try {
          perform(effect)
        } catch (error) {
          failure ??= { error }
        }
      }
    }
    isPerforming = false
    cancelWake()
    const moment = clock.now()
    const wakeAt = engine.wakeAt(moment)
    if (wakeAt !== null && !isDisposed) cancelWake = after(Math.max(WAKE_MS_MIN, wakeAt - moment), () => step({ is: 'wake' }))
    if (failure !== null) throw failure.error
  }

  const perform = (effect: Effect): void => {
    switch (effect.do) {
      case 'dial':
        return dialSocket(effect.socket)
      case 'hangUp': {
        const closing = socket
        socket = null
        return closing?.close(effect.code, effect.reason)
      }
      case 'send':
        return socket?.send(effect.bytes)
      case 'storeRemote': {
        const documents = [...new Set(effect.rows.map(({ document }) => document))]
        const rows = effect.rows.map(({ document, bytes, seq, time }) => ({ document, bytes, seq, at: time }))
        return whenStored(storage.storeRemote(rows, effect.cursor), () => {
          if (documents.length > 0) listener.onStored(documents)
        })
      }
      case 'setAside':
        return whenStored(storage.setAside(effect.document, [effect.bytes], effect.reason), () => {})
      case 'markSent':
        return keeper.markSent(effect.ids, effect.seq)
      case 'park': {
        const known = keeper.forget(effect.ids)
        recent.forget(effect.ids)
        const isLeft = effect.reason === HANDED_IN
        whenStored(storage.park(effect.document, effect.reason, isLeft ? known : undefined), (keys) => {
          refusalsChanged(effect.document, keys)
          // Another tab kept something meanwhile that no manager has: all of it is left once more.
          if (isLeft && keys.length < known.length) void findUnsent()
        })
        // Read again behind the parking: what is edited from here on is not made on top of what was refused.
        return links.get(effect.document)?.reload()
      }
      case 'epoch':
        return tabs.moveTo(effect.epoch)
      case 'compare':
        return links.get(effect.document)?.compare()
      case 'newHistory':
        keeper.newHistory()
        // What colleagues made and the server lost may be on this device only (S13); who may not write has nothing to offer.
        return whenStored(storage.markAllUnsent(listener.canWrite() && effect.onlyMine !== true ? 'everybodys' : 'mine'), () => void findUnsent())
      case 'channelOpened':
        return sockets.get(effect.ref)?.opened()
      case 'channelMessage':
        return sockets.get(effect.ref)?.received(effect.payload)
      case 'channelClosed': {
        const channel = sockets.get(effect.ref)
        sockets.delete(effect.ref)
        if (channel !== undefined) refs.delete(channel)
        return channel?.lost(effect.code, effect.reason)
      }
      case 'remoteRow':
        return apply({ document: effect.document, bytes: effect.bytes, origin: REMOTE, row: null })
      case 'role':
        return listener.onRole(effect.role)
      case 'flush':
        return handOver?.flush(effect.rows)
      case 'handIn':
        readyToHandOver()
          .then((loaded) => loaded?.handIn(effect.documents, step))
          .catch(() => step({ is: 'handInEnded', outcome: 'later' }))
        return
      case 'caughtUp':
        return tabs.post({ says: 'caughtUp' })
      case 'stateChanged':
        return tell()
    }
  }

  const apply = (row: RecentRow): void => {
    const link = links.get(row.document)
    if (link === undefined) recent.add(row)
    else link.apply(row.bytes, row.origin, row.row)
  }

  /** Writes that fail are tried again by the storage; a closed one settles nothing. */
  const whenStored = <Value>(written: Promise<Value>, then: (value: Value) => void): void => {
    written.then(
      (value) => {
        if (!isDisposed) then(value)
      },
      () => {},
    )
  }

  const keeper = createOutboxKeeper({ storage, step: (event) => step(event), post: (message) => tabs.post(message), now, whenStored })

  const dialSocket = (number: number): void => {
    socket = dial({
      onOpen: () => step({ is: 'socketOpened', socket: number }),
      onFrame: (bytes) => step({ is: 'socketFrame', socket: number, bytes }),
      onClose: (code, reason) => step({ is: 'socketClosed', socket: number, code, reason }),
    })
  }

  // ---- the outbox ----

  const hasStorageFailed = (): boolean => isStorageFailing(storage.problem())

  let handOver: HandOver | null = null
  let loading: Promise<HandOver | null> | null = null
  const readyToHandOver = async (): Promise<HandOver | null> => {
    try {
      loading ??= loadHandOver?.() ?? Promise.resolve(null)
      handOver = await loading
    } catch {
      loading = null
    }
    return handOver
  }

  const keep = (document: string, bytes: Uint8Array, isStrict: boolean): number | null => {
    // A page that is closing can load nothing any more.
    if (loading === null) void readyToHandOver()
    // An editor may tidy a document up by itself; what nobody may send is not kept either.
    if (!listener.canWrite()) return null
    const refusal = vetOwn(bytes)
    if (refusal !== null) {
      // The server would not take it (S9): it is kept for the person to decide, and the document goes back to before it.
      whenStored(storage.refuse({ document, updates: [bytes], at: now(), reason: refusal.kind }), () => refusalsChanged(document, []))
      queueMicrotask(() => links.get(document)?.reload())
      return null
    }
    const id = keeper.keep(document, bytes, isStrict)
    if (unsavedTold === 0) tellNow()
    if (hasStorageFailed()) step({ is: 'storageFailed' })
    return id
  }

  /** Whoever leads sends what an earlier session left. */
  const findUnsent = async (): Promise<void> => {
    const rows = await keeper.findUnsent(() => (isLeading ? 'us' : 'otherTab'))
    for (const { document, bytes, id } of rows) apply({ document, bytes, origin: TAB, row: id })
  }

  /** A tab that dies between the disk and its word to the others leaves a row nobody knows of, or nobody knows to be sent. */
  const findNowAndThen = (): void => {
    cancelFinding = after(FIND_EVERY_MS, () => {
      void findUnsent().finally(() => {
        if (!isDisposed) findNowAndThen()
      })
    })
  }

  const findRefusals = async (): Promise<void> => {
    const refusals = await storage.refusals().catch(() => [])
    const byDocument = new Map<string, RefusedDocument>()
    for (const { document, reason, updates } of refusals) {
      byDocument.set(document, { path: document, edits: (byDocument.get(document)?.edits ?? 0) + updates.length, reason })
    }
    step({ is: 'refusalsFound', refused: [...byDocument.values()] })
  }

  /** Rows left the log, and nothing is made on top of them any more. */
  const rowsLeft = (keys: readonly number[]): void => {
    const ids = keeper.forgetKeys(keys)
    recent.forget(ids)
    step({ is: 'rowsGone', ids })
  }

  /** `keys`: rows that left the log. */
  const refusalsChanged = (document: string, keys: readonly number[]): void => {
    void findRefusals()
    listener.onStored([document])
    tabs.post({ says: 'refusals', document, keys })
  }

  // ---- channels ----

  /** Links that wait for their channel, oldest first. Whoever opens a document, or many, does not wait for the relay. */
  const connecting = new Set<() => void>()
  const connectSoon = (connect: () => void): (() => void) => {
    connecting.add(connect)
    if (connecting.size === 1) connectNext(1)
    return () => connecting.delete(connect)
  }
  /** `seen`: how many waited a moment ago; while they become more, documents are being opened. */
  const connectNext = (seen: number): void => {
    after(CONNECT_AFTER_MS, () => {
      if (connecting.size > seen) return connectNext(connecting.size)
      for (const connect of [...connecting].slice(0, CONNECTS_PER_TASK)) {
        connecting.delete(connect)
        connect()
      }
      if (connecting.size > 0) connectNext(connecting.size)
    })
  }

  // ---- tabs ----

  /** Loads when there is time for it. */
  const fold = async (): Promise<void> => {
    const { foldLongLogs } = await loadCompaction()
    await foldLongLogs(storage, () => isDisposed)
  }

  const lead = async (): Promise<void> => {
    isLeading = true
    const cursor = await storage.cursor().catch(() => null)
    step({ is: 'lead', cursor })
    await findUnsent()
    if (isDisposed) return
    const foldAfter = (ms: number): void => {
      cancelCompacting = after(ms, () => void fold().then(foldAgain, foldAgain))
    }
    const foldAgain = (): void => {
      if (!isDisposed) foldAfter(COMPACT_EVERY_MS)
    }
    foldAfter(COMPACT_AFTER_MS)
  }

  const hear = (message: TabMessage): void => {
    switch (message.says) {
      case 'kept': {
        const { rows } = keeper.register(message.row, 'otherTab')
        for (const { document, bytes, id } of rows) apply({ document, bytes, origin: TAB, row: id })
        return step({ is: 'rowsFound', rows })
      }
      case 'sent':
        return step({ is: 'rowsGone', ids: keeper.forgetKeys(message.keys) })
      case 'caughtUp':
        return step({ is: 'caughtUp' })
      case 'summaries':
        return listener.onSummaries(message.documents)
      case 'refusals':
        rowsLeft(message.keys)
        void findRefusals()
        links.get(message.document)?.reload()
        return listener.onStored([message.document])
    }
  }

  const tabs: Tabs = createTabs({ port: surroundings.tabs, after, name: storage.name, onLead: () => void lead(), onMessage: hear })
  const isLosing = (): boolean => {
    const { unsaved, unsent } = engine.counts()
    return unsaved > 0 || (unsent > 0 && storage.problem() === 'unavailable')
  }
  const stopWatching = watchPage({ step, isLosing, onHide: () => void storage.flush().catch(() => {}) })
  const stopObserving = storage.observe(() => {
    if (hasStorageFailed()) step({ is: 'storageFailed' })
    tell()
  })
  void Promise.all([storage.cursor().catch(() => null), findUnsent()]).then(([cursor]) => {
    tabs.moveTo(cursor?.epoch ?? '')
    // What an earlier session had acknowledged, and read nothing after it: nobody knows by which history (S13).
    if (cursor === null) whenStored(storage.markAllUnsent('mine'), () => void findUnsent())
    // What other tabs said before this one listened.
    void findUnsent()
    if (!isDisposed) findNowAndThen()
    step({ is: 'start', isNew: !isWhole(cursor) })
  })
  void findRefusals()

  const stop = (): void => {
    if (isDisposed) return
    isDisposed = true
    step({ is: 'stop' })
    cancelWake()
    cancelCompacting()
    cancelFinding()
    tabs.dispose()
    stopWatching()
    stopObserving()
    observers.clear()
  }

  return {
    state: () => {
      const { offlineSince, syncedAt, ...state } = engine.state()
      return { ...state, offlineSince: clock.toClock(offlineSince), syncedAt: clock.toClock(syncedAt), storage: storage.problem() }
    },
    observe: (observer) => {
      observers.add(observer)
      return () => observers.delete(observer)
    },
    connect: (document) => {
      const { path, unsent, quarantined } = document
      if (quarantined.length > 0) rowsLeft(quarantined)
      const registered = unsent.map((row) => keeper.register(row, 'otherTab'))
      if (unsent.length > 0) step({ is: 'rowsFound', rows: registered.flatMap(({ rows }) => rows) })
      const link = createDocumentLink({
        document,
        createProvider,
        unsent: registered.flatMap(({ ids }) => ids),
        keep,
        onThrown: () => {
          thrown.set(path, (thrown.get(path) ?? 0) + 1)
          document.reload()
        },
        connectLater: (connect) => {
          const times = thrown.get(path) ?? 0
          return times === 0 ? connectSoon(connect) : after(Math.min(THROWN_MS_MAX, THROWN_MS * 4 ** (times - 1)), connect)
        },
        isUnsent: engine.isUnsent,
        wanted: (channel) => {
          const ref = ++lastRef
          sockets.set(ref, channel)
          refs.set(channel, ref)
          step({ is: 'channelWanted', ref, document: path })
        },
        sent: (channel, payload, carries) => {
          const ref = refs.get(channel)
          if (ref !== undefined) step({ is: 'channelSent', ref, payload, carries })
        },
        closed: (channel) => {
          const ref = refs.get(channel)
          if (ref === undefined) return
          refs.delete(channel)
          sockets.delete(ref)
          step({ is: 'channelClosed', ref })
        },
      })
      links.set(path, link)
      for (const { bytes, origin, row } of recent.of(path)) link.apply(bytes, origin, row)
      return {
        disconnect: () => {
          if (links.get(path) === link) links.delete(path)
          link.disconnect()
        },
      }
    },
    flush: storage.flush,
    reconnect: () => step({ is: 'reconnect' }),
    announce: (documents) => tabs.post({ says: 'summaries', documents }),
    refused: {
      retry: async (path) => {
        await storage.unpark(path)
        refusalsChanged(path, [])
        links.get(path)?.reload()
        await findUnsent()
      },
      discard: async (path) => {
        await storage.discardRefusals(path)
        refusalsChanged(path, [])
      },
      bytes: async (path) => (await storage.refusals()).filter(({ document }) => document === path).flatMap(({ updates }) => updates),
    },
    dispose: async () => stop(),
  }
}
