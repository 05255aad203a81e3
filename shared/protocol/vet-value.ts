// Values inside an update: lib0's `any` and JSON text. Nothing is built; depth is bounded, and neither BigInt nor a key
// that reaches a prototype gets through (G5).

import { type ByteCursor, refuse } from './byte-cursor.ts'
import { LIMITS } from './limits.ts'

const FORBIDDEN_KEYS = new Set(['__proto__', 'constructor', 'prototype'])

export const vetKey = (key: string): void => {
  if (FORBIDDEN_KEYS.has(key)) refuse('forbidden key')
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
        vetKey(cursor.text())
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
  if (parseVettedJson(cursor.text()) === NO_JSON) refuse('bad JSON')
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
