// One run: a relay, devices with tabs, a network, all from one seed. Things happen for a while (`happenings.ts`), then the
// faults end, everybody catches up, and the invariants are asked (`invariants.ts`).

import type { WorkspaceStorage } from '../../client/storage/workspace-storage.ts'
import type { Grant, Grants } from '../../server/accounts/grants.ts'
import type { LogStore } from '../../server/store/log-store.ts'
import { err, ok } from '../../shared/base/result.ts'
import type { Role } from '../../shared/protocol/role.ts'
import { CLOSE } from '../../shared/protocol/version.ts'
import { type Attacker, createAttacker } from './attacker.ts'
import { createDevice, type Device } from './device.ts'
import { createDice, type Dice } from './dice.ts'
import { createDisk, type Disk } from './disk.ts'
import { admit, happen } from './happenings.ts'
import { createHttpRoad, type HttpRoad } from './http-road.ts'
import { checkWorld, whatIsOutstanding } from './invariants.ts'
import { createLedger, type Ledger } from './ledger.ts'
import { createNetwork, type Network } from './network.ts'
import { choosePlan, type Happening, type Plan } from './plan.ts'
import { createRelayMachine, type RelayMachine } from './relay-machine.ts'
import { createScheduler, type Scheduler } from './scheduler.ts'
import { createTrace, type Trace } from './trace.ts'

export const WORKSPACE = 'w1'
export const DOCUMENTS = ['workspace/settings', 'accounts/a1/profile', 'accounts/a1/calendar/2027'] as const

export interface Person {
  readonly id: string
  role: Role
  isMember: boolean
}

export interface World {
  readonly scheduler: Scheduler
  readonly dice: Dice
  readonly trace: Trace
  readonly network: Network
  readonly relay: RelayMachine
  readonly http: HttpRoad
  readonly people: readonly Person[]
  /** Whoever could write at some time. */
  readonly writers: Set<string>
  /**
   * Whoever could not write at some time since the log was replaced: what only they have, and the log lost, they may not give
   * back (S13, S15). They have everything the server has, and perhaps more.
   */
  readonly keepers: Set<string>
  readonly devices: readonly Device[]
  readonly attacker: Attacker | null
  readonly ledger: Ledger
  readonly plan: Plan
  readonly fail: (what: string) => void
}

export interface RunOptions {
  readonly seed: number
  readonly operations: number
  readonly keepsTrace?: boolean
  /** For the tests of the tests: something that breaks a rule between the relay and its log. */
  readonly tamper?: (log: LogStore) => LogStore
  /** And between a tab and its disk. */
  readonly tamperDisk?: (storage: WorkspaceStorage) => WorkspaceStorage
}

export interface RunReport {
  readonly seed: number
  readonly failures: readonly string[]
  readonly traceHash: number
  readonly trace: readonly string[]
  /** What the run was made of. */
  readonly edits: number
  readonly acked: number
  readonly rows: number
}

const FAILURES_MAX = 20
/** What the relay logs as an error when a disk is full, or the thread that compacts has died. */
const EXPECTED_ERRORS = ['a commit failed', 'a document could not be compacted', 'a compacted document could not be stored']
/** After these a device may have set something aside that the server has. */
const REFUSING: ReadonlySet<Happening> = new Set(['rot', 'changeRole', 'removeMember'])
/** Longer than the longest wait of anybody: a half-open socket, a lease, a retry. */
const SETTLE_MS_MAX = 400_000
const SETTLE_STEP_MS = 1_000
/** Open documents are compared with the relay once a minute (S6). */
const QUIET_MS = 65_000
const BRIEF_MS = 2_000

