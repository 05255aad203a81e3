// What a removed member made before they knew (S15): for 30 days their devices may leave it here, and read nothing. A
// manager looks at it and has it merged or thrown away. Bounded per person, so that a grudge cannot fill the disk.

import { createHash } from 'node:crypto'
import { err, ok, type Result } from '../../shared/base/result.ts'
import { HTTP_LIMITS } from '../../shared/protocol/limits.ts'
import { canWrite, isRole, type Role } from '../../shared/protocol/role.ts'
import type { BundledUpdate } from '../../shared/protocol/update-bundle.ts'
import type { Clock } from '../platform.ts'
import type { Database } from '../store/sqlite-database.ts'

export interface FormerMember {
  readonly role: Role
  /** Ms since the epoch. */
  readonly removedAt: number
}

export interface QuarantinedDocument {
  readonly document: string
  /** As the device counted that left them. */
  readonly edits: number
  readonly bytes: number
  /** Ms since the epoch. */
  readonly receivedAt: number
}

export interface QuarantinedPerson {
  readonly personId: string
  /** Empty when the account is gone. */
  readonly name: string
  readonly email: string
  /** Null when they are a member again, or their account is gone. */
  readonly removedAt: number | null
  readonly documents: readonly QuarantinedDocument[]
}

export interface QuarantinedUpdate {
  readonly id: number
  readonly bytes: Uint8Array
}

export interface Quarantine {
  /** Null for who was never a member or was removed too long ago, could not write, or is one now. */
  readonly formerMember: (workspaceId: string, personId: string) => FormerMember | null
  /** All of them or none. */
  readonly leave: (workspaceId: string, personId: string, updates: readonly BundledUpdate[]) => Result<null, 'full'>
  readonly list: (workspaceId: string) => readonly QuarantinedPerson[]
  /** In the order they came. */
  readonly updates: (workspaceId: string, personId: string, document: string) => readonly QuarantinedUpdate[]
  /** Returns how many there were. */
  readonly forget: (workspaceId: string, ids: readonly number[]) => number
}

const DAY_MS = 24 * 60 * 60 * 1_000

interface ListedRow extends QuarantinedDocument {
  readonly personId: string
  readonly name: string
  readonly email: string
  readonly removedAt: number | null
}

export const createQuarantine = ({ database, clock }: { readonly database: Database; readonly clock: Clock }): Quarantine => {
  const former = database.prepare<[string, string, number], { role: string; removedAt: number }>(
    'SELECT role, removed_at AS removedAt FROM former_members WHERE workspace_id = ? AND person_id = ? AND removed_at > ?',
  )
  const held = database.prepare<[string, string], { count: number; bytes: number }>(
    'SELECT count(*) AS count, coalesce(sum(length(bytes)), 0) AS bytes FROM quarantined_updates WHERE workspace_id = ? AND person_id = ?',
  )
  const add = database.prepare<[string, string, string, Uint8Array, string, number, number]>(
    'INSERT INTO quarantined_updates (workspace_id, person_id, document, bytes, hash, edits, received_at) VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING',
  )
  const list = database.prepare<[string], ListedRow>(
    `SELECT q.person_id AS personId, coalesce(u.name, '') AS name, coalesce(u.email, '') AS email, f.removed_at AS removedAt,
       q.document, sum(q.edits) AS edits, sum(length(q.bytes)) AS bytes, max(q.received_at) AS receivedAt
     FROM quarantined_updates AS q LEFT JOIN "user" AS u ON u.id = q.person_id
     LEFT JOIN former_members AS f ON f.workspace_id = q.workspace_id AND f.person_id = q.person_id
     WHERE q.workspace_id = ? GROUP BY q.person_id, q.document ORDER BY min(q.id)`,
  )
  const updates = database.prepare<[string, string, string], QuarantinedUpdate>(
    'SELECT id, bytes FROM quarantined_updates WHERE workspace_id = ? AND person_id = ? AND document = ? ORDER BY id',
  )
  const forget = database.prepare<[number, string]>('DELETE FROM quarantined_updates WHERE id = ? AND workspace_id = ?')

  return {
    formerMember: (workspaceId, personId) => {
      const found = former.get(workspaceId, personId, clock() - HTTP_LIMITS.quarantineDays * DAY_MS)
      return found !== undefined && isRole(found.role) && canWrite(found.role) ? { role: found.role, removedAt: found.removedAt } : null
    },
    leave: (workspaceId, personId, left) => {
      const full = new Error('full')
      try {
        database
          .transaction(() => {
            for (const { document, update, edits } of left) add.run(workspaceId, personId, document, update, hashOf(update), edits, clock())
            const { count = 0, bytes = 0 } = held.get(workspaceId, personId) ?? {}
            if (bytes > HTTP_LIMITS.quarantinePersonBytesMax || count > HTTP_LIMITS.quarantinePersonUpdatesMax) throw full
          })
          .immediate()
        return ok(null)
      } catch (error) {
        if (error === full) return err('full')
        throw error
      }
    },
    list: (workspaceId) => {
      const people = new Map<string, { person: Omit<QuarantinedPerson, 'documents'>; documents: QuarantinedDocument[] }>()
      for (const { personId, name, email, removedAt, ...document } of list.all(workspaceId)) {
        const entry = people.get(personId) ?? { person: { personId, name, email, removedAt }, documents: [] }
        people.set(personId, entry)
        entry.documents.push(document)
      }
      return [...people.values()].map(({ person, documents }) => ({ ...person, documents }))
    },
    updates: (workspaceId, personId, document) => updates.all(workspaceId, personId, document),
    forget: (workspaceId, ids) => database.transaction(() => ids.reduce((sum, id) => sum + forget.run(id, workspaceId).changes, 0)).immediate(),
  }
}

const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('base64url')
