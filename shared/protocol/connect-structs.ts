// Which structs of an update connect to what is known of its document (G3), and whether they may stand where they do
// (G5). Walks the update as Yjs integrates it: per client in clock order, first what a struct refers to, then the struct.
// A cycle, a hole or an unknown reference stops a client where it stands; each struct is looked at a bounded number of
// times, whatever the bytes say.

import { refuse } from './byte-cursor.ts'
import { type ClockRanges, normalRanges, rangesHold } from './clock-ranges.ts'
import {
  AREA,
  type ClientKnowledge,
  countUpTo,
  createRuns,
  type DocumentKnowledge,
  GONE,
  isHolder,
  isSamePlace,
  knownDeletes,
  knownPlace,
  type LearnedClient,
  type Place,
  placeInRoot,
  placeInside,
  type StructRuns,
} from './document-knowledge.ts'
import { LIMITS } from './limits.ts'
import { areSideBySide, type Id, type ListOrder, type Pair, type Typed, wereAllSideBySide } from './list-order.ts'
import { type ClientStructs, CONTENT, INFO, type ParsedUpdate, TYPE } from './parse-update.ts'
import type { Struct, StructTable } from './struct-table.ts'

/** The part of one client's structs that is new and connects. */
export interface Connected {
  readonly client: number
  /** Index of the first struct, and the one after the last. */
  readonly from: number
  readonly to: number
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
  /** The first clock of a client that is still unknown once the connected structs are in. */
  readonly clockAfter: (client: number) => number
}

interface Walk {
  readonly client: number
  /** Index of the first struct with anything new, and the one after the last: a skip at the end is left out. */
  readonly first: number
  readonly end: number
  /** Those are all of the block. */
  readonly isWhole: boolean
  readonly knownClient: ClientKnowledge | undefined
  /** Clock known before the update. */
  readonly known: number
  /** The next struct to integrate, and the first clock not integrated. */
  next: number
  clock: number
  isBlocked: boolean
  isOnStack: boolean
  readonly runs: StructRuns
  readonly born: number[]
}

/** `isStrict`: every struct has to stand where one may; `steps`: what proving it may cost. */
export const connect = (knowledge: DocumentKnowledge, update: ParsedUpdate, isStrict: boolean, steps: number): Connection => {
  const { structs } = update
  const walks = update.blocks.filter((block) => hasNews(knowledge, structs, block)).map((block) => startWalk(knowledge, structs, block))
  const frame = createFrame(knowledge, update, walks, isStrict, steps)
  for (const walk of walks) integrate(frame, walk)
  for (const { pairs } of frame.unsure) if (!wereAllSideBySide(frame.order, pairs)) refuse(NEVER_NEIGHBOURS)

  const blocks: Connected[] = []
  let isComplete = true
  for (const walk of walks) {
    if (walk.next < walk.end) isComplete = false
    const cut = walk.known - (structs.clock[walk.first] as number)
    blocks.push({
      client: walk.client,
      from: walk.first,
      to: walk.next,
      cut: Math.max(0, cut),
      isUncut: walk.isWhole && cut <= 0 && walk.next === walk.end,
      learned: { client: walk.client, clock: walk.clock, count: walk.next - walk.first, runs: walk.runs },
      born: walk.born,
    })
  }
  return { blocks, isComplete, clockAfter: frame.clockAt }
}

/** The update and the document together, as its structs go in. */
interface Frame {
  readonly structs: StructTable
  readonly isStrict: boolean
  /** The client's structs in this update; null when it has none. */
  readonly walkOf: (client: number) => Walk | null
  /** The first clock of the client that is neither known nor integrated. */
  readonly clockAt: (client: number) => number
  readonly placeAt: (client: number, clock: number) => Place
  /** There is a type at that clock. */
  readonly isHolderAt: (client: number, clock: number) => boolean
  /** In the document, or by this update. */
  readonly isDeletedAt: (client: number, clock: number) => boolean
  /** Valid until the next call. */
  readonly links: (client: number, clock: number) => Readonly<LinkAt>
  readonly order: ListOrder
  /** Neighbours whose order has to be looked at once all is in, by their list. */
  readonly unsure: { readonly place: Place; readonly pairs: Pair[] }[]
}

/** Which entry of `links` says what the struct at a clock was put between. */
interface LinkAt {
  runs: StructRuns
  index: number
}

