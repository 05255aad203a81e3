// Tokens for programs: one workspace, one role, a name, revocable. The token is shown once and kept as its hash. A token
// that was revoked stays in the list, so that the log's rows keep their author.

import { createId, type RandomBytes } from '../../shared/base/id.ts'
import type { ApiToken, ApiTokenCreated } from '../../shared/protocol/http.ts'
import type { Role } from '../../shared/protocol/role.ts'
import type { Clock } from '../platform.ts'
import type { Database } from '../store/sqlite-database.ts'
import { hashSecret, makeSecret } from './secrets.ts'

export interface TokenGrant {
  readonly tokenId: string
  readonly workspaceId: string
  readonly name: string
  readonly role: Role
}

export interface ApiTokens {
  readonly create: (token: { readonly workspaceId: string; readonly name: string; readonly role: Role; readonly createdBy: string | null }) => ApiTokenCreated
  readonly list: (workspaceId: string) => readonly ApiToken[]
  /** The token's workspace; null when there is no such token, or it has been revoked before. */
  readonly revoke: (tokenId: string) => string | null
  readonly workspaceOf: (tokenId: string) => string | null
  /** Null when it was revoked or never made. */
  readonly byHash: (tokenHash: string) => TokenGrant | null
}

export const createApiTokens = (deps: { readonly database: Database; readonly clock: Clock; readonly randomBytes: RandomBytes }): ApiTokens => {
  const { database, clock, randomBytes } = deps
  const add = database.prepare<[string, string, string, Role, string, string | null, number]>(
    'INSERT INTO api_tokens (id, workspace_id, name, role, token_hash, created_by, created_at) VALUES (?, ?, ?, ?, ?, ?, ?)',
  )
  const list = database.prepare<[string], ApiToken>(
    `SELECT t.id AS tokenId, t.name, t.role, t.created_at AS createdAt, u.name AS createdBy, t.revoked_at AS revokedAt
     FROM api_tokens AS t LEFT JOIN "user" AS u ON u.id = t.created_by WHERE t.workspace_id = ? ORDER BY t.created_at DESC, t.id`,
  )
  const revoke = database
    .prepare<[number, string], string>('UPDATE api_tokens SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL RETURNING workspace_id')
    .pluck()
  const workspaceOf = database.prepare<[string], string>('SELECT workspace_id FROM api_tokens WHERE id = ?').pluck()
  const byHash = database.prepare<[string], TokenGrant>(
    'SELECT id AS tokenId, workspace_id AS workspaceId, name, role FROM api_tokens WHERE token_hash = ? AND revoked_at IS NULL',
  )

  return {
    create: ({ workspaceId, name, role, createdBy }) => {
      const tokenId = createId(randomBytes)
      const token = makeSecret(randomBytes)
      add.run(tokenId, workspaceId, name, role, hashSecret(token), createdBy, clock())
      return { tokenId, token }
    },
    list: (workspaceId) => list.all(workspaceId),
    revoke: (tokenId) => revoke.get(clock(), tokenId) ?? null,
    workspaceOf: (tokenId) => workspaceOf.get(tokenId) ?? null,
    byHash: (tokenHash) => byHash.get(tokenHash) ?? null,
  }
}
