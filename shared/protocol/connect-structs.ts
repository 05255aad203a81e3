// Which structs of an update connect to what is known of its document (G3), and whether they may stand where they do
// (G5). Walks the update as Yjs integrates it: per client in clock order, first what a struct refers to, then the struct.
// A cycle, a hole or an unknown reference stops a client where it stands; each struct is looked at a bounded number of
// times, whatever the bytes say.

import { refuse } from './byte-cursor.ts'
import { AREA, areaOf, type DocumentKnowledge, deeper, depthOf, GONE, knownPlace, type LearnedClient, type Place, placeInRoot } from './document-knowledge.ts'
import { LIMITS } from './limits.ts'
import { CONTENT, type ParsedUpdate, type Struct, TYPE } from './parse-update.ts'

/** The part of one client's structs that is new and connects. */
export interface Connected {
  readonly client: number
  readonly structs: readonly Struct[]
  /** Clocks of the first struct that are known already. */
  readonly cut: number
  /** Nothing of the block was left out. */
  readonly isUncut: boolean
  readonly learned: LearnedClient
  /** Ranges of clocks that are deleted from birth. */
  readonly born: readonly number[]
}

export interface Connection {
  /** Only clients with something new, connected or not. */
  readonly blocks: readonly Connected[]
  readonly isComplete: boolean
  /** Per client of the update: the clock known once its connected structs are in. */
  readonly ends: ReadonlyMap<number, number>
}

interface Walk {
  readonly client: number
  readonly structs: readonly Struct[]
  /** A skip at the end says nothing and is left out. */
  readonly hasTrailingSkip: boolean
  /** Index of the first struct with anything new. */
  readonly first: number
  /** Clock known before the update. */
  readonly known: number
  /** The next struct to integrate, and the first clock not integrated. */
  next: number
  clock: number
  isBlocked: boolean
  isOnStack: boolean
  readonly runStarts: number[]
  readonly runPlaces: Place[]
  readonly born: number[]
}

export const connect = (knowledge: DocumentKnowledge, update: ParsedUpdate, isStrict: boolean): Connection => {
  const walks = update.blocks.map(({ client, structs }) => startWalk(knowledge, client, structs))
  const byClient = new Map(walks.map((walk) => [walk.client, walk]))
  const placeAt = (client: number, clock: number): Place => placeOf(knowledge, byClient, client, clock)
  for (const walk of walks) integrate(knowledge, byClient, walk, placeAt, isStrict)

  const blocks: Connected[] = []
  let isComplete = true
  const ends = new Map<number, number>()
  for (const walk of walks) {
    ends.set(walk.client, walk.clock)
    if (walk.first === walk.structs.length) continue
    if (walk.next < walk.structs.length) isComplete = false
    const cut = walk.known - (walk.structs[walk.first] as Struct).clock
    blocks.push({
      client: walk.client,
      structs: walk.structs.slice(walk.first, walk.next),
      cut: Math.max(0, cut),
      isUncut: !walk.hasTrailingSkip && walk.first === 0 && cut <= 0 && walk.next === walk.structs.length,
      learned: { client: walk.client, clock: walk.clock, runStarts: walk.runStarts, runPlaces: walk.runPlaces },
      born: walk.born,
    })
  }
  return { blocks, isComplete, ends }
}

const startWalk = (knowledge: DocumentKnowledge, client: number, all: readonly Struct[]): Walk => {
  const known = knowledge.clients.get(client)?.clock ?? 0
  let end = all.length
  while (end > 0 && (all[end - 1] as Struct).content === CONTENT.skip) end--
  const structs = end === all.length ? all : all.slice(0, end)
  let first = 0
  while (first < structs.length && (structs[first] as Struct).clock + (structs[first] as Struct).length <= known) first++
  const progress = { next: first, clock: known, isBlocked: false, isOnStack: false, runStarts: [], runPlaces: [], born: [] }
  return { client, structs, hasTrailingSkip: end < all.length, first, known, ...progress }
}

