// Reads a V1 update as Yjs's own decoder does, but for short texts: the names of roots, rows and cells and most values are the
// same few ones over and over, and a `TextDecoder` call for each was a third of opening a document. A text seen before comes
// out of a small table without being decoded, and is in memory once.

import * as decoding from 'lib0/decoding'
import * as Y from 'yjs'

const SHORT_MAX = 48
const SLOTS = 4096
const seen: string[] = new Array<string>(SLOTS).fill('')

const ANY_STRING = 119
const ANY_OBJECT = 118
const ANY_ARRAY = 117

/** As `decoding.readVarString`. */
const readText = (decoder: decoding.Decoder): string => {
  const { arr, pos } = decoder
  const length = arr[pos] ?? 0
  const end = pos + 1 + length
  // A longer one has a longer length; one that is cut off is Yjs's to throw at.
  if (length > SHORT_MAX || end > arr.length) return decoding.readVarString(decoder)
  if (length === 0) {
    decoder.pos = end
    return ''
  }
  let hash = length
  for (let at = pos + 1; at < end; at++) hash = Math.imul(hash ^ (arr[at] as number), 0x01000193)
  const slot = (hash ^ (hash >>> 15)) & (SLOTS - 1)
  const known = seen[slot] as string
  if (known.length === length && isText(known, arr, pos + 1)) {
    decoder.pos = end
    return known
  }
  const text = decoding.readVarString(decoder)
  // One byte a letter: the only ones that are compared.
  if (text.length === length) seen[slot] = text
  return text
}

const isText = (text: string, bytes: Uint8Array, start: number): boolean => {
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) !== bytes[start + at]) return false
  return true
}

const readAny = (decoder: decoding.Decoder): unknown => {
  switch (decoder.arr[decoder.pos]) {
    case ANY_STRING:
      decoder.pos++
      return readText(decoder)
    case ANY_OBJECT: {
      decoder.pos++
      const object: Record<string, unknown> = {}
      for (let left = decoding.readVarUint(decoder); left > 0; left--) {
        const key = readText(decoder)
        object[key] = readAny(decoder)
      }
      return object
    }
    case ANY_ARRAY: {
      decoder.pos++
      const array: unknown[] = []
      for (let left = decoding.readVarUint(decoder); left > 0; left--) array.push(readAny(decoder))
      return array
    }
    default:
      return decoding.readAny(decoder)
  }
}

export class QuickDecoder extends Y.UpdateDecoderV1 {
  override readString(): string {
    return readText(this.restDecoder)
  }

  override readKey(): string {
    return readText(this.restDecoder)
  }

  override readAny(): unknown {
    return readAny(this.restDecoder)
  }
}
