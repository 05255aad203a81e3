// From a feed to the text of its calendar, from the log and while nobody is online. What a document says is asked of the
// worker once and remembered by the document's last row; the text is remembered by the log's. So a program that asks every
// few minutes costs a look at the head, and a change costs the documents that changed.
//
// A document that cannot be read cancels nothing: of its account is said what was said last. Feeds of one workspace are put
// together one after the other, so that many that are asked for at once read each document once.

import { createHash } from 'node:crypto'
import { addDays, type CivilDate } from '../../shared/base/civil.ts'
import { parseDocumentPath } from '../../shared/base/document-path.ts'
import type { CalendarSummary, PromotionSummary } from '../../shared/docs/calendar.ts'
import type { Summary } from '../../shared/docs/index.ts'
import type { AccountSummary } from '../../shared/docs/profile.ts'
import { duplicateGroups } from '../../shared/domain/duplicates.ts'
import { calendarText, type StampedEntry } from '../../shared/domain/ics/calendar-text.ts'
import { ENTRY_KINDS, promotionEntries } from '../../shared/domain/ics/promotion-entries.ts'
import type { Feed } from '../accounts/feeds.ts'
import type { Clock } from '../platform.ts'
import type { LogStore } from '../store/log-store.ts'
import type { FeedEntries, OwnedEntry, StampedOwned } from './feed-entries.ts'
import type { Summaries } from './summaries.ts'

export interface FeedText {
  readonly text: string
  /** A strong validator of it. */
  readonly etag: string
}

export interface FeedReader {
  readonly read: (feed: Feed) => Promise<FeedText>
  readonly close: () => Promise<void>
}

export interface FeedReaderDeps {
  readonly log: LogStore
  readonly summaries: Summaries
  readonly entries: FeedEntries
  readonly clock: Clock
  /** Where people open Endcap, without a slash at the end. */
  readonly publicUrl: string
}

const REFRESH_HOURS = 1
/** What ended before is in nobody's way any more, and would make a file of years. */
const PAST_DAYS_KEPT = 400
const DOCUMENTS_REMEMBERED_MAX = 5_000
const TEXTS_REMEMBERED_MAX = 100
const STANDINGS_PAGE = 256
/** What could not be read is tried again then, or when it has changed. */
const UNREADABLE_KEPT_MS = 5 * 60_000

