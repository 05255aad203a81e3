// Links that let one person into a workspace with a role: single use, seven days, revocable, and good for as long as who
// made it manages the workspace. Kept as hashes. Using one, making the account and becoming a member are one transaction: of
// two who open the link at once, one gets in.

import { createId, type RandomBytes } from '../../shared/base/id.ts'
import { err, ok, type Result } from '../../shared/base/result.ts'
import type { Invite, InviteCreated, InviteInspection, LinkState } from '../../shared/protocol/http.ts'
import type { Role } from '../../shared/protocol/role.ts'
import type { Clock } from '../platform.ts'
import type { Database } from '../store/sqlite-database.ts'
import type { Membership } from './membership.ts'
import type { NewPerson, People } from './people.ts'
import { hashSecret, makeSecret } from './secrets.ts'

const DAY_MS = 24 * 60 * 60 * 1000
export const INVITE_MS = 7 * DAY_MS

export interface InviteAcceptance {
  readonly workspaceId: string
  readonly personId: string
}

export type AcceptFailure = Exclude<LinkState, 'open'> | 'emailTaken'

export interface Invites {
  readonly create: (invite: { readonly workspaceId: string; readonly role: Role; readonly note: string; readonly createdBy: string | null }) => InviteCreated
  readonly list: (workspaceId: string) => readonly Invite[]
  /** False when the workspace has no such invite that could still be used. */
  readonly revoke: (workspaceId: string, inviteId: string) => boolean
  readonly inspect: (secret: string) => InviteInspection
  /** By somebody who has an account, or by somebody new. Who is a member already uses nothing up. */
  readonly accept: (secret: string, by: { readonly personId: string } | { readonly newPerson: NewPerson }) => Result<InviteAcceptance, AcceptFailure>
}

interface StoredInvite {
  readonly id: string
  readonly workspaceId: string
  readonly workspaceName: string
  readonly role: Role
  readonly expiresAt: number
  readonly acceptedAt: number | null
  readonly revokedAt: number | null
  /** Null = the administrator. */
  readonly createdBy: string | null
}

export interface InvitesDeps {
  readonly database: Database
  readonly clock: Clock
  readonly randomBytes: RandomBytes
  readonly people: People
  readonly membership: Membership
}

export const createInvites = ({ database, clock, randomBytes, people, membership }: InvitesDeps): Invites => {
  const add = database.prepare<[string, string, Role, string, string, string | null, number, number]>(
    'INSERT INTO invites (id, workspace_id, role, note, secret_hash, created_by, created_at, expires_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
  )
  const bySecret = database.prepare<[string], StoredInvite>(
    `SELECT i.id, i.workspace_id AS workspaceId, w.name AS workspaceName, i.role, i.expires_at AS expiresAt, i.accepted_at AS acceptedAt, i.revoked_at AS revokedAt,
       i.created_by AS createdBy
     FROM invites AS i JOIN workspaces AS w ON w.id = i.workspace_id WHERE i.secret_hash = ?`,
  )
  const list = database.prepare<
    [string],
    Omit<StoredInvite, 'workspaceName'> & { readonly note: string; readonly createdAt: number; readonly invitedBy: string; readonly acceptedBy: string | null }
  >(
    `SELECT i.id, i.workspace_id AS workspaceId, i.created_by AS createdBy, i.role, i.note, i.created_at AS createdAt, i.expires_at AS expiresAt, i.accepted_at AS acceptedAt, i.revoked_at AS revokedAt,
       coalesce(c.name, 'administrator') AS invitedBy, a.name AS acceptedBy
     FROM invites AS i LEFT JOIN "user" AS c ON c.id = i.created_by LEFT JOIN "user" AS a ON a.id = i.accepted_by
     WHERE i.workspace_id = ? ORDER BY i.created_at DESC, i.id`,
  )
  const markUsed = database.prepare<[string, number, string]>('UPDATE invites SET accepted_by = ?, accepted_at = ? WHERE id = ? AND accepted_at IS NULL')
  const revoke = database.prepare<[number, string, string]>(
    'UPDATE invites SET revoked_at = ? WHERE workspace_id = ? AND id = ? AND revoked_at IS NULL AND accepted_at IS NULL',
  )

  const stateOf = (invite: Omit<StoredInvite, 'workspaceName'>): LinkState => {
    if (invite.acceptedAt !== null) return 'used'
    if (invite.revokedAt !== null) return 'revoked'
    if (invite.expiresAt <= clock()) return 'expired'
    // Kept back by a manager who was sent away, a link would be their way back in.
    const isBacked = invite.createdBy === null || membership.roleOf(invite.workspaceId, invite.createdBy) === 'manager'
    return isBacked ? 'open' : 'revoked'
  }

  const accept = database.transaction(
    (secret: string, by: { readonly personId: string } | { readonly newPerson: NewPerson }): Result<InviteAcceptance, AcceptFailure> => {
      const invite = bySecret.get(hashSecret(secret))
      if (invite === undefined) return err('unknown')
      if ('personId' in by && membership.roleOf(invite.workspaceId, by.personId) !== null) return ok({ workspaceId: invite.workspaceId, personId: by.personId })
      const state = stateOf(invite)
      if (state !== 'open') return err(state)
      const personId = 'personId' in by ? by.personId : people.add(by.newPerson)?.id
      if (personId === undefined) return err('emailTaken')
      membership.add(invite.workspaceId, personId, invite.role)
      markUsed.run(personId, clock(), invite.id)
      return ok({ workspaceId: invite.workspaceId, personId })
    },
  )

  return {
    create: ({ workspaceId, role, note, createdBy }) => {
      const id = createId(randomBytes)
      const secret = makeSecret(randomBytes)
      const expiresAt = clock() + INVITE_MS
      add.run(id, workspaceId, role, note, hashSecret(secret), createdBy, clock(), expiresAt)
      return { id, secret, expiresAt }
    },
    list: (workspaceId) =>
      list.all(workspaceId).map((invite) => ({
        id: invite.id,
        role: invite.role,
        note: invite.note,
        state: stateOf(invite),
        createdAt: invite.createdAt,
        expiresAt: invite.expiresAt,
        invitedBy: invite.invitedBy,
        acceptedBy: invite.acceptedBy,
      })),
    revoke: (workspaceId, inviteId) => revoke.run(clock(), workspaceId, inviteId).changes > 0,
    inspect: (secret) => {
      const invite = bySecret.get(hashSecret(secret))
      if (invite === undefined) return { state: 'unknown', workspaceName: null, role: null, expiresAt: null }
      return { state: stateOf(invite), workspaceName: invite.workspaceName, role: invite.role, expiresAt: invite.expiresAt }
    },
    accept: (secret, by) => accept.immediate(secret, by),
  }
}
