// What has been said of each entry of the feeds, and how often it changed: the same entry keeps its sequence, a changed one
// gets the next (RFC 5545), and one that is no longer there stays as cancelled, for programs that have it. Kept per
// workspace, so that two feeds with the same promotion agree.

import type { CalendarEntry, StampedEntry } from '../../shared/domain/ics/calendar-text.ts'
import type { EntryKind, KindedEntry } from '../../shared/domain/ics/promotion-entries.ts'
import type { Clock } from '../platform.ts'
import type { Database } from '../store/sqlite-database.ts'

export interface FeedEntries {
  /** The entries of one account as they are now, with what is known of them; those that are gone behind them. */
  readonly stamp: (workspaceId: string, accountId: string, entries: readonly OwnedEntry[]) => readonly StampedOwned[]
  /** What was said of an account that cannot be read now. */
  readonly lastSaid: (workspaceId: string, accountId: string) => readonly StampedOwned[]
}

export interface OwnedEntry extends KindedEntry {
  /** Whose the promotion is; empty when nobody's. */
  readonly owner: string
}
export interface StampedOwned extends Omit<OwnedEntry, 'entry'> {
  readonly entry: StampedEntry
}

interface Row {
  readonly uid: string
  readonly kind: EntryKind
  readonly owner: string
  readonly sequence: number
  readonly changedAt: number
  readonly entry: string
}

export const createFeedEntries = ({ database, clock }: { readonly database: Database; readonly clock: Clock }): FeedEntries => {
  const known = database.prepare<[string, string], Row>(
    'SELECT uid, kind, owner, sequence, changed_at AS changedAt, entry FROM feed_entries WHERE workspace_id = ? AND account_id = ?',
  )
  const put = database.prepare<[string, string, string, string, string, number, number, string]>(
    `INSERT INTO feed_entries (workspace_id, account_id, uid, kind, owner, sequence, changed_at, entry) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (workspace_id, uid) DO UPDATE SET account_id = excluded.account_id, kind = excluded.kind, owner = excluded.owner,
       sequence = excluded.sequence, changed_at = excluded.changed_at, entry = excluded.entry`,
  )
  const isKnown = (before: Row, { owner, entry }: OwnedEntry): boolean => before.entry === JSON.stringify(entry) && before.owner === owner
  const stampedAs = ({ kind, owner, entry }: OwnedEntry, { sequence, changedAt }: Pick<Row, 'sequence' | 'changedAt'>): StampedOwned => ({
    kind,
    owner,
    entry: { ...entry, sequence, changedAt },
  })
  return {
    lastSaid: (workspaceId, accountId) =>
      known.all(workspaceId, accountId).map(({ kind, owner, sequence, changedAt, entry }) => ({
        kind,
        owner,
        entry: { ...(JSON.parse(entry) as CalendarEntry), sequence, changedAt },
      })),
    stamp: (workspaceId, accountId, entries) => {
      const before = new Map(known.all(workspaceId, accountId).map((row) => [row.uid, row]))
      const there = new Set(entries.map(({ entry }) => entry.uid))
      const gone = [...before.values()].filter(({ uid }) => !there.has(uid))
      const cancelled = gone.map(
        ({ kind, owner, entry }): OwnedEntry => ({ kind, owner, entry: { ...(JSON.parse(entry) as CalendarEntry), status: 'CANCELLED' } }),
      )
      const changed: [OwnedEntry, StampedOwned][] = []
      const changedAt = clock()
      const stamped = [...entries, ...cancelled].map((each) => {
        const row = before.get(each.entry.uid)
        if (row !== undefined && isKnown(row, each)) return stampedAs(each, row)
        const made = stampedAs(each, { sequence: row === undefined ? 0 : row.sequence + 1, changedAt })
        changed.push([each, made])
        return made
      })
      // Most readings change nothing, and then wait for nobody's write.
      if (changed.length > 0) {
        database
          .transaction(() => {
            for (const [{ kind, owner, entry }, made] of changed) {
              put.run(workspaceId, accountId, entry.uid, kind, owner, made.entry.sequence, changedAt, JSON.stringify(entry))
            }
          })
          .immediate()
      }
      return stamped
    },
  }
}
