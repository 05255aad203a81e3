// The rows the server has not acknowledged, as the engine sees them: which are on the disk, which are on their way, which
// wait for another try. Plain state, no IO; mutated in place, because an offline month holds thousands of rows.

import type { DocumentRows, OutboxRow } from './engine-events.ts'

interface Entry {
  readonly row: OutboxRow
  /** On this device's disk. */
  isKept: boolean
  isReleased: boolean
  /** Frames and offers under way that carry it. */
  carriers: number
  /** Not offered before this moment. */
  retryAt: number
  /** It came back once: it goes alone from then on, so that it holds up nothing else. */
  isDifficult: boolean
  /** How often it came back because it connects to nothing there, and since when. */
  gaps: number
  gapsSince: number
}

export interface Outbox {
  readonly add: (row: OutboxRow, isKept: boolean, retryAt: number) => void
  readonly keep: (ids: readonly number[]) => readonly OutboxRow[]
  readonly remove: (ids: readonly number[]) => readonly number[]
  /** Returns the rows removed. */
  readonly removeDocument: (document: string) => readonly OutboxRow[]
  readonly has: (id: number) => boolean
  /** On the disk, or released: they may be sent. */
  readonly maySend: (ids: readonly number[]) => boolean
  /** Rows that are only in memory may be sent; they still count as unsaved. Returns their documents. */
  readonly release: () => ReadonlySet<string>
  /** Nobody else will send them. */
  readonly hurry: () => void
  readonly carry: (ids: readonly number[]) => void
  /** No longer under way; to be tried again at `retryAt`. */
  readonly drop: (ids: readonly number[], retryAt: number) => void
  /** The socket is gone: nothing is under way. */
  readonly dropAll: () => void
  readonly isDifficult: (id: number) => boolean
  /** Said once each time it came back because it connects to nothing the server has. True once that has been so for long, and often: what it rests on is nowhere (S9). */
  readonly isAdrift: (id: number, now: number) => boolean
  /** Somebody else made it (S13). */
  readonly isForeign: (id: number) => boolean
  /** Rows on the disk that nothing carries and whose time has come, oldest first. */
  readonly due: (now: number, accepts: (row: OutboxRow) => boolean, countMax: number, bytesMax: number) => readonly OutboxRow[]
  /** True when rows of the document wait to be offered. */
  readonly isDue: (document: string, now: number, accepts: (row: OutboxRow) => boolean) => boolean
  /** When the next row that waits for another try may go; null when none waits. */
  readonly nextRetryAt: (now: number) => number | null
  readonly counts: () => { readonly unsaved: number; readonly unsent: number }
  readonly waiting: () => readonly { readonly path: string; readonly edits: number; readonly since: number }[]
  readonly isEmpty: () => boolean
  /** All of them, oldest first, whatever carries them. */
  readonly rows: () => readonly OutboxRow[]
  /** The rows of each document that has all of them on the disk, oldest first. */
  readonly keptDocuments: () => readonly DocumentRows[]
}

/** Time enough for another tab, or another device, to bring what it rests on. */
const ADRIFT_MS = 10 * 60_000
const GAPS_MIN = 20

