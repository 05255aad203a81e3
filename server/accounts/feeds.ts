// Calendar feeds: secret addresses under which a calendar program finds promotions and deadlines. Any member makes their
// own, of what every member may read; a manager sees and ends all. The secret is shown once and kept as its hash. A feed
// ends when it is revoked, and for good when its maker stops being a member (a trigger sees to it, whoever removes them).

import { createId, type RandomBytes } from '../../shared/base/id.ts'
import { ENTRY_KINDS, type EntryKind } from '../../shared/domain/ics/promotion-entries.ts'
import type { CalendarFeed, CalendarFeedCreated } from '../../shared/protocol/http.ts'
import type { Clock } from '../platform.ts'
import type { Database } from '../store/sqlite-database.ts'
import { hashSecret, makeSecret } from './secrets.ts'

/** What a feed shows: everything, one account, or what its maker owns. */
export type FeedScope = { readonly of: 'all' } | { readonly of: 'mine' } | { readonly of: 'account'; readonly accountId: string }

export interface Feed {
  readonly feedId: string
  readonly workspaceId: string
  readonly personId: string
  readonly name: string
  readonly scope: FeedScope
  readonly kinds: readonly EntryKind[]
}

export interface NewFeed extends Omit<Feed, 'feedId'> {}

export interface Feeds {
  /** Null when the person has as many as one may have. */
  readonly create: (feed: NewFeed) => CalendarFeedCreated | null
  /** Those of one person, or of everybody; ended ones are not among them. */
  readonly list: (workspaceId: string, personId: string | null) => readonly CalendarFeed[]
  /** False when there is no such feed, or it is somebody else's and `personId` says whose it must be. */
  readonly revoke: (workspaceId: string, feedId: string, personId: string | null) => boolean
  /** Null for a secret that was never made or no longer opens anything. */
  readonly bySecret: (secret: string) => Feed | null
  /** Somebody's program has asked. */
  readonly noteRead: (feedId: string) => void
}

const FEEDS_PER_PERSON_MAX = 50
/** A program asks every few minutes; a row is not written for each. */
const READ_NOTED_EVERY_MS = 10 * 60_000

interface Row {
  readonly feedId: string
  readonly workspaceId: string
  readonly personId: string
  readonly name: string
  readonly scope: string
  readonly kinds: string
}

interface ListRow extends Row {
  readonly madeBy: string
  readonly createdAt: number
  readonly lastReadAt: number | null
}

const COLUMNS = 'f.id AS feedId, f.workspace_id AS workspaceId, f.person_id AS personId, f.name, f.scope, f.kinds'

export const createFeeds = (deps: { readonly database: Database; readonly clock: Clock; readonly randomBytes: RandomBytes }): Feeds => {
  const { database, clock, randomBytes } = deps
  const add = database.prepare<[string, string, string, string, string, string, string, number]>(
    'INSERT INTO calendar_feeds (id, workspace_id, person_id, name, scope, kinds, secret_hash, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
  )
  const count = database
    .prepare<[string, string], number>('SELECT count(*) FROM calendar_feeds WHERE workspace_id = ? AND person_id = ? AND revoked_at IS NULL')
    .pluck()
  const list = database.prepare<{ workspaceId: string; personId: string | null }, ListRow>(
    `SELECT ${COLUMNS}, u.name AS madeBy, f.created_at AS createdAt, f.last_read_at AS lastReadAt
     FROM calendar_feeds AS f JOIN "user" AS u ON u.id = f.person_id
     WHERE f.workspace_id = $workspaceId AND f.revoked_at IS NULL AND ($personId IS NULL OR f.person_id = $personId) ORDER BY f.created_at DESC, f.id`,
  )
  const revoke = database.prepare<{ now: number; workspaceId: string; feedId: string; personId: string | null }>(
    `UPDATE calendar_feeds SET revoked_at = $now
     WHERE workspace_id = $workspaceId AND id = $feedId AND revoked_at IS NULL AND ($personId IS NULL OR person_id = $personId)`,
  )
  // Membership is asked for all the same: a right that ended is never found by a hash alone.
  const byHash = database.prepare<[string], Row>(
    `SELECT ${COLUMNS} FROM calendar_feeds AS f JOIN members AS m ON m.workspace_id = f.workspace_id AND m.person_id = f.person_id
     WHERE f.secret_hash = ? AND f.revoked_at IS NULL`,
  )
  const noteRead = database.prepare<[number, string, number]>('UPDATE calendar_feeds SET last_read_at = ? WHERE id = ? AND coalesce(last_read_at, 0) < ?')

  return {
    create: ({ workspaceId, personId, name, scope, kinds }) => {
      if ((count.get(workspaceId, personId) ?? 0) >= FEEDS_PER_PERSON_MAX) return null
      const feedId = createId(randomBytes)
      const secret = makeSecret(randomBytes)
      add.run(feedId, workspaceId, personId, name, scopeText(scope), kinds.join(','), hashSecret(secret), clock())
      return { feedId, secret }
    },
    list: (workspaceId, personId) =>
      list.all({ workspaceId, personId }).map(({ feedId, name, scope, kinds, personId: maker, madeBy, createdAt, lastReadAt }) => {
        const parsed = parsedScope(scope)
        return {
          feedId,
          name,
          of: parsed.of,
          accountId: parsed.of === 'account' ? parsed.accountId : null,
          kinds: [...parsedKinds(kinds)],
          personId: maker,
          madeBy,
          createdAt,
          lastReadAt,
        }
      }),
    revoke: (workspaceId, feedId, personId) => revoke.run({ now: clock(), workspaceId, feedId, personId }).changes > 0,
    bySecret: (secret) => {
      const row = byHash.get(hashSecret(secret))
      return row === undefined ? null : { ...row, scope: parsedScope(row.scope), kinds: parsedKinds(row.kinds) }
    },
    noteRead: (feedId) => {
      noteRead.run(clock(), feedId, clock() - READ_NOTED_EVERY_MS)
    },
  }
}

const scopeText = (scope: FeedScope): string => (scope.of === 'account' ? `account ${scope.accountId}` : scope.of)
const parsedScope = (text: string): FeedScope =>
  text.startsWith('account ') ? { of: 'account', accountId: text.slice(8) } : { of: text === 'mine' ? 'mine' : 'all' }
const parsedKinds = (text: string): readonly EntryKind[] => ENTRY_KINDS.filter((kind) => text.split(',').includes(kind))
