// From the parts of a compressed snapshot to the row it is. Bounded by what was told and by what a document may have, whatever
// comes; what comes out has the size and the fingerprint that were told. The gate is behind it, in the tail.

import { LIMITS } from '../../shared/protocol/limits.ts'
import { decodeSocketFrame, encodeControl, isControlFrame, type WireSnapshot } from '../../shared/protocol/socket-messages.ts'
import type { Inflater } from './inflating-dial.ts'

/** For one socket. */
export const createInflater = (): Inflater => {
  let parts: Uint8Array[] = []
  let received = 0

  return async (frame) => {
    const decoded = decodeSocketFrame(frame)
    if (decoded === null || !isControlFrame(decoded) || decoded.control.type !== 'snapshot') throw new Error('no snapshot')
    const { part } = decoded.control
    if (part.offset === 0) {
      parts = []
      received = 0
    }
    if (part.offset !== received || part.total > LIMITS.inflatedBytesMax || part.size > LIMITS.inflatedBytesMax) throw new Error('not the next part')
    parts.push(part.bytes)
    received += part.bytes.length
    if (received > part.total) throw new Error('more than was told')
    if (received < part.total) return null
    const update = await inflate(parts, part.size)
    parts = []
    received = 0
    await hold(update, part)
    const { document, seq, time } = part
    return encodeControl({ type: 'row', row: { document, seq, person: '', time, bytes: update } })
  }
}

const inflate = async (parts: readonly Uint8Array[], size: number): Promise<Uint8Array> => {
  const reader = new Blob([...parts] as BlobPart[]).stream().pipeThrough(new DecompressionStream('gzip')).getReader()
  // Grows with what comes, and never past what was told.
  const pieces: Uint8Array[] = []
  let length = 0
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    length += read.value.length
    if (length > size) {
      void reader.cancel().catch(() => {})
      throw new Error('inflates to more than was told')
    }
    pieces.push(read.value)
  }
  if (length < size) throw new Error('inflates to less than was told')
  const update = new Uint8Array(length)
  let at = 0
  for (const piece of pieces) {
    update.set(piece, at)
    at += piece.length
  }
  return update
}

/** Only pages of a secure origin can; elsewhere the checksum of the compressed form has to do. */
const hold = async (update: Uint8Array, { fingerprint }: WireSnapshot): Promise<void> => {
  if (globalThis.crypto?.subtle === undefined) return
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', update as BufferSource))
  const told = btoa(String.fromCharCode(...digest))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
  if (told !== fingerprint) throw new Error('another document than was told')
}