export const createOutbox = (): Outbox => {
  const entries = new Map<number, Entry>()
  const byDocument = new Map<string, Set<number>>()
  /** Edits, not rows. */
  let unsaved = 0
  let all = 0
  /** Rows on the disk that nothing carries: usually none, and then nobody has to look for them. */
  let free = 0
  /** No row waits for a moment before this one. */
  let retryBound: number | null = null

  const isFree = ({ isKept, isReleased, carriers }: Entry): boolean => (isKept || isReleased) && carriers === 0
  /** Every change of an entry goes through here, so that `free` stays true. */
  const change = (entry: Entry, work: (entry: Entry) => void): void => {
    const before = isFree(entry)
    work(entry)
    free += Number(isFree(entry)) - Number(before)
    if (entry.retryAt > 0) retryBound = Math.min(retryBound ?? entry.retryAt, entry.retryAt)
  }

  const removeOne = (id: number): boolean => {
    const entry = entries.get(id)
    if (entry === undefined) return false
    entries.delete(id)
    all -= entry.row.edits
    if (!entry.isKept) unsaved -= entry.row.edits
    if (isFree(entry)) free--
    const ids = byDocument.get(entry.row.document)
    ids?.delete(id)
    if (ids?.size === 0) byDocument.delete(entry.row.document)
    return true
  }
  const isReady = (entry: Entry, now: number): boolean => isFree(entry) && entry.retryAt <= now

  return {
    add: (row, isKept, retryAt) => {
      const known = entries.get(row.id)
      if (known !== undefined) {
        known.retryAt = Math.min(known.retryAt, retryAt)
        return
      }
      const entry: Entry = { row, isKept: false, isReleased: false, carriers: 0, retryAt: 0, isDifficult: false, gaps: 0, gapsSince: 0 }
      entries.set(row.id, entry)
      change(entry, () => {
        entry.isKept = isKept
        entry.retryAt = retryAt
      })
      all += row.edits
      if (!isKept) unsaved += row.edits
      const ids = byDocument.get(row.document)
      if (ids === undefined) byDocument.set(row.document, new Set([row.id]))
      else ids.add(row.id)
    },
    keep: (ids) =>
      ids.flatMap((id) => {
        const entry = entries.get(id)
        if (entry === undefined || entry.isKept) return []
        change(entry, () => {
          entry.isKept = true
        })
        unsaved -= entry.row.edits
        return [entry.row]
      }),
    remove: (ids) => ids.filter(removeOne),
    removeDocument: (document) =>
      [...(byDocument.get(document) ?? [])].flatMap((id) => {
        const row = entries.get(id)?.row
        return row !== undefined && removeOne(id) ? [row] : []
      }),
    has: (id) => entries.has(id),
    maySend: (ids) =>
      ids.every((id) => {
        const entry = entries.get(id)
        return entry === undefined || entry.isKept || entry.isReleased
      }),
    release: () => {
      const documents = new Set<string>()
      if (unsaved === 0) return documents
      for (const entry of entries.values()) {
        if (entry.isKept || entry.isReleased) continue
        change(entry, () => {
          entry.isReleased = true
        })
        documents.add(entry.row.document)
      }
      return documents
    },
    hurry: () => {
      for (const entry of entries.values()) entry.retryAt = 0
      retryBound = null
    },
    carry: (ids) => {
      for (const id of ids) {
        const entry = entries.get(id)
        if (entry !== undefined) change(entry, () => entry.carriers++)
      }
    },
    drop: (ids, retryAt) => {
      for (const id of ids) {
        const entry = entries.get(id)
        if (entry === undefined) continue
        change(entry, () => {
          entry.carriers = Math.max(0, entry.carriers - 1)
          entry.retryAt = Math.max(entry.retryAt, retryAt)
          if (retryAt > 0) entry.isDifficult = true
        })
      }
    },
    dropAll: () => {
      for (const entry of entries.values()) {
        change(entry, () => {
          entry.carriers = 0
          entry.retryAt = 0
        })
      }
      retryBound = null
    },
    isForeign: (id) => entries.get(id)?.row.isForeign === true,
    isDifficult: (id) => entries.get(id)?.isDifficult ?? false,
    isAdrift: (id, now) => {
      const entry = entries.get(id)
      if (entry === undefined) return false
      if (entry.gaps === 0) entry.gapsSince = now
      entry.gaps++
      return entry.gaps >= GAPS_MIN && now - entry.gapsSince >= ADRIFT_MS
    },
    due: (now, accepts, countMax, bytesMax) => {
      const found: OutboxRow[] = []
      if (free === 0) return found
      let bytes = 0
      for (const entry of entries.values()) {
        if (found.length >= countMax || bytes >= bytesMax) break
        if (!isReady(entry, now) || !accepts(entry.row)) continue
        found.push(entry.row)
        bytes += entry.row.bytes.length
      }
      return found
    },
    isDue: (document, now, accepts) => {
      for (const id of byDocument.get(document) ?? []) {
        const entry = entries.get(id)
        if (entry !== undefined && isReady(entry, now) && accepts(entry.row)) return true
      }
      return false
    },
    nextRetryAt: (now) => {
      if (retryBound === null || retryBound > now) return retryBound
      retryBound = null
      for (const { retryAt } of entries.values()) if (retryAt > now) retryBound = Math.min(retryBound ?? retryAt, retryAt)
      return retryBound
    },
    counts: () => ({ unsaved, unsent: all - unsaved }),
    waiting: () =>
      [...byDocument].map(([path, ids]) => {
        let since = Number.POSITIVE_INFINITY
        let edits = 0
        for (const id of ids) {
          const row = entries.get(id)?.row
          since = Math.min(since, row?.at ?? since)
          edits += row?.edits ?? 0
        }
        return { path, edits, since }
      }),
    isEmpty: () => entries.size === 0,
    rows: () => Array.from(entries.values(), ({ row }) => row),
    keptDocuments: () =>
      Array.from(byDocument.values()).flatMap((ids) => {
        const own = [...ids].flatMap((id) => entries.get(id) ?? [])
        const [first, ...more] = own.map(({ row }) => row)
        return first === undefined || own.some(({ isKept }) => !isKept) ? [] : [[first, ...more]]
      }),
  }
}
