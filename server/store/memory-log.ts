// The log in plain arrays, for tests and for the simulated world. Nothing survives it; otherwise it keeps the same
// contract as the SQLite log.

import type { RandomBytes } from '../../shared/base/id.ts'
import { createId } from '../../shared/base/id.ts'
import { ok } from '../../shared/base/result.ts'
import { mergeInChunks, mergeTreeWise } from '../../shared/model/merge-updates.ts'
import { LIMITS } from '../../shared/protocol/limits.ts'
import type { DocumentParts, DocumentState, LogRow, LogStore, NewSnapshot, SnapshotState } from './log-store.ts'
import { fingerprintOf, rowHash } from './row-hash.ts'

interface Document {
  readonly number: number
  readonly owners: Map<number, string>
  /** By seq, in the order they came. */
  snapshots: readonly KeptSnapshot[]
  snapshotSeq: number
  prunedSeq: number
  lastParts: { readonly parts: DocumentParts; readonly rows: number } | null
}

interface KeptSnapshot extends Omit<NewSnapshot, 'packed'> {
  readonly packed: Uint8Array | null
  readonly isPinned: boolean
}

interface Workspace {
  /** Row n is at n − 1; null = forgotten. */
  readonly rows: (LogRow | null)[]
  readonly hashes: string[]
  readonly documents: Map<string, Document>
  readonly quarantined: Map<number, string>
}

export interface MemoryLogDeps {
  readonly randomBytes: RandomBytes
  readonly documentsMax?: number
}

