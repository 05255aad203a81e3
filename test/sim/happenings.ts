// What may happen in a run, and to whom.

import { canWrite } from '../../shared/protocol/role.ts'
import type { Device, Tab } from './device.ts'
import type { Happening } from './plan.ts'
import { DOCUMENTS, type Person, type World } from './world.ts'

const TABS_MAX = 3
const ROWS_COPIED_FROM_LAST = 20

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

/** Somebody is a member again, and asks. */
export const admit = ({ devices }: World, person: Person): void => {
  person.isMember = true
  for (const device of devices) if (device.personId === person.id) for (const tab of device.tabs()) tab.sync.reconnect()
}

const evict = (device: Device, ledger: World['ledger']): void => {
  for (const tab of device.tabs()) tab.life.end()
  ledger.diskLost(device.name)
  device.disk.evict()
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
    link?.stall(world.dice.between(500, world.plan.isSlowReaderLikely ? 60_000 : 20_000))
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
    scheduler.after(dice.below(5_000), () => {
      if (person.isMember) void relay.offerAs(person, row.document, update)
    })
    return `a copy of ${row.key} of ${device.name} comes by another road`
  },
  hideTab: (world) => {
    const at = anyTab(world)
    if (at === null) return null
    const { tab } = at
    tab.hide()
    const isKilled = world.dice.chance(0.4)
    // As soon as it is out of sight, and before anything it waits for has come.
    if (isKilled) tab.life.end()
    else tab.life.after(world.dice.between(50, 20_000), tab.show)
    return `${tab.name}${isKilled ? ', which is killed' : ''}`
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
    evict(device, ledger)
    return device.name
  },
  killRelay: ({ relay }) => {
    if (!relay.isUp()) return null
    relay.kill()
    return ''
  },
  killRelayAtWrite: ({ dice, relay }) => {
    if (!relay.isUp()) return null
    const moment = dice.pick(['before', 'after'] as const)
    relay.killAtWrite(moment)
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
  restoreBackup: ({ dice, devices, relay, ledger, people, keepers }) => {
    if (!relay.isUp()) return null
    for (const { id, role, isMember } of people) if (!isMember || !canWrite(role)) keepers.add(id)
    relay.kill()
    const count = dice.between(0, relay.rows().length)
    ledger.logReplaced()
    void relay.restore(count)
    // What the log lost then comes back from the disks alone, and of somebody who lost theirs too from the others' (S13).
    const isClosed = dice.chance(0.5)
    if (isClosed) for (const device of devices) for (const tab of device.tabs()) for (const document of DOCUMENTS) tab.close(document)
    const unlucky = dice.chance(0.5) ? dice.pick(people) : null
    for (const device of devices) if (device.personId === unlucky?.id) evict(device, ledger)
    return `${count} rows${isClosed ? ', everything is closed' : ''}${unlucky === null ? '' : `, ${unlucky.id} loses every disk`}`
  },
  changeRole: ({ dice, people, relay, ledger, writers, keepers }) => {
    const person = dice.pick(people)
    person.role = dice.pick(['coordinator', 'viewer'])
    ledger.mayBeRefused(person)
    if (person.role !== 'viewer') writers.add(person.id)
    else if (relay.isReplaced()) keepers.add(person.id)
    relay.rightsChanged()
    return `${person.id} is a ${person.role}`
  },
  removeMember: ({ dice, people, relay, ledger, keepers }) => {
    // Somebody stays, so that there is a workspace.
    const person = dice.pick(people.slice(1))
    if (!person.isMember) return null
    person.isMember = false
    if (relay.isReplaced()) keepers.add(person.id)
    ledger.mayBeRefused(person)
    relay.rightsChanged()
    return person.id
  },
  admitAgain: (world) => {
    const away = world.people.filter(({ isMember }) => !isMember)
    if (away.length === 0) return null
    const person = world.dice.pick(away)
    admit(world, person)
    return person.id
  },
  mergeLeft: ({ dice, http }) => {
    const left = http.left()
    if (left.length === 0) return null
    const { person, document } = dice.pick(left)
    http.merge(person, document)
    return `of ${person.id} in ${document}`
  },
  attack: ({ attacker }) => {
    attacker?.attack()
    return null
  },
}
