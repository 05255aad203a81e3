// /metrics, for whoever runs the server: from this machine itself, or with the secret that was configured. A proxy on this
// machine makes everybody look local, so a request that came through one, or under another name, is not.

import { timingSafeEqual } from 'node:crypto'
import { Hono } from 'hono'
import { hashSecret } from '../accounts/secrets.ts'
import { type AppContext, type AppEnv, failure } from './app-env.ts'

export interface MetricsRouteDeps {
  /** The body, and what kind of text it is. */
  readonly readMetrics: () => Promise<{ readonly contentType: string; readonly text: string }>
  /** Null when none was configured. */
  readonly metricsToken: string | null
}

export const metricsRoutes = ({ readMetrics, metricsToken }: MetricsRouteDeps): Hono<AppEnv> =>
  new Hono<AppEnv>().get('/', async (context) => {
    if (!isFromHere(context) && !showsToken(context, metricsToken)) {
      return failure(context, 'notAllowed', 'The metrics are for this machine itself, or for who shows METRICS_TOKEN as a bearer.')
    }
    const { contentType, text } = await readMetrics()
    return context.body(text, 200, { 'Content-Type': contentType, 'Cache-Control': 'no-store' })
  })

const LOOPBACK = /^(?:127\.\d+\.\d+\.\d+|::1|::ffff:127\.\d+\.\d+\.\d+)$/
const LOCAL_HOST = /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?$/i
const PROXY_HEADERS = ['x-forwarded-for', 'forwarded', 'via', 'x-real-ip'] as const

const isFromHere = (context: AppContext): boolean =>
  LOOPBACK.test(context.env.incoming?.socket?.remoteAddress ?? '') &&
  LOCAL_HOST.test(context.req.header('host') ?? '') &&
  PROXY_HEADERS.every((name) => context.req.header(name) === undefined)

const showsToken = (context: AppContext, token: string | null): boolean => {
  const shown = /^Bearer (\S+)$/.exec(context.req.header('authorization') ?? '')?.[1]
  if (token === null || shown === undefined) return false
  return timingSafeEqual(Buffer.from(hashSecret(shown)), Buffer.from(hashSecret(token)))
}
