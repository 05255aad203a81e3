// The log in plain arrays, for tests and for the simulated world. Nothing survives it; otherwise it keeps the same
// contract as the SQLite log.

import type { RandomBytes } from '../../shared/base/id.ts'
import { createId } from '../../shared/base/id.ts'
import { ok } from '../../shared/base/result.ts'
import { mergeTreeWise } from '../../shared/model/merge-updates.ts'
import { LIMITS } from '../../shared/protocol/limits.ts'
import type { LogRow, LogStore } from './log-store.ts'
import { rowHash } from './row-hash.ts'

interface Workspace {
  readonly rows: LogRow[]
  readonly hashes: string[]
  readonly numbers: Map<string, number>
  readonly owners: Map<string, Map<number, string>>
}

export const createMemoryLog = (deps: { readonly randomBytes: RandomBytes; readonly documentsMax?: number }): LogStore => {
  const epoch = createId(deps.randomBytes)
  const documentsMax = deps.documentsMax ?? LIMITS.documentsPerWorkspaceMax
  const workspaces = new Map<string, Workspace>()

  const workspaceOf = (id: string): Workspace => {
    const known = workspaces.get(id)
    if (known !== undefined) return known
    const fresh: Workspace = { rows: [], hashes: [], numbers: new Map(), owners: new Map() }
    workspaces.set(id, fresh)
    return fresh
  }

  return {
    append: async (rows) =>
      ok(
        rows.map((row) => {
          const workspace = workspaceOf(row.workspaceId)
          const seq = workspace.rows.length + 1
          workspace.hashes.push(rowHash(workspace.hashes.at(-1) ?? '', seq, row))
          workspace.rows.push({ seq, document: row.document, person: row.person, time: row.time, bytes: row.bytes.slice() })
          if (!workspace.numbers.has(row.document)) workspace.numbers.set(row.document, workspace.numbers.size + 1)
          const owners = workspace.owners.get(row.document) ?? new Map<number, string>()
          workspace.owners.set(row.document, owners)
          for (const client of row.clients ?? []) if (!owners.has(client)) owners.set(client, row.person)
          return seq
        }),
      ),

    head: async (workspaceId) => {
      const { rows, hashes } = workspaceOf(workspaceId)
      return { epoch, seq: rows.length, hash: hashes.at(-1) ?? '' }
    },

    rowsAfter: async (workspaceId, seq, bytesMax) => {
      const page: LogRow[] = []
      let bytes = 0
      for (const row of workspaceOf(workspaceId).rows.slice(Math.max(0, seq))) {
        if (page.length > 0 && bytes + row.bytes.length > bytesMax) break
        bytes += row.bytes.length
        page.push(row)
      }
      return page
    },

    hashAt: async (workspaceId, seq) => workspaceOf(workspaceId).hashes[seq - 1] ?? null,

    documentState: async (workspaceId, document) => {
      const rows = workspaceOf(workspaceId).rows.filter((row) => row.document === document)
      const last = rows.at(-1)
      return last === undefined ? null : { seq: last.seq, update: mergeTreeWise(rows.map((row) => row.bytes)) }
    },

    documentOwners: async (workspaceId, document) => new Map(workspaceOf(workspaceId).owners.get(document)),

    documentNumber: async (workspaceId, document) => {
      const { numbers } = workspaceOf(workspaceId)
      const known = numbers.get(document)
      if (known !== undefined) return known
      if (numbers.size >= documentsMax) return null
      numbers.set(document, numbers.size + 1)
      return numbers.size
    },

    documents: async (workspaceId) => [...new Set(workspaceOf(workspaceId).rows.map((row) => row.document))].sort(),

    close: async () => {
      workspaces.clear()
    },
  }
}
