// Everything the server answers over HTTP, from the outside in: what is refused before it is read, what every answer
// carries, the API, the built client, and the one place where something unforeseen becomes an answer.

import { Hono, type MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { HTTP_LIMITS } from '../shared/protocol/limits.ts'
import { isNormalTarget } from './request-target.ts'
import { type AppEnv, failure, type RouteDeps } from './routes/app-env.ts'
import { authRoutes } from './routes/auth.ts'
import { type FeedRouteDeps, feedRoutes } from './routes/feeds.ts'
import { handInRoutes } from './routes/hand-in.ts'
import { inviteRoutes } from './routes/invites.ts'
import { meRoutes } from './routes/me.ts'
import { memberRoutes } from './routes/members.ts'
import { type MetricsRouteDeps, metricsRoutes } from './routes/metrics.ts'
import { recoverRoutes } from './routes/recover.ts'
import { setupRoutes } from './routes/setup.ts'
import { workspaceFeedRoutes } from './routes/workspace-feeds.ts'
import { workspaceInviteRoutes } from './routes/workspace-invites.ts'
import { workspaceQuarantineRoutes } from './routes/workspace-quarantine.ts'
import { workspaceTokenRoutes } from './routes/workspace-tokens.ts'
import { workspaceRoutes } from './routes/workspaces.ts'
import { securityHeaders } from './security-headers.ts'
import type { StaticFiles } from './static-files.ts'
import { clientAddress, type TrustedProxies } from './trusted-proxies.ts'

export interface AppDeps extends FeedRouteDeps, MetricsRouteDeps {
  readonly staticFiles: StaticFiles
  readonly trustedProxies: TrustedProxies
  /** Is the server reached by https, as far as it was told? */
  readonly https: boolean
  /** May new work be sent here? False while stopping, or when the store does not answer. */
  readonly isReady: () => boolean
}

export const createApp = (deps: AppDeps): Hono<AppEnv> => {
  const app = new Hono<AppEnv>()

  app.use(securityHeaders({ https: deps.https }))
  app.use(async (context, next) => {
    const target = context.env.incoming?.url ?? context.req.url.replace(/^https?:\/\/[^/]*/, '')
    if (!isNormalTarget(target)) return failure(context, 'badRequest', 'This address is not written the way this server writes them.')
    const peer = context.env.incoming?.socket?.remoteAddress ?? 'local'
    context.set('address', clientAddress(peer, context.req.header('x-forwarded-for') ?? null, deps.trustedProxies))
    return next()
  })
  app.use(requestLog(deps))

  app.get('/healthz', (context) => context.text('ok'))
  app.get('/readyz', (context) => (deps.isReady() ? context.text('ready') : context.text('not ready', 503)))

  app.route('/metrics', metricsRoutes(deps))

  app.use('/api/*', async (context, next) => {
    await next()
    context.res.headers.set('Cache-Control', 'no-store')
  })
  app.use('/api/*', sameSite(deps))
  app.use('/api/*', bodyLimit({ maxSize: HTTP_LIMITS.httpBodyBytesMax, onError: (context) => failure(context, 'tooLarge', 'The request is too large.') }))
  app.route('/api/auth', authRoutes(deps))
  app.route('/api/me', meRoutes(deps))
  app.route('/api/setup', setupRoutes(deps))
  app.route('/api/invites', inviteRoutes(deps))
  app.route('/api/recover', recoverRoutes(deps))
  app.route('/api/workspaces', workspaceRoutes(deps))
  app.route('/api/workspaces/:workspaceId/members', memberRoutes(deps))
  app.route('/api/workspaces/:workspaceId/invites', workspaceInviteRoutes(deps))
  app.route('/api/workspaces/:workspaceId/tokens', workspaceTokenRoutes(deps))
  app.route('/api/workspaces/:workspaceId/feeds', workspaceFeedRoutes(deps))
  app.route('/api/workspaces/:workspaceId/quarantine', workspaceQuarantineRoutes(deps))

  app.route('/feeds', feedRoutes(deps))

  app.use('/sync/*', sameSite(deps))
  app.route('/sync/:workspaceId', handInRoutes(deps))

  app.get('*', async (context, next) => {
    const { method, path, raw } = context.req
    const answer = deps.staticFiles.respond({ method, path, headers: raw.headers })
    if (answer !== null) return answer
    if (deps.staticFiles.isEmpty && path === '/') return context.text('The client has not been built: run "npm run build".', 503)
    return next()
  })

  app.notFound((context) => failure(context, 'notFound', 'There is nothing at this address.'))
  app.onError((error, context) => {
    deps.logger.error({ err: error, method: context.req.method, path: loggedPath(context.req.path) }, 'request failed')
    return failure(context, 'failed', 'Something went wrong on the server. It has been written down there; try again.')
  })
  return app
}

const READS = new Set(['GET', 'HEAD', 'OPTIONS'])

/** A change must come from a page of ours: browsers say where it came from, and who says nothing is no browser with a cookie. */
const sameSite = ({ origins }: RouteDeps): MiddlewareHandler<AppEnv> => {
  return async (context, next) => {
    if (READS.has(context.req.method)) return next()
    const origin = context.req.header('origin')
    const isOurs = origin === undefined ? context.req.header('sec-fetch-site') === 'same-origin' : origins.allows(origin, context.req.header('host') ?? null)
    return isOurs ? next() : failure(context, 'notAllowed', 'This request did not come from a page of this server.')
  }
}

/** The address of a feed is its key: it is in no log. */
const loggedPath = (path: string): string => path.replace(/^\/feeds\/.*/, '/feeds/…')

const requestLog = ({ logger, clock }: AppDeps): MiddlewareHandler<AppEnv> => {
  return async (context, next) => {
    const start = clock()
    await next()
    const { method } = context.req
    const path = loggedPath(context.req.path)
    const { status } = context.res
    const level = status >= 500 ? 'error' : /^\/(?:api|sync)\//.test(path) && method !== 'GET' ? 'info' : 'debug'
    logger[level]({ method, path, status, address: context.get('address'), ms: clock() - start }, 'request')
  }
}
