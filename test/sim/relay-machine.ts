// The machine the relay runs on: its log outlives the process, which can be killed at any moment and around every append.
// A full disk refuses; an old backup replaces the log, with a new epoch. Documents are compacted and old rows forgotten while
// everybody works. The log is the one in memory, under a model of crashes; SQLite has tests of its own.

import type { Grant, Grants } from '../../server/accounts/grants.ts'
import { createInProcessBus } from '../../server/bus/in-process-bus.ts'
import type { Connection, ConnectionEvents } from '../../server/relay/connection.ts'
import { createRelay, type OfferHow, type OfferOutcome, type Relay, type ServingRelay } from '../../server/relay/relay.ts'
import type { RelaySettings } from '../../server/relay/settings.ts'
import type { Compaction } from '../../server/store/compaction.ts'
import { compactDocument } from '../../server/store/compaction-worker.ts'
import { createCompactor } from '../../server/store/compactor.ts'
import type { LogStore, NewRow } from '../../server/store/log-store.ts'
import { createMemoryLog } from '../../server/store/memory-log.ts'
import { createId } from '../../shared/base/id.ts'
import { err } from '../../shared/base/result.ts'
import type { Dice } from './dice.ts'
import type { Life, Scheduler } from './scheduler.ts'
import type { Trace } from './trace.ts'
import type { Person } from './world.ts'

export interface RelayMachine {
  readonly isUp: () => boolean
  readonly start: () => void
  readonly kill: () => void
  /** The process dies around its next write to the log; null = not any more. */
  readonly killAtWrite: (moment: 'before' | 'after' | null) => void
  readonly setFull: (isFull: boolean) => void
  readonly accept: (grant: Grant, connection: Connection) => ConnectionEvents
  /** By another road than a socket; nothing while it is down. */
  readonly offerAs: (person: Person, document: string, update: Uint8Array, how?: OfferHow) => Promise<OfferOutcome> | null
  readonly life: () => Life
  readonly rightsChanged: () => void
  /** The log as it was after so many rows, as `admin restore` leaves it: another epoch, owners remembered, and time to heal (S13). */
  readonly restore: (rowCount: number) => Promise<void>
  readonly log: () => LogStore
  readonly epoch: () => string
  /** An old backup took the log's place at some time. */
  readonly isReplaced: () => boolean
  /** Every row of the log, in order. */
  readonly rows: () => readonly NewRow[]
}

export interface RelayMachineDeps {
  readonly workspaceId: string
  readonly scheduler: Scheduler
  readonly dice: Dice
  readonly trace: Trace
  readonly grants: Grants
  readonly grantOf: (person: Person) => Grant
  readonly settings: Partial<RelaySettings>
  /** Documents are compacted after so few rows, and rows forgotten after so few ms. */
  readonly compacts: { readonly rowsMin: number; readonly historyMs: number } | null
  /** Something the relay logged as an error. */
  readonly onError: (message: string) => void
  /** For sabotage in tests: what stands between the relay and its log. */
  readonly tamper: (log: LogStore) => LogStore
  readonly onDied: () => void
}

/** Null: only ever handed on by others. */
interface Remembered {
  readonly person: string | null
  readonly isLost: boolean
}

const HEALING_MS = 30 * 86_400_000
const COMPACTION_MS_MAX = 300
const COMPACTOR_PACE = { quietMs: 500, hurryAfterMs: 4_000, tickMs: 2_500, roundMs: 20_000, roundAfterStartMs: 6_000, readBytesMax: 4_000, pruneRowsMax: 8 }

