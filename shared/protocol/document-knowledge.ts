// What the gate must know of a document to judge the next update, and no more: per client how far its clock has come,
// what of it is deleted, where its structs stand (in runs, since neighbours mostly agree), which of them can hold others,
// and beside what they were put. Built from the log; there is no Y.Doc (S11).
//
// Under a key a struct follows another or none, so there it is enough to know how deep it is and in what. In a list it
// also matters in which one, and between which two: the runs of `linkStarts` are what was typed in one go, each struct
// hanging on the one before it, all with the same right neighbour.

import { isRichRootName } from '../base/root-names.ts'
import { type ClockRanges, withRanges } from './clock-ranges.ts'

export const AREA = { gone: 0, plain: 1, text: 2, rich: 3 } as const

export interface Place {
  readonly area: number
  /** Counted from the root, whose own entries are at 1. */
  readonly depth: number
  /** Under a key (a register, an attribute), not in a list. */
  readonly isKeyed: boolean
  /** The list: that of a root, or of the type at a clock. Not said of places under a key. */
  readonly root: string | null
  readonly client: number
  readonly clock: number
}

/** Garbage: whatever refers to it becomes garbage too, everywhere. */
export const GONE: Place = { area: AREA.gone, depth: 0, isKeyed: false, root: null, client: -1, clock: 0 }

const keyedPlaces = new Map<number, Place>()
const keyedPlace = (area: number, depth: number): Place => {
  const code = depth * 4 + area
  const known = keyedPlaces.get(code)
  if (known !== undefined) return known
  const place: Place = { area, depth, isKeyed: true, root: null, client: -1, clock: 0 }
  keyedPlaces.set(code, place)
  return place
}

/** What stands directly in a root. */
export const placeInRoot = (root: string, hasKey: boolean): Place => {
  const area = isRichRootName(root) ? AREA.rich : root.startsWith('text/') ? AREA.text : AREA.plain
  return hasKey ? keyedPlace(area, 1) : { area, depth: 1, isKeyed: false, root, client: -1, clock: 0 }
}

/** What stands inside the type at a clock, which itself stands in `place`. */
export const placeInside = (place: Place, client: number, clock: number, hasKey: boolean): Place =>
  hasKey ? keyedPlace(place.area, place.depth + 1) : { area: place.area, depth: place.depth + 1, isKeyed: false, root: null, client, clock }

export const isSamePlace = (a: Place, b: Place): boolean =>
  a === b || (!a.isKeyed && !b.isKeyed && a.client === b.client && a.clock === b.clock && a.root === b.root)

/** Where one client's structs stand, in the order of their clocks. */
export interface StructRuns {
  /** First clock and place of each run; a run ends where the next begins. */
  readonly runStarts: number[]
  readonly runPlaces: Place[]
  /** Clocks of the types, which alone can hold others. */
  readonly holders: number[]
  /** Lists only: the first clock of what was put there in one go, and its two neighbours as four numbers, client −1 for none. */
  readonly linkStarts: number[]
  readonly links: number[]
}

export const createRuns = (): StructRuns => ({ runStarts: [], runPlaces: [], holders: [], linkStarts: [], links: [] })

export interface ClientKnowledge extends StructRuns {
  /** The first clock not known. */
  clock: number
  deletes: number[]
}

export interface DocumentKnowledge {
  readonly clients: Map<number, ClientKnowledge>
  readonly roots: Set<string>
  /** How many structs were taken in, and how many clocks are known of all clients together. */
  structs: number
  clocks: number
  /** Who writes under a clientID (G2), as far as it has been seen since the document was taken into memory. */
  readonly owners: Map<number, string>
  /** ClientIDs from before the log was restored whose owner has not written under them since (S13). */
  readonly lost: Set<number>
}

export const createKnowledge = (): DocumentKnowledge => ({ clients: new Map(), roots: new Set(), structs: 0, clocks: 0, owners: new Map(), lost: new Set() })

const NO_RANGES: ClockRanges = []
export const knownDeletes = (knowledge: DocumentKnowledge, client: number): ClockRanges => knowledge.clients.get(client)?.deletes ?? NO_RANGES

/** How many of the ascending numbers are at most `clock`. */
export const countUpTo = (starts: readonly number[], clock: number): number => {
  let low = 0
  let high = starts.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((starts[middle] as number) <= clock) low = middle + 1
    else high = middle
  }
  return low
}

/** The place of a struct below the known clock. */
export const knownPlace = ({ runStarts, runPlaces }: StructRuns, clock: number): Place => runPlaces[countUpTo(runStarts, clock) - 1] ?? GONE

export const isHolder = ({ holders }: StructRuns, clock: number): boolean => holders[countUpTo(holders, clock) - 1] === clock

/** What one vetted update adds. */
export interface Learned {
  readonly structs: readonly LearnedClient[]
  readonly deletes: readonly { readonly client: number; readonly ranges: ClockRanges }[]
  readonly roots: readonly string[]
  /** Whose the clients' new structs are; null when nobody can say (rows read back from the log). */
  readonly person: string | null
}

export interface LearnedClient {
  readonly client: number
  readonly clock: number
  /** How many structs are new. */
  readonly count: number
  readonly runs: StructRuns
}

export const learn = (knowledge: DocumentKnowledge, learned: Learned): void => {
  for (const { client, clock, count, runs } of learned.structs) {
    knowledge.structs += count
    const known = clientOf(knowledge, client)
    for (const [index, start] of runs.runStarts.entries()) {
      const place = runs.runPlaces[index] as Place
      const last = known.runPlaces.at(-1)
      if (last !== undefined && isSamePlace(last, place)) continue
      known.runStarts.push(start)
      known.runPlaces.push(place)
    }
    for (const holder of runs.holders) known.holders.push(holder)
    for (const start of runs.linkStarts) known.linkStarts.push(start)
    for (const link of runs.links) known.links.push(link)
    knowledge.clocks += clock - known.clock
    known.clock = clock
    if (learned.person === null) continue
    if (!knowledge.owners.has(client)) knowledge.owners.set(client, learned.person)
    knowledge.lost.delete(client)
  }
  for (const { client, ranges } of learned.deletes) {
    const known = clientOf(knowledge, client)
    known.deletes = withRanges(known.deletes, ranges)
  }
  for (const root of learned.roots) knowledge.roots.add(root)
}

const clientOf = (knowledge: DocumentKnowledge, client: number): ClientKnowledge => {
  const known = knowledge.clients.get(client)
  if (known !== undefined) return known
  const fresh: ClientKnowledge = { clock: 0, deletes: [], runStarts: [], runPlaces: [], holders: [], linkStarts: [], links: [] }
  knowledge.clients.set(client, fresh)
  return fresh
}
