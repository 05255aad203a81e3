// The wire, byte for byte: round trips, the stock library as the other side, and readers that never throw.

import fc from 'fast-check'
import * as encoding from 'lib0/encoding'
import { describe, expect, test } from 'vitest'
import * as awareness from 'y-protocols/awareness'
import * as syncProtocol from 'y-protocols/sync'
import * as Y from 'yjs'
import { ACK_STATUSES, type ChannelMessage, decodeChannelMessage, encodeChannelMessage, KEEPALIVE } from '../../../shared/protocol/channel-messages.ts'
import { encodePresence, vetPresence } from '../../../shared/protocol/presence-states.ts'
import {
  type ControlMessage,
  decodeSocketFrame,
  encodeChannelFrame,
  encodeControl,
  isControlFrame,
  wrapForChannel,
} from '../../../shared/protocol/socket-messages.ts'
import { vetStateVector } from '../../../shared/protocol/state-vector.ts'

const bytes = fc.uint8Array({ maxLength: 40 })
const uint = fc.maxSafeNat()
const text = fc.string({ unit: 'grapheme', maxLength: 12 })
const status = fc.constantFrom(...ACK_STATUSES)

const channelMessages: fc.Arbitrary<ChannelMessage> = fc.oneof(
  fc.record({ type: fc.constant('step1' as const), stateVector: bytes }),
  fc.record({ type: fc.constant('step2' as const), update: bytes }),
  fc.record({ type: fc.constant('update' as const), update: bytes }),
  fc.record({ type: fc.constant('presence' as const), bytes }),
  fc.record({ type: fc.constant('denied' as const), reason: text }),
  fc.record({ type: fc.constant('queryPresence' as const) }),
  fc.record({ type: fc.constant('retryAfter' as const), ms: uint }),
  fc.record({ type: fc.constant('ack' as const), count: uint, seq: uint, exceptions: fc.array(fc.record({ frame: uint, status }), { maxLength: 4 }) }),
)

/** Differences of these still count exactly. */
const moment = fc.maxSafeNat().map((value) => value % 2 ** 50)
/** Documents one after the other, as they come out. */
const rowBundles = fc
  .array(
    fc.record({
      document: fc.constantFrom('a', 'b', 'c'),
      seq: moment,
      person: fc.constantFrom('p', 'q'),
      time: moment,
      bytes: fc.uint8Array({ minLength: 1, maxLength: 9 }),
    }),
    { minLength: 1, maxLength: 12 },
  )
  .map((rows) => ({
    type: 'rows' as const,
    rows: [...new Set(rows.map(({ document }) => document))].flatMap((path) => rows.filter((row) => row.document === path)),
  }))

const controlMessages: fc.Arbitrary<ControlMessage> = fc.oneof(
  fc.record({ type: fc.constant('open' as const), ref: uint, document: text }),
  fc.record({ type: fc.constant('close' as const), ref: uint }),
  fc.record({ type: fc.constant('tail' as const), epoch: text, cursor: uint, hash: text }),
  fc.record({ type: fc.constant('tail' as const), epoch: text, cursor: uint, hash: text, inflates: fc.constant(true as const) }),
  fc.record({
    type: fc.constant('tail' as const),
    epoch: text,
    cursor: uint,
    hash: text,
    inflates: fc.constant(true as const),
    bundles: fc.constant(true as const),
  }),
  fc.record({
    type: fc.constant('snapshot' as const),
    part: fc.record({ document: text, seq: uint, time: uint, size: uint, fingerprint: text, offset: uint, total: uint, bytes }),
  }),
  fc.record({ type: fc.constant('offer' as const), id: uint, document: text, update: bytes }),
  fc.record({ type: fc.constant('opened' as const), ref: uint, channel: uint }),
  fc.record({ type: fc.constant('closed' as const), ref: uint, code: uint, reason: text }),
  fc.record({ type: fc.constant('row' as const), row: fc.record({ document: text, seq: uint, person: text, time: uint, bytes }) }),
  rowBundles,
  fc.record({ type: fc.constant('seq' as const), epoch: text, seq: uint, hash: text }),
  fc.record({ type: fc.constant('offered' as const), id: uint, seq: uint, status: fc.option(status) }),
  fc.record({ type: fc.constant('retryAfter' as const), ms: uint }),
  fc.record({ type: fc.constant('role' as const), person: text, role: text }),
  fc.record({ type: fc.constantFrom('ping' as const, 'pong' as const) }),
)

describe('round trips', () => {
  test('every channel message', () => {
    fc.assert(
      fc.property(channelMessages, (message) => {
        expect(decodeChannelMessage(encodeChannelMessage(message))).toEqual(message)
      }),
    )
  })

  test('every control message', () => {
    fc.assert(
      fc.property(controlMessages, (control) => {
        expect(decodeSocketFrame(encodeControl(control))).toEqual({ channel: 0, control })
      }),
    )
  })

  test('every channel message in its channel, however it is wrapped', () => {
    fc.assert(
      fc.property(channelMessages, fc.integer({ min: 1, max: 2 ** 31 }), (message, channel) => {
        const frame = encodeChannelFrame(channel, message)
        expect(wrapForChannel(channel, encodeChannelMessage(message))).toEqual(frame)
        const decoded = decodeSocketFrame(frame)
        expect(decoded).toMatchObject({ channel, message })
        if (decoded !== null && !isControlFrame(decoded)) expect(decoded.payload).toEqual(encodeChannelMessage(message))
      }),
    )
  })
})

