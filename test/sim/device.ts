// One device of one person: a disk, tabs that share it, and what a browser gives tabs in common (a channel, a lock). Each tab
// runs the production sync; each open document is read from the disk and joined to it as `client/data/open-documents.ts` does.

import type { Awareness } from 'y-protocols/awareness'
import type * as Y from 'yjs'
import { replay } from '../../client/data/replay.ts'
import * as compaction from '../../client/sync/compaction.ts'
import { createSync } from '../../client/sync/create-sync.ts'
import type { HandOver } from '../../client/sync/hand-over.ts'
import type { Dial } from '../../client/sync/socket.ts'
import type { DocumentConnection, Sync } from '../../client/sync/sync.ts'
import type { TabsPort } from '../../client/sync/tabs.ts'
import type { WatchPageDeps } from '../../client/sync/watch-page.ts'
import { canWrite, isRole, type Role } from '../../shared/protocol/role.ts'
import type { Dice } from './dice.ts'
import type { Disk } from './disk.ts'
import { edit } from './edits.ts'
import { createSimProvider } from './provider.ts'
import type { Life, Scheduler } from './scheduler.ts'
import type { Trace } from './trace.ts'

export interface OpenDocument {
  readonly path: string
  readonly ydoc: () => Y.Doc | null
}

export interface Tab {
  readonly name: string
  readonly life: Life
  readonly sync: Sync
  readonly documents: ReadonlyMap<string, OpenDocument>
  readonly open: (path: string) => void
  readonly close: (path: string) => void
  /** False when there is nothing to edit, or nobody who may. */
  readonly edit: (path: string) => boolean
  /** Nobody sees it any more: what is not acknowledged is flushed. */
  readonly hide: () => void
  readonly show: () => void
  /** As a person closes it: nothing is left in memory. */
  readonly leave: () => Promise<void>
}

export interface Device {
  readonly name: string
  readonly personId: string
  readonly disk: Disk
  readonly tabs: () => readonly Tab[]
  readonly openTab: () => Tab
  readonly isOnline: () => boolean
  readonly setOnline: (isOnline: boolean) => void
  /** The tab dies around its next transaction; null = not any more. */
  readonly crashAtCommit: (moment: 'before' | 'after' | null) => void
}

export interface DeviceDeps {
  readonly name: string
  readonly personId: string
  readonly role: Role
  readonly disk: Disk
  readonly dice: Dice
  readonly scheduler: Scheduler
  readonly trace: Trace
  readonly dial: (name: string, life: Life, isOnline: () => boolean) => Dial
  readonly handOver: (isOnline: () => boolean) => HandOver
  /** How wrong the device's clock is. */
  readonly clockOffMs: number
}