export const runSeed = async ({
  seed,
  operations,
  keepsTrace = false,
  tamper = (log) => log,
  tamperDisk = (storage) => storage,
}: RunOptions): Promise<RunReport> => {
  const dice = createDice(seed)
  const scheduler = createScheduler()
  const trace = createTrace(scheduler.now, keepsTrace)
  const failures: string[] = []
  const fail = (what: string): void => {
    trace.note(`FAILED ${what}`)
    if (failures.length < FAILURES_MAX) failures.push(what)
  }
  const plan = choosePlan(dice)
  trace.note(`plan ${JSON.stringify(plan)}`)
  const people: Person[] = plan.roles.map((role, index) => ({ id: `p${index}`, role, isMember: true }))
  const attackerPerson: Person | null = plan.attacker === null ? null : { id: 'mallory', role: plan.attacker, isMember: true }
  const everybody = attackerPerson === null ? people : [...people, attackerPerson]
  const grantOf = (person: Person): Grant => ({
    workspaceId: WORKSPACE,
    personId: person.id,
    name: person.id,
    role: person.role,
    credential: { via: 'token', tokenHash: person.id },
  })
  const grants: Grants = {
    identify: async () => err('notSignedIn'),
    renew: async (grant) => {
      const person = everybody.find(({ id }) => id === grant.personId)
      return person === undefined || !person.isMember ? err('notAllowed') : ok(grantOf(person))
    },
  }

  const network = createNetwork({ scheduler, dice, trace })
  const ledger: Ledger = createLedger({ trace, fail, rows: () => relay.rows(), left: () => http.left() })
  const relay: RelayMachine = createRelayMachine({
    workspaceId: WORKSPACE,
    scheduler,
    dice,
    trace,
    grants,
    grantOf,
    settings: plan.isSlowReaderLikely ? { bufferedBytesHigh: 4_000, bufferedBytesLow: 1_000 } : {},
    compacts: plan.compacts,
    onError: (message) => {
      if (!EXPECTED_ERRORS.some((expected) => message.startsWith(expected))) fail(`the relay logged: ${message}`)
    },
    tamper,
    onDied: () => {
      ledger.check('the relay died')
      scheduler.after(dice.between(10, 6_000), () => relay.start())
    },
  })
  const http = createHttpRoad({ scheduler, dice, trace, relay })
  relay.start()

  const answerTo = (person: Person) => () => {
    if (!relay.isUp()) return { is: 'refused' } as const
    if (!person.isMember) return { is: 'closed', code: CLOSE.notAllowed } as const
    return { is: 'open', life: relay.life(), accept: (connection: Parameters<RelayMachine['accept']>[1]) => relay.accept(grantOf(person), connection) } as const
  }

  const devices: Device[] = plan.devices.map(({ person: index, clockOffMs }, number) => {
    const person = people[index]!
    const name = `${person.id}d${number}`
    const whole: Disk = createDisk({ name, dice, watcher: ledger.watch(name, person, () => whole.cursor()?.epoch === relay.epoch()) })
    const disk: Disk = { ...whole, open: (life, crash) => tamperDisk(whole.open(life, crash)) }
    return createDevice({
      name,
      personId: person.id,
      role: person.role,
      disk,
      dice,
      scheduler,
      trace,
      dial: (tab, life, isOnline) => (events) => network.dial(tab, life, answerTo(person), isOnline, events),
      handOver: (isOnline) => http.handOverOf(name, person, isOnline),
      clockOffMs,
    })
  })
  const attacker =
    attackerPerson === null
      ? null
      : createAttacker({
          person: attackerPerson,
          dice,
          scheduler,
          trace,
          documents: DOCUMENTS,
          rows: relay.rows,
          dial: (life, events) => network.dial('mallory', life, answerTo(attackerPerson), () => true, events),
        })

  const writers = new Set(everybody.flatMap(({ id, role }) => (role === 'viewer' ? [] : [id])))
  const world: World = { scheduler, dice, trace, network, relay, http, people, writers, keepers: new Set(), devices, attacker, ledger, plan, fail }
  for (const device of devices) device.openTab()

  let left = operations
  let isOver = false
  const next = (): void => {
    if (left-- <= 0) {
      isOver = true
      return
    }
    happen(world)
    scheduler.after(dice.chance(0.05) ? dice.between(500, 8_000) : dice.between(1, 120), next)
  }
  next()
  await scheduler.run(() => isOver)

  // Peace.
  trace.note('peace')
  attacker?.leave()
  http.calm()
  relay.setFull(false)
  relay.killAtWrite(null)
  relay.start()
  for (const device of devices) {
    device.setOnline(true)
    device.disk.setFull(false)
    device.crashAtCommit(null)
  }
  await settle(world, BRIEF_MS)
  // Whoever was removed has left everything; a manager takes it, and takes them back.
  for (const person of people) if (!person.isMember) admit(world, person)
  for (const [index, one] of http.left().entries()) {
    if (http.left().findIndex(({ person, document }) => person === one.person && document === one.document) === index) http.merge(one.person, one.document)
  }
  await settle(world, BRIEF_MS)
  if (plan.weights.some(([name]) => REFUSING.has(name))) {
    // What rotted is found by reading it; it, and what was parked though the server has it, is had again by the start after that.
    for (const reads of [DOCUMENTS, []]) {
      for (const device of devices) {
        for (const tab of device.tabs()) tab.life.end()
        const tab = device.openTab()
        for (const document of reads) tab.open(document)
      }
      await settle(world, BRIEF_MS)
    }
  }
  await settle(world, QUIET_MS)
  await checkWorld(world)
  const { edits, acked } = ledger.counts()
  const rows = relay.rows().length
  for (const device of devices) for (const tab of device.tabs()) tab.life.end()
  relay.kill()
  return { seed, failures, traceHash: trace.hash(), trace: trace.lines(), edits, acked, rows }
}

/** Until everything has come to rest, and stayed so long enough for both sides to compare what they have. */
const settle = async (world: World, quietMs: number): Promise<void> => {
  const { scheduler, devices, fail } = world
  const deadline = scheduler.now() + SETTLE_MS_MAX
  let isSettled = false
  let quietSince = scheduler.now()
  const look = (): void => {
    // One that was being closed may have gone meanwhile.
    for (const device of devices) if (device.tabs().length === 0) device.openTab()
    // Refused while they were being taken back: they ask once more.
    for (const device of devices) for (const tab of device.tabs()) if (tab.sync.state().connection === 'notAllowed') tab.sync.reconnect()
    const isLate = scheduler.now() >= deadline
    if (whatIsOutstanding(world).next().done !== true) quietSince = scheduler.now()
    if (!isLate && scheduler.now() - quietSince < quietMs) return void scheduler.after(SETTLE_STEP_MS, look)
    isSettled = true
    for (const what of whatIsOutstanding(world)) fail(`never settled: ${what}`)
  }
  scheduler.after(SETTLE_STEP_MS, look)
  await scheduler.run(() => isSettled)
}
