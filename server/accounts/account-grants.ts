// Grants from the accounts in the database. Nothing is remembered here: every answer is read when it is asked for, so a
// grant is as fresh as the question.

import { err, ok } from '../../shared/base/result.ts'
import { isRole } from '../../shared/protocol/role.ts'
import type { Clock } from '../platform.ts'
import type { Database } from '../store/sqlite-database.ts'
import type { ApiTokens } from './api-tokens.ts'
import type { Auth } from './auth.ts'
import type { Grants } from './grants.ts'
import type { Membership } from './membership.ts'
import type { Origins } from './origins.ts'
import { hashSecret } from './secrets.ts'

export interface AccountGrantsDeps {
  readonly database: Database
  readonly clock: Clock
  readonly auth: Auth
  readonly membership: Membership
  readonly apiTokens: ApiTokens
  readonly origins: Origins
}

interface SessionRow {
  readonly personId: string
  readonly name: string
  /** ISO text. */
  readonly expiresAt: string
}

export const createAccountGrants = ({ database, clock, auth, membership, apiTokens, origins }: AccountGrantsDeps): Grants => {
  const bySession = database.prepare<[string], SessionRow>(
    `SELECT u.id AS personId, u.name, s."expiresAt" FROM "session" AS s JOIN "user" AS u ON u.id = s."userId" WHERE s.token = ?`,
  )

  const ofToken = (workspaceId: string, tokenHash: string): Awaited<ReturnType<Grants['renew']>> => {
    const token = apiTokens.byHash(tokenHash)
    if (token === null) return err('notSignedIn')
    if (token.workspaceId !== workspaceId) return err('notAllowed')
    return ok({ workspaceId, personId: `token:${token.tokenId}`, name: token.name, role: token.role, credential: { via: 'token', tokenHash } })
  }

  const ofPerson = (
    workspaceId: string,
    person: { readonly personId: string; readonly name: string },
    sessionToken: string,
  ): Awaited<ReturnType<Grants['renew']>> => {
    const role = membership.roleOf(workspaceId, person.personId)
    if (!isRole(role)) return err('notAllowed')
    return ok({ workspaceId, personId: person.personId, name: person.name, role, credential: { via: 'session', sessionToken } })
  }

  return {
    identify: async ({ workspaceId, headers, bearer }) => {
      if (bearer !== null) return ofToken(workspaceId, hashSecret(bearer))
      if (!origins.allows(headers.get('origin'), headers.get('host'))) return err('notAllowed')
      const found = await auth.session(headers)
      return found === null ? err('notSignedIn') : ofPerson(workspaceId, found.session, found.session.sessionToken)
    },

    renew: async ({ workspaceId, credential }) => {
      if (credential.via === 'token') return ofToken(workspaceId, credential.tokenHash)
      const session = bySession.get(credential.sessionToken)
      if (session === undefined || Date.parse(session.expiresAt) <= clock()) return err('notSignedIn')
      return ofPerson(workspaceId, session, credential.sessionToken)
    },
  }
}
