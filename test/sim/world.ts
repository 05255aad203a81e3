// One run: a relay, devices with tabs, a network, all from one seed. Things happen for a while (`happenings.ts`), then the
// faults end, everybody catches up, and the invariants are asked (`invariants.ts`).

import type { Grant, Grants } from '../../server/accounts/grants.ts'
import type { LogStore } from '../../server/store/log-store.ts'
import { err, ok } from '../../shared/base/result.ts'
import type { Role } from '../../shared/protocol/role.ts'
import { CLOSE } from '../../shared/protocol/version.ts'
import { type Attacker, createAttacker } from './attacker.ts'
import { createDevice, type Device } from './device.ts'
import { createDice, type Dice } from './dice.ts'
import { createDisk } from './disk.ts'
import { choosePlan, happen, type Plan } from './happenings.ts'
import { checkWorld, whatIsOutstanding } from './invariants.ts'
import { createLedger, type Ledger } from './ledger.ts'
import { createNetwork, type Network } from './network.ts'
import { createRelayMachine, type RelayMachine } from './relay-machine.ts'
import { createScheduler, type Scheduler } from './scheduler.ts'
import { createTrace, type Trace } from './trace.ts'

export const WORKSPACE = 'w1'
export const DOCUMENTS = ['workspace/settings', 'accounts/a1/profile', 'accounts/a1/calendar/2027'] as const

export interface Person {
  readonly id: string
  role: Role
}

export interface World {
  readonly scheduler: Scheduler
  readonly dice: Dice
  readonly trace: Trace
  readonly network: Network
  readonly relay: RelayMachine
  readonly people: readonly Person[]
  /** Whoever could write at some time. */
  readonly writers: Set<string>
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
/** Longer than the longest wait of anybody: a half-open socket, a lease, a retry. */
const SETTLE_MS_MAX = 400_000
const SETTLE_STEP_MS = 1_000
/** Open documents are compared with the relay once a minute (S6). */
const QUIET_MS = 65_000
const BRIEF_MS = 2_000

export const runSeed = async ({ seed, operations, keepsTrace = false, tamper = (log) => log }: RunOptions): Promise<RunReport> => {
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
  const people: Person[] = plan.roles.map((role, index) => ({ id: `p${index}`, role }))
  const attackerPerson: Person | null = plan.attacker === null ? null : { id: 'mallory', role: plan.attacker }
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
      return person === undefined ? err('notAllowed') : ok(grantOf(person))
    },
  }

  const network = createNetwork({ scheduler, dice, trace })
  const ledger: Ledger = createLedger({ trace, fail, rows: () => relay.rows() })
  const relay: RelayMachine = createRelayMachine({
    workspaceId: WORKSPACE,
    scheduler,
    dice,
    trace,
    grants,
    grantOf,
    settings: plan.isSlowReaderLikely ? { bufferedBytesHigh: 4_000, bufferedBytesLow: 1_000 } : {},
    onError: (message) => {
      if (!message.startsWith('a commit failed')) fail(`the relay logged: ${message}`)
    },
    tamper,
    onDied: () => {
      ledger.check('the relay died')
      scheduler.after(dice.between(10, 6_000), () => relay.start())
    },
  })
  relay.start()

  const answerTo = (person: Person) => () => {
    if (!relay.isUp()) return { is: 'refused' } as const
    if (!everybody.includes(person)) return { is: 'closed', code: CLOSE.notAllowed } as const
    return { is: 'open', life: relay.life(), accept: (connection: Parameters<RelayMachine['accept']>[1]) => relay.accept(grantOf(person), connection) } as const
  }

  const devices: Device[] = plan.devices.map(({ person: index, clockOffMs }, number) => {
    const person = people[index]!
    const name = `${person.id}d${number}`
    return createDevice({
      name,
      personId: person.id,
      role: person.role,
      disk: createDisk({ name, dice, watcher: ledger.watch(name, person) }),
      dice,
      scheduler,
      trace,
      dial: (tab, life, isOnline) => (events) => network.dial(tab, life, answerTo(person), isOnline, events),
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
  const world: World = { scheduler, dice, trace, network, relay, people, writers, devices, attacker, ledger, plan, fail }
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
  relay.setFull(false)
  relay.killAtAppend(null)
  relay.start()
  for (const device of devices) {
    device.setOnline(true)
    device.disk.setFull(false)
    device.crashAtCommit(null)
  }
  if (plan.weights.some(([name]) => name === 'restoreBackup')) {
    // What an old backup lost of others' work comes back by the documents that are open (S13): somebody looks at each.
    for (const device of devices) for (const document of DOCUMENTS) (device.tabs()[0] ?? device.openTab()).open(document)
  }
  await settle(world, BRIEF_MS)
  if (plan.weights.some(([name]) => name === 'rot' || name === 'changeRole')) {
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
  checkWorld(world)
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
    const isLate = scheduler.now() >= deadline
    if (whatIsOutstanding(world).next().done !== true) quietSince = scheduler.now()
    if (!isLate && scheduler.now() - quietSince < quietMs) return void scheduler.after(SETTLE_STEP_MS, look)
    isSettled = true
    for (const what of whatIsOutstanding(world)) fail(`never settled: ${what}`)
  }
  scheduler.after(SETTLE_STEP_MS, look)
  await scheduler.run(() => isSettled)
}
