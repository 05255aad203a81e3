// The frames of a turn: built once, everybody gets all but their own, whole frames in one write (S10).

import { PassThrough } from 'node:stream'
import { describe, expect, test } from 'vitest'
import type { WebSocket } from 'ws'
import { type Outgoing, payloadsOf } from '../../../server/relay/connection.ts'
import { createSharedRows } from '../../../server/relay/shared-frames.ts'
import { createWsConnection } from '../../../server/relay/ws-connection.ts'

const rows = [
  { seq: 11, sender: 'ann' },
  { seq: 12, sender: 'ben' },
  { seq: 13, sender: 'ben' },
  { seq: 14, sender: 'ann' },
  { seq: 15, sender: null },
]

describe('rows of one turn (S10)', () => {
  const shared = createSharedRows(rows, (index) => new Uint8Array([index]))
  const seqsFor = (session: unknown, after?: number) => payloadsOf(shared.runsFor(session, after)).map(([index = 0]) => rows[index]?.seq)

  test('everybody gets what they did not send, in the order of the seqs', () => {
    expect(seqsFor('cat')).toEqual([11, 12, 13, 14, 15])
    expect(seqsFor('ann')).toEqual([12, 13, 15])
    expect(seqsFor('ben')).toEqual([11, 14, 15])
    expect(seqsFor(null)).toEqual([11, 12, 13, 14])
  })

  test('who has read up to a row gets what came after it', () => {
    expect(seqsFor('cat', 13)).toEqual([14, 15])
    expect(seqsFor('ben', 11)).toEqual([14, 15])
    expect(seqsFor('cat', 15)).toEqual([])
    expect([shared.firstSeq, shared.lastSeq]).toEqual([11, 15])
  })

  test('each row is encoded once however many get it, and not at all when nobody does', () => {
    let encoded = 0
    const counted = createSharedRows(rows, (index) => {
      encoded++
      return new Uint8Array([index])
    })
    expect(createSharedRows([{ seq: 1, sender: 'ann' }], () => expect.unreachable()).runsFor('ann')).toEqual([])
    for (const session of ['ann', 'ben', 'cat']) payloadsOf(counted.runsFor(session))
    expect(encoded).toBe(rows.length)
  })
})

describe('on the wire', () => {
  /** What a websocket reader takes from the stream: the payloads, of binary frames without a mask. */
  const read = (bytes: Buffer): Buffer[] => {
    const payloads: Buffer[] = []
    for (let at = 0; at < bytes.length; ) {
      expect(bytes[at]).toBe(0x82)
      const short = bytes[at + 1] ?? 0
      const head = short < 126 ? 2 : short === 126 ? 4 : 10
      const length = short < 126 ? short : short === 126 ? bytes.readUInt16BE(at + 2) : Number(bytes.readBigUInt64BE(at + 2))
      payloads.push(bytes.subarray(at + head, at + head + length))
      at += head + length
    }
    return payloads
  }
  const connection = () => {
    const socket = new PassThrough({ highWaterMark: 2 ** 24 })
    let writes = 0
    const write = socket.write.bind(socket)
    socket.write = ((chunk: Buffer) => {
      writes++
      return write(chunk)
    }) as typeof socket.write
    return { ...createWsConnection({ readyState: 1, OPEN: 1 } as WebSocket, socket), taken: () => socket.read() as Buffer, writes: () => writes }
  }
  const payload = (length: number) => new Uint8Array(length).fill(length % 251)

  test.each([0, 1, 125, 126, 65_535, 65_536, 200_000])('a payload of %i bytes arrives whole, alone and in a run', (length) => {
    const shared = createSharedRows(rows, () => payload(length))
    const outgoing: Outgoing[] = [payload(3), ...shared.runsFor('ann'), payload(length)]
    const { write, taken } = connection()
    write(outgoing)
    expect(read(taken()).map((bytes) => bytes.length)).toEqual([3, length, length, length, length])
  })

  test('the frames of a turn, an acknowledgement and a seq are one write of the socket (S10)', () => {
    const shared = createSharedRows(rows, (index) => payload(20 + index))
    const { write, taken, writes } = connection()
    write([...shared.runsFor('ann'), payload(5), payload(30)])
    expect(writes()).toBe(1)
    expect(read(taken()).map((bytes) => [...bytes])).toEqual([21, 22, 24, 5, 30].map((length) => [...payload(length)]))
  })
})
