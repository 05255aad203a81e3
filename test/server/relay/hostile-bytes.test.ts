// Hostile bytes are refused, cost nothing, and reach nobody (promise 5; SYNC §5, "Why each exists").

import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import * as Y from 'yjs'
import { encodePresence } from '../../../shared/protocol/presence-states.ts'
import { connectDocument, connectMux, editsOf, oneEdit, pause, until } from '../../support/relay-client.ts'
import { startTestRelay, type TestRelay, WORKSPACE } from '../../support/test-relay.ts'
import { updateBytes } from '../../support/update-bytes.ts'

// Real sockets on a machine that may be busy.
vi.setConfig({ testTimeout: 30_000 })

const DOCUMENT = 'accounts/a1/calendar/2027'

let relay: TestRelay
beforeEach(async () => {
  relay = await startTestRelay()
})
afterEach(async () => {
  await relay.stop()
  expect(relay.errors).toEqual([])
})

/** Ann has written as client 5 and is offline with more; Mallory writes as ben. */
const scene = async () => {
  const ydoc = new Y.Doc()
  ydoc.clientID = 5
  const [first] = editsOf(ydoc, () => ydoc.getText('text/notes').insert(0, 'written by ann'))
  const ann = await connectDocument(relay.url, DOCUMENT, { token: 'ann', acks: true })
  ann.say({ type: 'update', update: first! })
  await until('the row', () => ann.ackCount() === 1)
  const offline = editsOf(ydoc, () => {
    for (let i = 0; i < 500; i++) ydoc.getText('text/notes').insert(14 + i, 'x')
  })
  const mallory = await connectDocument(relay.url, DOCUMENT, { token: 'ben', acks: true })
  return { ydoc, first: first!, ann, offline, mallory }
}

const fork = (): Uint8Array => {
  const ydoc = new Y.Doc()
  ydoc.clientID = 5
  ydoc.getText('text/notes').insert(0, 'forged by ben!')
  return Y.encodeStateAsUpdate(ydoc)
}

const nested = (): Uint8Array => updateBytes.nestedMaps(77, 3_000)
const gaps = (): Uint8Array => updateBytes.deletes([[5, Array.from({ length: 20_000 }, (_, index): [number, number] => [index * 3 + 1_000, 1])]])
const v2 = (): Uint8Array => {
  const ydoc = new Y.Doc()
  ydoc.getMap('fields').set('a', 1)
  return Y.encodeStateAsUpdateV2(ydoc)
}

describe.each(['update', 'step2'] as const)('as %s', (type) => {
  test.each([
    ['seven bytes that allocate 256 MB', () => new Uint8Array([1, 0xff, 0xff, 0xff, 0x0f, 5, 0]), 'invalid'],
    ['a delete set over a future nobody has written', () => updateBytes.deletes([[5, [[14, 2_000_000_000]]]]), 'resync'],
    ['garbage in place of 500 offline edits', () => updateBytes.garbage(5, 14, 500), 'denied'],
    ['other content for a known clock', fork, 'duplicate'],
    ['24 KB of nested maps', nested, 'invalid'],
    ['64 KB of gaps', gaps, 'resync'],
    ['a V2 buffer', v2, 'invalid'],
  ])('%s', async (_name, make, status) => {
    const { ydoc, first, ann, offline, mallory } = await scene()
    mallory.say({ type, update: make() })
    await until('the answer', () => mallory.ackCount() === 1)
    expect(mallory.exceptions().get(0)).toBe(status)
    expect(await relay.log.rowsAfter(WORKSPACE, 0, 1_000_000)).toHaveLength(1)
    expect(ann.updates()).toEqual([])
    // Ann comes back: everything she wrote offline arrives.
    for (const update of offline) ann.say({ type: 'update', update })
    await until('all of it', () => ann.ackCount() === 501)
    expect(ann.exceptions().size).toBe(0)
    const stored = new Y.Doc()
    for (const { bytes } of await relay.log.rowsAfter(WORKSPACE, 0, 10_000_000)) Y.applyUpdate(stored, bytes)
    expect(stored.getText('text/notes').toString()).toBe(ydoc.getText('text/notes').toString())
    expect(first).toBeDefined()
  })
})

test('a clientID seen in presence only belongs to that person too (G2)', async () => {
  const ann = await connectDocument(relay.url, DOCUMENT, { token: 'ann', acks: true })
  ann.say({ type: 'presence', bytes: encodePresence([{ client: 5, clock: 1, state: {} }]) })
  const mallory = await connectDocument(relay.url, DOCUMENT, { token: 'ben', acks: true })
  await until('her presence', () => mallory.messages.some(({ type }) => type === 'presence'))
  mallory.say({ type: 'update', update: fork() })
  await until('the answer', () => mallory.ackCount() === 1)
  expect(mallory.exceptions().get(0)).toBe('denied')
})

