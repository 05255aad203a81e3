// Reads a Yjs V1 update without Yjs: one pass, nothing allocated by a declared count, every bound of G1 and what of G5
// needs no knowledge of the document. What it lets through is well-formed; whether it fits the document is `gate.ts`.
//
// Yjs's two readers disagree about some bytes (info 0x8a is a skip to one and an item to the other), and merging
// silently loses blocks that are not in descending order of client: both are refused, no writer makes them.

import { isRootName } from '../base/root-names.ts'
import { ByteCursor, refuse } from './byte-cursor.ts'
import { LIMITS } from './limits.ts'
import { StructTable } from './struct-table.ts'
import { skipAny, skipJson, skipJsonOrUndefined, skipKey } from './vet-value.ts'

/** What a struct holds, numbered as on the wire. */
export const CONTENT = { gc: 0, deleted: 1, json: 2, binary: 3, string: 4, embed: 5, format: 6, type: 7, any: 8, doc: 9, skip: 10 } as const

/** Shared types, numbered as on the wire. */
export const TYPE = { array: 0, map: 1, text: 2, xmlElement: 3, xmlFragment: 4, xmlHook: 5, xmlText: 6 } as const

export const INFO = { content: 31, hasKey: 32, hasRight: 64, hasOrigin: 128 } as const

export interface ClientStructs {
  readonly client: number
  /** Index of the first struct, and the one after the last: in order of their clocks, without holes (a hole is a skip), never none. */
  readonly from: number
  readonly to: number
}

export interface ClientDeletes {
  readonly client: number
  /** Pairs of first clock and the clock after the last, as sent. */
  readonly ranges: readonly number[]
}

/** Good until the next update is parsed. */
export interface ParsedUpdate {
  readonly bytes: Uint8Array
  readonly structs: StructTable
  /** Descending by client. */
  readonly blocks: readonly ClientStructs[]
  readonly deletes: readonly ClientDeletes[]
}

/** `one`: somebody's update, within the limits on one. `many`: the merged updates of a document, which has grown past them. */
export type UpdateSize = 'one' | 'many'

/** For the next update, unless this one is large and has to go with it. */
let spare = new StructTable()

/** Throws a refusal: to be called inside `refusalOf`. */
export const parseUpdate = (bytes: Uint8Array, size: UpdateSize): ParsedUpdate => {
  const cursor = new ByteCursor(bytes)
  if (size === 'one') {
    cursor.valuesLeft = LIMITS.valuesPerUpdateMax
    cursor.jsonBytesLeft = LIMITS.jsonBytesPerUpdateMax
  }
  const structs = spare.isSmall ? spare : new StructTable()
  structs.clear()
  const blocks = readBlocks(cursor, structs, size === 'one' ? LIMITS.structsPerUpdateMax : Number.POSITIVE_INFINITY)
  const deletes = readDeletes(cursor, size === 'one' ? LIMITS.rangesPerUpdateMax : Number.POSITIVE_INFINITY)
  if (cursor.left > 0) refuse('trailing bytes')
  spare = structs.isSmall ? structs : new StructTable()
  return { bytes, structs, blocks, deletes }
}

const readBlocks = (cursor: ByteCursor, structs: StructTable, structsMax: number): ClientStructs[] => {
  const blocks: ClientStructs[] = []
  const roots = createRootNames(cursor, structs.roots)
  let total = 0
  let before = Number.POSITIVE_INFINITY
  let left = cursor.count(2)
  if (left > LIMITS.clientsPerDocumentMax) refuse('too many clients', 'too_large')
  for (; left > 0; left--) {
    const count = cursor.count(2)
    total += count
    if (total > structsMax) refuse('too many structs', 'too_large')
    if (count === 0) refuse('empty block')
    const client = cursor.uint()
    if (client >= before) refuse('clients out of order')
    before = client
    let clock = cursor.uint()
    for (let index = 0; index < count; index++) clock = readStruct(cursor, structs, roots, clock)
    blocks.push({ client, from: structs.size - count, to: structs.size })
  }
  return blocks
}