export const createRelayMachine = (deps: RelayMachineDeps): RelayMachine => {
  const { workspaceId, scheduler, dice, trace, grants, grantOf, settings, compacts, onError, tamper, onDied } = deps
  let epochBytes = dice.bytes(16)
  let log = createMemoryLog({ randomBytes: () => epochBytes })
  let rows: NewRow[] = []
  let isFull = false
  let healingUntil = 0
  /** Whose the clientIDs were before the log was replaced, by document; lost until their owner writes under them again. */
  const remembered = new Map<string, Map<number, Remembered>>()
  const remember = (document: string, client: number, person: string | null): void => {
    const known = remembered.get(document) ?? new Map<number, Remembered>()
    remembered.set(document, known)
    known.set(client, { person: known.get(client)?.person ?? person, isLost: true })
  }
  const comeBack = ({ document, person, clients = [] }: NewRow): void => {
    for (const client of clients) {
      const owner = remembered.get(document)?.get(client)
      if (owner !== undefined && (owner.person ?? person) === person) remembered.get(document)?.set(client, { person, isLost: false })
    }
  }
  let killMoment: 'before' | 'after' | null = null
  let life: Life | null = null
  let relay: Relay | null = null
  let serving: ServingRelay | null = null
  let publishGrants = (): void => {}

  const kill = (): void => {
    if (life === null) return
    trace.note('the relay dies')
    const dying = life
    life = null
    relay = null
    serving = null
    killMoment = null
    dying.end()
    onDied()
  }
  const dieAt = (moment: 'before' | 'after'): boolean => {
    if (killMoment !== moment) return false
    kill()
    return true
  }

  /** The log as one process sees it: no answer reaches a process that has died. */
  const mounted = (own: Life): LogStore => {
    const soon = <Value>(work: () => Promise<Value>): Promise<Value> =>
      new Promise((resolve, reject) => {
        own.after(dice.below(3), () => {
          work().then((value) => own.after(0, () => resolve(value)), reject)
        })
      })
    const answers = Object.fromEntries(
      Object.entries(log).map(([name, ask]) => [name, (...args: unknown[]) => soon(() => (ask as (...args: unknown[]) => Promise<unknown>)(...args))]),
    ) as unknown as LogStore
    /** A write the process may die around. */
    const around = <Value>(work: () => Promise<Value>): Promise<Value> =>
      new Promise((resolve, reject) => {
        own.after(dice.below(3), () => {
          if (dieAt('before')) return
          work().then((value) => {
            if (!dieAt('after')) own.after(0, () => resolve(value))
          }, reject)
        })
      })
    return {
      ...answers,
      swapSnapshot: (...args) => around(async () => (isFull ? err('storage_full') : log.swapSnapshot(...args))),
      prune: (...args) => around(() => log.prune(...args)),
      healingUntil: async () => healingUntil,
      lostClients: (_id, document) =>
        soon(async () => new Set([...(remembered.get(document) ?? [])].flatMap(([client, { isLost }]) => (isLost ? [client] : [])))),
      documentOwners: (id, document) =>
        soon(async () => {
          const owners = new Map(await log.documentOwners(id, document))
          for (const [client, { person }] of remembered.get(document) ?? []) if (person !== null) owners.set(client, person)
          return owners
        }),
      append: (added) =>
        new Promise((resolve) => {
          own.after(dice.between(0, 4), () => {
            if (isFull) return own.after(1, () => resolve(err('storage_full')))
            if (dieAt('before')) return
            rows.push(...added)
            for (const row of added) comeBack(row)
            void log.append(added).then((outcome) => {
              if (dieAt('after')) return
              own.after(dice.between(0, 3), () => resolve(outcome))
            })
          })
        }),
    }
  }

  /** The thread may die with its task. */
  const compactionThread = (own: Life): Compaction => ({
    compact: (document) =>
      new Promise((resolve) => {
        own.after(dice.between(1, COMPACTION_MS_MAX), () =>
          resolve(dice.chance(0.1) ? { kind: 'failed', reason: 'the thread ended' } : compactDocument(document)),
        )
      }),
    check: () => Promise.reject(new Error('nobody asks for it here')),
    close: async () => {},
  })

  const start = (): void => {
    if (life !== null) return
    trace.note('the relay starts')
    const own = scheduler.life()
    life = own
    const bus = createInProcessBus()
    const logger = { info: () => {}, warn: () => {}, error: (facts: object, message: string) => onError(`${message} ${describe(facts)}`) }
    const compactor =
      compacts === null
        ? null
        : createCompactor({
            log: mounted(own),
            compaction: compactionThread(own),
            timing: { now: scheduler.now, after: own.after },
            logger,
            historyMs: compacts.historyMs,
            settings: { ...COMPACTOR_PACE, rowsMin: compacts.rowsMin },
            onOutcome: (outcome) => trace.note(`compaction ${outcome}`),
          })
    publishGrants = () => bus.publish({ type: 'grantsChanged', workspaceId })
    relay = createRelay({
      log: tamper(compactor?.log ?? mounted(own)),
      bus,
      grants,
      clock: scheduler.now,
      logger,
      settings,
      timing: { now: scheduler.now, after: own.after, atEndOfTurn: (work) => void own.after(0, work) },
    })
    serving = relay.serve()
  }

  return {
    isUp: () => life !== null,
    start,
    kill,
    killAtWrite: (moment) => {
      killMoment = moment
    },
    setFull: (next) => {
      isFull = next
    },
    accept: (grant, connection) => serving!.accept(connection, { speaks: 'mux' }, grant),
    offerAs: (person, document, update, how) => relay?.offer(grantOf(person), document, update, how) ?? null,
    life: () => life!,
    rightsChanged: () => publishGrants(),
    restore: async (rowCount) => {
      const forgotten = rows.slice(rowCount)
      for (const { document, person, clients = [] } of rows) for (const client of clients) remember(document, client, person)
      for (const { document, strays = [] } of rows) for (const client of strays) remember(document, client, null)
      epochBytes = dice.bytes(16)
      log = createMemoryLog({ randomBytes: () => epochBytes })
      rows = rows.slice(0, rowCount)
      healingUntil = scheduler.now() + HEALING_MS
      trace.note(`the log forgets ${forgotten.length} rows`)
      await log.append(rows)
    },
    log: () => log,
    epoch: () => createId(() => epochBytes),
    isReplaced: () => healingUntil > 0,
    rows: () => rows,
  }
}

const describe = (facts: object): string => JSON.stringify(facts, (_key, value) => (value instanceof Error ? (value.stack ?? value.message) : value))