export const createMemoryLog = (deps: MemoryLogDeps): LogStore => {
  let epoch = createId(deps.randomBytes)
  let healingUntil = 0
  const documentsMax = deps.documentsMax ?? LIMITS.documentsPerWorkspaceMax
  const workspaces = new Map<string, Workspace>()

  const workspaceOf = (id: string): Workspace => {
    const known = workspaces.get(id)
    if (known !== undefined) return known
    const fresh: Workspace = { rows: [], hashes: [], documents: new Map(), quarantined: new Map() }
    workspaces.set(id, fresh)
    return fresh
  }
  const documentMade = ({ documents }: Workspace, path: string): Document => {
    const known = documents.get(path)
    if (known !== undefined) return known
    const fresh: Document = { number: documents.size + 1, owners: new Map(), snapshots: [], snapshotSeq: 0, prunedSeq: 0, lastParts: null }
    documents.set(path, fresh)
    return fresh
  }
  const rowsOf = ({ rows, quarantined }: Workspace, path: string, after: number): LogRow[] =>
    rows.slice(Math.max(0, after)).filter((row): row is LogRow => row !== null && row.document === path && !quarantined.has(row.seq))

  const snapshotOf = (workspace: Workspace, path: string): SnapshotState | null => {
    const document = workspace.documents.get(path)
    const found = document?.snapshots.findLast(({ seq }) => seq <= document.snapshotSeq)
    return found === undefined ? null : { seq: found.seq, update: found.update, isVetted: found.isVetted === true }
  }
  const partsOf = (workspace: Workspace, path: string): DocumentParts | null => {
    const snapshot = snapshotOf(workspace, path)
    const rows = rowsOf(workspace, path, snapshot?.seq ?? 0)
    const seq = rows.at(-1)?.seq ?? snapshot?.seq ?? 0
    if (seq === 0) return null
    const document = documentMade(workspace, path)
    // Who joins after one another asks for the same: the rows say whether it still is.
    const last = document.lastParts
    if (last !== null && last.rows === rows.length && last.parts.seq === seq && last.parts.snapshot?.seq === snapshot?.seq) return last.parts
    const parts = { seq, snapshot, tail: mergeInChunks(rows.map(({ bytes }) => bytes)) }
    document.lastParts = { parts, rows: rows.length }
    return parts
  }
  const stateOf = ({ seq, snapshot, tail }: DocumentParts): DocumentState => ({
    seq,
    update: mergeTreeWise([...(snapshot === null ? [] : [snapshot.update]), ...tail]),
  })

  const pageOf = (rows: readonly LogRow[], bytesMax: number): LogRow[] => {
    const page: LogRow[] = []
    let bytes = 0
    for (const row of rows) {
      if (page.length > 0 && bytes + row.bytes.length > bytesMax) break
      bytes += row.bytes.length
      page.push(row)
    }
    return page
  }
  const put = (document: Document, snapshot: KeptSnapshot): void => {
    const wasPinned = document.snapshots.some(({ seq, isPinned }) => seq === snapshot.seq && isPinned)
    document.snapshots = [...document.snapshots.filter(({ seq }) => seq !== snapshot.seq), { ...snapshot, isPinned: snapshot.isPinned || wasPinned }].sort(
      (a, b) => a.seq - b.seq,
    )
  }

  return {
    append: async (rows) =>
      ok(
        rows.map((row) => {
          const workspace = workspaceOf(row.workspaceId)
          const seq = workspace.rows.length + 1
          const before = row.pinsBefore === true ? partsOf(workspace, row.document) : null
          const document = documentMade(workspace, row.document)
          if (before !== null) put(document, { ...stateOf(before), packed: null, time: row.time, isPinned: true })
          workspace.hashes.push(rowHash(workspace.hashes.at(-1) ?? '', seq, row))
          workspace.rows.push({ seq, document: row.document, person: row.person, time: row.time, bytes: row.bytes.slice() })
          for (const client of row.clients ?? []) if (!document.owners.has(client)) document.owners.set(client, row.person)
          return seq
        }),
      ),

    head: async (workspaceId) => {
      const { rows, hashes, documents } = workspaceOf(workspaceId)
      const prunedSeq = Math.max(0, ...[...documents.values()].map((document) => document.prunedSeq))
      return { epoch, seq: rows.length, hash: hashes.at(-1) ?? '', prunedSeq }
    },

    rowsAfter: async (workspaceId, seq, bytesMax) => {
      const { rows, quarantined } = workspaceOf(workspaceId)
      return pageOf(
        rows.slice(Math.max(0, seq)).filter((row): row is LogRow => row !== null && !quarantined.has(row.seq)),
        bytesMax,
      )
    },

    hashAt: async (workspaceId, seq) => {
      const { rows, hashes } = workspaceOf(workspaceId)
      return rows[seq - 1] == null ? null : (hashes[seq - 1] ?? null)
    },

    documentState: async (workspaceId, path) => {
      const parts = partsOf(workspaceOf(workspaceId), path)
      return parts === null ? null : stateOf(parts)
    },

    documentParts: async (workspaceId, path) => partsOf(workspaceOf(workspaceId), path),

    documentRowsAfter: async (workspaceId, path, seq, bytesMax) => pageOf(rowsOf(workspaceOf(workspaceId), path, seq), bytesMax),

    standings: async (workspaceId, after, countMax) => {
      const { documents, rows } = workspaceOf(workspaceId)
      return [...documents]
        .filter(([, { number }]) => number > after)
        .slice(0, countMax)
        .map(([document, { number, snapshotSeq, prunedSeq }]) => {
          const seq = Math.max(snapshotSeq, rows.findLast((row) => row?.document === document)?.seq ?? 0)
          return { number, document, seq, snapshotSeq, prunedSeq }
        })
    },

    hasSnapshotsAfter: async (workspaceId, seq) => [...workspaceOf(workspaceId).documents.values()].some(({ snapshotSeq }) => snapshotSeq > seq),

    sinceSnapshot: async (workspaceId, path) => {
      const workspace = workspaceOf(workspaceId)
      const document = workspace.documents.get(path)
      const rows = rowsOf(workspace, path, document?.snapshotSeq ?? 0)
      const using = document?.snapshots.find(({ seq }) => seq === document.snapshotSeq)
      return { rows: rows.length, bytes: rows.reduce((sum, { bytes }) => sum + bytes.length, 0), snapshotBytes: using?.update.length ?? 0 }
    },

    snapshots: async (workspaceId, path) =>
      (workspaceOf(workspaceId).documents.get(path)?.snapshots ?? [])
        .map(({ seq, time, isPinned, update, packed }) => {
          return { seq, time, isPinned, size: update.length, packedSize: packed?.length ?? 0, fingerprint: fingerprintOf(update) }
        })
        .reverse(),

    readSnapshot: async (workspaceId, path, seq) =>
      workspaceOf(workspaceId)
        .documents.get(path)
        ?.snapshots.find((snapshot) => snapshot.seq === seq) ?? null,

    compactionBase: async (workspaceId, path) => {
      const workspace = workspaceOf(workspaceId)
      return { replaces: workspace.documents.get(path)?.snapshotSeq ?? 0, snapshot: snapshotOf(workspace, path) }
    },

    swapSnapshot: async (workspaceId, path, replaces, snapshot) => {
      const document = workspaceOf(workspaceId).documents.get(path)
      if (document === undefined || document.snapshotSeq !== replaces) return ok(false)
      put(document, { ...snapshot, isPinned: false })
      document.snapshots = document.snapshots.filter(({ seq, isPinned }) => isPinned || seq >= replaces)
      document.snapshotSeq = snapshot.seq
      return ok(true)
    },

    dropSnapshot: async (workspaceId, path, dropped) => {
      const document = workspaceOf(workspaceId).documents.get(path)
      if (document === undefined) return false
      document.snapshots = document.snapshots.filter(({ seq }) => seq !== dropped)
      const before = document.snapshots.findLast(({ seq }) => seq < dropped)?.seq ?? 0
      if (document.snapshotSeq === dropped) document.snapshotSeq = before
      return before >= document.prunedSeq
    },

    prune: async (workspaceId, path, before, rowsMax) => {
      const workspace = workspaceOf(workspaceId)
      const document = workspace.documents.get(path)
      const [current, previous] = document?.snapshots.filter(({ seq }) => seq <= document.snapshotSeq).reverse() ?? []
      if (document === undefined || current === undefined) return 0
      const isProven = current.time < before
      document.snapshots = document.snapshots.filter(({ seq, isPinned, time }) =>
        isPinned ? time >= before || seq >= (previous?.seq ?? 0) : !isProven || seq >= current.seq,
      )
      const limit = Math.min(isProven ? current.seq : (previous?.seq ?? 0), workspace.rows.length - 1)
      const rows = rowsOf(workspace, path, 0).filter(({ seq, time }) => seq <= limit && time < before)
      for (const { seq } of rows.slice(0, rowsMax)) {
        workspace.rows[seq - 1] = null
        document.prunedSeq = Math.max(document.prunedSeq, seq)
      }
      return Math.min(rows.length, rowsMax)
    },

    quarantine: async (workspaceId, seqs, reason) => {
      for (const seq of seqs) workspaceOf(workspaceId).quarantined.set(seq, reason)
    },

    quarantined: async (workspaceId) => {
      const { rows, quarantined } = workspaceOf(workspaceId)
      return [...quarantined].map(([seq, reason]) => ({ seq, reason, document: rows[seq - 1]?.document ?? '' })).sort((a, b) => a.seq - b.seq)
    },

    workspaces: async () => [...workspaces].filter(([, { documents }]) => documents.size > 0).map(([id]) => id),

    documentOwners: async (workspaceId, path) => new Map(workspaceOf(workspaceId).documents.get(path)?.owners),

    lostClients: async () => new Set(),

    beginHealing: async (until) => {
      epoch = createId(deps.randomBytes)
      healingUntil = until
    },

    healingUntil: async () => healingUntil,

    documentNumber: async (workspaceId, path) => {
      const workspace = workspaceOf(workspaceId)
      const known = workspace.documents.get(path)
      if (known !== undefined) return known.number
      return workspace.documents.size >= documentsMax ? null : documentMade(workspace, path).number
    },

    documents: async (workspaceId) => {
      const { documents, rows } = workspaceOf(workspaceId)
      return [...documents].flatMap(([path, { snapshotSeq }]) => (snapshotSeq > 0 || rows.some((row) => row?.document === path) ? [path] : [])).sort()
    },

    close: async () => {
      workspaces.clear()
    },
  }
}
