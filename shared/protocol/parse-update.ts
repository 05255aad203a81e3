// Reads a Yjs V1 update without Yjs: one pass, nothing allocated by a declared count, every bound of G1 and what of G5
// needs no knowledge of the document. What it lets through is well-formed; whether it fits the document is `gate.ts`.
//
// Yjs's two readers disagree about some bytes (info 0x8a is a skip to one and an item to the other), and merging
// silently loses blocks that are not in descending order of client: both are refused, no writer makes them.

import { isRootName } from '../base/root-names.ts'
import { ByteCursor, refuse } from './byte-cursor.ts'
import { LIMITS } from './limits.ts'
import { skipAny, skipJson, skipJsonOrUndefined, skipKey } from './vet-value.ts'

/** What a struct holds, numbered as on the wire. */
export const CONTENT = { gc: 0, deleted: 1, json: 2, binary: 3, string: 4, embed: 5, format: 6, type: 7, any: 8, doc: 9, skip: 10 } as const

/** Shared types, numbered as on the wire. */
export const TYPE = { array: 0, map: 1, text: 2, xmlElement: 3, xmlFragment: 4, xmlHook: 5, xmlText: 6 } as const

export const INFO = { content: 31, hasKey: 32, hasRight: 64, hasOrigin: 128 } as const

/** Ids are flat: client −1 means there is none. */
export interface Struct {
  readonly clock: number
  readonly length: number
  readonly info: number
  readonly content: number
  readonly originClient: number
  readonly originClock: number
  readonly rightClient: number
  readonly rightClock: number
  /** The name of the root it stands in, when neither neighbour says so. */
  readonly root: string | null
  readonly parentClient: number
  readonly parentClock: number
  /** −1 unless the content is a type. */
  readonly type: number
  /** Where in the bytes the struct starts, and it ends. */
  readonly start: number
  readonly end: number
}

export interface ClientStructs {
  readonly client: number
  /** In order of their clocks, without holes: a hole is a skip. Never empty. */
  readonly structs: readonly Struct[]
}

export interface ClientDeletes {
  readonly client: number
  /** Pairs of first clock and the clock after the last, as sent. */
  readonly ranges: readonly number[]
}

export interface ParsedUpdate {
  readonly bytes: Uint8Array
  /** Descending by client. */
  readonly blocks: readonly ClientStructs[]
  readonly deletes: readonly ClientDeletes[]
}

/** `one`: somebody's update, within the limits on one. `many`: the merged updates of a document, which has grown past them. */
export type UpdateSize = 'one' | 'many'

/** Throws a refusal: to be called inside `refusalOf`. */
export const parseUpdate = (bytes: Uint8Array, size: UpdateSize): ParsedUpdate => {
  const cursor = new ByteCursor(bytes)
  if (size === 'one') {
    cursor.valuesLeft = LIMITS.valuesPerUpdateMax
    cursor.jsonBytesLeft = LIMITS.jsonBytesPerUpdateMax
  }
  const blocks = readBlocks(cursor, size === 'one' ? LIMITS.structsPerUpdateMax : Number.POSITIVE_INFINITY)
  const deletes = readDeletes(cursor, size === 'one' ? LIMITS.rangesPerUpdateMax : Number.POSITIVE_INFINITY)
  if (cursor.left > 0) refuse('trailing bytes')
  return { bytes, blocks, deletes }
}

const readBlocks = (cursor: ByteCursor, structsMax: number): ClientStructs[] => {
  const blocks: ClientStructs[] = []
  const roots = createRootNames(cursor)
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
    const first = cursor.uint()
    // One struct is what most blocks have, and an array that was grown has room for many.
    const structs: Struct[] = [readStruct(cursor, roots, first)]
    let clock = clockFrom(first + (structs[0] as Struct).length)
    for (let index = 1; index < count; index++) {
      const struct = readStruct(cursor, roots, clock)
      clock = clockFrom(clock + struct.length)
      structs.push(struct)
    }
    blocks.push({ client, structs })
  }
  return blocks
}

const readStruct = (cursor: ByteCursor, roots: RootNames, clock: number): Struct => {
  const start = cursor.at
  const info = cursor.byte()
  if (info === CONTENT.gc || info === CONTENT.skip) {
    const length = lengthFrom(cursor.uint())
    return bare(clock, length, info, start, cursor.at)
  }
  const content = info & INFO.content
  let originClient = -1
  let originClock = 0
  let rightClient = -1
  let rightClock = 0
  let root: string | null = null
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
  if ((info & (INFO.hasOrigin | INFO.hasRight)) === 0) {
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
  const length = lengthFrom(content === CONTENT.type ? skipType(cursor, type) : skipContent(cursor, content))
  return {
    clock,
    length,
    info,
    content,
    originClient,
    originClock,
    rightClient,
    rightClock,
    root,
    parentClient,
    parentClock,
    type,
    start,
    end: cursor.at,
  }
}

/** Those of one update, one after the other. */
interface RootNames {
  readonly next: () => string
}

/** Structs of one root follow each other: its name is made and looked at once. */
const createRootNames = (cursor: ByteCursor): RootNames => {
  const names = new Set<string>()
  let name = ''
  let nameFrom = 0
  let nameTo = 0
  const isAgain = (from: number): boolean => {
    const { bytes } = cursor
    if (nameTo === 0 || from + nameTo - nameFrom > bytes.length) return false
    for (let at = nameFrom, now = from; at < nameTo; at++, now++) if (bytes[at] !== bytes[now]) return false
    return true
  }
  return {
    next: () => {
      const from = cursor.at
      // The length is part of what is compared.
      if (isAgain(from)) {
        cursor.skip(nameTo - nameFrom)
        return name
      }
      const read = cursor.text()
      if (!isRootName(read)) refuse('unknown root name')
      if (names.add(read).size > LIMITS.rootNamesPerDocumentMax) refuse('too many root names', 'too_large')
      name = read
      nameFrom = from
      nameTo = cursor.at
      return name
    },
  }
}

const bare = (clock: number, length: number, info: number, start: number, end: number): Struct => ({
  clock,
  length,
  info,
  content: info,
  originClient: -1,
  originClock: 0,
  rightClient: -1,
  rightClock: 0,
  root: null,
  parentClient: -1,
  parentClock: 0,
  type: -1,
  start,
  end,
})

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
