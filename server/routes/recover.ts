// /api/recover: what somebody who holds a recovery link can do.

import { Hono } from 'hono'
import { RecoverBody, type Recovered, type RecoveryInspection } from '../../shared/protocol/http.ts'
import type { AppEnv, RouteDeps } from './app-env.ts'
import { recordFailure, refuseTooMany } from './attempts.ts'
import { inspectLink } from './inspect-link.ts'
import { linkFailure } from './link-failure.ts'
import { readBody } from './read-body.ts'

export const recoverRoutes = (deps: RouteDeps): Hono<AppEnv> => {
  const { recovery } = deps.accounts
  return new Hono<AppEnv>()
    .post('/inspect', (context) => inspectLink(context, deps, (secret): RecoveryInspection => recovery.inspect(secret)))
    .post('/', async (context) => {
      const refusal = refuseTooMany(context, deps)
      if (refusal !== null) return refusal
      const body = await readBody(context, RecoverBody)
      if (!body.ok) return body.error
      const { state } = recovery.inspect(body.value.secret)
      if (state !== 'open') {
        if (state === 'unknown') recordFailure(context, deps)
        return linkFailure(context, state)
      }
      const outcome = recovery.use(body.value.secret, await deps.auth.hashPassword(body.value.password))
      if (!outcome.ok) return linkFailure(context, outcome.error)
      deps.bus.publish({ type: 'grantsChanged', workspaceId: null })
      const answer: Recovered = { email: outcome.value.email }
      return context.json(answer)
    })
}