const createFrame = (knowledge: DocumentKnowledge, update: ParsedUpdate, walks: readonly Walk[], isStrict: boolean, steps: number): Frame => {
  const [only] = walks
  // Nearly every live update is one client's.
  const byClient = walks.length > 1 ? new Map(walks.map((walk) => [walk.client, walk])) : null
  const walkOf = (client: number): Walk | null => {
    if (byClient !== null) return byClient.get(client) ?? null
    return only !== undefined && only.client === client ? only : null
  }
  /** Those of the update or of the document, whichever has the clock. */
  const runsAt = (client: number, clock: number): StructRuns | undefined => {
    const walk = walkOf(client)
    if (walk === null) return knowledge.clients.get(client)
    return clock >= walk.known ? walk.runs : walk.knownClient
  }
  const found: LinkAt = { runs: NO_RUNS, index: -1 }
  const links = (client: number, clock: number): LinkAt => {
    const walk = walkOf(client)
    const known = walk === null ? knowledge.clients.get(client) : walk.knownClient
    const here = walk !== null && clock >= walk.known ? countUpTo(walk.runs.linkStarts, clock) - 1 : -1
    // What goes on where a known run ended is no run of its own.
    found.runs = here >= 0 && walk !== null ? walk.runs : (known ?? NO_RUNS)
    found.index = here >= 0 ? here : countUpTo(found.runs.linkStarts, clock) - 1
    return found
  }
  const typedAt = (client: number, clock: number): Typed => {
    const { runs, index } = links(client, clock)
    const start = runs.linkStarts[index]
    if (start === undefined) return { client, start: clock, origin: null, right: null }
    return { client, start, origin: idIn(runs.links, index * LINK), right: idIn(runs.links, index * LINK + 2) }
  }
  const deletedHere = deletesByClient(update)
  return {
    structs: update.structs,
    isStrict,
    walkOf,
    clockAt: (client) => walkOf(client)?.clock ?? knowledge.clients.get(client)?.clock ?? 0,
    placeAt: (client, clock) => {
      const runs = runsAt(client, clock)
      return runs === undefined ? GONE : knownPlace(runs, clock)
    },
    isHolderAt: (client, clock) => {
      const runs = runsAt(client, clock)
      return runs !== undefined && isHolder(runs, clock)
    },
    isDeletedAt: (client, clock) => rangesHold(knownDeletes(knowledge, client), clock) || rangesHold(deletedHere(client), clock),
    links,
    order: { typedAt, steps },
    unsure: [],
  }
}

const NO_RANGES: ClockRanges = []
const NO_RUNS = createRuns()
const LINK = 4

const idIn = (links: readonly number[], at: number): Id | null => {
  const client = links[at] as number
  return client < 0 ? null : { client, clock: links[at + 1] as number }
}

/** Sorted when somebody asks, which hardly anybody does. */
const deletesByClient = ({ deletes }: ParsedUpdate): ((client: number) => ClockRanges) => {
  let sorted: Map<number, ClockRanges> | null = null
  return (client) => {
    sorted ??= new Map(deletes.map(({ client, ranges }) => [client, normalRanges(ranges)]))
    return sorted.get(client) ?? NO_RANGES
  }
}

/** Most blocks of a whole state are known already. */
const hasNews = ({ clients }: DocumentKnowledge, structs: StructTable, block: ClientStructs): boolean => {
  const end = endOf(structs, block)
  return end > block.from && structs.clockAfter(end - 1) > (clients.get(block.client)?.clock ?? 0)
}

/** A skip at the end says nothing. */
const endOf = (structs: StructTable, { from, to }: ClientStructs): number => {
  let end = to
  while (end > from && structs.content[end - 1] === CONTENT.skip) end--
  return end
}

const startWalk = (knowledge: DocumentKnowledge, structs: StructTable, block: ClientStructs): Walk => {
  const { client, from, to } = block
  const knownClient = knowledge.clients.get(client)
  const known = knownClient?.clock ?? 0
  const end = endOf(structs, block)
  let first = from
  while (first < end && structs.clockAfter(first) <= known) first++
  // Written out: an object spread costs a hidden class of its own, once for every update.
  return {
    client,
    first,
    end,
    isWhole: first === from && end === to,
    knownClient,
    known,
    next: first,
    clock: known,
    isBlocked: false,
    isOnStack: false,
    runs: createRuns(),
    born: [],
  }
}

/** Integrates what connects of one client, and of the others what that needs. */
const integrate = (frame: Frame, root: Walk): void => {
  if (root.isBlocked) return
  const needed = advance(frame, root, Number.POSITIVE_INFINITY)
  if (needed !== null) integrateWithOthers(frame, root)
}

/** Goes on until `goal` is passed or the structs end: null. Else what is missing, or `HOLE`. */
const advance = (frame: Frame, walk: Walk, goal: number): Missing | null => {
  while (walk.clock <= goal) {
    if (walk.next === walk.end) return null
    const struct = frame.structs.read(walk.next)
    if (struct.content === CONTENT.skip || struct.clock > walk.clock) return HOLE
    const missing = missingReference(frame, walk, struct)
    if (missing !== null) return missing
    settle(frame, walk, struct)
  }
  return null
}