const integrate = (
  knowledge: DocumentKnowledge,
  byClient: ReadonlyMap<number, Walk>,
  root: Walk,
  placeAt: (client: number, clock: number) => Place,
  isStrict: boolean,
): void => {
  // Each walk on the stack waits for the one above it to pass `needed`.
  const stack: { readonly walk: Walk; readonly needed: number }[] = []
  const push = (walk: Walk, needed: number) => {
    walk.isOnStack = true
    stack.push({ walk, needed })
  }
  const blockAll = () => {
    for (const { walk } of stack) {
      walk.isBlocked = true
      walk.isOnStack = false
    }
    stack.length = 0
  }
  if (!root.isBlocked) push(root, Number.POSITIVE_INFINITY)
  for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
    const { walk, needed } = top
    const struct = walk.structs[walk.next]
    if (walk.clock > needed || (struct === undefined && stack.length === 1)) {
      walk.isOnStack = false
      stack.pop()
      continue
    }
    if (struct === undefined || struct.content === CONTENT.skip || struct.clock > walk.clock) {
      blockAll()
      continue
    }
    const missing = missingReference(knowledge, byClient, walk, struct)
    if (missing === null) {
      settle(walk, struct, placeAt, isStrict)
      continue
    }
    const other = byClient.get(missing.client)
    if (other === undefined || other.isBlocked || other.isOnStack) blockAll()
    else push(other, missing.clock)
  }
}

/** A clock this struct refers to that is not there yet. References to the client's own later clocks make Yjs throw. */
const missingReference = (
  knowledge: DocumentKnowledge,
  byClient: ReadonlyMap<number, Walk>,
  walk: Walk,
  struct: Struct,
): { readonly client: number; readonly clock: number } | null => {
  const isThere = (client: number, clock: number): boolean => {
    if (client === walk.client) return clock < walk.clock || refuse('refers to its own future')
    return clock < (byClient.get(client)?.clock ?? knowledge.clients.get(client)?.clock ?? 0)
  }
  // A cut struct hangs on its own left half and on nothing else to the left.
  const isCut = struct.clock < walk.clock
  if (!isCut && struct.originClient >= 0 && !isThere(struct.originClient, struct.originClock)) {
    return { client: struct.originClient, clock: struct.originClock }
  }
  if (struct.rightClient >= 0 && !isThere(struct.rightClient, struct.rightClock)) return { client: struct.rightClient, clock: struct.rightClock }
  if (!isCut && struct.parentClient >= 0 && !isThere(struct.parentClient, struct.parentClock)) {
    return { client: struct.parentClient, clock: struct.parentClock }
  }
  return null
}

const settle = (walk: Walk, struct: Struct, placeAt: (client: number, clock: number) => Place, isStrict: boolean): void => {
  const from = walk.clock
  const place = placeOfNew(walk.client, struct, from, placeAt)
  if (isStrict) vetPlace(struct, place)
  if (walk.runPlaces.at(-1) !== place) {
    walk.runStarts.push(from)
    walk.runPlaces.push(place)
  }
  walk.next++
  walk.clock = struct.clock + struct.length
  if (struct.content === CONTENT.gc || struct.content === CONTENT.deleted) walk.born.push(from, walk.clock)
}

/** As Yjs finds a parent: from the left neighbour, else the right one, else as written; garbage makes garbage. */
const placeOfNew = (client: number, struct: Struct, from: number, placeAt: (client: number, clock: number) => Place): Place => {
  if (struct.content === CONTENT.gc) return GONE
  if (struct.rightClient >= 0 && placeAt(struct.rightClient, struct.rightClock) === GONE) return GONE
  if (struct.clock < from) return placeAt(client, from - 1)
  if (struct.originClient >= 0) return placeAt(struct.originClient, struct.originClock)
  if (struct.rightClient >= 0) return placeAt(struct.rightClient, struct.rightClock)
  if (struct.root !== null) return placeInRoot(struct.root)
  return deeper(placeAt(struct.parentClient, struct.parentClock))
}

const placeOf = (knowledge: DocumentKnowledge, byClient: ReadonlyMap<number, Walk>, client: number, clock: number): Place => {
  const walk = byClient.get(client)
  if (walk === undefined || clock < walk.known) {
    const known = knowledge.clients.get(client)
    return known === undefined ? GONE : knownPlace(known, clock)
  }
  return knownPlace(walk, clock)
}

const vetPlace = (struct: Struct, place: Place): void => {
  const area = areaOf(place)
  const depthMax = area === AREA.rich ? LIMITS.depthInRichMax : LIMITS.depthElsewhereMax
  if (depthOf(place) > depthMax) refuse('nested too deep')
  if (!mayStandIn(area, struct)) refuse('content where it does not belong')
}

/** Formats, embeds and elements only in rich text; nothing but characters in plain text (G5). */
const mayStandIn = (area: number, { content, type }: Struct): boolean => {
  switch (area) {
    case AREA.rich:
    case AREA.gone:
      return true
    case AREA.text:
      return content === CONTENT.string || content === CONTENT.deleted
    default:
      return content === CONTENT.type ? type <= TYPE.text : content !== CONTENT.format && content !== CONTENT.embed
  }
}
