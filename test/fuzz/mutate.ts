// Ways to spoil an honest update. Seeded, so that a run can be had again. Blind to the format but for its numbers: most
// bytes of an update are varints, and lies about lengths and counts are what a parser has to survive.

import * as encoding from 'lib0/encoding'
import type { Random } from '../support/seeded-random.ts'

const NUMBERS = [0, 1, 2, 3, 5, 126, 127, 128, 129, 255, 16_383, 16_384, 65_535, 2 ** 21, 2 ** 28, 2 ** 31 - 1, 2 ** 31, 2 ** 31 + 1, 2 ** 32, 2 ** 53 - 1]
const CHUNK_MAX = 24
const FRONT = 4

const joined = (...parts: readonly Uint8Array[]): Uint8Array => {
  const bytes = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    bytes.set(part, at)
    at += part.length
  }
  return bytes
}

/** Where the varint that starts at `at` ends, if one does. */
const varintEnd = (bytes: Uint8Array, at: number): number => {
  let end = at
  while (end < bytes.length && (bytes[end] as number) >= 128) end++
  return Math.min(end + 1, bytes.length)
}

const varint = (random: Random): Uint8Array => {
  if (random.below(30) === 0) return new Uint8Array(1 + random.below(12)).fill(0x80)
  const encoder = encoding.createEncoder()
  const value = NUMBERS[random.below(NUMBERS.length)] as number
  encoding.writeVarUint(encoder, Math.min(Number.MAX_SAFE_INTEGER, value + (random.below(8) === 0 ? random.below(64) : 0)))
  return encoding.toUint8Array(encoder)
}

const lieAt = (random: Random, bytes: Uint8Array, at: number): Uint8Array => joined(bytes.subarray(0, at), varint(random), bytes.subarray(varintEnd(bytes, at)))

type Mutator = (random: Random, bytes: Uint8Array, other: Uint8Array) => Uint8Array

const setByte =
  (next: (random: Random, byte: number) => number): Mutator =>
  (random, bytes) => {
    const copy = bytes.slice()
    const at = random.below(copy.length)
    copy[at] = next(random, copy[at] as number) & 255
    return copy
  }

const MUTATORS: readonly Mutator[] = [
  setByte((random) => random.below(256)),
  setByte((_random, byte) => byte + 1),
  setByte((_random, byte) => byte - 1),
  setByte((random, byte) => byte ^ (1 << random.below(8))),
  // cut
  (random, bytes) => {
    const at = random.below(bytes.length)
    return joined(bytes.subarray(0, at), bytes.subarray(at + 1 + random.below(CHUNK_MAX)))
  },
  (random, bytes) => bytes.slice(0, random.below(bytes.length)),
  // insert
  (random, bytes) => {
    const at = random.below(bytes.length + 1)
    return joined(bytes.subarray(0, at), new Uint8Array([random.below(256)]), bytes.subarray(at))
  },
  // splice a piece of another update in, or over
  (random, bytes, other) => {
    const at = random.below(bytes.length + 1)
    const from = random.below(other.length)
    const piece = other.subarray(from, from + 1 + random.below(CHUNK_MAX))
    return joined(bytes.subarray(0, at), piece, bytes.subarray(random.below(2) === 0 ? at : at + piece.length))
  },
  // repeat a piece of its own
  (random, bytes) => {
    const from = random.below(bytes.length)
    const to = from + 1 + random.below(CHUNK_MAX)
    return joined(bytes.subarray(0, to), bytes.subarray(from))
  },
  // swap two numbers
  (random, bytes) => {
    const first = random.below(bytes.length)
    const firstEnd = varintEnd(bytes, first)
    if (firstEnd >= bytes.length) return bytes.slice(0, first)
    const second = firstEnd + random.below(Math.min(CHUNK_MAX, bytes.length - firstEnd))
    const secondEnd = varintEnd(bytes, second)
    return joined(
      bytes.subarray(0, first),
      bytes.subarray(second, secondEnd),
      bytes.subarray(firstEnd, second),
      bytes.subarray(first, firstEnd),
      bytes.subarray(secondEnd),
    )
  },
  // lie about a length, anywhere
  (random, bytes) => lieAt(random, bytes, random.below(bytes.length)),
  // lie about a count: of blocks, of structs, or of delete ranges near the end
  (random, bytes) => lieAt(random, bytes, random.below(Math.min(FRONT, bytes.length))),
  (random, bytes) => lieAt(random, bytes, Math.max(0, bytes.length - 1 - random.below(CHUNK_MAX))),
  // the structs of one and the deletes of another
  (random, bytes, other) => joined(bytes.subarray(0, random.below(bytes.length)), other.subarray(random.below(other.length))),
]

/** One spoiling, and often more. */
export const mutate: Mutator = (random, bytes, other) => {
  let spoiled = bytes
  do {
    if (spoiled.length === 0) return spoiled
    spoiled = (MUTATORS[random.below(MUTATORS.length)] as Mutator)(random, spoiled, other)
  } while (random.below(3) === 0)
  return spoiled
}