export const createDevice = (deps: DeviceDeps): Device => {
  const { name, personId, disk, dice, scheduler, trace } = deps
  const tabs = new Set<Tab>()
  const shared = createTabsShared(scheduler, dice)
  let role = deps.role
  let isOnline = true
  let opened = 0
  let crashing: 'before' | 'after' | null = null
  const now = (): number => scheduler.now() + deps.clockOffMs

  const openTab = (): Tab => {
    const tabName = `${name}.${++opened}`
    const life = scheduler.life()
    const storage = disk.open(life, (moment) => {
      if (crashing !== moment) return
      crashing = null
      trace.note(`${tabName} crashes ${moment} a transaction`)
      life.end()
    })
    const documents = new Map<string, OpenDocument & { readonly reload: () => void; readonly close: () => void }>()
    let page: WatchPageDeps | null = null
    const handOver = deps.handOver(() => isOnline)
    const sync = createSync({
      personId,
      storage,
      dial: deps.dial(tabName, life, () => isOnline),
      loadHandOver: async () => handOver,
      listener: {
        onStored: () => {},
        onSummaries: () => {},
        onRole: (next) => {
          if (isRole(next)) role = next
        },
        canWrite: () => canWrite(role),
      },
      now,
      random: dice.fraction,
      surroundings: {
        after: life.after,
        tabs: shared.portOf(life),
        createProvider: createSimProvider(life),
        loadCompaction: async () => compaction,
        watchPage: (watched) => {
          page = watched
          return () => {
            page = null
          }
        },
      },
    })

    const openDocument = (path: string): ReturnType<typeof documents.get> & object => {
      let loaded: { readonly ydoc: Y.Doc; readonly connection: DocumentConnection } | null = null
      let generation = 0
      const dispose = (): void => {
        loaded?.connection.disconnect()
        loaded?.ydoc.destroy()
        loaded = null
      }
      const load = async (): Promise<void> => {
        const mine = ++generation
        const isCurrent = (): boolean => generation === mine && !life.isOver()
        let rows: Awaited<ReturnType<typeof storage.load>>
        try {
          rows = await storage.load(path)
        } catch {
          return void life.after(1_000, () => {
            if (isCurrent()) void load()
          })
        }
        if (!isCurrent()) return
        const { ydoc, bad } = replay(rows)
        if (bad.length > 0) await storage.quarantine(bad, 'Yjs threw').catch(() => {})
        if (!isCurrent()) return ydoc.destroy()
        keepClientSeeded(ydoc, dice)
        const awareness = { on: () => {}, off: () => {} } as unknown as Awareness
        const unsent = rows.filter(({ sent, key }) => sent === 0 && !bad.includes(key))
        const connection = sync.connect({ path, ydoc, awareness, unsent, quarantined: bad, reload: () => reload() })
        if (!isCurrent()) {
          connection.disconnect()
          return ydoc.destroy()
        }
        loaded = { ydoc, connection }
        trace.note(`${tabName} has ${path} open as ${ydoc.clientID}`)
      }
      const reload = (): void => {
        trace.note(`${tabName} reads ${path} again`)
        dispose()
        void load()
      }
      void load()
      return {
        path,
        ydoc: () => loaded?.ydoc ?? null,
        reload,
        close: () => {
          generation++
          dispose()
        },
      }
    }

    const tab: Tab = {
      name: tabName,
      life,
      sync,
      documents,
      open: (path) => {
        if (!documents.has(path)) documents.set(path, openDocument(path))
      },
      close: (path) => {
        documents.get(path)?.close()
        documents.delete(path)
      },
      edit: (path) => {
        const ydoc = documents.get(path)?.ydoc()
        if (ydoc === null || ydoc === undefined || !canWrite(role)) return false
        trace.note(`${tabName} edits ${path}: ${edit(ydoc, dice)}`)
        return true
      },
      hide: () => {
        page?.step({ is: 'hidden' })
        page?.onHide()
      },
      show: () => page?.step({ is: 'visible' }),
      leave: async () => {
        await sync.flush().catch(() => {})
        for (const document of documents.values()) document.close()
        documents.clear()
        await sync.dispose()
        life.end()
      },
    }
    tabs.add(tab)
    life.onEnd(() => tabs.delete(tab))
    return tab
  }

  return {
    name,
    personId,
    disk,
    tabs: () => [...tabs],
    openTab,
    isOnline: () => isOnline,
    setOnline: (next) => {
      isOnline = next
    },
    crashAtCommit: (moment) => {
      crashing = moment
    },
  }
}

/** Yjs takes a new clientID when it sees its own in somebody's update; that one is the seed's too. */
const keepClientSeeded = (ydoc: Y.Doc, dice: Dice): void => {
  const mint = (): number => dice.below(2 ** 32)
  let client = mint()
  ydoc.clientID = client
  ydoc.on('afterTransactionCleanup', () => {
    if (ydoc.clientID === client) return
    client = mint()
    ydoc.clientID = client
  })
}

/** A message between tabs; they arrive in order. */
const HOP_MS = 2

/** What tabs of one browser have in common. */
const createTabsShared = (scheduler: Scheduler, dice: Dice): { readonly portOf: (life: Life) => TabsPort } => {
  const channels = new Map<string, Map<object, (message: unknown) => void>>()
  const waiting: { readonly life: Life; readonly signal: AbortSignal; readonly run: () => Promise<void> }[] = []
  let holder: object | null = null

  const grantNext = (): void => {
    while (holder === null) {
      const next = waiting.shift()
      if (next === undefined) return
      if (next.life.isOver() || next.signal.aborted) continue
      const mine = {}
      holder = mine
      const release = (): void => {
        if (holder !== mine) return
        holder = null
        scheduler.after(dice.below(5), grantNext)
      }
      next.life.onEnd(release)
      void next.run().then(release, release)
    }
  }

  return {
    portOf: (life) => ({
      openChannel: (name) => {
        const me = {}
        const listeners = channels.get(name) ?? new Map<object, (message: unknown) => void>()
        channels.set(name, listeners)
        const close = (): void => void listeners.delete(me)
        life.onEnd(close)
        return {
          postMessage: (message) => {
            if (life.isOver()) return
            for (const other of [...listeners.keys()]) {
              if (other !== me) scheduler.after(HOP_MS, () => listeners.get(other)?.(message))
            }
          },
          listen: (onMessage) => {
            if (!life.isOver()) listeners.set(me, onMessage)
          },
          close,
        }
      },
      locks: () => ({
        request: (_name, { signal }, work) =>
          new Promise((_resolve, reject) => {
            signal.addEventListener('abort', () => reject(new DOMException('aborted', 'AbortError')))
            waiting.push({ life, signal, run: work })
            scheduler.after(1, grantNext)
          }),
      }),
    }),
  }
}
