// The server's parts over a real database in a temporary folder, put together as main.ts does it, with a clock that is set
// by the test. Requests go to the app without a socket.

import { join } from 'node:path'
import type { Hono } from 'hono'
import { onTestFinished } from 'vitest'
import { createAccountGrants } from '../../../server/accounts/account-grants.ts'
import { type Accounts, createAccounts } from '../../../server/accounts/accounts.ts'
import { type Auth, createAuth } from '../../../server/accounts/auth.ts'
import { createFailedAttempts } from '../../../server/accounts/failed-attempts.ts'
import type { Grants } from '../../../server/accounts/grants.ts'
import { createOrigins } from '../../../server/accounts/origins.ts'
import { createSetup, type Setup } from '../../../server/accounts/setup.ts'
import { createApp } from '../../../server/app.ts'
import type { Bus, Hint } from '../../../server/bus/bus.ts'
import { createInProcessBus } from '../../../server/bus/in-process-bus.ts'
import { createFeedEntries } from '../../../server/feeds/feed-entries.ts'
import { createFeedReader } from '../../../server/feeds/feed-reader.ts'
import type { Summaries } from '../../../server/feeds/summaries.ts'
import { summarizeDocument } from '../../../server/feeds/summary-worker.ts'
import { createLogger } from '../../../server/logger.ts'
import { createMetrics } from '../../../server/metrics.ts'
import { systemRandomBytes } from '../../../server/platform.ts'
import { createRelay, type Relay } from '../../../server/relay/relay.ts'
import type { RelayStats } from '../../../server/relay/relay-counters.ts'
import type { AppEnv } from '../../../server/routes/app-env.ts'
import { loadStaticFiles } from '../../../server/static-files.ts'
import type { LogStore } from '../../../server/store/log-store.ts'
import { type Database, openDatabase } from '../../../server/store/sqlite-database.ts'
import { createSqliteLog } from '../../../server/store/sqlite-log.ts'
import { timedLog } from '../../../server/store/timed-log.ts'
import { parseTrustedProxies } from '../../../server/trusted-proxies.ts'
import { temporaryFolder } from './temporary-folder.ts'

export const ORIGIN = 'http://localhost:8787'
export const PASSWORD = 'correct horse battery'

export const METRICS_TOKEN = 'metrics-token-of-the-test'

export interface Answer {
  readonly status: number
  // biome-ignore lint/suspicious/noExplicitAny: a test reads whatever the answer holds
  readonly body: any
  readonly headers: Headers
  /** Ready for a Cookie header. */
  readonly cookie: string
}

export interface TestHouse {
  readonly database: Database
  readonly accounts: Accounts
  readonly auth: Auth
  readonly setup: Setup
  readonly grants: Grants
  readonly bus: Bus
  readonly log: LogStore
  readonly offer: Relay['offer']
  readonly stats: () => RelayStats
  readonly hints: Hint[]
  readonly logs: string[]
  readonly app: Hono<AppEnv>
  readonly time: { now: number }
  /** A body of bytes goes as it is, anything else as JSON. */
  readonly call: (method: string, path: string, options?: { cookie?: string; body?: unknown; headers?: Record<string, string> }) => Promise<Answer>
  /** The owner and their workspace, through the set-up link. */
  readonly owner: (name?: string) => Promise<{ cookie: string; personId: string; workspaceId: string; email: string }>
  /** Somebody new, through an invite the owner makes. */
  readonly join: (ownerCookie: string, workspaceId: string, name: string, role: string) => Promise<{ cookie: string; personId: string; email: string }>
}

export const emailOf = (name: string): string => `${name.toLowerCase()}@example.com`

interface HouseOptions {
  readonly clientFolder?: string
  readonly publicUrl?: string
  readonly trustProxy?: string
  /** Reads documents for feeds instead of the worker's own function. */
  readonly summarize?: Summaries['summarize']
}

