// A relay in this process on a free port, with grants a test can change while it runs.

import { randomFillSync } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createFailedAttempts } from '../../server/accounts/failed-attempts.ts'
import type { Grant, Grants } from '../../server/accounts/grants.ts'
import type { Bus } from '../../server/bus/bus.ts'
import { createInProcessBus } from '../../server/bus/in-process-bus.ts'
import { createRelay, type Relay, type RelayDeps } from '../../server/relay/relay.ts'
import type { RelayStats } from '../../server/relay/relay-counters.ts'
import type { RelaySettings } from '../../server/relay/settings.ts'
import type { LogStore } from '../../server/store/log-store.ts'
import { createMemoryLog } from '../../server/store/memory-log.ts'
import { err, ok } from '../../shared/base/result.ts'
import { LIMITS } from '../../shared/protocol/limits.ts'
import type { Role } from '../../shared/protocol/role.ts'

export const WORKSPACE = 'w1'

export interface TestGrants extends Grants {
  /** Lets in whoever shows the token, as this person. */
  readonly allow: (token: string, role: Role, person?: string) => void
  /** The token is no longer known: 4401. */
  readonly revoke: (token: string) => void
  /** The person is known but no member any more: 4403. */
  readonly remove: (token: string) => void
}

export const createTestGrants = (): TestGrants => {
  const known = new Map<string, { readonly role: Role | null; readonly person: string }>()
  const ofToken = (token: string, workspaceId: string): Awaited<ReturnType<Grants['renew']>> => {
    const found = known.get(token)
    if (found === undefined) return err('notSignedIn')
    if (found.role === null || workspaceId !== WORKSPACE) return err('notAllowed')
    const grant: Grant = {
      workspaceId,
      personId: found.person,
      name: `${found.person} by name`,
      role: found.role,
      credential: { via: 'token', tokenHash: token },
    }
    return ok(grant)
  }
  return {
    allow: (token, role, person = token) => known.set(token, { role, person }),
    revoke: (token) => known.delete(token),
    remove: (token) => known.set(token, { role: null, person: token }),
    identify: async ({ workspaceId, headers, bearer }) => {
      const cookie = /session=([\w-]+)/.exec(headers.get('cookie') ?? '')?.[1]
      return ofToken(bearer ?? cookie ?? '', workspaceId)
    },
    renew: async (grant) => ofToken(grant.credential.via === 'token' ? grant.credential.tokenHash : '', grant.workspaceId),
  }
}

export interface TestRelay {
  readonly port: number
  /** `ws://…/sync` */
  readonly url: string
  readonly log: LogStore
  readonly bus: Bus
  readonly grants: TestGrants
  readonly relay: Relay
  readonly stats: () => RelayStats
  /** What the relay logged as errors. */
  readonly errors: string[]
  /** Rights changed: as the accounts would say it. */
  readonly sayGrantsChanged: () => void
  readonly stop: () => Promise<void>
}

export interface TestRelayOptions {
  readonly port?: number
  readonly log?: LogStore
  readonly grants?: TestGrants
  readonly settings?: Partial<RelaySettings>
  readonly allowsOrigin?: RelayDeps['allowsOrigin']
  readonly failedAuthPerMinuteMax?: number
  readonly sealKey?: string
  /** The time of day. */
  readonly clock?: () => number
}

export const createTestLog = (documentsMax: number = LIMITS.documentsPerWorkspaceMax): LogStore =>
  createMemoryLog({ randomBytes: (count) => randomFillSync(new Uint8Array(count)), documentsMax })

/** Manager `ann`, coordinator `ben` and viewer `vic` are members, each with their name as token. */
export const startTestRelay = async (options: TestRelayOptions = {}): Promise<TestRelay> => {
  const log = options.log ?? createTestLog()
  const bus = createInProcessBus()
  const grants = options.grants ?? createTestGrants()
  grants.allow('ann', 'manager')
  grants.allow('ben', 'coordinator')
  grants.allow('vic', 'viewer')
  const errors: string[] = []
  const relay = createRelay({
    log,
    bus,
    grants,
    clock: options.clock ?? Date.now,
    logger: { info: () => {}, warn: () => {}, error: (facts, message) => errors.push(`${message} ${JSON.stringify(facts)}`) },
    settings: options.settings ?? {},
    failedAttempts: createFailedAttempts({ clock: Date.now, perMinuteMax: options.failedAuthPerMinuteMax ?? LIMITS.failedAuthPerMinuteMax }),
    ...(options.sealKey === undefined ? {} : { sealKey: options.sealKey }),
    ...(options.allowsOrigin === undefined ? {} : { allowsOrigin: options.allowsOrigin }),
  })
  const server: Server = createServer()
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, '127.0.0.1', resolve))
  const attached = relay.attach(server)
  const { port } = server.address() as AddressInfo
  return {
    port,
    url: `ws://127.0.0.1:${port}/sync`,
    log,
    bus,
    grants,
    relay,
    stats: attached.stats,
    errors,
    sayGrantsChanged: () => bus.publish({ type: 'grantsChanged', workspaceId: WORKSPACE }),
    stop: async () => {
      await attached.drain()
      await bus.close()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
