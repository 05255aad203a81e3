// lib0's readers, strict: a run of 0x80 bytes is no number (lib0 makes NaN of it). They throw; who decodes a frame
// catches once and says null.

import * as decoding from 'lib0/decoding'
import { decodeUtf8 } from 'lib0/string'

export type { Decoder } from 'lib0/decoding'
export { createDecoder, hasContent } from 'lib0/decoding'

export const readUint = (decoder: decoding.Decoder): number => {
  const value = decoding.readVarUint(decoder)
  if (!Number.isSafeInteger(value)) throw new Error('not a number of the wire')
  return value
}

/** A view into the frame, not a copy. */
export const readBytes = (decoder: decoding.Decoder): Uint8Array => decoding.readUint8Array(decoder, readUint(decoder))

export const readText = (decoder: decoding.Decoder): string => decodeUtf8(readBytes(decoder))
