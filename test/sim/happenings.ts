// What may happen in a run. Every seed draws its own mixture: some faults often, others never, so that rare ones meet each
// other without everything drowning in all of them.

import type { Role } from '../../shared/protocol/role.ts'
import type { Device, Tab } from './device.ts'
import type { Dice } from './dice.ts'
import { DOCUMENTS, type World } from './world.ts'

export interface Plan {
  readonly roles: readonly Role[]
  readonly devices: readonly { readonly person: number; readonly clockOffMs: number }[]
  readonly attacker: Role | null
  readonly isSlowReaderLikely: boolean
  readonly weights: readonly (readonly [Happening, number])[]
}

const TEN_YEARS_MS = 10 * 365 * 86_400_000
const TABS_MAX = 3
const ROWS_COPIED_FROM_LAST = 20

/** Share of a happening among the others, where the plan has it. */
const WEIGHTS = {
  edit: 60,
  openDocument: 9,
  closeDocument: 4,
  openTab: 2,
  leaveTab: 1,
  reconnect: 1,
  // network
  cut: 2,
  halve: 1,
  truncate: 1,
  stall: 1,
  offline: 1,
  online: 3,
  stray: 3,
  // devices
  crashTab: 1,
  crashAtCommit: 1,
  powerCut: 0.5,
  fill: 0.5,
  unfill: 3,
  rot: 0.4,
  evict: 0.2,
  // the relay
  killRelay: 0.7,
  killRelayAtAppend: 0.7,
  fillRelay: 0.3,
  unfillRelay: 3,
  restoreBackup: 0.1,
  // people
  changeRole: 0.3,
  attack: 12,
} as const

export type Happening = keyof typeof WEIGHTS

/** Always there: they are the work, or end what another one began. */
const ALWAYS: readonly Happening[] = ['edit', 'openDocument', 'closeDocument', 'openTab', 'online', 'unfill', 'unfillRelay']

export const choosePlan = (dice: Dice): Plan => {
  const peopleCount = dice.between(2, 4)
  const roles = Array.from(
    { length: peopleCount },
    (_, index): Role => (index < 2 ? (index === 0 ? 'manager' : 'coordinator') : dice.pick(['coordinator', 'viewer'])),
  )
  const deviceCount = dice.between(peopleCount, 8)
  const devices = Array.from({ length: deviceCount }, (_, index) => ({
    person: index < peopleCount ? index : dice.below(peopleCount),
    clockOffMs: dice.chance(0.1) ? dice.pick([-TEN_YEARS_MS, TEN_YEARS_MS]) : 0,
  }))
  const attacker = dice.pick([null, 'viewer', 'coordinator'] as const)
  const isCalm = dice.chance(0.05)
  const weights = (Object.entries(WEIGHTS) as [Happening, number][]).flatMap(([name, weight]): [Happening, number][] => {
    if (ALWAYS.includes(name)) return [[name, weight]]
    if (name === 'attack') return attacker === null ? [] : [[name, weight]]
    return isCalm || dice.chance(0.4) || OFF.has(name) ? [] : [[name, weight * dice.pick([0.5, 1, 1, 2, 4])]]
  })
  return { roles, devices, attacker, isSlowReaderLikely: dice.chance(0.15), weights }
}

/** Not promised yet. */
const OFF = new Set<Happening>([])

export const happen = (world: World): void => {
  const { dice, plan, trace } = world
  let left = dice.fraction() * plan.weights.reduce((sum, [, weight]) => sum + weight, 0)
  let happening: Happening = 'edit'
  for (const [name, weight] of plan.weights) {
    if (left >= 0) happening = name
    left -= weight
  }
  const said = HAPPENINGS[happening](world)
  if (said !== null) trace.note(`${happening} ${said}`)
}

const anyTab = ({ dice, devices }: World): { readonly device: Device; readonly tab: Tab } | null => {
  const device = dice.pick(devices)
  const tabs = device.tabs()
  return tabs.length === 0 ? null : { device, tab: dice.pick(tabs) }
}
const anyLink = ({ dice, network }: World) => {
  const links = network.links()
  return links.length === 0 ? null : dice.pick(links)
}

