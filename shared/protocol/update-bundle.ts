// Updates handed to the server in one HTTP request instead of over the socket: what a closing page has not been
// acknowledged (S6), and what a removed member made before they knew (S15). Says whose they are, because a cookie may have
// become somebody else's meanwhile (S7). Readers are total: bytes that are no bundle are `null`, never a throw.

import * as encoding from 'lib0/encoding'
import { createDecoder, hasContent, readBytes, readText, readUint } from './wire-reader.ts'

export interface BundledUpdate {
  readonly document: string
  readonly update: Uint8Array
  /** How many edits a person would call it. */
  readonly edits: number
}

export interface UpdateBundle {
  readonly person: string
  readonly updates: readonly BundledUpdate[]
}

/** Before the first update of one whose person has a short id. */
export const BUNDLE_OVERHEAD_BYTES = 128
/** What an update costs beside its own bytes and its path. */
export const BUNDLED_UPDATE_OVERHEAD_BYTES = 16

const BUNDLE_VERSION = 1

export const encodeBundle = ({ person, updates }: UpdateBundle): Uint8Array => {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, BUNDLE_VERSION)
  encoding.writeVarString(encoder, person)
  for (const { document, update, edits } of updates) {
    encoding.writeVarString(encoder, document)
    encoding.writeVarUint(encoder, edits)
    encoding.writeVarUint8Array(encoder, update)
  }
  return encoding.toUint8Array(encoder)
}

/** Null when the bytes are not exactly one bundle. */
export const decodeBundle = (bytes: Uint8Array): UpdateBundle | null => {
  try {
    const decoder = createDecoder(bytes)
    if (readUint(decoder) !== BUNDLE_VERSION) return null
    const person = readText(decoder)
    const updates: BundledUpdate[] = []
    while (hasContent(decoder)) {
      const document = readText(decoder)
      const edits = readUint(decoder)
      updates.push({ document, edits, update: readBytes(decoder) })
    }
    return { person, updates }
  } catch {
    return null
  }
}
