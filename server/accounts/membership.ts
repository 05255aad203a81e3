// Workspaces and who is in them with which role: the authority on both (D9). A workspace that has members has at least
// one manager, always. Who stops being a manager leaves no way in behind: the API tokens they made in it end with it.

import { createId, type RandomBytes } from '../../shared/base/id.ts'
import { err, ok, type Result } from '../../shared/base/result.ts'
import type { Member, WorkspaceOfMine } from '../../shared/protocol/http.ts'
import type { Role } from '../../shared/protocol/role.ts'
import type { Clock } from '../platform.ts'
import type { Database } from '../store/sqlite-database.ts'

export interface Workspace {
  readonly id: string
  readonly name: string
}

export type MembershipFailure = 'notFound' | 'lastManager'

export interface Membership {
  /** Without an owner nobody is in it yet. */
  readonly createWorkspace: (name: string, ownerId: string | null) => Workspace
  readonly workspace: (id: string) => Workspace | null
  /** False when there is no such workspace. */
  readonly rename: (id: string, name: string) => boolean
  readonly workspacesOf: (personId: string) => readonly WorkspaceOfMine[]
  readonly roleOf: (workspaceId: string, personId: string) => Role | null
  readonly members: (workspaceId: string) => readonly Member[]
  /** Does nothing for who is a member already. */
  readonly add: (workspaceId: string, personId: string, role: Role) => void
  readonly setRole: (workspaceId: string, personId: string, role: Role) => Result<null, MembershipFailure>
  readonly remove: (workspaceId: string, personId: string) => Result<null, MembershipFailure>
  /** Is the person a manager of some workspace? */
  readonly managesAny: (personId: string) => boolean
  /** Makes the person a manager of every workspace nobody is in. */
  readonly adoptEmptyWorkspaces: (personId: string) => void
  /** Is the manager a manager of every workspace the person is in, and of one at least? */
  readonly managesAllOf: (managerId: string, personId: string) => boolean
}

export const createMembership = (deps: { readonly database: Database; readonly clock: Clock; readonly randomBytes: RandomBytes }): Membership => {
  const { database, clock, randomBytes } = deps
  const addWorkspace = database.prepare<[string, string, number]>('INSERT INTO workspaces (id, name, created_at) VALUES (?, ?, ?)')
  const workspace = database.prepare<[string], Workspace>('SELECT id, name FROM workspaces WHERE id = ?')
  const rename = database.prepare<[string, string]>('UPDATE workspaces SET name = ? WHERE id = ?')
  const addMember = database.prepare<[string, string, Role, number]>(
    'INSERT INTO members (workspace_id, person_id, role, joined_at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING',
  )
  const adopt = database.prepare<[string, number]>(
    `INSERT INTO members (workspace_id, person_id, role, joined_at)
     SELECT id, ?, 'manager', ? FROM workspaces WHERE id NOT IN (SELECT workspace_id FROM members)`,
  )
  const role = database.prepare<[string, string], Role>('SELECT role FROM members WHERE workspace_id = ? AND person_id = ?').pluck()
  const otherManagers = database
    .prepare<[string, string], number>(`SELECT count(*) FROM members WHERE workspace_id = ? AND person_id <> ? AND role = 'manager'`)
    .pluck()
  const setRole = database.prepare<[Role, string, string]>('UPDATE members SET role = ? WHERE workspace_id = ? AND person_id = ?')
  const remove = database.prepare<[string, string]>('DELETE FROM members WHERE workspace_id = ? AND person_id = ?')
  const revokeTokens = database.prepare<[number, string, string]>(
    'UPDATE api_tokens SET revoked_at = ? WHERE workspace_id = ? AND created_by = ? AND revoked_at IS NULL',
  )
  const managesAny = database.prepare<[string], number>(`SELECT 1 FROM members WHERE person_id = ? AND role = 'manager' LIMIT 1`).pluck()
  const workspacesOf = database.prepare<[string], WorkspaceOfMine>(
    'SELECT w.id, w.name, m.role FROM members AS m JOIN workspaces AS w ON w.id = m.workspace_id WHERE m.person_id = ? ORDER BY m.joined_at, w.id',
  )
  const members = database.prepare<[string], Member>(
    `SELECT m.person_id AS personId, u.name, u.email, m.role, m.joined_at AS joinedAt
     FROM members AS m JOIN "user" AS u ON u.id = m.person_id WHERE m.workspace_id = ? ORDER BY u.name COLLATE NOCASE, u.id`,
  )
  const managed = database.prepare<[string, string], { total: number; managed: number }>(
    `SELECT count(*) AS total, count(mine.person_id) AS managed FROM members AS theirs
     LEFT JOIN members AS mine ON mine.workspace_id = theirs.workspace_id AND mine.person_id = ? AND mine.role = 'manager'
     WHERE theirs.person_id = ?`,
  )

  /** Runs `change` unless it would leave the workspace without a manager. `stays`: they are a manager afterwards. */
  const keepingAManager = (workspaceId: string, personId: string, stays: boolean, change: () => void): Result<null, MembershipFailure> =>
    database
      .transaction((): Result<null, MembershipFailure> => {
        const before = role.get(workspaceId, personId)
        if (before === undefined) return err('notFound')
        if (before === 'manager' && !stays && otherManagers.get(workspaceId, personId) === 0) return err('lastManager')
        change()
        if (!stays) revokeTokens.run(clock(), workspaceId, personId)
        return ok(null)
      })
      .immediate()

  return {
    createWorkspace: (name, ownerId) =>
      database.transaction((): Workspace => {
        const id = createId(randomBytes)
        addWorkspace.run(id, name, clock())
        if (ownerId !== null) addMember.run(id, ownerId, 'manager', clock())
        return { id, name }
      })(),
    workspace: (id) => workspace.get(id) ?? null,
    rename: (id, name) => rename.run(name, id).changes > 0,
    workspacesOf: (personId) => workspacesOf.all(personId),
    roleOf: (workspaceId, personId) => role.get(workspaceId, personId) ?? null,
    members: (workspaceId) => members.all(workspaceId),
    add: (workspaceId, personId, as) => {
      addMember.run(workspaceId, personId, as, clock())
    },
    setRole: (workspaceId, personId, to) => keepingAManager(workspaceId, personId, to === 'manager', () => setRole.run(to, workspaceId, personId)),
    remove: (workspaceId, personId) => keepingAManager(workspaceId, personId, false, () => remove.run(workspaceId, personId)),
    managesAny: (personId) => managesAny.get(personId) !== undefined,
    adoptEmptyWorkspaces: (personId) => {
      adopt.run(personId, clock())
    },
    managesAllOf: (managerId, personId) => {
      const found = managed.get(managerId, personId)
      return found !== undefined && found.total > 0 && found.total === found.managed
    },
  }
}