/** What happens, and to whom; null when there was nobody. */
const HAPPENINGS: Readonly<Record<Happening, (world: World) => string | null>> = {
  edit: (world) => {
    for (let tries = 3; tries > 0; tries--) {
      const at = anyTab(world)
      if (at === null) continue
      const open = [...at.tab.documents.keys()]
      if (open.length === 0) {
        at.tab.open(world.dice.pick(DOCUMENTS))
        continue
      }
      if (at.tab.edit(world.dice.pick(open))) return at.tab.name
    }
    return null
  },
  openDocument: (world) => {
    const at = anyTab(world)
    at?.tab.open(world.dice.pick(DOCUMENTS))
    return at?.tab.name ?? null
  },
  closeDocument: (world) => {
    const at = anyTab(world)
    at?.tab.close(world.dice.pick(DOCUMENTS))
    return at?.tab.name ?? null
  },
  openTab: ({ dice, devices }) => {
    const device = dice.pick(devices)
    return device.tabs().length >= TABS_MAX ? null : device.openTab().name
  },
  leaveTab: (world) => {
    const at = anyTab(world)
    void at?.tab.leave()
    return at?.tab.name ?? null
  },
  reconnect: (world) => {
    const at = anyTab(world)
    at?.tab.sync.reconnect()
    return at?.tab.name ?? null
  },
  cut: (world) => {
    const link = anyLink(world)
    link?.cut()
    return link?.name ?? null
  },
  halve: (world) => {
    const link = anyLink(world)
    const way = world.dice.pick(['up', 'down', 'both'] as const)
    link?.halve(way)
    return link === null ? null : `${link.name} ${way}`
  },
  truncate: (world) => {
    const link = anyLink(world)
    link?.truncate()
    return link?.name ?? null
  },
  stall: (world) => {
    const link = anyLink(world)
    link?.stall(world.dice.between(500, 20_000))
    return link?.name ?? null
  },
  offline: ({ dice, devices, network }) => {
    const device = dice.pick(devices)
    device.setOnline(false)
    for (const link of network.links()) if (link.name.startsWith(`${device.name}.`)) link.halve('both')
    return device.name
  },
  online: ({ dice, devices }) => {
    const away = devices.filter((device) => !device.isOnline())
    if (away.length === 0) return null
    const device = dice.pick(away)
    device.setOnline(true)
    return device.name
  },
  stray: ({ dice, devices, relay, people, scheduler }) => {
    const device = dice.pick(devices)
    const rows = device.disk.rows().filter(({ isMine }) => isMine)
    const person = people.find(({ id }) => id === device.personId)
    if (rows.length === 0 || person === undefined || !relay.isUp()) return null
    const row = dice.pick(rows.slice(-ROWS_COPIED_FROM_LAST))
    const update = dice.pick(row.updates)
    scheduler.after(dice.below(5_000), () => relay.offerAs(person, row.document, update))
    return `a copy of ${row.key} of ${device.name} comes by another road`
  },
  crashTab: (world) => {
    const at = anyTab(world)
    at?.tab.life.end()
    return at?.tab.name ?? null
  },
  crashAtCommit: ({ dice, devices }) => {
    const device = dice.pick(devices)
    const moment = dice.pick(['before', 'after'] as const)
    device.crashAtCommit(moment)
    return `${device.name} ${moment}`
  },
  powerCut: ({ dice, devices, ledger }) => {
    const device = dice.pick(devices)
    for (const tab of device.tabs()) tab.life.end()
    const lost = dice.below(4)
    ledger.diskLost(device.name)
    device.disk.loseTail(lost)
    return `${device.name} loses ${lost} transactions`
  },
  fill: ({ dice, devices }) => {
    const device = dice.pick(devices)
    device.disk.setFull(true)
    return device.name
  },
  unfill: ({ dice, devices }) => {
    const full = devices.filter(({ disk }) => disk.isFull())
    if (full.length === 0) return null
    const device = dice.pick(full)
    device.disk.setFull(false)
    return device.name
  },
  rot: ({ dice, devices }) => {
    const device = dice.pick(devices)
    return device.disk.rot() ? device.name : null
  },
  evict: ({ dice, devices, ledger }) => {
    const device = dice.pick(devices)
    for (const tab of device.tabs()) tab.life.end()
    ledger.diskLost(device.name)
    device.disk.evict()
    return device.name
  },
  killRelay: ({ relay }) => {
    if (!relay.isUp()) return null
    relay.kill()
    return ''
  },
  killRelayAtAppend: ({ dice, relay }) => {
    if (!relay.isUp()) return null
    const moment = dice.pick(['before', 'after'] as const)
    relay.killAtAppend(moment)
    return moment
  },
  fillRelay: ({ relay }) => {
    relay.setFull(true)
    return ''
  },
  unfillRelay: ({ relay }) => {
    relay.setFull(false)
    return null
  },
  restoreBackup: ({ dice, relay, ledger }) => {
    if (!relay.isUp()) return null
    relay.kill()
    const count = dice.between(0, relay.rows().length)
    ledger.logReplaced()
    void relay.restore(count)
    return `${count} rows`
  },
  changeRole: ({ dice, people, relay, ledger, writers }) => {
    const person = dice.pick(people)
    person.role = dice.pick(['coordinator', 'viewer'])
    ledger.mayBeRefused(person)
    if (person.role !== 'viewer') writers.add(person.id)
    relay.rightsChanged()
    return `${person.id} is a ${person.role}`
  },
  attack: ({ attacker }) => {
    attacker?.attack()
    return null
  },
}
