import { Hono } from 'hono'
import type { Me } from '../../shared/protocol/http.ts'
import type { AppEnv, RouteDeps } from './app-env.ts'
import { signedIn } from './signed-in.ts'

/** GET /api/me: who is signed in, and where they may go. */
export const meRoutes = (deps: RouteDeps): Hono<AppEnv> =>
  new Hono<AppEnv>().get('/', async (context) => {
    const who = await signedIn(context, deps)
    if (!who.ok) return who.error
    const { personId, name, email } = who.value
    const me: Me = { person: { id: personId, name, email }, workspaces: [...deps.accounts.membership.workspacesOf(personId)] }
    return context.json(me)
  })