test('a state vector that is none, or a flood of full syncs, does not buy megabytes (L5)', async () => {
  await relay.stop()
  relay = await startTestRelay({ settings: { fullSyncBurst: 3, fullSyncEveryMs: 150 } })
  const ann = await connectDocument(relay.url, DOCUMENT, { token: 'ann', acks: true })
  const big = oneEdit('name', 'x'.repeat(100_000))
  ann.say({ type: 'update', update: big })
  await until('the row', () => ann.ackCount() === 1)
  ann.say({ type: 'step1', stateVector: new Uint8Array([9, 9]) })
  const answers = () => ann.messages.filter(({ type }) => type === 'step2').length
  for (let i = 0; i < 100; i++) {
    ann.say({ type: 'step1', stateVector: new Uint8Array([0]) })
    await pause(1)
  }
  expect(answers()).toBeGreaterThanOrEqual(3)
  expect(answers()).toBeLessThanOrEqual(5)
  expect(relay.stats().malformed).toBe(1)
  const soFar = answers()
  await until('the last one to be answered in the end', () => answers() > soFar)
})

test('a flood of tails costs as many reads as are allowed, and the last one counts (L5)', async () => {
  await relay.stop()
  relay = await startTestRelay({ settings: { fullSyncBurst: 3, fullSyncEveryMs: 150 } })
  const ann = await connectMux(relay.url, { token: 'ann' })
  for (let key = 0; key < 5; key++) await ann.offer(DOCUMENT, oneEdit(`k${key}`, 'x'.repeat(10_000)))
  const before = ann.rows().length
  for (let i = 0; i < 200; i++) ann.tail()
  await until('the tail', () => ann.cursor()?.seq === 5)
  await pause(400)
  expect(ann.rows().length - before).toBeLessThanOrEqual(8 * 5)
  await ann.offer(DOCUMENT, oneEdit('last'))
  await until('live again', () => ann.cursor()?.seq === 6)
})

test('who goes over their rate is told so and loses nothing for it (L6)', async () => {
  await relay.stop()
  relay = await startTestRelay({ settings: { messagesPerSecond: 20, messagesBurst: 20 } })
  const ann = await connectDocument(relay.url, DOCUMENT, { token: 'ann', acks: true })
  const ydoc = new Y.Doc()
  const updates = editsOf(ydoc, () => {
    for (let i = 0; i < 40; i++) ydoc.getText('text/notes').insert(i, 'x')
  })
  for (const update of updates) ann.say({ type: 'update', update })
  await until('all answers', () => ann.ackCount() === 40)
  expect(new Set(ann.exceptions().values())).toEqual(new Set(['rate_limited']))
  const ben = await connectDocument(relay.url, DOCUMENT, { token: 'ben', acks: true })
  ben.say({ type: 'update', update: oneEdit() })
  await until('another person to be served', () => ben.ackCount() === 1)
  expect(ben.exceptions().size).toBe(0)
  await pause(200)
  ann.say({ type: 'step2', update: Y.encodeStateAsUpdate(ydoc) })
  await until('the rest', () => ann.ackCount() === 41)
  const stored = new Y.Doc()
  for (const { bytes } of await relay.log.rowsAfter(WORKSPACE, 0, 10_000_000)) Y.applyUpdate(stored, bytes)
  expect(stored.getText('text/notes').length).toBe(40)
})

test('a frame over the limit closes the socket 1009 and nothing else (L1)', async () => {
  const mallory = await connectDocument(relay.url, DOCUMENT, { token: 'ben' })
  const ann = await connectDocument(relay.url, DOCUMENT, { token: 'ann' })
  mallory.raw.send(new Uint8Array(17 * 1024 * 1024))
  expect((await mallory.raw.closed).code).toBe(1009)
  expect(ann.raw.closedWith()).toBeNull()
})

test('hostile frames on the app socket end nowhere', async () => {
  const mallory = await connectMux(relay.url, { token: 'ben' })
  await until('the role', mallory.role)
  const garbage = [[], [0], [0, 101], [0, 200], [9, 0, 2, 1, 0], [0, 106, 1], new Array(300).fill(0x80), [0, 109, 1, 1, 0], [1, 100, 1, 1, 0]]
  for (const bytes of garbage) mallory.raw.send(new Uint8Array(bytes))
  mallory.say({ type: 'open', ref: 999, document: '../../etc/passwd' })
  const channel = await mallory.open(DOCUMENT)
  mallory.say({ type: 'open', ref: channel.ref, document: DOCUMENT })
  channel.say({ type: 'update', update: oneEdit() })
  await until('the ack', () => channel.ackCount() === 1)
  expect(relay.stats().malformed).toBeGreaterThan(4)
})
