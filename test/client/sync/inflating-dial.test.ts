// Compressed snapshots on the way to the engine (S11): in order, bounded, and what is wrong closes the socket and is not asked
// for again.

import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { createInflater } from '../../../client/sync/inflate-snapshot.ts'
import { inflatingDial } from '../../../client/sync/inflating-dial.ts'
import type { SocketEvents } from '../../../client/sync/socket.ts'
import { LIMITS } from '../../../shared/protocol/limits.ts'
import { decodeSocketFrame, encodeControl, isControlFrame, type WireSnapshot } from '../../../shared/protocol/socket-messages.ts'

const update = new TextEncoder().encode('Feature ad in week 43. '.repeat(5_000))
const packed = new Uint8Array(gzipSync(update))
const fingerprint = createHash('sha256').update(update).digest('base64url')

const partOf = (more: Partial<WireSnapshot> = {}): WireSnapshot => ({
  document: 'workspace/items',
  seq: 7,
  time: 5,
  size: update.length,
  fingerprint,
  offset: 0,
  total: packed.length,
  bytes: packed,
  ...more,
})
const snapshot = (more: Partial<WireSnapshot> = {}) => encodeControl({ type: 'snapshot', part: partOf(more) })
const seq = (count: number) => encodeControl({ type: 'seq', epoch: 'e', seq: count, hash: 'h' })

const dialled = () => {
  let events: SocketEvents | null = null
  const frames: Uint8Array[] = []
  const closes: string[] = []
  const { dial, inflates } = inflatingDial(
    (given) => {
      events = given
      return { send: () => {}, close: (code, reason) => given.onClose(code, reason) }
    },
    async () => createInflater(),
  )
  dial({ onOpen: () => {}, onFrame: (frame) => frames.push(frame), onClose: (_code, reason) => closes.push(reason) })
  return { receive: (frame: Uint8Array) => events!.onFrame(frame), frames, closes, inflates }
}
const controlOf = (frame: Uint8Array) => {
  const decoded = decodeSocketFrame(frame)
  return decoded !== null && isControlFrame(decoded) ? decoded.control : null
}

describe('a compressed snapshot', () => {
  test('becomes the row it stands for, and what came behind it stays behind it (S11)', async () => {
    const { receive, frames, inflates } = dialled()
    receive(seq(1))
    const half = packed.length >> 1
    receive(snapshot({ bytes: packed.subarray(0, half) }))
    receive(snapshot({ offset: half, bytes: packed.subarray(half) }))
    receive(seq(7))
    receive(snapshot())
    receive(seq(8))
    await expect.poll(() => frames.length).toBe(5)
    expect(frames.map((frame) => controlOf(frame)?.type)).toEqual(['seq', 'row', 'seq', 'row', 'seq'])
    const row = controlOf(frames[1]!)
    expect(row?.type === 'row' ? row.row : null).toEqual({ document: 'workspace/items', seq: 7, person: '', time: 5, bytes: update })
    expect(inflates()).toBe(true)
  })

  test.each([
    ['inflates to more than was told', { size: update.length - 1 }],
    ['inflates to less than was told', { size: update.length + 1 }],
    ['claims to be larger than any document', { size: LIMITS.inflatedBytesMax + 1 }],
    ['has another fingerprint', { fingerprint: fingerprint.replace(/^./, (first) => (first === 'A' ? 'B' : 'A')) }],
    ['is damaged', { bytes: packed.map((byte, index) => (index === 40 ? byte ^ 255 : byte)) }],
    ['begins in the middle', { offset: 5 }],
    ['is longer than was told', { total: packed.length - 1 }],
  ])('that %s closes the socket, is never handed on, and is not asked for again (S11)', async (_name, wrong) => {
    const { receive, frames, closes, inflates } = dialled()
    receive(snapshot(wrong))
    receive(seq(7))
    await expect.poll(() => closes).toEqual(['a snapshot could not be used'])
    expect(frames).toEqual([])
    expect(inflates()).toBe(false)
  })

  test('of a few bytes that inflates without end costs no more than was told (S11)', async () => {
    const { receive, closes } = dialled()
    const bomb = new Uint8Array(gzipSync(new Uint8Array(200 * 1024 * 1024), { level: 1 }))
    const before = process.memoryUsage().arrayBuffers
    receive(snapshot({ bytes: bomb, total: bomb.length, size: 1_000 }))
    await expect.poll(() => closes.length).toBe(1)
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(32 * 1024 * 1024)
  })
})
