// GET and POST /api/setup: the first start.

import { Hono } from 'hono'
import { SetupBody, type SetupDone, type SetupNeeded } from '../../shared/protocol/http.ts'
import type { AppEnv, RouteDeps } from './app-env.ts'
import { recordFailure, refuseTooMany } from './attempts.ts'
import { emailTaken, linkFailure } from './link-failure.ts'
import { readBody } from './read-body.ts'
import { startSession } from './start-session.ts'

export const setupRoutes = (deps: RouteDeps): Hono<AppEnv> =>
  new Hono<AppEnv>()
    .get('/', (context) => {
      const answer: SetupNeeded = { needed: deps.setup.isNeeded() }
      return context.json(answer)
    })
    .post('/', async (context) => {
      const refusal = refuseTooMany(context, deps)
      if (refusal !== null) return refusal
      const body = await readBody(context, SetupBody)
      if (!body.ok) return body.error
      const { secret, name, email, password, workspaceName } = body.value
      // Before the slow hash of the password: a stranger gets no work out of us.
      if (!deps.setup.accepts(secret)) {
        recordFailure(context, deps)
        return linkFailure(context, deps.setup.isNeeded() ? 'unknown' : 'used')
      }
      const passwordHash = await deps.auth.hashPassword(password)
      const outcome = deps.setup.complete(secret, { name, email, passwordHash }, workspaceName)
      if (!outcome.ok) return outcome.error === 'emailTaken' ? emailTaken(context, 'email') : linkFailure(context, outcome.error)
      await startSession(context, deps, email, password)
      const answer: SetupDone = outcome.value
      return context.json(answer)
    })
