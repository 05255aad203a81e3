// Reads lib0's encodings out of bytes nobody has vetted yet. Stricter than lib0 itself: lib0 yields `undefined` past the
// end in places and NaN for a long run of 0x80. Every refusal is one thrown `Refusal`, caught where the gate is entered.

import { decodeUtf8 } from 'lib0/string'

export type RefusalKind = 'invalid' | 'too_large'

/** Why bytes were not let through. The reason is for logs and counters; it never quotes the bytes. */
export interface Refusal {
  readonly kind: RefusalKind
  readonly reason: string
}

class Refused extends Error {
  readonly refusal: Refusal
  constructor(refusal: Refusal) {
    super(refusal.reason)
    this.refusal = refusal
  }
}

export const refuse = (reason: string, kind: RefusalKind = 'invalid'): never => {
  throw new Refused({ kind, reason })
}

/** Runs one vetting; what it refuses comes back as a value. Any other throw is a bug and passes through. */
export const refusalOf = <Value>(vet: () => Value): Value | Refusal => {
  try {
    return vet()
  } catch (error) {
    if (error instanceof Refused) return error.refusal
    throw error
  }
}

const SHORT_TEXT = 32

export class ByteCursor {
  readonly bytes: Uint8Array
  at: number
  /** How many more values, and bytes of JSON, may come: both take longer than their bytes show. */
  valuesLeft = Number.MAX_SAFE_INTEGER
  jsonBytesLeft = Number.MAX_SAFE_INTEGER

  constructor(bytes: Uint8Array, at = 0) {
    this.bytes = bytes
    this.at = at
  }

  get left(): number {
    return this.bytes.length - this.at
  }

  byte(): number {
    return this.bytes[this.at++] ?? refuse('ends early')
  }

  skip(count: number): void {
    if (count > this.left) refuse('ends early')
    this.at += count
  }

  /** At most 2⁵³ − 1. */
  uint(): number {
    const { bytes, at } = this
    if (at >= bytes.length) refuse('ends early')
    let byte = bytes[at] as number
    this.at = at + 1
    if (byte < 128) return byte
    let value = byte & 127
    let scale = 128
    do {
      byte = this.byte()
      value += (byte & 127) * scale
      scale *= 128
      if (value > Number.MAX_SAFE_INTEGER || scale > 2 ** 63) refuse('number too long')
    } while (byte >= 128)
    return value
  }

  /** lib0's signed integer: passed over, not needed. */
  skipInt(): void {
    let byte = this.byte()
    for (let bits = 6; byte >= 128; bits += 7) {
      if (bits > 53) refuse('number too long')
      byte = this.byte()
    }
  }

  /** A declared count of things that take at least `bytesEach`: no more than fit into what is left (G1). */
  count(bytesEach: number): number {
    const count = this.uint()
    if (count * bytesEach > this.left) refuse('declares more than it holds')
    return count
  }

  skipBytes(): void {
    this.skip(this.uint())
  }

  /** Passes over a text, checks its UTF-8 and returns its length in UTF-16 units, which is how Yjs counts. */
  skipText(): number {
    const length = this.uint()
    if (length > this.left) refuse('ends early')
    const units = utf16Length(this.bytes, this.at, this.at + length)
    this.at += length
    return units
  }

  text(): string {
    const length = this.uint()
    const from = this.at
    this.skip(length)
    if (length <= SHORT_TEXT) {
      let ascii = ''
      for (let i = from; i < this.at; i++) {
        const byte = this.bytes[i] as number
        if (byte >= 128) return this.#decode(from)
        ascii += String.fromCharCode(byte)
      }
      return ascii
    }
    return this.#decode(from)
  }

  #decode(from: number): string {
    utf16Length(this.bytes, from, this.at)
    return decodeUtf8(this.bytes.subarray(from, this.at))
  }
}

const LONG_TEXT = 64
const NOT_ASCII = 0x80_80_80_80

/** Long texts are mostly ASCII, and quicker to pass over by four bytes at a time. */
const asciiEnd = (bytes: Uint8Array, from: number, to: number): number => {
  let at = from
  if (to - from >= LONG_TEXT) {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    while (at + 4 <= to && (view.getUint32(at) & NOT_ASCII) === 0) at += 4
  }
  while (at < to && (bytes[at] as number) < 0x80) at++
  return at
}

/** Refuses what is not UTF-8 (overlong forms, surrogates, beyond U+10FFFF), as a fatal TextDecoder does. */
const utf16Length = (bytes: Uint8Array, from: number, to: number): number => {
  let i = asciiEnd(bytes, from, to)
  let units = i - from
  while (i < to) {
    const lead = bytes[i] as number
    if (lead < 0x80) {
      i++
      units++
      continue
    }
    if (lead < 0xc2 || lead > 0xf4) refuse('text is not UTF-8')
    const width = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4
    if (i + width > to) refuse('text is not UTF-8')
    const second = bytes[i + 1] as number
    if (!isTail(second)) refuse('text is not UTF-8')
    if (width > 2) {
      const isBad = (lead === 0xe0 && second < 0xa0) || (lead === 0xed && second > 0x9f) || (lead === 0xf0 && second < 0x90) || (lead === 0xf4 && second > 0x8f)
      if (isBad || !isTail(bytes[i + 2] as number) || (width === 4 && !isTail(bytes[i + 3] as number))) refuse('text is not UTF-8')
    }
    i += width
    units += width === 4 ? 2 : 1
  }
  return units
}

const isTail = (byte: number): boolean => (byte & 0xc0) === 0x80

/** The byte position of the UTF-16 unit `units` after `from` in valid UTF-8; `inPair` when that cuts a surrogate pair. */
export const seekUtf16 = (bytes: Uint8Array, from: number, units: number): { readonly at: number; readonly inPair: boolean } => {
  let at = from
  let left = units
  while (left > 0) {
    const lead = bytes[at] as number
    const width = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4
    at += width
    left -= width === 4 ? 2 : 1
  }
  return { at, inPair: left < 0 }
}
