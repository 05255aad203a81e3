// /feeds/<secret>.ics, for calendar programs: no cookie, no sign-in, the address is the key. So it is never logged, is told
// to no cache but the program's own, guesses are counted against whoever makes them, and one feed is read only so often.

import { Hono } from 'hono'
import type { FeedReader } from '../feeds/feed-reader.ts'
import { type AppEnv, failure, type RouteDeps } from './app-env.ts'
import { recordFailure, refuseTooMany } from './attempts.ts'

export interface FeedRouteDeps extends RouteDeps {
  readonly feedReader: FeedReader
}

const NAME = /^([A-Za-z0-9_-]{43})(?:\.ics)?$/
const READS_PER_MINUTE_MAX = 30
const MINUTE_MS = 60_000
const FEEDS_COUNTED_MAX = 10_000

export const feedRoutes = (deps: FeedRouteDeps): Hono<AppEnv> => {
  const { accounts, feedReader, clock } = deps
  const reads = new Map<string, { readonly since: number; count: number }>()
  const isTooOften = (feedId: string): boolean => {
    const known = reads.get(feedId)
    const window = known !== undefined && clock() - known.since < MINUTE_MS && clock() >= known.since ? known : { since: clock(), count: 0 }
    window.count++
    reads.delete(feedId)
    reads.set(feedId, window)
    for (const oldest of reads.keys()) {
      if (reads.size <= FEEDS_COUNTED_MAX) break
      reads.delete(oldest)
    }
    return window.count > READS_PER_MINUTE_MAX
  }
  return new Hono<AppEnv>().get('/:name', async (context) => {
    context.header('Cache-Control', 'private, no-cache')
    context.header('X-Robots-Tag', 'noindex')
    const refusal = refuseTooMany(context, deps)
    if (refusal !== null) return refusal
    const secret = NAME.exec(context.req.param('name'))?.[1]
    const feed = secret === undefined ? null : accounts.feeds.bySecret(secret)
    const notHere = () => failure(context, 'notFound', 'This calendar is not here, or no longer.')
    if (secret === undefined || feed === null) {
      recordFailure(context, deps)
      return notHere()
    }
    if (isTooOften(feed.feedId)) {
      context.header('Retry-After', '60')
      return failure(context, 'tooManyAttempts', 'This calendar is asked for too often. Once an hour is enough.')
    }
    accounts.feeds.noteRead(feed.feedId)
    const { text, etag } = await feedReader.read(feed)
    // It may have been ended while it was read.
    if (accounts.feeds.bySecret(secret) === null) return notHere()
    context.header('ETag', etag)
    const known = context.req.header('if-none-match')
    if (known?.split(',').some((each) => each.trim().replace(/^W\//, '') === etag) === true) return context.body(null, 304)
    context.header('Content-Type', 'text/calendar; charset=utf-8')
    context.header('Content-Disposition', 'inline; filename="endcap.ics"')
    return context.body(text)
  })
}
