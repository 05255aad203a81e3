// Values inside an update: lib0's `any` and JSON text. Nothing is built; depth is bounded, and neither BigInt nor a key
// that reaches a prototype gets through (G5).

import { type ByteCursor, refuse } from './byte-cursor.ts'
import { LIMITS } from './limits.ts'

const FORBIDDEN_KEYS = new Set(['__proto__', 'constructor', 'prototype'])
const FORBIDDEN_BYTES = [...FORBIDDEN_KEYS].map((key) => Uint8Array.from(key, (letter) => letter.charCodeAt(0)))
const FORBIDDEN_LENGTH_MIN = Math.min(...FORBIDDEN_BYTES.map(({ length }) => length))

/** Passes over a key, and refuses one that reaches a prototype. No string is made of it: most of an update is keys. */
export const skipKey = (cursor: ByteCursor): void => {
  const length = cursor.skipText()
  if (length < FORBIDDEN_LENGTH_MIN) return
  for (const word of FORBIDDEN_BYTES) {
    if (length === word.length && endsWith(cursor, word)) refuse('forbidden key')
  }
}

const endsWith = ({ bytes, at }: ByteCursor, word: Uint8Array): boolean => {
  for (let back = 1; back <= word.length; back++) if (bytes[at - back] !== word[word.length - back]) return false
  return true
}

/** Tags of lib0's `any`. */
const ANY = {
  undefined: 127,
  null: 126,
  integer: 125,
  float32: 124,
  float64: 123,
  bigint: 122,
  false: 121,
  true: 120,
  text: 119,
  object: 118,
  array: 117,
  bytes: 116,
}

export const skipAny = (cursor: ByteCursor, depth = 0): void => {
  if (depth > LIMITS.valueDepthMax) refuse('value too deep')
  if (--cursor.valuesLeft < 0) refuse('too many values', 'too_large')
  switch (cursor.byte()) {
    case ANY.undefined:
    case ANY.null:
    case ANY.false:
    case ANY.true:
      return
    case ANY.integer:
      return cursor.skipInt()
    case ANY.float32:
      return cursor.skip(4)
    case ANY.float64:
      return cursor.skip(8)
    case ANY.text:
      cursor.skipText()
      return
    case ANY.object:
      for (let left = cursor.count(2); left > 0; left--) {
        skipKey(cursor)
        skipAny(cursor, depth + 1)
      }
      return
    case ANY.array:
      for (let left = cursor.count(1); left > 0; left--) skipAny(cursor, depth + 1)
      return
    // A Yjs in development mode freezes values, which throws for bytes; bytes of their own are another content (D13: blobs).
    case ANY.bytes:
      return refuse('bytes inside a value')
    case ANY.bigint:
      return refuse('BigInt')
    default:
      return refuse('unknown value')
  }
}

export const skipJson = (cursor: ByteCursor): void => {
  if (parseVettedJson(jsonText(cursor)) === NO_JSON) refuse('bad JSON')
}

/** The old JSON content writes `undefined` as that word. */
export const skipJsonOrUndefined = (cursor: ByteCursor): void => {
  const text = jsonText(cursor)
  if (text !== 'undefined' && parseVettedJson(text) === NO_JSON) refuse('bad JSON')
}

const jsonText = (cursor: ByteCursor): string => {
  const from = cursor.at
  cursor.skipBytes()
  cursor.jsonBytesLeft -= cursor.at - from
  if (cursor.jsonBytesLeft < 0) refuse('too much JSON', 'too_large')
  cursor.at = from
  return cursor.text()
}

export const NO_JSON: unique symbol = Symbol('no JSON')

/** The parsed value, or `NO_JSON` for what is not JSON, too deep, or names a forbidden key. Depth is looked at before parsing. */
export const parseVettedJson = (text: string): unknown => {
  if (bracketDepth(text) > LIMITS.valueDepthMax) return NO_JSON
  try {
    const value: unknown = JSON.parse(text)
    return hasForbiddenKey(value) ? NO_JSON : value
  } catch {
    return NO_JSON
  }
}

/** The deepest nesting of brackets outside strings. */
const bracketDepth = (text: string): number => {
  let depth = 0
  let deepest = 0
  let inString = false
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    if (inString) {
      if (unit === 0x5c) i++
      else if (unit === 0x22) inString = false
    } else if (unit === 0x22) inString = true
    else if (unit === 0x5b || unit === 0x7b) deepest = Math.max(deepest, ++depth)
    else if (unit === 0x5d || unit === 0x7d) depth--
  }
  return deepest
}

const hasForbiddenKey = (value: unknown): boolean => {
  if (typeof value !== 'object' || value === null) return false
  if (Array.isArray(value)) return value.some(hasForbiddenKey)
  return Object.entries(value).some(([key, inner]) => FORBIDDEN_KEYS.has(key) || hasForbiddenKey(inner))
}
