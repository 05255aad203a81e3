// /api/workspaces/:workspaceId/feeds: a member's own calendar feeds; a manager sees and ends everybody's.

import { Hono } from 'hono'
import { CalendarFeedBody, type CalendarFeedCreated, type CalendarFeeds } from '../../shared/protocol/http.ts'
import type { FeedScope } from '../accounts/feeds.ts'
import { type AppEnv, done, failure, type RouteDeps } from './app-env.ts'
import { readBody } from './read-body.ts'
import { memberOf } from './signed-in.ts'

export const workspaceFeedRoutes = (deps: RouteDeps): Hono<AppEnv> => {
  const { feeds } = deps.accounts
  return new Hono<AppEnv>()
    .get('/', async (context) => {
      const member = await memberOf(context, deps, 'member')
      if (!member.ok) return member.error
      const { workspaceId, role, session } = member.value
      const answer: CalendarFeeds = { feeds: [...feeds.list(workspaceId, role === 'manager' ? null : session.personId)] }
      return context.json(answer)
    })
    .post('/', async (context) => {
      const member = await memberOf(context, deps, 'member')
      if (!member.ok) return member.error
      const body = await readBody(context, CalendarFeedBody)
      if (!body.ok) return body.error
      const { workspaceId, session } = member.value
      const { name, of, accountId, kinds } = body.value
      if (of === 'account' && accountId == null) return failure(context, 'badRequest', 'Say which account the calendar is of.', { accountId: 'is missing' })
      const scope: FeedScope = of === 'account' ? { of, accountId: accountId ?? '' } : { of }
      const answer: CalendarFeedCreated | null = feeds.create({ workspaceId, personId: session.personId, name, scope, kinds: [...new Set(kinds)] })
      return answer === null
        ? failure(context, 'badRequest', 'You have as many calendar feeds as one person may have. End one you no longer use.')
        : context.json(answer)
    })
    .delete('/:feedId', async (context) => {
      const member = await memberOf(context, deps, 'member')
      if (!member.ok) return member.error
      const { workspaceId, role, session } = member.value
      const ended = feeds.revoke(workspaceId, context.req.param('feedId'), role === 'manager' ? null : session.personId)
      return ended ? done(context) : failure(context, 'notFound', 'There is no such calendar feed that could still be read.')
    })
}
