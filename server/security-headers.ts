// What a browser may do with our pages. Scripts come from this origin only, and nothing inline. Styles too, except the
// style attribute: positions on the timeline and carets in the editor are set there.

import type { MiddlewareHandler } from 'hono'
import type { AppEnv } from './routes/app-env.ts'

const HOST = /^[A-Za-z0-9.-]+(?::\d{1,5})?$|^\[[0-9a-fA-F:]+\](?::\d{1,5})?$/

/** Not every browser counts a websocket to the same host as 'self'. */
const socketSources = (host: string | undefined): string => (host !== undefined && HOST.test(host) ? ` ws://${host} wss://${host}` : '')

const contentSecurityPolicy = (host: string | undefined): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    `connect-src 'self'${socketSources(host)}`,
    "worker-src 'self'",
    "manifest-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ')

const YEAR_S = 365 * 24 * 60 * 60

export const securityHeaders = (options: { readonly https: boolean }): MiddlewareHandler<AppEnv> => {
  return async (context, next) => {
    await next()
    const { headers } = context.res
    headers.set('Content-Security-Policy', contentSecurityPolicy(context.req.header('host')))
    headers.set('X-Content-Type-Options', 'nosniff')
    headers.set('X-Frame-Options', 'DENY')
    headers.set('Referrer-Policy', 'no-referrer')
    headers.set('Cross-Origin-Opener-Policy', 'same-origin')
    headers.set('Cross-Origin-Resource-Policy', 'same-origin')
    headers.set('Permissions-Policy', 'camera=(self), geolocation=(), microphone=(), payment=(), usb=()')
    if (options.https) headers.set('Strict-Transport-Security', `max-age=${YEAR_S}`)
  }
}
