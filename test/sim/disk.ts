// The disk of one device: what its tabs have in common and what outlives them. A transaction happens whole or not at all;
// a power cut may take the last few with it; a row may rot; the share may be full; the browser may throw everything away.

import { checksumOf } from '../../client/storage/checksum.ts'
import type { Cursor } from '../../client/storage/records.ts'
import type { StorageProblem } from '../../client/storage/storage-problem.ts'
import type { StoredRefusal, StoredUpdate, WorkspaceStorage } from '../../client/storage/workspace-storage.ts'
import { createWriteQueue, type Write } from '../../client/storage/write-queue.ts'
import type { Dice } from './dice.ts'
import type { Life } from './scheduler.ts'

interface Row extends StoredUpdate {
  readonly checksum: number
}

/** What the run wants to know of a disk. */
export interface DiskWatcher {
  /** A local edit is on the disk. */
  readonly onKept: (row: StoredUpdate) => void
  /** The device holds that the server has it. */
  readonly onAcked: (row: StoredUpdate) => void
  readonly onParked: (document: string, reason: string, rows: readonly StoredUpdate[]) => void
  readonly onQuarantined: (rows: readonly StoredUpdate[]) => void
  /** Our own gate kept an edit out of the log. */
  readonly onRefused: (document: string, reason: string) => void
  /** Bytes from the relay did not pass the gate. */
  readonly onSetAside: (reason: string) => void
}

export interface Disk {
  readonly name: string
  /** A tab's way to it. `crash` is asked before and after each transaction: whether the tab dies there is the run's to say. */
  readonly open: (life: Life, crash: (moment: 'before' | 'after') => void) => WorkspaceStorage
  readonly setFull: (isFull: boolean) => void
  readonly isFull: () => boolean
  /** The last transactions never reached the platter; only when no tab is open. */
  readonly loseTail: (count: number) => void
  /** One row that can be had again from the server rots; false when there is none. */
  readonly rot: () => boolean
  readonly evict: () => void
  readonly rows: () => readonly StoredUpdate[]
  readonly cursor: () => Cursor | null
  readonly refusals: () => readonly StoredRefusal[]
}

const UNDOABLE_MAX = 6
const ROTTEN = 'checksum'

