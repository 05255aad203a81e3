// Documents while somebody looks at them: a Y.Doc read from the log (origin STORAGE), its live accessors, a plain value kept
// current, and a lingering close so that going back and forth costs nothing. Whatever Yjs throws at drops the Y.Doc and reads
// it again without the row that did it (S5): a throw is not a rollback.
//
// `connect` joins a document to the outbox and the relay; it must come before anything edits the document.

import { createSignal, type Signal } from 'solid-js'
import { Awareness } from 'y-protocols/awareness'
import type * as Y from 'yjs'
import { assert } from '../../shared/base/assert.ts'
import { definitionOf } from '../../shared/docs/index.ts'
import type { SummaryRow } from '../../shared/model/doc.ts'
import type { Fields } from '../../shared/model/field.ts'
import { type Change, type LiveDoc, openLive } from '../../shared/model/live.ts'
import { LOCAL } from '../../shared/model/origin.ts'
import type { StoredUpdate, WorkspaceStorage } from '../storage/workspace-storage.ts'
import type { DocumentConnection, SyncedDocument } from '../sync/sync.ts'
import type { createDocumentProjection, DocumentProjection } from './document-projection.ts'
import { createDocumentValue } from './document-value.ts'
import { nextFrame, whenIdle } from './pace.ts'
import { replay } from './replay.ts'

export type AnyLive = LiveDoc<Fields>

export interface OpenDocumentsDeps {
  readonly storage: WorkspaceStorage
  readonly connect: (document: SyncedDocument) => DocumentConnection
  /** The summary of an open document: when it was opened, and once per frame in which it changed. */
  readonly onSummary: (path: string, rows: readonly SummaryRow[], isChanged: boolean) => void
  readonly lingerMs: number
}

export interface OpenEntry {
  readonly path: string
  readonly live: () => AnyLive | null
  readonly value: () => unknown
  readonly repairs: () => number
  readonly awareness: () => Awareness | null
}

export interface OpenDocuments {
  /** Opens the document, or shares the open one; every call is matched by one `release`. */
  readonly acquire: (path: string) => OpenEntry
  readonly release: (path: string) => void
  /** Resolves when the document has been read; null when it was closed meanwhile. */
  readonly ready: (path: string) => Promise<AnyLive | null>
  readonly isOpen: (path: string) => boolean
  readonly reload: (path: string) => void
  /** Every clientID this session has written as (D11). */
  readonly clients: ReadonlySet<number>
  readonly dispose: () => void
}

interface Loaded {
  readonly live: AnyLive
  readonly awareness: () => Awareness
  readonly dispose: () => void
  readonly projection: (create: typeof createDocumentProjection) => DocumentProjection
}

interface Entry extends OpenEntry {
  count: number
  generation: number
  linger: ReturnType<typeof setTimeout> | undefined
  readonly loaded: Signal<Loaded | null>
  readonly repairCount: Signal<number>
  waiting: ((live: AnyLive | null) => void)[]
}

const READ_AGAIN_MS = 1_000
const REPAIRS_AFTER_MS = 2_000
const SUMMARY_AFTER_MS = 300

