// /api/workspaces/:workspaceId/members: everybody in it sees who is; managers change it.

import { Hono } from 'hono'
import { type Members, type RecoveryCreated, RoleBody } from '../../shared/protocol/http.ts'
import type { MembershipFailure } from '../accounts/membership.ts'
import { type AppContext, type AppEnv, done, failure, type RouteDeps } from './app-env.ts'
import { readBody } from './read-body.ts'
import { memberOf } from './signed-in.ts'

export const memberRoutes = (deps: RouteDeps): Hono<AppEnv> => {
  const { membership, recovery } = deps.accounts
  return new Hono<AppEnv>()
    .get('/', async (context) => {
      const member = await memberOf(context, deps, 'member')
      if (!member.ok) return member.error
      const answer: Members = { members: [...membership.members(member.value.workspaceId)] }
      return context.json(answer)
    })
    .patch('/:personId', async (context) => {
      const member = await memberOf(context, deps, 'manager')
      if (!member.ok) return member.error
      const body = await readBody(context, RoleBody)
      if (!body.ok) return body.error
      const { workspaceId } = member.value
      const outcome = membership.setRole(workspaceId, context.req.param('personId'), body.value.role)
      if (!outcome.ok) return membershipFailure(context, outcome.error)
      deps.bus.publish({ type: 'grantsChanged', workspaceId })
      return done(context)
    })
    .delete('/:personId', async (context) => {
      const personId = context.req.param('personId')
      const member = await memberOf(context, deps, 'member')
      if (!member.ok) return member.error
      const { workspaceId, role, session } = member.value
      // Everybody may leave; only managers send others away.
      if (role !== 'manager' && personId !== session.personId) return failure(context, 'notAllowed', 'Only a manager of the workspace can do this.')
      const outcome = membership.remove(workspaceId, personId)
      if (!outcome.ok) return membershipFailure(context, outcome.error)
      deps.bus.publish({ type: 'grantsChanged', workspaceId })
      return done(context)
    })
    .post('/:personId/recovery', async (context) => {
      const member = await memberOf(context, deps, 'manager')
      if (!member.ok) return member.error
      const personId = context.req.param('personId')
      if (membership.roleOf(member.value.workspaceId, personId) === null) return membershipFailure(context, 'notFound')
      const outcome = recovery.create(personId, { by: 'manager', personId: member.value.session.personId })
      if (!outcome.ok) {
        return failure(context, 'notAllowed', 'This person is also in a workspace that you do not manage. The administrator of this server can make the link.')
      }
      const answer: RecoveryCreated = outcome.value
      return context.json(answer)
    })
}

const membershipFailure = (context: AppContext, reason: MembershipFailure): Response =>
  reason === 'notFound'
    ? failure(context, 'notFound', 'This person is not a member of the workspace.')
    : failure(context, 'lastManager', 'A workspace keeps at least one manager. Make somebody else a manager first.')