/** Call inside a test. */
export const createTestHouse = async (options: HouseOptions = {}): Promise<TestHouse> => {
  const folder = await temporaryFolder()
  const opened = openDatabase(join(folder, 'endcap.sqlite'))
  if (!opened.ok) throw new Error(opened.error)
  const database = opened.value
  onTestFinished(() => {
    database.close()
  })
  const time = { now: Date.now() }
  const clock = () => time.now
  const logs: string[] = []
  const logger = createLogger('debug', { write: (line) => void logs.push(line) })
  const bus = createInProcessBus()
  const hints: Hint[] = []
  bus.subscribe((hint) => hints.push(hint))
  const accounts = createAccounts({ database, clock, randomBytes: systemRandomBytes })
  const setup = createSetup({ database, clock, serverSecret: 'test secret', ...accounts })
  const publicUrl = options.publicUrl ?? ORIGIN
  const origins = createOrigins({ publicUrl: options.publicUrl ?? null, port: 8787, allowedOrigins: [] })
  const auth = createAuth({ database, secret: 'iM4QkW2sT8vB1nZ6xC3yL9pR0eJ7dH5gUaFoKqVtNws', origin: publicUrl, logger })
  const grants = createAccountGrants({ database, clock, auth, origins, ...accounts })
  const metrics = createMetrics(() => serving.stats())
  const log = timedLog(createSqliteLog({ database, randomBytes: systemRandomBytes }), () => performance.now(), metrics.committed)
  const relay = createRelay({ log, bus, grants, clock, logger })
  const serving = relay.serve()
  onTestFinished(() => serving.drain())
  const app = createApp({
    accounts,
    auth,
    setup,
    origins,
    failedAttempts: createFailedAttempts({ clock, perMinuteMax: 5 }),
    bus,
    offer: relay.offer,
    // In this thread: a test needs no other to see what is said.
    feedReader: createFeedReader({
      log,
      summaries: { summarize: options.summarize ?? (async (document) => summarizeDocument(document)), close: async () => {} },
      entries: createFeedEntries({ database, clock }),
      clock,
      publicUrl,
    }),
    readMetrics: metrics.read,
    metricsToken: METRICS_TOKEN,
    logger,
    clock,
    staticFiles: loadStaticFiles(options.clientFolder ?? join(folder, 'no-client')),
    trustedProxies: parseTrustedProxies(options.trustProxy ?? '')!,
    https: publicUrl.startsWith('https:'),
    isReady: () => true,
  })

  const call: TestHouse['call'] = async (method, path, { cookie, body, headers } = {}) => {
    const request = {
      method,
      headers: {
        host: new URL(publicUrl).host,
        ...(method === 'GET' ? {} : { origin: publicUrl, 'content-type': 'application/json' }),
        ...(cookie === undefined ? {} : { cookie }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: body instanceof Uint8Array ? new Uint8Array(body) : JSON.stringify(body) }),
    }
    const answer = await app.request(`${publicUrl}${path}`, request, {})
    const text = await answer.text()
    return {
      status: answer.status,
      body: /json/.test(answer.headers.get('content-type') ?? '') ? JSON.parse(text) : text,
      headers: answer.headers,
      cookie: answer.headers
        .getSetCookie()
        .map((pair) => pair.split(';')[0])
        .join('; '),
    }
  }

  return {
    database,
    accounts,
    auth,
    setup,
    grants,
    bus,
    log,
    offer: relay.offer,
    stats: serving.stats,
    hints,
    logs,
    app,
    time,
    call,
    owner: async (name = 'Ann') => {
      const email = emailOf(name)
      const answer = await call('POST', '/api/setup', { body: { secret: setup.secret(), name, email, password: PASSWORD, workspaceName: 'Alder Creek' } })
      if (answer.status !== 200) throw new Error(JSON.stringify(answer.body))
      return { cookie: answer.cookie, personId: answer.body.person.id, workspaceId: answer.body.workspaceId, email }
    },
    join: async (ownerCookie, workspaceId, name, role) => {
      const invite = await call('POST', `/api/workspaces/${workspaceId}/invites`, { cookie: ownerCookie, body: { role } })
      const email = emailOf(name)
      const answer = await call('POST', '/api/invites/accept', { body: { secret: invite.body.secret, account: { name, email, password: PASSWORD } } })
      if (answer.status !== 200) throw new Error(JSON.stringify(answer.body))
      return { cookie: answer.cookie, personId: accounts.people.byEmail(email)!.id, email }
    },
  }
}
