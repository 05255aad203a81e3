// What the gate must know of a document to judge the next update, and no more: per client how far its clock has come,
// what of it is deleted, and in which kind of place and how deep its structs stand (in runs, since neighbours mostly
// agree). Built from the log; there is no Y.Doc (S11).
//
// A place is one small number: depth × 8, + 4 when it stands under a key (a register, an attribute) and not in a list,
// + the area. Area `gone` means the struct was garbage collected: whatever refers to it becomes garbage too, everywhere.

import { isRichRootName } from '../base/root-names.ts'
import { type ClockRanges, withRanges } from './clock-ranges.ts'

export const AREA = { gone: 0, plain: 1, text: 2, rich: 3 } as const
export type Place = number

export const GONE: Place = 0
export const areaOf = (place: Place): number => place & 3
export const depthOf = (place: Place): number => place >> 3
export const isKeyed = (place: Place): boolean => (place & KEYED) !== 0
/** The place inside a type that stands in `place`. */
export const placeInside = (place: Place, hasKey: boolean): Place => (place === GONE ? GONE : (place & ~KEYED) + DEPTH + (hasKey ? KEYED : 0))

const KEYED = 4
const DEPTH = 8

/** The place of what stands directly in a root. */
export const placeInRoot = (root: string, hasKey: boolean): Place =>
  DEPTH + (hasKey ? KEYED : 0) + (isRichRootName(root) ? AREA.rich : root.startsWith('text/') ? AREA.text : AREA.plain)

export interface ClientKnowledge {
  /** The first clock not known. */
  clock: number
  /** First clock and place of each run; a run ends where the next begins. */
  readonly runStarts: number[]
  readonly runPlaces: Place[]
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

/** The place of a struct below the known clock, by binary search in the runs. */
export const knownPlace = ({ runStarts, runPlaces }: Pick<ClientKnowledge, 'runStarts' | 'runPlaces'>, clock: number): Place => {
  let low = 0
  let high = runStarts.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((runStarts[middle] as number) <= clock) low = middle + 1
    else high = middle
  }
  return runPlaces[low - 1] ?? GONE
}

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
  readonly runStarts: readonly number[]
  readonly runPlaces: readonly Place[]
}

export const learn = (knowledge: DocumentKnowledge, learned: Learned): void => {
  for (const { client, clock, count, runStarts, runPlaces } of learned.structs) {
    knowledge.structs += count
    const known = clientOf(knowledge, client)
    for (const [index, start] of runStarts.entries()) {
      const place = runPlaces[index] as Place
      if (known.runPlaces.at(-1) === place) continue
      known.runStarts.push(start)
      known.runPlaces.push(place)
    }
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
  const fresh: ClientKnowledge = { clock: 0, runStarts: [], runPlaces: [], deletes: [] }
  knowledge.clients.set(client, fresh)
  return fresh
}