describe('readers are total', () => {
  test('a truncated or lengthened message is none', () => {
    fc.assert(
      fc.property(fc.oneof(channelMessages.map(encodeChannelMessage), controlMessages.map(encodeControl)), (whole) => {
        for (let length = 0; length < whole.length; length++) {
          const part = whole.slice(0, length)
          // A part may be a shorter message of its own, never the whole one.
          expect(decodeChannelMessage(part)).not.toEqual(decodeChannelMessage(whole) ?? 'nothing')
          expect(decodeSocketFrame(part)).not.toEqual(decodeSocketFrame(whole) ?? 'nothing')
        }
        const longer = new Uint8Array([...whole, 0])
        if (decodeChannelMessage(whole) !== null) expect(decodeChannelMessage(longer)).toBeNull()
      }),
    )
  })

  test('any bytes are a message or null', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (any) => {
        decodeChannelMessage(any)
        decodeSocketFrame(any)
        vetPresence(any)
        vetStateVector(any)
      }),
      { numRuns: 3_000 },
    )
  })

  test('a flipped bit never makes a reader throw', () => {
    fc.assert(
      fc.property(fc.oneof(channelMessages.map(encodeChannelMessage), controlMessages.map(encodeControl)), fc.nat(), fc.nat({ max: 7 }), (whole, at, bit) => {
        const flipped = whole.slice()
        const index = at % flipped.length
        flipped[index] = (flipped[index] ?? 0) ^ (1 << bit)
        decodeChannelMessage(flipped)
        decodeSocketFrame(flipped)
      }),
      { numRuns: 2_000 },
    )
  })

  test('a number of two hundred bytes is refused, not read as no number', () => {
    const endless = [...new Array(200).fill(0x80), 0]
    expect(decodeChannelMessage(new Uint8Array([100, ...endless, 0, 0]))).toBeNull()
    expect(decodeSocketFrame(new Uint8Array([0, 103, ...endless]))).toBeNull()
    expect(decodeSocketFrame(new Uint8Array([...endless, 3]))).toBeNull()
  })
})

describe('what stock libraries write and read', () => {
  const sync = (write: (encoder: encoding.Encoder) => void): Uint8Array => {
    const encoder = encoding.createEncoder()
    encoding.writeVarUint(encoder, 0)
    write(encoder)
    return encoding.toUint8Array(encoder)
  }

  test('y-protocols sync messages are ours', () => {
    const ydoc = new Y.Doc()
    ydoc.getMap('fields').set('a', 1)
    const update = Y.encodeStateAsUpdate(ydoc)
    expect(encodeChannelMessage({ type: 'step1', stateVector: Y.encodeStateVector(ydoc) })).toEqual(sync((to) => syncProtocol.writeSyncStep1(to, ydoc)))
    expect(encodeChannelMessage({ type: 'step2', update })).toEqual(sync((to) => syncProtocol.writeSyncStep2(to, ydoc)))
    expect(encodeChannelMessage({ type: 'update', update })).toEqual(sync((to) => syncProtocol.writeUpdate(to, update)))
    expect(vetStateVector(Y.encodeStateVector(ydoc))).toBeNull()
  })

  test('the keepalive is an empty presence message', () => {
    const decoded = decodeChannelMessage(KEEPALIVE)
    expect(decoded).toEqual({ type: 'presence', bytes: new Uint8Array([0]) })
    expect(vetPresence(new Uint8Array([0]))).toEqual([])
  })

  test('y-protocols presence is read and written the same', () => {
    const ydoc = new Y.Doc()
    const here = new awareness.Awareness(ydoc)
    here.setLocalState({ at: 'r1', user: { name: 'Ann 😀' } })
    const theirs = awareness.encodeAwarenessUpdate(here, [ydoc.clientID])
    const states = vetPresence(theirs)
    expect(states).toEqual([{ client: ydoc.clientID, clock: 1, state: { at: 'r1', user: { name: 'Ann 😀' } } }])
    if (Array.isArray(states)) expect(encodePresence(states)).toEqual(theirs)
    here.destroy()
  })

  test.each([
    ['step1 of an empty document', { type: 'step1', stateVector: new Uint8Array([0]) }, [0, 0, 1, 0]],
    ['step2 of an empty document', { type: 'step2', update: new Uint8Array([0, 0]) }, [0, 1, 2, 0, 0]],
    ['an update', { type: 'update', update: new Uint8Array([0, 0]) }, [0, 2, 2, 0, 0]],
    ['permission denied', { type: 'denied', reason: 'no' }, [2, 0, 2, 110, 111]],
    ['query presence', { type: 'queryPresence' }, [3]],
    ['an ack with one exception', { type: 'ack', count: 2, seq: 9, exceptions: [{ frame: 1, status: 'resync' }] }, [100, 2, 9, 1, 1, 1]],
  ] as [string, ChannelMessage, number[]][])('fingerprint: %s', (_name, message, expected) => {
    expect([...encodeChannelMessage(message)]).toEqual(expected)
  })

  test('fingerprint: "nothing changed" on the tail stays under 64 bytes', () => {
    const seq = encodeControl({ type: 'seq', epoch: 'e'.repeat(16), seq: 1_000_000_000, hash: 'h'.repeat(22) })
    expect(seq.length).toBeLessThanOrEqual(64)
  })
})
