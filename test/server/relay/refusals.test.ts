// Every reason for which an update is not stored, as the sender reads it on a real socket, and as the relay counts it (S9, S10).

import { afterEach, describe, expect, test, vi } from 'vitest'
import * as Y from 'yjs'
import type { LogStore } from '../../../server/store/log-store.ts'
import { err } from '../../../shared/base/result.ts'
import { ACK_STATUSES, type AckStatus } from '../../../shared/protocol/channel-messages.ts'
import { LIMITS } from '../../../shared/protocol/limits.ts'
import type { ControlMessage } from '../../../shared/protocol/socket-messages.ts'
import { connectDocument, connectMux, editsOf, oneEdit, until } from '../../support/relay-client.ts'
import { createTestLog, startTestRelay, type TestRelay, type TestRelayOptions } from '../../support/test-relay.ts'
import { updateBytes } from '../../support/update-bytes.ts'

// Real sockets on a machine that may be busy.
vi.setConfig({ testTimeout: 30_000 })

const DOCUMENT = 'accounts/a1/calendar/2027'

let relay: TestRelay
afterEach(() => relay.stop())

const typed = (client: number): Uint8Array[] => {
  const ydoc = new Y.Doc()
  ydoc.clientID = client
  return editsOf(ydoc, () => {
    for (const word of ['one', 'two', 'three']) ydoc.getText('text/notes').insert(0, word)
  })
}

const fullLog = (): LogStore => ({ ...createTestLog(), append: async () => err('storage_full') })

interface Reason {
  readonly options?: TestRelayOptions
  /** What was there before; stored. */
  readonly before?: readonly Uint8Array[]
  /** Whose `before` is; the one who is refused is ann. */
  readonly by?: string
  readonly sent: Uint8Array
}

const [first, second, third] = typed(5) as [Uint8Array, Uint8Array, Uint8Array]

const REASONS: Record<AckStatus, () => Reason> = {
  duplicate: () => ({ before: [first], sent: first }),
  resync: () => ({ before: [first], sent: third }),
  denied: () => ({ before: [first], by: 'ben', sent: second }),
  invalid: () => ({ sent: new Uint8Array([1, 0xff, 0xff, 0xff, 0x0f, 5, 0]) }),
  too_large: () => ({ sent: updateBytes.characters(7, LIMITS.structsPerUpdateMax + 1) }),
  rate_limited: () => ({ options: { settings: { messagesPerSecond: 0.001, messagesBurst: 1 } }, sent: first }),
  storage_full: () => ({ options: { log: fullLog() }, sent: first }),
}

describe.each(ACK_STATUSES)('%s', (status) => {
  const scene = async () => {
    const { options = {}, before = [], by = 'ann', sent } = REASONS[status]()
    relay = await startTestRelay(options)
    if (before.length > 0) {
      const author = await connectDocument(relay.url, DOCUMENT, { token: by, acks: true })
      for (const update of before) author.say({ type: 'update', update })
      await until('what was there before', () => author.ackCount() === before.length)
    }
    const others = await connectDocument(relay.url, DOCUMENT, { token: 'vic' })
    return { sent, others }
  }
  const nothingElse = () => Object.fromEntries(ACK_STATUSES.map((each) => [each, each === status ? 1 : 0]))

  test('is what an update is answered with, by frame, and counted once', async () => {
    const { sent, others } = await scene()
    const ann = await connectDocument(relay.url, DOCUMENT, { token: 'ann', acks: true })
    // Of two messages the second is over the rate.
    if (status === 'rate_limited') ann.say({ type: 'queryPresence' })
    ann.say({ type: 'update', update: sent })
    await until('the answer', () => ann.ackCount() === 1)
    expect([...ann.exceptions()]).toEqual([[0, status]])
    // The first of a thousand seconds, before the answer, and only where waiting helps (L6).
    const waits = ann.messages.flatMap((message) => (message.type === 'retryAfter' ? [Math.ceil(message.ms / 1_000_000)] : []))
    expect(waits).toEqual(status === 'rate_limited' ? [1] : [])
    if (status === 'rate_limited')
      expect(ann.messages.findIndex(({ type }) => type === 'retryAfter')).toBeLessThan(ann.messages.findIndex(({ type }) => type === 'ack'))
    expect(relay.stats().refused).toEqual(nothingElse())
    expect(others.updates()).toEqual([])
    // Refused is not thrown out.
    expect(ann.raw.closedWith()).toBeNull()
  })

  test('is what an offer of the app is answered with', async () => {
    const { sent, others } = await scene()
    const ann = await connectMux(relay.url, { token: 'ann' })
    if (status === 'rate_limited') ann.say({ type: 'ping' })
    expect(await ann.offer(DOCUMENT, sent)).toMatchObject({ status, seq: 0 })
    const told = ann.controls.filter(({ type }) => type === 'retryAfter' || type === 'offered').map(({ type }) => type)
    expect(told).toEqual(status === 'rate_limited' ? ['retryAfter', 'offered'] : ['offered'])
    expect(relay.stats().refused).toEqual(nothingElse())
    expect(others.updates()).toEqual([])
  })
})

test('a stock client is told in words what will never be taken, and nothing of what mends itself', async () => {
  relay = await startTestRelay()
  const ann = await connectDocument(relay.url, DOCUMENT, { token: 'ann' })
  for (const status of ['duplicate', 'resync', 'invalid', 'too_large'] as const) {
    for (const update of [...(REASONS[status]().before ?? []), REASONS[status]().sent]) ann.say({ type: 'update', update })
  }
  await until('both refusals', () => ann.denials().length === 2)
  expect(ann.denials()).toEqual(['The update is not valid and was not stored.', 'The update is too large and was not stored.'])
})

test('whoever is over their rate is told when there is room, waits that long, and is taken (L6)', async () => {
  relay = await startTestRelay({ settings: { messagesPerSecond: 20, messagesBurst: 1 } })
  const ann = await connectMux(relay.url, { token: 'ann' })
  ann.say({ type: 'ping' })
  expect(await ann.offer(DOCUMENT, first)).toMatchObject({ status: 'rate_limited' })
  const told = ann.controls.find((control): control is Extract<ControlMessage, { type: 'retryAfter' }> => control.type === 'retryAfter')
  expect(told?.ms).toBeGreaterThan(0)
  expect(told?.ms).toBeLessThanOrEqual(50)
  await new Promise((resolve) => setTimeout(resolve, told?.ms))
  expect(await ann.offer(DOCUMENT, first)).toMatchObject({ status: null })
})

test('who goes on and on over their rate is cut off, and others are not (L6)', async () => {
  relay = await startTestRelay({ settings: { messagesPerSecond: 1, messagesBurst: 10, overBudgetMessagesMax: 50 } })
  const flood = await connectDocument(relay.url, DOCUMENT, { token: 'ann', acks: true })
  const ben = await connectDocument(relay.url, DOCUMENT, { token: 'ben', acks: true })
  for (let i = 0; i < 200; i++) flood.say({ type: 'queryPresence' })
  expect(await flood.raw.closed).toEqual({ code: 4500, reason: 'too many messages' })
  ben.say({ type: 'update', update: oneEdit() })
  await until('the other to be served', () => ben.ackCount() === 1)
  expect(ben.raw.closedWith()).toBeNull()
})
