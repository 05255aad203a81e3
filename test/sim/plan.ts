// The mixture of a run: who there is, on which devices, and how often what happens. Every seed draws its own: some faults
// often, others never, so that rare ones meet each other without everything drowning in all of them.

import type { Role } from '../../shared/protocol/role.ts'
import type { Dice } from './dice.ts'

export interface Plan {
  readonly roles: readonly Role[]
  readonly devices: readonly { readonly person: number; readonly clockOffMs: number }[]
  readonly attacker: Role | null
  readonly isSlowReaderLikely: boolean
  /** Null: no document is compacted in this run. */
  readonly compacts: { readonly rowsMin: number; readonly historyMs: number } | null
  readonly weights: readonly (readonly [Happening, number])[]
}

const TEN_YEARS_MS = 10 * 365 * 86_400_000

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
  hideTab: 1.5,
  crashTab: 1,
  crashAtCommit: 1,
  powerCut: 0.5,
  fill: 0.5,
  unfill: 3,
  rot: 0.4,
  evict: 0.2,
  // the relay
  killRelay: 0.7,
  killRelayAtWrite: 0.7,
  fillRelay: 0.3,
  unfillRelay: 3,
  restoreBackup: 0.2,
  // people
  changeRole: 0.3,
  removeMember: 0.15,
  admitAgain: 0.6,
  mergeLeft: 0.6,
  attack: 12,
} as const

export type Happening = keyof typeof WEIGHTS

/** Always there: they are the work, or end what another one began. */
const ALWAYS: readonly Happening[] = ['edit', 'openDocument', 'closeDocument', 'openTab', 'online', 'unfill', 'unfillRelay', 'admitAgain', 'mergeLeft']

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
    return isCalm || dice.chance(0.4) ? [] : [[name, weight * dice.pick([0.5, 1, 1, 2, 4])]]
  })
  // What rotted and was lost by the log is nowhere, and what was made on top of it can go nowhere.
  const has = (name: Happening): boolean => weights.some(([chosen]) => chosen === name)
  const possible = has('rot') && has('restoreBackup') ? weights.filter(([name]) => name !== 'rot') : weights
  const compacts = dice.chance(0.6) ? { rowsMin: dice.between(3, 30), historyMs: dice.pick([1_000, 10_000, 600_000]) } : null
  return { roles, devices, attacker, isSlowReaderLikely: dice.chance(0.15), compacts, weights: possible }
}