interface Missing {
  readonly client: number
  readonly clock: number
}

/** Nothing in this update can fill it. */
const HOLE: Missing = { client: -1, clock: 0 }

/** Each walk on the stack waits for the one above it to pass `goal`. */
const integrateWithOthers = (frame: Frame, root: Walk): void => {
  const stack: { readonly walk: Walk; readonly goal: number }[] = []
  const push = (walk: Walk, goal: number) => {
    walk.isOnStack = true
    stack.push({ walk, goal })
  }
  push(root, Number.POSITIVE_INFINITY)
  for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
    const missing = advance(frame, top.walk, top.goal)
    const isReached = missing === null && (top.walk.clock > top.goal || stack.length === 1)
    if (isReached) {
      top.walk.isOnStack = false
      stack.pop()
      continue
    }
    const other = missing === null ? null : frame.walkOf(missing.client)
    if (missing !== null && other !== null && !other.isBlocked && !other.isOnStack) push(other, missing.clock)
    else {
      for (const { walk } of stack) {
        walk.isBlocked = true
        walk.isOnStack = false
      }
      stack.length = 0
    }
  }
}

/** A clock this struct refers to that is not there yet. References to the client's own later clocks make Yjs throw. */
const missingReference = (frame: Frame, walk: Walk, struct: Struct): Missing | null => {
  // A cut struct hangs on its own left half and on nothing else to the left.
  const isCut = struct.clock < walk.clock
  if (!isCut && struct.originClient >= 0 && !isThere(frame, walk, struct.originClient, struct.originClock)) {
    return { client: struct.originClient, clock: struct.originClock }
  }
  if (struct.rightClient >= 0 && !isThere(frame, walk, struct.rightClient, struct.rightClock)) {
    return { client: struct.rightClient, clock: struct.rightClock }
  }
  if (!isCut && struct.parentClient >= 0 && !isThere(frame, walk, struct.parentClient, struct.parentClock)) {
    return { client: struct.parentClient, clock: struct.parentClock }
  }
  return null
}

const isThere = (frame: Frame, walk: Walk, client: number, clock: number): boolean =>
  client === walk.client ? clock < walk.clock || refuse('refers to its own future') : clock < frame.clockAt(client)

const settle = (frame: Frame, walk: Walk, struct: Struct): void => {
  const from = walk.clock
  // The rest of a struct hangs on its own left half.
  const isCut = struct.clock < from
  const originClient = isCut ? walk.client : struct.originClient
  const originClock = isCut ? from - 1 : struct.originClock
  const { runs } = walk
  const last = runs.runPlaces[runs.runPlaces.length - 1]
  const place = placeOfNew(frame, struct, originClient, originClock, last)
  if (frame.isStrict) vetPlace(struct, place)
  if (last === undefined || !isSamePlace(last, place)) {
    runs.runStarts.push(from)
    runs.runPlaces.push(place)
  }
  if (!place.isKeyed && place !== GONE && !goesOn(walk, struct, originClient, originClock, from)) {
    if (frame.isStrict) vetNeighbours(frame, struct, originClient, originClock, place)
    runs.linkStarts.push(from)
    runs.links.push(originClient, originClock, struct.rightClient, struct.rightClock)
  }
  if (struct.content === CONTENT.type) runs.holders.push(from)
  walk.next++
  walk.clock = struct.clock + struct.length
  if (struct.content === CONTENT.gc || struct.content === CONTENT.deleted) {
    if (walk.born[walk.born.length - 1] === from) walk.born[walk.born.length - 1] = walk.clock
    else walk.born.push(from, walk.clock)
  }
}

const NEVER_NEIGHBOURS = 'between what never stood side by side'

const vetNeighbours = (frame: Frame, { rightClient, rightClock }: Struct, originClient: number, originClock: number, place: Place): void => {
  const { links, order, unsure } = frame
  // Put beside one as that was put, which is nearly always so: seen without making anything.
  if (originClient < 0 && rightClient < 0) return
  if (originClient >= 0) {
    const { runs, index } = links(originClient, originClock)
    const at = index * LINK + 2
    if (runs.links[at] === rightClient && (rightClient < 0 || runs.links[at + 1] === rightClock)) return
  }
  if (rightClient >= 0) {
    const { runs, index } = links(rightClient, rightClock)
    const isFirst = runs.linkStarts[index] === rightClock
    const client = isFirst ? runs.links[index * LINK] : rightClient
    const clock = isFirst ? runs.links[index * LINK + 1] : rightClock - 1
    if (client === originClient && (originClient < 0 || clock === originClock)) return
  }
  const left = idOf(originClient, originClock)
  const right = idOf(rightClient, rightClock)
  const answer = areSideBySide(order, left, right)
  if (answer === false) refuse(NEVER_NEIGHBOURS)
  if (answer !== null || left === null || right === null) return
  let list = unsure.at(-1)
  if (list === undefined || !isSamePlace(list.place, place)) list = unsure.find((other) => isSamePlace(other.place, place))
  if (list === undefined) {
    list = { place, pairs: [] }
    if (unsure.push(list) > LISTS_MAX) refuse('too many neighbours to prove', 'too_large')
  }
  list.pairs.push({ left, right })
}

