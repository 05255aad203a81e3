// /api/invites: what somebody who holds an invite link can do. Making and withdrawing links is in workspace-invites.ts.

import { Hono } from 'hono'
import { AcceptInviteBody, type InviteAccepted, type InviteInspection } from '../../shared/protocol/http.ts'
import type { AppEnv, RouteDeps } from './app-env.ts'
import { recordFailure, refuseTooMany } from './attempts.ts'
import { inspectLink } from './inspect-link.ts'
import { emailTaken, linkFailure } from './link-failure.ts'
import { readBody } from './read-body.ts'
import { signedIn } from './signed-in.ts'
import { startSession } from './start-session.ts'

export const inviteRoutes = (deps: RouteDeps): Hono<AppEnv> => {
  const { invites } = deps.accounts
  return new Hono<AppEnv>()
    .post('/inspect', (context) => inspectLink(context, deps, (secret): InviteInspection => invites.inspect(secret)))
    .post('/accept', async (context) => {
      const refusal = refuseTooMany(context, deps)
      if (refusal !== null) return refusal
      const body = await readBody(context, AcceptInviteBody)
      if (!body.ok) return body.error
      const { secret, account } = body.value

      if (account === undefined) {
        const who = await signedIn(context, deps)
        if (!who.ok) return who.error
        const outcome = invites.accept(secret, { personId: who.value.personId })
        if (!outcome.ok) {
          if (outcome.error === 'unknown') recordFailure(context, deps)
          return outcome.error === 'emailTaken' ? emailTaken(context, 'account.email') : linkFailure(context, outcome.error)
        }
        deps.bus.publish({ type: 'grantsChanged', workspaceId: outcome.value.workspaceId })
        const answer: InviteAccepted = { workspaceId: outcome.value.workspaceId }
        return context.json(answer)
      }

      const { state } = invites.inspect(secret)
      if (state !== 'open') {
        if (state === 'unknown') recordFailure(context, deps)
        return linkFailure(context, state)
      }
      const passwordHash = await deps.auth.hashPassword(account.password)
      const outcome = invites.accept(secret, { newPerson: { name: account.name, email: account.email, passwordHash } })
      if (!outcome.ok) return outcome.error === 'emailTaken' ? emailTaken(context, 'account.email') : linkFailure(context, outcome.error)
      await startSession(context, deps, account.email, account.password)
      const answer: InviteAccepted = { workspaceId: outcome.value.workspaceId }
      return context.json(answer)
    })
}