/** Returns the clock after it. */
const readStruct = (cursor: ByteCursor, structs: StructTable, roots: RootNames, clock: number): number => {
  const start = cursor.at
  const info = cursor.byte()
  const isBare = info === CONTENT.gc || info === CONTENT.skip
  const content = info & INFO.content
  let originClient = -1
  let originClock = 0
  let rightClient = -1
  let rightClock = 0
  let root = -1
  let parentClient = -1
  let parentClock = 0
  if ((info & INFO.hasOrigin) !== 0) {
    originClient = cursor.uint()
    originClock = clockFrom(cursor.uint())
  }
  if ((info & INFO.hasRight) !== 0) {
    rightClient = cursor.uint()
    rightClock = clockFrom(cursor.uint())
  }
  if (originClient >= 0 && originClient === rightClient && originClock === rightClock) refuse('stands between a struct and itself')
  if (!isBare && (info & (INFO.hasOrigin | INFO.hasRight)) === 0) {
    const isRoot = cursor.uint()
    if (isRoot === 1) {
      root = roots.next()
    } else if (isRoot === 0) {
      parentClient = cursor.uint()
      parentClock = clockFrom(cursor.uint())
    } else refuse('bad parent')
    if ((info & INFO.hasKey) !== 0) skipKey(cursor)
  }
  const type = content === CONTENT.type ? cursor.uint() : -1
  const length = lengthFrom(isBare ? cursor.uint() : content === CONTENT.type ? skipType(cursor, type) : skipContent(cursor, content))
  const at = structs.add()
  structs.clock[at] = clock
  structs.length[at] = length
  structs.info[at] = info
  structs.originClient[at] = originClient
  structs.originClock[at] = originClock
  structs.rightClient[at] = rightClient
  structs.rightClock[at] = rightClock
  structs.root[at] = root
  structs.parentClient[at] = parentClient
  structs.parentClock[at] = parentClock
  structs.content[at] = content
  structs.type[at] = type
  structs.start[at] = start
  structs.end[at] = cursor.at
  return clockFrom(clock + length)
}

/** Those of one update, one after the other, by their number. */
interface RootNames {
  readonly next: () => number
}

/** Structs of one root follow each other: its name is made and looked at once. */
const createRootNames = (cursor: ByteCursor, names: string[]): RootNames => {
  const numbers = new Map<string, number>()
  let number = -1
  let nameFrom = 0
  let nameTo = 0
  const isAgain = (from: number): boolean => {
    const { bytes } = cursor
    if (nameTo === 0 || from + nameTo - nameFrom > bytes.length) return false
    for (let at = nameFrom, now = from; at < nameTo; at++, now++) if (bytes[at] !== bytes[now]) return false
    return true
  }
  const added = (name: string): number => {
    if (!isRootName(name)) refuse('unknown root name')
    if (names.push(name) > LIMITS.rootNamesPerDocumentMax) refuse('too many root names', 'too_large')
    numbers.set(name, names.length - 1)
    return names.length - 1
  }
  return {
    next: () => {
      const from = cursor.at
      // The length is part of what is compared.
      if (isAgain(from)) {
        cursor.skip(nameTo - nameFrom)
        return number
      }
      const name = cursor.text()
      number = numbers.get(name) ?? added(name)
      nameFrom = from
      nameTo = cursor.at
      return number
    },
  }
}

const clockFrom = (clock: number): number => (clock > LIMITS.clockMax ? refuse('clock too high') : clock)
const lengthFrom = (length: number): number => (length < 1 || length > LIMITS.clockMax ? refuse('bad length') : length)

const skipType = (cursor: ByteCursor, type: number): number => {
  if (type === TYPE.xmlElement) skipKey(cursor)
  else if (type > TYPE.xmlText || type === TYPE.xmlHook) refuse('unknown type')
  return 1
}

/** Passes over a struct's content and returns its length in clocks. */
const skipContent = (cursor: ByteCursor, content: number): number => {
  switch (content) {
    case CONTENT.deleted:
      return cursor.uint()
    case CONTENT.json: {
      const count = cursor.count(1)
      for (let left = count; left > 0; left--) skipJsonOrUndefined(cursor)
      return count
    }
    case CONTENT.binary:
      cursor.skipBytes()
      return 1
    case CONTENT.string:
      return cursor.skipText()
    case CONTENT.embed:
      skipJson(cursor)
      return 1
    case CONTENT.format:
      skipKey(cursor)
      skipJson(cursor)
      return 1
    case CONTENT.any: {
      const count = cursor.count(1)
      for (let left = count; left > 0; left--) skipAny(cursor)
      return count
    }
    case CONTENT.doc:
      return refuse('subdocument')
    default:
      return refuse('unknown content')
  }
}

const readDeletes = (cursor: ByteCursor, rangesMax: number): ClientDeletes[] => {
  const deletes: ClientDeletes[] = []
  let left = cursor.count(2)
  if (left === 0) return deletes
  const seen = new Set<number>()
  let total = 0
  for (; left > 0; left--) {
    const client = cursor.uint()
    const count = cursor.count(2)
    total += count
    if (total > rangesMax) refuse('too many delete ranges', 'too_large')
    if (count === 0 || seen.has(client)) refuse('bad delete set')
    seen.add(client)
    const ranges: number[] = []
    for (let index = 0; index < count; index++) {
      const from = clockFrom(cursor.uint())
      const to = from + lengthFrom(cursor.uint())
      if (to > LIMITS.clockMax) refuse('clock too high')
      ranges.push(from, to)
    }
    deletes.push({ client, ranges })
  }
  return deletes
}