export const createDisk = ({ name, dice, watcher }: { readonly name: string; readonly dice: Dice; readonly watcher: DiskWatcher }): Disk => {
  const rows = new Map<number, Row>()
  const refused = new Map<number, StoredRefusal>()
  let cursor: Cursor | null = null
  let lastKey = 0
  let quarantined = 0
  let isFull = false
  /** A row of the server's is missing: the cursor has passed it. */
  let hasHole = false
  /** Of each of the last transactions what takes it back, the last step first. */
  const undoable: (() => void)[][] = []

  /** Null when it has to be put in order again. */
  let sorted: readonly Row[] | null = []

  const undo = (work: () => void): void => void undoable.at(-1)?.unshift(work)
  const put = <Value>(table: Map<number, Value>, key: number, value: Value | null): void => {
    const before = table.get(key)
    sorted = null
    if (value === null) table.delete(key)
    else table.set(key, value)
    undo(() => {
      sorted = null
      if (before === undefined) table.delete(key)
      else table.set(key, before)
    })
  }
  const setCursor = (next: Cursor | null): void => {
    const before = cursor
    cursor = next
    undo(() => {
      cursor = before
    })
  }
  const setHole = (next: boolean): void => {
    const before = hasHole
    hasHole = next
    undo(() => {
      hasHole = before
    })
  }
  const add = (document: string, updates: readonly Uint8Array[], sent: 0 | 1, at: number, isMine: boolean): Row => {
    const key = ++lastKey
    undo(() => {
      lastKey = key - 1
    })
    const row: Row = { key, document, updates, sent, at, isMine, checksum: checksumOf(updates) }
    put(rows, key, row)
    return row
  }
  const inOrder = (): readonly Row[] => {
    sorted ??= [...rows.values()].sort((a, b) => a.key - b.key)
    return sorted
  }

  const open: Disk['open'] = (life, crash) => {
    let problem: StorageProblem | null = null
    /** Whenever the cursor was told, it was the beginning of the log. */
    let isRewound: boolean | null = null
    const listeners = new Set<() => void>()
    const changed = (): void => {
      for (const listener of [...listeners]) listener()
    }
    const setProblem = (next: StorageProblem | null): void => {
      if (next === problem) return
      problem = next
      changed()
    }
    const soon = (work: () => void): void => void life.after(dice.between(1, 8), work)

    const queue = createWriteQueue<null>(
      (writes) =>
        new Promise((resolve, reject) =>
          soon(() => {
            if (isFull) {
              setProblem('quota')
              return reject(new DOMException('the disk is full', 'QuotaExceededError'))
            }
            crash('before')
            if (life.isOver()) return
            undoable.push([])
            if (undoable.length > UNDOABLE_MAX) undoable.shift()
            const values = writes.map((write) => write(null))
            crash('after')
            setProblem(null)
            soon(() => resolve(values))
          }),
        ),
      life.after,
    )
    const push = async <Value>(write: Write<null, Value>): Promise<Value> => {
      const written = queue.push(write)
      if (queue.pending() === 1) changed()
      const value = await written
      if (queue.pending() === 0) changed()
      return value
    }
    const read = async <Value>(look: () => Value): Promise<Value> => {
      await queue.flush().catch(() => {})
      return new Promise((resolve) => soon(() => resolve(look())))
    }
    const quarantine = (keys: readonly number[], reason: string): Promise<void> =>
      push(() => {
        const taken = keys.flatMap((key) => rows.get(key) ?? [])
        for (const { key } of taken) put(rows, key, null)
        if (reason === ROTTEN && taken.some(({ sent }) => sent === 1)) setHole(true)
        quarantined += taken.length
        watcher.onQuarantined(taken)
      })
    const sound = async (isWanted: (row: Row) => boolean): Promise<readonly StoredUpdate[]> => {
      const found = await read(() => inOrder().filter(isWanted))
      const bad = found.filter(({ updates, checksum }) => checksumOf(updates) !== checksum)
      if (bad.length > 0)
        await quarantine(
          bad.map(({ key }) => key),
          ROTTEN,
        )
      return found.filter((row) => !bad.includes(row))
    }
    life.onEnd(queue.dispose)

    return {
      name,
      problem: () => problem,
      pending: queue.pending,
      observe: (listener) => {
        listeners.add(listener)
        return () => listeners.delete(listener)
      },
      keep: ({ document, at, take }) =>
        push(() => {
          const row = add(document, take(), 0, at, true)
          watcher.onKept(row)
          return row.key
        }),
      storeRemote: (updates, next) =>
        push(() => {
          const byDocument = new Map<string, { readonly parts: Uint8Array[]; at: number }>()
          for (const { document, bytes, at } of updates) {
            const group = byDocument.get(document) ?? { parts: [], at }
            byDocument.set(document, group)
            group.parts.push(bytes)
            group.at = at
          }
          for (const [document, { parts, at }] of byDocument) add(document, parts, 1, at, false)
          if (next === null) return
          setCursor(next)
          if (isRewound === true) setHole(false)
          isRewound = false
        }),
      markSent: (keys, seq) =>
        push(() => {
          for (const key of keys) {
            const row = rows.get(key)
            if (row === undefined || row.sent === 1) continue
            put(rows, key, { ...row, sent: 1 })
            // What the server will not take of somebody else's stays on the disk, and nobody says that the server has it (S13).
            if (row.isMine || seq > 0) watcher.onAcked(row)
          }
        }),
      markAllUnsent: (whose) =>
        push(() => {
          for (const [key, row] of [...rows]) if ((whose === 'everybodys' || row.isMine) && row.sent === 1) put(rows, key, { ...row, sent: 0 })
        }),
      load: (document) => sound((row) => row.document === document),
      unsent: () => sound(({ sent }) => sent === 0),
      quarantine,
      quarantined: async () => quarantined,
      setAside: async (_document, _updates, reason) => watcher.onSetAside(reason),
      fold: (document, keys, bytes) =>
        push(() => {
          const folded = keys.map((key) => rows.get(key))
          if (folded.some((row) => row?.sent !== 1)) return false
          for (const key of keys) put(rows, key, null)
          add(
            document,
            [bytes],
            1,
            0,
            folded.every((row) => row?.isMine),
          )
          return true
        }),
      rowCounts: () =>
        read(() => {
          const counts = new Map<string, number>()
          for (const { document } of rows.values()) counts.set(document, (counts.get(document) ?? 0) + 1)
          return counts
        }),
      park: (document, reason, known) =>
        push(() => {
          const parked = inOrder().filter((row) => row.document === document && row.sent === 0)
          if (known !== undefined && parked.some(({ key }) => !known.includes(key))) return []
          for (const { key, updates, at } of parked) {
            put(rows, key, null)
            put(refused, key, { key, document, updates, at, reason })
          }
          if (parked.length > 0) setHole(true)
          watcher.onParked(document, reason, parked)
          return parked.map(({ key }) => key)
        }),
      refuse: (record) =>
        push(() => {
          const key = ++lastKey
          put(refused, key, { ...record, key })
          watcher.onRefused(record.document, record.reason)
        }),
      refusals: () => read(() => [...refused.values()]),
      unpark: (document) =>
        push(() => {
          for (const [key, row] of [...refused]) {
            if (row.document !== document) continue
            put(refused, key, null)
            watcher.onKept(add(document, row.updates, 0, row.at, true))
          }
        }),
      discardRefusals: (document) =>
        push(() => {
          for (const [key, row] of [...refused]) if (row.document === document) put(refused, key, null)
        }),
      cursor: () =>
        read(() => {
          if (cursor === null) return null
          isRewound = (isRewound ?? true) && hasHole
          if (!hasHole) return cursor
          return { epoch: cursor.epoch, seq: 0, hash: '' }
        }),
      summaries: async () => [],
      summariesOf: async () => [],
      putSummary: async () => {},
      staleDocuments: async () => [],
      flush: queue.flush,
      close: async () => {
        await queue.flush().catch(() => {})
        queue.dispose()
      },
      wipe: async () => {
        sorted = null
        rows.clear()
        refused.clear()
        cursor = null
        return 'gone'
      },
    }
  }

  return {
    name,
    open,
    setFull: (next) => {
      isFull = next
    },
    isFull: () => isFull,
    loseTail: (count) => {
      for (const steps of undoable.splice(Math.max(0, undoable.length - count)).reverse()) for (const step of steps) step()
    },
    rot: () => {
      const candidates = inOrder().filter((row) => row.sent === 1)
      const row = candidates.length === 0 ? undefined : dice.pick(candidates)
      const update = row?.updates.find(({ length }) => length > 4)
      if (row === undefined || update === undefined) return false
      const rotten = update.slice()
      rotten[dice.below(rotten.length)]! ^= 1 << dice.below(8)
      sorted = null
      rows.set(row.key, { ...row, updates: row.updates.map((bytes) => (bytes === update ? rotten : bytes)) })
      return true
    },
    evict: () => {
      sorted = null
      rows.clear()
      refused.clear()
      undoable.length = 0
      cursor = null
      hasHole = false
      lastKey = 0
    },
    rows: inOrder,
    cursor: () => cursor,
    refusals: () => [...refused.values()],
  }
}
