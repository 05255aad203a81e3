// The accounts library (better-auth) behind an interface of ours: sign-in by password or passkey, sessions, cookies.
// People are made by us, in the transaction that uses their invite, so its own sign-up is off; so is everything that is
// not in `ENDPOINTS`.
//
// It must not open transactions: it would hold them over awaits on the connection the log commits on.

import { passkey } from '@better-auth/passkey'
import { betterAuth } from 'better-auth'
import { SqliteDialect } from 'kysely'
import type { Logger } from 'pino'
import { PASSWORD_LENGTH_MAX, PASSWORD_LENGTH_MIN } from '../../shared/protocol/http.ts'
import type { Database } from '../store/sqlite-database.ts'

export interface Session {
  readonly sessionToken: string
  readonly personId: string
  readonly name: string
  readonly email: string
  /** Ms since the epoch. */
  readonly signedInAt: number
}

export interface Auth {
  /** Null when the library has no such endpoint, or it is not one of those in use. */
  readonly handle: (request: Request, address: string) => Promise<Response | null>
  /** By cookie. `cookies` are to be set on the answer: a session in use is prolonged. */
  readonly session: (headers: Headers) => Promise<{ readonly session: Session; readonly cookies: readonly string[] } | null>
  readonly hashPassword: (password: string) => Promise<string>
  /** The cookies of a new session; null when e-mail and password do not belong together. */
  readonly signIn: (email: string, password: string, headers: Headers) => Promise<readonly string[] | null>
}

export interface AuthDeps {
  readonly database: Database
  readonly secret: string
  /** The origin passkeys and cookies are for. */
  readonly origin: string
  readonly logger: Logger
}

const DAY_S = 24 * 60 * 60
/** Longer than the longest honest absence: a phone that was offline for a month still sends what it holds. */
const SESSION_S = 60 * DAY_S
const ADDRESS_HEADER = 'x-endcap-client-address'

const ENDPOINTS: ReadonlySet<string> = new Set([
  'POST /sign-in/email',
  'POST /sign-out',
  'GET /get-session',
  'GET /list-sessions',
  'POST /revoke-session',
  'POST /revoke-other-sessions',
  'POST /change-password',
  'GET /passkey/generate-register-options',
  'POST /passkey/verify-registration',
  'GET /passkey/generate-authenticate-options',
  'POST /passkey/verify-authentication',
  'GET /passkey/list-user-passkeys',
  'POST /passkey/delete-passkey',
  'POST /passkey/update-passkey',
])

const BASE_PATH = '/api/auth'

export const createAuth = ({ database, secret, origin, logger }: AuthDeps): Auth => {
  const library = betterAuth({
    appName: 'Endcap',
    baseURL: origin,
    basePath: BASE_PATH,
    secret,
    database: { dialect: new SqliteDialect({ database }), type: 'sqlite', transaction: false },
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: PASSWORD_LENGTH_MIN, maxPasswordLength: PASSWORD_LENGTH_MAX },
    // `freshAge` 0: the library would let nobody list sessions who signed in yesterday. What needs a fresh sign-in asks for it.
    session: { expiresIn: SESSION_S, updateAge: DAY_S, freshAge: 0, cookieCache: { enabled: false } },
    plugins: [passkey({ rpID: new URL(origin).hostname, rpName: 'Endcap', origin: null })],
    // Which origins may is decided before a request gets here (`origins.ts`), for our endpoints and the library's alike.
    trustedOrigins: (request) => [request?.headers.get('origin') ?? null],
    // A ceiling for floods. What guessing costs is counted by failures, in `failed-attempts.ts`.
    rateLimit: {
      enabled: true,
      storage: 'memory',
      window: 60,
      max: 600,
      customRules: { '/sign-in/*': { window: 60, max: 300 }, '/change-password': { window: 60, max: 30 } },
    },
    advanced: { cookiePrefix: 'endcap', useSecureCookies: origin.startsWith('https:'), ipAddress: { ipAddressHeaders: [ADDRESS_HEADER] } },
    telemetry: { enabled: false },
    logger: { level: 'warn', log: (level, message) => logger[level === 'error' ? 'error' : 'warn']({ part: 'accounts' }, message) },
  })

  return {
    handle: async (request, address) => {
      const { pathname } = new URL(request.url)
      if (!pathname.startsWith(`${BASE_PATH}/`) || !ENDPOINTS.has(`${request.method} ${pathname.slice(BASE_PATH.length)}`)) return null
      const headers = new Headers(request.headers)
      headers.set(ADDRESS_HEADER, address)
      const body = request.method === 'POST' ? await request.text() : null
      return library.handler(new Request(request.url, { method: request.method, headers, body }))
    },

    session: async (headers) => {
      if (!headers.has('cookie')) return null
      // A session is read also when it cannot be prolonged: a full disk signs nobody out (F).
      const found = await library.api
        .getSession({ headers, returnHeaders: true })
        .catch(() => library.api.getSession({ headers, returnHeaders: true, query: { disableRefresh: true } }))
      const { headers: answer, response } = found
      if (response === null) return null
      const { session, user } = response
      return {
        session: { sessionToken: session.token, personId: user.id, name: user.name, email: user.email, signedInAt: session.createdAt.getTime() },
        cookies: answer.getSetCookie(),
      }
    },

    hashPassword: async (password) => (await library.$context).password.hash(password),

    signIn: async (email, password, headers) => {
      const answer = await library.api.signInEmail({ body: { email, password, rememberMe: true }, headers, asResponse: true })
      return answer.ok ? answer.headers.getSetCookie() : null
    },
  }
}
