// Writes the part of a parsed update that the gate lets through (G3, G4): per client the structs from a clock on, up to
// where they connect, and the delete ranges that are new. Structs are copied as they stand; only the first of a client
// can be cut, and is then written as Yjs writes the right half of a split struct.

import * as encoding from 'lib0/encoding'
import { ByteCursor, seekUtf16 } from './byte-cursor.ts'
import { type ClockRanges, clocksIn } from './clock-ranges.ts'
import { CONTENT, INFO, type ParsedUpdate } from './parse-update.ts'
import type { Struct } from './struct-table.ts'
import { skipAny } from './vet-value.ts'

export interface KeptStructs {
  readonly client: number
  /** Index of the first struct, and the one after the last; at least one. */
  readonly from: number
  readonly to: number
  /** How many clocks of the first struct are left out. */
  readonly cut: number
}

export interface KeptDeletes {
  readonly client: number
  readonly ranges: ClockRanges
}

export const rewriteUpdate = ({ bytes, structs }: ParsedUpdate, blocks: readonly KeptStructs[], deletes: readonly KeptDeletes[]): Uint8Array => {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, blocks.length)
  for (const { client, from, to, cut } of blocks) {
    const first = structs.read(from)
    const end = structs.end[to - 1]
    encoding.writeVarUint(encoder, to - from)
    encoding.writeVarUint(encoder, client)
    encoding.writeVarUint(encoder, first.clock + cut)
    if (cut === 0) encoding.writeUint8Array(encoder, bytes.subarray(first.start, end))
    else {
      writeCutStruct(encoder, bytes, client, first, cut)
      encoding.writeUint8Array(encoder, bytes.subarray(first.end, end))
    }
  }
  writeDeletes(encoder, deletes)
  return encoding.toUint8Array(encoder)
}

export const deletesAlone = (deletes: readonly KeptDeletes[]): Uint8Array => {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, 0)
  writeDeletes(encoder, deletes)
  return encoding.toUint8Array(encoder)
}

const writeDeletes = (encoder: encoding.Encoder, deletes: readonly KeptDeletes[]): void => {
  const kept = deletes.filter(({ ranges }) => clocksIn(ranges) > 0).sort((a, b) => b.client - a.client)
  encoding.writeVarUint(encoder, kept.length)
  for (const { client, ranges } of kept) {
    encoding.writeVarUint(encoder, client)
    encoding.writeVarUint(encoder, ranges.length / 2)
    for (let i = 0; i < ranges.length; i += 2) {
      encoding.writeVarUint(encoder, ranges[i] as number)
      encoding.writeVarUint(encoder, (ranges[i + 1] as number) - (ranges[i] as number))
    }
  }
}

const writeCutStruct = (encoder: encoding.Encoder, bytes: Uint8Array, client: number, struct: Struct, cut: number): void => {
  if (struct.content === CONTENT.gc) {
    encoding.writeUint8(encoder, CONTENT.gc)
    return encoding.writeVarUint(encoder, struct.length - cut)
  }
  const hasRight = struct.rightClient >= 0
  encoding.writeUint8(encoder, struct.content | INFO.hasOrigin | (hasRight ? INFO.hasRight : 0) | (struct.info & INFO.hasKey))
  encoding.writeVarUint(encoder, client)
  encoding.writeVarUint(encoder, struct.clock + cut - 1)
  if (hasRight) {
    encoding.writeVarUint(encoder, struct.rightClient)
    encoding.writeVarUint(encoder, struct.rightClock)
  }
  writeCutContent(encoder, bytes, struct, cut)
}

/** At the content of a vetted struct, behind what it refers to. */
const contentOf = (bytes: Uint8Array, { start, info, originClient, rightClient, root }: Struct): ByteCursor => {
  const cursor = new ByteCursor(bytes, start + 1)
  const skipId = () => {
    cursor.uint()
    cursor.uint()
  }
  if (originClient >= 0) skipId()
  if (rightClient >= 0) skipId()
  if (originClient >= 0 || rightClient >= 0) return cursor
  cursor.uint()
  if (root === null) skipId()
  else cursor.skipBytes()
  if ((info & INFO.hasKey) !== 0) cursor.skipBytes()
  return cursor
}

const REPLACEMENT = new Uint8Array([0xef, 0xbf, 0xbd])

const writeCutContent = (encoder: encoding.Encoder, bytes: Uint8Array, struct: Struct, cut: number): void => {
  if (struct.content === CONTENT.deleted) return encoding.writeVarUint(encoder, struct.length - cut)
  const cursor = contentOf(bytes, struct)
  cursor.uint()
  if (struct.content === CONTENT.string) {
    const { at, inPair } = seekUtf16(bytes, cursor.at, cut)
    const rest = bytes.subarray(at, struct.end)
    encoding.writeVarUint(encoder, rest.length + (inPair ? REPLACEMENT.length : 0))
    if (inPair) encoding.writeUint8Array(encoder, REPLACEMENT)
    return encoding.writeUint8Array(encoder, rest)
  }
  // JSON and any: a count, then the values one after the other. Nothing else is longer than one clock.
  for (let left = cut; left > 0; left--) {
    if (struct.content === CONTENT.json) cursor.skipBytes()
    else skipAny(cursor)
  }
  encoding.writeVarUint(encoder, struct.length - cut)
  encoding.writeUint8Array(encoder, bytes.subarray(cursor.at, struct.end))
}
