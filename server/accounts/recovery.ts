// One-time links with which somebody who cannot sign in sets a new password; every session and every passkey of theirs ends
// with it, since nobody knows who has the lost device or made a key of their own on it. Made
// by the administrator, or by a manager: but only for a person who is in no workspace that the manager does not manage,
// or a manager of one workspace could read another through a common member. That is asked again when the link is used.

import { createId, type RandomBytes } from '../../shared/base/id.ts'
import { err, ok, type Result } from '../../shared/base/result.ts'
import type { LinkState, RecoveryCreated, RecoveryInspection } from '../../shared/protocol/http.ts'
import type { Clock } from '../platform.ts'
import type { Database } from '../store/sqlite-database.ts'
import type { Membership } from './membership.ts'
import type { People } from './people.ts'
import { hashSecret, makeSecret } from './secrets.ts'

const HOUR_MS = 60 * 60 * 1000
export const RECOVERY_MS = 24 * HOUR_MS

export type RecoveryMaker = { readonly by: 'administrator' } | { readonly by: 'manager'; readonly personId: string }

export interface Recovery {
  /** Earlier links of the person stop working. */
  readonly create: (personId: string, maker: RecoveryMaker) => Result<RecoveryCreated, 'notAllowed'>
  readonly inspect: (secret: string) => RecoveryInspection
  readonly use: (secret: string, passwordHash: string) => Result<{ readonly personId: string; readonly email: string }, Exclude<LinkState, 'open'>>
}

interface StoredLink {
  readonly id: string
  readonly personId: string
  readonly email: string
  readonly createdBy: string
  readonly expiresAt: number
  readonly usedAt: number | null
}

const ADMINISTRATOR = ''

export interface RecoveryDeps {
  readonly database: Database
  readonly clock: Clock
  readonly randomBytes: RandomBytes
  readonly people: People
  readonly membership: Membership
}

export const createRecovery = ({ database, clock, randomBytes, people, membership }: RecoveryDeps): Recovery => {
  const add = database.prepare<[string, string, string, string, number, number]>(
    'INSERT INTO recovery_links (id, person_id, secret_hash, created_by, created_at, expires_at) VALUES (?, ?, ?, ?, ?, ?)',
  )
  const dropUnused = database.prepare<[string]>('DELETE FROM recovery_links WHERE person_id = ? AND used_at IS NULL')
  const bySecret = database.prepare<[string], StoredLink>(
    `SELECT l.id, l.person_id AS personId, u.email, l.created_by AS createdBy, l.expires_at AS expiresAt, l.used_at AS usedAt
     FROM recovery_links AS l JOIN "user" AS u ON u.id = l.person_id WHERE l.secret_hash = ?`,
  )
  const markUsed = database.prepare<[number, string]>('UPDATE recovery_links SET used_at = ? WHERE id = ?')

  const dropPasskeys = database.prepare<[string]>('DELETE FROM "passkey" WHERE "userId" = ?')

  const stateOf = (link: StoredLink): LinkState => {
    if (link.usedAt !== null) return 'used'
    if (link.expiresAt <= clock()) return 'expired'
    return link.createdBy === ADMINISTRATOR || membership.managesAllOf(link.createdBy, link.personId) ? 'open' : 'revoked'
  }

  const use = database.transaction((secret: string, passwordHash: string): ReturnType<Recovery['use']> => {
    const link = bySecret.get(hashSecret(secret))
    if (link === undefined) return err('unknown')
    const state = stateOf(link)
    if (state !== 'open') return err(state)
    people.setPassword(link.personId, passwordHash)
    dropPasskeys.run(link.personId)
    markUsed.run(clock(), link.id)
    return ok({ personId: link.personId, email: link.email })
  })

  return {
    create: (personId, maker) => {
      if (maker.by === 'manager' && !membership.managesAllOf(maker.personId, personId)) return err('notAllowed')
      const secret = makeSecret(randomBytes)
      const expiresAt = clock() + RECOVERY_MS
      database.transaction(() => {
        dropUnused.run(personId)
        add.run(createId(randomBytes), personId, hashSecret(secret), maker.by === 'manager' ? maker.personId : ADMINISTRATOR, clock(), expiresAt)
      })()
      return ok({ secret, expiresAt })
    },
    inspect: (secret) => {
      const link = bySecret.get(hashSecret(secret))
      if (link === undefined) return { state: 'unknown', email: null, expiresAt: null }
      return { state: stateOf(link), email: link.email, expiresAt: link.expiresAt }
    },
    use: (secret, passwordHash) => use.immediate(secret, passwordHash),
  }
}
