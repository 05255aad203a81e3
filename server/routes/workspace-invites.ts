// /api/workspaces/:workspaceId/invites, for managers.

import { Hono } from 'hono'
import { InviteBody, type InviteCreated, type Invites } from '../../shared/protocol/http.ts'
import { type AppEnv, done, failure, type RouteDeps } from './app-env.ts'
import { readBody } from './read-body.ts'
import { memberOf } from './signed-in.ts'

export const workspaceInviteRoutes = (deps: RouteDeps): Hono<AppEnv> => {
  const { invites } = deps.accounts
  return new Hono<AppEnv>()
    .get('/', async (context) => {
      const member = await memberOf(context, deps, 'manager')
      if (!member.ok) return member.error
      const answer: Invites = { invites: [...invites.list(member.value.workspaceId)] }
      return context.json(answer)
    })
    .post('/', async (context) => {
      const member = await memberOf(context, deps, 'manager')
      if (!member.ok) return member.error
      const body = await readBody(context, InviteBody)
      if (!body.ok) return body.error
      const { workspaceId, session } = member.value
      const answer: InviteCreated = invites.create({ workspaceId, role: body.value.role, note: body.value.note ?? '', createdBy: session.personId })
      return context.json(answer)
    })
    .delete('/:inviteId', async (context) => {
      const member = await memberOf(context, deps, 'manager')
      if (!member.ok) return member.error
      const revoked = invites.revoke(member.value.workspaceId, context.req.param('inviteId'))
      return revoked ? done(context) : failure(context, 'notFound', 'There is no such invite that could still be used.')
    })
}
