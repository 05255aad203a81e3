// Stands in where a browser has no IndexedDB (private mode) and in tests that need no disk. Everything works until the tab
// is closed; what the server acknowledged is safe there. The badge says so through `problem`.

import type { Cursor, SummaryRecord } from './records.ts'
import type { StorageProblem } from './storage-problem.ts'
import type { StoredRefusal, StoredUpdate, WorkspaceStorage } from './workspace-storage.ts'

export const createMemoryStorage = (name: string, problem: StorageProblem | null = 'unavailable'): WorkspaceStorage => {
  const updates = new Map<number, StoredUpdate>()
  const refused = new Map<number, StoredRefusal>()
  const summaries = new Map<string, SummaryRecord>()
  const stale = new Set<string>()
  let cursor: Cursor | null = null
  let quarantined = 0
  let lastKey = 0

  const add = (document: string, parts: readonly Uint8Array[], sent: 0 | 1, at: number, isMine: boolean): number => {
    const key = ++lastKey
    updates.set(key, { key, document, updates: parts, sent, at, isMine })
    stale.add(document)
    return key
  }
  const done = Promise.resolve()

  return {
    name,
    problem: () => problem,
    pending: () => 0,
    observe: () => () => {},
    keep: async ({ document, at, take }) => add(document, take(), 0, at, true),
    storeRemote: async (rows, next) => {
      for (const { document, bytes, at } of rows) add(document, [bytes], 1, at, false)
      if (next !== null) cursor = next
    },
    markSent: async (keys) => {
      for (const key of keys) {
        const row = updates.get(key)
        if (row !== undefined) updates.set(key, { ...row, sent: 1 })
      }
    },
    markAllUnsent: async (whose) => {
      for (const [key, row] of updates) if (whose === 'everybodys' || row.isMine) updates.set(key, { ...row, sent: 0 })
    },
    load: async (document) => [...updates.values()].filter((row) => row.document === document),
    unsent: async () => [...updates.values()].filter((row) => row.sent === 0),
    quarantine: async (keys) => {
      for (const key of keys) if (updates.delete(key)) quarantined++
    },
    quarantined: async () => quarantined,
    setAside: async () => void quarantined++,
    fold: async (document, keys, bytes) => {
      if (keys.some((key) => updates.get(key)?.sent !== 1)) return false
      const isMine = keys.every((key) => updates.get(key)?.isMine === true)
      for (const key of keys) updates.delete(key)
      add(document, [bytes], 1, 0, isMine)
      return true
    },
    rowCounts: async () => {
      const counts = new Map<string, number>()
      for (const { document } of updates.values()) counts.set(document, (counts.get(document) ?? 0) + 1)
      return counts
    },
    park: async (document, reason, known) => {
      const parked: number[] = []
      const isKnown = (key: number): boolean => known === undefined || known.includes(key)
      if ([...updates].some(([key, row]) => row.document === document && row.sent === 0 && !isKnown(key))) return parked
      for (const [key, row] of updates) {
        if (row.document !== document || row.sent === 1) continue
        updates.delete(key)
        refused.set(key, { key, document, updates: row.updates, at: row.at, reason })
        parked.push(key)
      }
      stale.add(document)
      return parked
    },
    refuse: async (record) => {
      const key = ++lastKey
      refused.set(key, { ...record, key })
    },
    refusals: async () => [...refused.values()],
    unpark: async (document) => {
      for (const [key, row] of refused) {
        if (row.document !== document) continue
        refused.delete(key)
        add(document, row.updates, 0, row.at, true)
      }
    },
    discardRefusals: async (document) => {
      for (const [key, row] of refused) if (row.document === document) refused.delete(key)
    },
    cursor: async () => cursor,
    summaries: async () => [...summaries.values()],
    summariesOf: async (documents) => documents.map((document) => summaries.get(document)).filter((record) => record !== undefined),
    putSummary: async (document, version, rows) => {
      summaries.set(document, { document, version, rows })
      stale.delete(document)
    },
    staleDocuments: async () => [...stale],
    flush: () => done,
    close: () => done,
    wipe: async () => {
      updates.clear()
      refused.clear()
      summaries.clear()
      stale.clear()
      cursor = null
      return 'gone'
    },
  }
}
