// /api/workspaces/:workspaceId/tokens, for managers.

import { Hono } from 'hono'
import { ApiTokenBody, type ApiTokenCreated, type ApiTokens } from '../../shared/protocol/http.ts'
import { type AppEnv, done, failure, type RouteDeps } from './app-env.ts'
import { readBody } from './read-body.ts'
import { memberOf } from './signed-in.ts'

export const workspaceTokenRoutes = (deps: RouteDeps): Hono<AppEnv> => {
  const { apiTokens } = deps.accounts
  return new Hono<AppEnv>()
    .get('/', async (context) => {
      const member = await memberOf(context, deps, 'manager')
      if (!member.ok) return member.error
      const answer: ApiTokens = { tokens: [...apiTokens.list(member.value.workspaceId)] }
      return context.json(answer)
    })
    .post('/', async (context) => {
      const member = await memberOf(context, deps, 'manager')
      if (!member.ok) return member.error
      const body = await readBody(context, ApiTokenBody)
      if (!body.ok) return body.error
      const { workspaceId, session } = member.value
      const answer: ApiTokenCreated = apiTokens.create({ workspaceId, name: body.value.name, role: body.value.role, createdBy: session.personId })
      return context.json(answer)
    })
    .delete('/:tokenId', async (context) => {
      const member = await memberOf(context, deps, 'manager')
      if (!member.ok) return member.error
      const { workspaceId } = member.value
      const tokenId = context.req.param('tokenId')
      const revoked = apiTokens.workspaceOf(tokenId) === workspaceId && apiTokens.revoke(tokenId) !== null
      if (!revoked) return failure(context, 'notFound', 'There is no such token that could still be used.')
      deps.bus.publish({ type: 'grantsChanged', workspaceId })
      return done(context)
    })
}
