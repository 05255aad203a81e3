// /api/workspaces: those I am in, making one, renaming one.

import { Hono } from 'hono'
import { WorkspaceBody, type WorkspaceCreated, type Workspaces } from '../../shared/protocol/http.ts'
import { type AppEnv, done, type RouteDeps } from './app-env.ts'
import { readBody } from './read-body.ts'
import { memberOf, signedIn } from './signed-in.ts'

export const workspaceRoutes = (deps: RouteDeps): Hono<AppEnv> => {
  const { membership } = deps.accounts
  return new Hono<AppEnv>()
    .get('/', async (context) => {
      const who = await signedIn(context, deps)
      if (!who.ok) return who.error
      const answer: Workspaces = { workspaces: [...membership.workspacesOf(who.value.personId)] }
      return context.json(answer)
    })
    .post('/', async (context) => {
      const who = await signedIn(context, deps)
      if (!who.ok) return who.error
      const body = await readBody(context, WorkspaceBody)
      if (!body.ok) return body.error
      const answer: WorkspaceCreated = { workspaceId: membership.createWorkspace(body.value.name, who.value.personId).id }
      return context.json(answer)
    })
    .patch('/:workspaceId', async (context) => {
      const member = await memberOf(context, deps, 'manager')
      if (!member.ok) return member.error
      const body = await readBody(context, WorkspaceBody)
      if (!body.ok) return body.error
      membership.rename(member.value.workspaceId, body.value.name)
      return done(context)
    })
}