export const createFeedReader = (deps: FeedReaderDeps): FeedReader => {
  const { log, summaries, entries, clock, publicUrl } = deps
  const documents = new Map<string, { readonly version: string; readonly rows: readonly Summary[] | null; readonly failedAt: number | null }>()
  const texts = new Map<string, { readonly version: string; readonly text: FeedText }>()
  const underWay = new Map<string, Promise<FeedText>>()
  const lastOf = new Map<string, Promise<unknown>>()

  const remember = <Value>(map: Map<string, Value>, key: string, value: Value, countMax: number): void => {
    map.delete(key)
    map.set(key, value)
    for (const oldest of map.keys()) {
      if (map.size <= countMax) break
      map.delete(oldest)
    }
  }

  const summarized = async (workspaceId: string, path: string): Promise<readonly Summary[] | null> => {
    const parts = await log.documentParts(workspaceId, path).catch(() => 'unreadable' as const)
    if (parts === null) return []
    if (parts === 'unreadable') return null
    return summaries.summarize({ path, updates: [...(parts.snapshot === null ? [] : [parts.snapshot.update]), ...parts.tail] })
  }

  /** Null for a document that cannot be read and never was. */
  const rowsOf = async (workspaceId: string, path: string, version: string): Promise<readonly Summary[] | null> => {
    const key = `${workspaceId} ${path}`
    const known = documents.get(key)
    if (known?.version === version && (known.failedAt === null || clock() - known.failedAt < UNREADABLE_KEPT_MS)) return known.rows
    const read = await summarized(workspaceId, path)
    const rows = read ?? known?.rows ?? null
    remember(documents, key, { version, rows, failedAt: read === null ? clock() : null }, DOCUMENTS_REMEMBERED_MAX)
    return rows
  }

  /** The rows of the documents a feed is made of, by account; null for an account of which a document cannot be read. */
  const rowsByAccount = async (feed: Feed, epoch: string): Promise<ReadonlyMap<string, readonly Summary[] | null>> => {
    const found = new Map<string, readonly Summary[] | null>()
    for (let after = 0; ; ) {
      const page = await log.standings(feed.workspaceId, after, STANDINGS_PAGE)
      for (const { document, seq } of page) {
        const address = parseDocumentPath(document)
        if (address?.kind !== 'profile' && address?.kind !== 'calendar') continue
        if (feed.scope.of === 'account' && address.accountId !== feed.scope.accountId) continue
        const rows = await rowsOf(feed.workspaceId, document, `${epoch} ${seq}`)
        const before = found.get(address.accountId)
        found.set(address.accountId, rows === null || before === null ? null : [...(before ?? []), ...rows])
      }
      const last = page.at(-1)
      if (last === undefined) return found
      after = last.number
    }
  }

  const urlOf = (workspaceId: string) => (promotionId: string) => `${publicUrl}/w/${workspaceId}/calendar?promotion=${encodeURIComponent(promotionId)}`

  const stampedOf = (feed: Feed, accountId: string, rows: readonly Summary[] | null): readonly StampedOwned[] => {
    if (rows === null) return entries.lastSaid(feed.workspaceId, accountId)
    const account = rows.find((row): row is AccountSummary => row.type === 'account')
    if (account === undefined) return []
    const calendars = rows.filter((row): row is CalendarSummary => row.type === 'calendar')
    const isGone = (year: number) => calendars.some((calendar) => calendar.year === year && calendar.isDeleted)
    const promotions = rows.filter((row): row is PromotionSummary => row.type === 'promotion' && !row.isPurged)
    // Of several with one import key the same one is shown as on every screen (D12).
    const hidden = new Set(duplicateGroups(promotions.map((promotion) => ({ ...promotion, id: promotion.promotionId }))).flatMap(({ hiddenIds }) => hiddenIds))
    const options = { kinds: ENTRY_KINDS, urlOf: urlOf(feed.workspaceId) }
    const now = promotions
      .filter(({ promotionId }) => !hidden.has(promotionId))
      .flatMap((promotion): OwnedEntry[] =>
        promotionEntries(isGone(promotion.year) ? { ...promotion, isDeleted: true } : promotion, account, options).map((each) => ({
          ...each,
          owner: promotion.owner ?? '',
        })),
      )
    return entries.stamp(feed.workspaceId, accountId, now)
  }

  const entriesOf = (feed: Feed, accountId: string, rows: readonly Summary[] | null): readonly StampedEntry[] => {
    const earliest: CivilDate = addDays(new Date(clock()).toISOString().slice(0, 10), -PAST_DAYS_KEPT)
    return stampedOf(feed, accountId, rows)
      .filter(({ kind, owner, entry }) => feed.kinds.includes(kind) && entry.to >= earliest && (feed.scope.of !== 'mine' || owner === feed.personId))
      .map(({ entry }) => entry)
  }

  const build = async (feed: Feed): Promise<FeedText> => {
    const { epoch, seq } = await log.head(feed.workspaceId)
    const version = `${epoch} ${seq} ${feed.name} ${Math.floor(clock() / 86_400_000)}`
    const known = texts.get(feed.feedId)
    if (known?.version === version) return known.text
    const rows = await rowsByAccount(feed, epoch)
    const stamped: StampedEntry[] = []
    for (const [accountId, ofAccount] of rows) {
      for (const entry of entriesOf(feed, accountId, ofAccount)) stamped.push(entry)
      // Sockets have their turn between two accounts.
      await new Promise((resolve) => setImmediate(resolve))
    }
    const sorted = stamped.sort((a, b) => (a.from === b.from ? (a.uid < b.uid ? -1 : 1) : a.from < b.from ? -1 : 1))
    const text = calendarText(sorted, { name: feed.name, refreshHours: REFRESH_HOURS })
    const made: FeedText = { text, etag: `"${createHash('sha256').update(text).digest('base64url').slice(0, 27)}"` }
    // What stands in for something unreadable is put together again when that can be read.
    const isWhole = [...rows.values()].every((ofAccount) => ofAccount !== null)
    if (isWhole) remember(texts, feed.feedId, { version, text: made }, TEXTS_REMEMBERED_MAX)
    return made
  }

  /** One at a time of a workspace. */
  const inTurn = (workspaceId: string, work: () => Promise<FeedText>): Promise<FeedText> => {
    const before = lastOf.get(workspaceId) ?? Promise.resolve()
    const done = before.catch(() => {}).then(work)
    lastOf.set(workspaceId, done)
    const forget = () => {
      if (lastOf.get(workspaceId) === done) lastOf.delete(workspaceId)
    }
    done.then(forget, forget)
    return done
  }

  return {
    read: (feed) => {
      const started = underWay.get(feed.feedId)
      if (started !== undefined) return started
      const building = inTurn(feed.workspaceId, () => build(feed)).finally(() => underWay.delete(feed.feedId))
      underWay.set(feed.feedId, building)
      return building
    },
    close: summaries.close,
  }
}