export const createOpenDocuments = ({ storage, connect, onSummary, lingerMs }: OpenDocumentsDeps): OpenDocuments => {
  const entries = new Map<string, Entry>()
  const clients = new Set<number>()
  const projections = createProjections()

  const build = (entry: Entry, ydoc: Y.Doc, unsent: readonly StoredUpdate[], quarantined: readonly number[]): Loaded => {
    const { path } = entry
    const definition = definitionOf(path)
    assert(definition !== null, `no document kind at ${path}`)
    clients.add(ydoc.clientID)
    let made: Awareness | null = null
    const awareness = (): Awareness => {
      if (made !== null) return made
      made = new Awareness(ydoc)
      made.setLocalState(null)
      return made
    }
    const live = openLive(definition, path, ydoc) as AnyLive
    const value = createDocumentValue(live)
    let projection: DocumentProjection | null = null
    let pending: Change[] = []
    let isChanged = false
    let isDisposed = false
    let isSummaryAsked = false
    let isOpening = true
    let isRepairAsked = false

    const summarize = (): void => {
      isSummaryAsked = false
      const wasChanged = isChanged
      isChanged = false
      if (!isDisposed) onSummary(path, definition.summary(value.current() as never, path), wasChanged)
    }
    const askSummary = (): void => {
      if (isSummaryAsked && !isOpening) return
      isOpening = false
      isSummaryAsked = true
      nextFrame(summarize)
    }
    /** Reads the whole document: a moment after it was opened, and while somebody types only now and then. */
    const countRepairs = (afterMs: number): void => {
      if (isRepairAsked) return
      isRepairAsked = true
      setTimeout(
        () =>
          whenIdle(() => {
            isRepairAsked = false
            if (!isDisposed) entry.repairCount[1](live.repairs().length)
          }),
        afterMs,
      )
    }
    const flush = (): void => {
      if (pending.length === 0 || isDisposed) return
      const touched = value.apply(pending)
      pending = []
      projection?.patch(value.current(), touched)
      askSummary()
      countRepairs(REPAIRS_AFTER_MS)
    }
    const stopObserving = live.observe((changes, origin) => {
      const isFirst = pending.length === 0
      pending.push(...changes)
      isChanged = true
      // My own edit shows at once; a burst of others' is taken frame by frame.
      if (origin === LOCAL) queueMicrotask(flush)
      else if (isFirst) nextFrame(flush)
    })
    const connection = connect({
      path,
      ydoc,
      get awareness() {
        return awareness()
      },
      unsent,
      quarantined,
      reload: () => reload(path),
    })
    // Its summary is known as a rule, and repairs are few: both read the whole document, which nobody waits for.
    isSummaryAsked = true
    setTimeout(() => whenIdle(() => isSummaryAsked && summarize()), SUMMARY_AFTER_MS)
    countRepairs(REPAIRS_AFTER_MS / 2)

    return {
      live,
      awareness,
      projection: (create) => {
        flush()
        projection ??= create(value.current())
        return projection
      },
      dispose: () => {
        flush()
        if (isSummaryAsked) summarize()
        isDisposed = true
        stopObserving()
        connection.disconnect()
        made?.destroy()
        ydoc.destroy()
      },
    }
  }

  /** Reads until it can: a document must never look empty because the disk could not be read. The badge says what is wrong. */
  const readRows = async (path: string, isWanted: () => boolean): Promise<readonly StoredUpdate[]> => {
    while (isWanted()) {
      try {
        return await storage.load(path)
      } catch {
        await new Promise((resolve) => setTimeout(resolve, READ_AGAIN_MS))
      }
    }
    return []
  }

  const load = async (entry: Entry): Promise<void> => {
    const generation = ++entry.generation
    const isCurrent = (): boolean => entries.get(entry.path) === entry && entry.generation === generation
    const rows = await readRows(entry.path, isCurrent)
    if (!isCurrent()) return
    const { ydoc, bad } = replay(rows)
    if (bad.length > 0) await storage.quarantine(bad, 'Yjs threw').catch(() => {})
    if (!isCurrent()) return ydoc.destroy()
    const isGood = ({ key, sent }: StoredUpdate): boolean => sent === 0 && !bad.includes(key)
    const loaded = build(entry, ydoc, rows.filter(isGood), bad)
    // Joining it may show at once that it is to be read again.
    if (!isCurrent()) return loaded.dispose()
    entry.loaded[1](() => loaded)
    settle(entry, loaded.live)
  }

  const settle = (entry: Entry, live: AnyLive | null): void => {
    const waiting = entry.waiting
    entry.waiting = []
    for (const resolve of waiting) resolve(live)
  }

  const reload = (path: string): void => {
    const entry = entries.get(path)
    const before = entry?.loaded[0]()
    if (entry === undefined) return
    entry.loaded[1](null)
    before?.dispose()
    void load(entry)
  }

  const close = (entry: Entry): void => {
    clearTimeout(entry.linger)
    entries.delete(entry.path)
    entry.generation++
    const loaded = entry.loaded[0]()
    entry.loaded[1](null)
    loaded?.dispose()
    settle(entry, null)
  }

  const create = (path: string): Entry => {
    const loaded = createSignal<Loaded | null>(null)
    const repairCount = createSignal(0)
    const entry: Entry = {
      path,
      count: 0,
      generation: 0,
      linger: undefined,
      loaded,
      repairCount,
      waiting: [],
      live: () => loaded[0]()?.live ?? null,
      value: () => {
        const create = projections()
        return create === null ? null : (loaded[0]()?.projection(create).store ?? null)
      },
      repairs: repairCount[0],
      awareness: () => loaded[0]()?.awareness() ?? null,
    }
    entries.set(path, entry)
    void load(entry)
    return entry
  }

  return {
    acquire: (path) => {
      const entry = entries.get(path) ?? create(path)
      clearTimeout(entry.linger)
      entry.count++
      return entry
    },
    release: (path) => {
      const entry = entries.get(path)
      if (entry === undefined || --entry.count > 0) return
      entry.linger = setTimeout(() => close(entry), lingerMs)
    },
    ready: (path) => {
      const entry = entries.get(path)
      if (entry === undefined) return Promise.resolve(null)
      const live = entry.live()
      return live !== null ? Promise.resolve(live) : new Promise((resolve) => entry.waiting.push(resolve))
    },
    isOpen: (path) => entries.has(path),
    reload,
    clients,
    dispose: () => {
      for (const entry of [...entries.values()]) close(entry)
    },
  }
}

/** Stores over documents load with the first document that is shown; reactive, null until they are there. */
const createProjections = (): (() => typeof createDocumentProjection | null) => {
  const [create, setCreate] = createSignal<typeof createDocumentProjection | null>(null)
  let isAsked = false
  return () => {
    if (!isAsked) {
      isAsked = true
      void import('./document-projection.ts').then((loaded) => setCreate(() => loaded.createDocumentProjection))
    }
    return create()
  }
}