/** Lists of one update that have to be put together. */
const LISTS_MAX = 1_024

const idOf = (client: number, clock: number): Id | null => (client < 0 ? null : { client, clock })

/** Typed on from the clock before, in front of the same neighbour. */
const goesOn = ({ client, runs, knownClient }: Walk, { rightClient, rightClock }: Struct, originClient: number, originClock: number, from: number): boolean => {
  if (originClient !== client || originClock !== from - 1) return false
  const links = runs.links.length > 0 ? runs.links : knownClient?.links
  if (links === undefined || links.length === 0) return false
  const lastClient = links[links.length - 2] as number
  return lastClient === rightClient && (rightClient < 0 || links[links.length - 1] === rightClock)
}

/** As Yjs finds a parent: from the left neighbour, else the right one, else as written; garbage makes garbage. */
const placeOfNew = (frame: Frame, struct: Struct, originClient: number, originClock: number, last: Place | undefined): Place => {
  if (struct.content === CONTENT.gc) return GONE
  const left = originClient < 0 ? null : frame.placeAt(originClient, originClock)
  const right = struct.rightClient < 0 ? null : frame.placeAt(struct.rightClient, struct.rightClock)
  if (frame.isStrict && left !== null && right !== null && !isSamePlace(left, right)) vetGarbageBeside(frame, left, right)
  if (left === GONE || right === GONE) return GONE
  if (frame.isStrict && right?.isKeyed) refuse('right neighbour under a key')
  if (left !== null) return left
  if (right !== null) return right
  const hasKey = (struct.info & INFO.hasKey) !== 0
  if (struct.root !== null) return !hasKey && last?.root === struct.root ? last : placeInRoot(struct.root, hasKey)
  // What is no type, or none any more, holds nothing: Yjs makes garbage of it.
  if (!frame.isHolderAt(struct.parentClient, struct.parentClock)) return GONE
  const parent = frame.placeAt(struct.parentClient, struct.parentClock)
  return parent === GONE ? GONE : placeInside(parent, struct.parentClient, struct.parentClock, hasKey)
}

/**
 * Neighbours stand in one list. Of a deleted list, some may know a neighbour as garbage already and others not: nobody shows
 * what is put there. In any other list that would be there for some and garbage for others.
 */
const vetGarbageBeside = (frame: Frame, left: Place, right: Place): void => {
  let place = left === GONE ? right : left
  if (left !== GONE && right !== GONE) refuse('neighbours in different places')
  while (place.client >= 0) {
    if (frame.isDeletedAt(place.client, place.clock)) return
    place = frame.placeAt(place.client, place.clock)
  }
  refuse('neighbours in different places')
}

const vetPlace = (struct: Struct, { area, depth, isKeyed }: Place): void => {
  const depthMax = area === AREA.rich ? LIMITS.depthInRichMax : LIMITS.depthElsewhereMax
  if (depth > depthMax) refuse('nested too deep')
  if (!mayStandIn(area, isKeyed, struct)) refuse('content where it does not belong')
  // Cut in two, the left half of a keyed value stays undeleted, and Yjs throws when it collects the map.
  if (isKeyed && struct.length > 1 && struct.content !== CONTENT.deleted) refuse('several values under one key')
}

/**
 * Formats, embeds and elements only in rich text; nothing but characters in plain text (G5). A bare value in a list of
 * elements is refused too: Yjs accepts it and then throws when the text is read.
 */
const mayStandIn = (area: number, underKey: boolean, { content, type }: Struct): boolean => {
  switch (area) {
    case AREA.rich:
      if (content === CONTENT.type) return underKey || type >= TYPE.xmlElement
      return underKey || (content !== CONTENT.any && content !== CONTENT.json && content !== CONTENT.binary)
    case AREA.gone:
      return true
    case AREA.text:
      return content === CONTENT.string || content === CONTENT.deleted
    default:
      return content === CONTENT.type ? type <= TYPE.text : content !== CONTENT.format && content !== CONTENT.embed
  }
}
