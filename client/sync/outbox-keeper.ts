// Between the engine's outbox and the log on the disk: keeps local edits, finds unsent rows again, writes down what the server
// has. Edits of a document that wait for the next transaction become one row.

import { mergeTreeWise } from '../../shared/model/merge-updates.ts'
import { LIMITS } from '../../shared/protocol/limits.ts'
import type { StoredUpdate, WorkspaceStorage } from '../storage/workspace-storage.ts'
import type { EngineEvent, OutboxRow } from './engine-events.ts'
import { createRowNumbers } from './row-numbers.ts'
import type { KeptRow, TabMessage } from './tabs.ts'

export interface OutboxKeeper {
  /** Keeps a local edit; returns its number. */
  readonly keep: (document: string, bytes: Uint8Array, isStrict: boolean) => number
  /** The server has these edits. */
  readonly markSent: (ids: readonly number[], seq: number) => void
  /** The server has another history: what the old one acknowledged before it was on the disk counts as unsent (S13). */
  readonly newHistory: () => void
  /** These edits leave the log, to be parked; returns the keys of their rows. */
  readonly forget: (ids: readonly number[]) => readonly number[]
  /** Rows left the log, or another tab had them acknowledged; returns the numbers of their edits. */
  readonly forgetKeys: (keys: readonly number[]) => readonly number[]
  /** The numbers of a stored row, and what the engine has to be told of it if it is new here. */
  readonly register: (row: StoredUpdate | KeptRow, by: OutboxRow['by']) => { readonly ids: readonly number[]; readonly rows: readonly OutboxRow[] }
  /**
   * Tells the engine of rows an earlier session left, or another tab has, and of those that are unsent no more because another tab
   * had them acknowledged and was not heard; `by` is asked once they have been read. Returns those that are new here.
   */
  readonly findUnsent: (by: () => OutboxRow['by']) => Promise<readonly OutboxRow[]>
}

export interface OutboxKeeperDeps {
  readonly storage: WorkspaceStorage
  readonly step: (event: EngineEvent) => void
  readonly post: (message: TabMessage) => void
  readonly now: () => number
  readonly whenStored: <Value>(written: Promise<Value>, then: (value: Value) => void) => void
}

interface Group {
  readonly isStrict: boolean
  bytes: number
  readonly ids: number[]
  readonly updates: Uint8Array[]
}

/** A row is offered whole, so it stays small. */
const UPDATES_PER_ROW_MAX = 256

export const createOutboxKeeper = ({ storage, step, post, now, whenStored }: OutboxKeeperDeps): OutboxKeeper => {
  const numbers = createRowNumbers()
  const groups = new Map<string, Group>()
  let readings = 0
  /** Rows that were sent, says another tab, while this one was reading. */
  const goneMeanwhile = new Set<number>()

  const storeGroup = (document: string, at: number, group: Group): void => {
    groups.set(document, group)
    const take = (): readonly Uint8Array[] => {
      if (groups.get(document) === group) groups.delete(document)
      return group.updates
    }
    whenStored(storage.keep({ document, at, take, isStrict: group.isStrict }), (key) => {
      const outcome = numbers.kept(group.ids, key)
      if (outcome === 'sentBefore') return whenStored(storage.markSent([key], 0), () => {})
      if (outcome === 'forgotten') return step({ is: 'rowsGone', ids: group.ids })
      post({ says: 'kept', row: { key, document, updates: group.updates, at } })
      step({ is: 'rowsKept', ids: group.ids })
    })
  }

  const register: OutboxKeeper['register'] = ({ key, document, updates, at, isMine }, by) => {
    const known = numbers.ofKey(key)
    if (known.length > 0) return { ids: known, rows: [] }
    const id = numbers.next()
    numbers.kept([id], key)
    return {
      ids: [id],
      rows: [{ id, document, bytes: mergeTreeWise(updates), at, edits: updates.length, by, ...(isMine === false ? { isForeign: true } : {}) }],
    }
  }

  return {
    keep: (document, bytes, isStrict) => {
      const id = numbers.next()
      const at = now()
      step({ is: 'rowMade', row: { id, document, bytes, at, edits: 1, by: 'us' } })
      const open = groups.get(document)
      const hasRoom = open !== undefined && open.updates.length < UPDATES_PER_ROW_MAX && open.bytes + bytes.length <= LIMITS.chunkBytesMax
      if (hasRoom && open.isStrict === isStrict) {
        open.ids.push(id)
        open.updates.push(bytes)
        open.bytes += bytes.length
      } else storeGroup(document, at, { isStrict, bytes: bytes.length, ids: [id], updates: [bytes] })
      return id
    },
    markSent: (ids, seq) => {
      const keys = numbers.sent(ids)
      if (keys.length > 0) whenStored(storage.markSent(keys, seq), () => post({ says: 'sent', keys }))
    },
    newHistory: numbers.newHistory,
    forget: numbers.sent,
    forgetKeys: (keys) => {
      if (readings > 0) for (const key of keys) goneMeanwhile.add(key)
      return numbers.forgetKeys(keys)
    },
    register,
    findUnsent: async (by) => {
      const before = numbers.keys()
      readings++
      const stored = await storage.unsent().catch(() => null)
      readings--
      const isGone = (key: number): boolean => goneMeanwhile.has(key)
      const unsent = stored?.filter(({ key }) => !isGone(key)) ?? []
      if (readings === 0) goneMeanwhile.clear()
      if (stored === null) return []
      const left = new Set(unsent.map(({ key }) => key))
      const gone = numbers.forgetKeys(before.filter((key) => !left.has(key)))
      if (gone.length > 0) step({ is: 'rowsGone', ids: gone })
      const whose = by()
      const rows = unsent.flatMap((row) => register(row, whose).rows)
      if (rows.length > 0) step({ is: 'rowsFound', rows })
      return rows
    },
  }
}
