// What every route can reach, and how a route fails: one JSON shape, one status per code.

import type { HttpBindings } from '@hono/node-server'
import type { Context } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { Logger } from 'pino'
import type { AckStatus } from '../../shared/protocol/channel-messages.ts'
import type { Failure, FailureCode } from '../../shared/protocol/http.ts'
import type { Accounts } from '../accounts/accounts.ts'
import type { Auth } from '../accounts/auth.ts'
import type { FailedAttempts } from '../accounts/failed-attempts.ts'
import type { Grant } from '../accounts/grants.ts'
import type { Origins } from '../accounts/origins.ts'
import type { Setup } from '../accounts/setup.ts'
import type { Bus } from '../bus/bus.ts'
import type { Clock } from '../platform.ts'

export interface AppEnv {
  /** Empty when a request did not come over a socket (in tests). */
  readonly Bindings: Partial<HttpBindings>
  readonly Variables: {
    /** Whose failures count: the client's, as far as trusted proxies report it. */
    address: string
  }
}

export type AppContext = Context<AppEnv>

export interface RouteDeps {
  readonly accounts: Accounts
  readonly auth: Auth
  readonly setup: Setup
  readonly origins: Origins
  readonly failedAttempts: FailedAttempts
  readonly bus: Bus
  /** The relay's: an update through the gate, into the log and on its disk; then the answer. `status` null = durable. */
  readonly offer: (
    grant: Grant,
    document: string,
    update: Uint8Array,
    how?: { readonly partial?: boolean },
  ) => Promise<{ readonly status: AckStatus | null; readonly seq: number }>
  readonly logger: Logger
  readonly clock: Clock
}

export const FAILURE_STATUS: Readonly<Record<FailureCode, ContentfulStatusCode>> = {
  badRequest: 400,
  notSignedIn: 401,
  wrongCredentials: 401,
  notAllowed: 403,
  signInAgain: 403,
  notFound: 404,
  emailTaken: 409,
  lastManager: 409,
  linkUnusable: 410,
  tooLarge: 413,
  tooManyAttempts: 429,
  failed: 500,
}

export const failure = (context: AppContext, code: FailureCode, message: string, fields?: Readonly<Record<string, string>>): Response => {
  const body: Failure = { error: { code, message, ...(fields === undefined ? {} : { fields: { ...fields } }) } }
  return context.json(body, FAILURE_STATUS[code])
}

export const done = (context: AppContext): Response => context.json({ done: true })
