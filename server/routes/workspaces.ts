// /api/workspaces: those I am in, making one, renaming one. Another one is made by who manages one already (the first comes
// with the set-up link): an invited viewer does not get a server's disk to fill.

import { Hono } from 'hono'
import { WorkspaceBody, type WorkspaceCreated, type Workspaces } from '../../shared/protocol/http.ts'
import { type AppEnv, done, failure, type RouteDeps } from './app-env.ts'
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
      if (!membership.managesAny(who.value.personId)) {
        return failure(context, 'notAllowed', 'Only somebody who manages a workspace here can make another one. Ask a manager for an invite to theirs.')
      }
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
