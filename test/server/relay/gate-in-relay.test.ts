// What of the gate's rules is the relay's to keep: whose a clientID is over sockets, when it asks, what it logs (SYNC §5).

import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import * as Y from 'yjs'
import { encodePresence } from '../../../shared/protocol/presence-states.ts'
import { connectDocument, connectMux, editsOf, pause, until } from '../../support/relay-client.ts'
import { startTestRelay, type TestRelay, WORKSPACE } from '../../support/test-relay.ts'

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

const typed = (client: number, count: number) => {
  const ydoc = new Y.Doc()
  ydoc.clientID = client
  const updates = editsOf(ydoc, () => {
    for (let i = 0; i < count; i++) ydoc.getText('text/notes').insert(i, 'x')
  })
  return { ydoc, updates }
}

test('a clientID belongs to a person, never to a connection: it goes on over any socket of theirs, of either kind (G2)', async () => {
  const { updates } = typed(5, 4)
  const first = await connectDocument(relay.url, DOCUMENT, { token: 'ann', acks: true })
  first.say({ type: 'update', update: updates[0]! })
  await until('the first ack', () => first.ackCount() === 1)
  const second = await connectDocument(relay.url, DOCUMENT, { token: 'ann', acks: true })
  second.say({ type: 'update', update: updates[1]! })
  await until('the second ack', () => second.ackCount() === 1)
  await first.close()
  const app = await connectMux(relay.url, { token: 'ann' })
  expect(await app.offer(DOCUMENT, updates[2]!)).toMatchObject({ status: null })
  const ben = await connectMux(relay.url, { token: 'ben' })
  expect(await ben.offer(DOCUMENT, updates[3]!)).toMatchObject({ status: 'denied' })
  expect(second.exceptions().size).toBe(0)
})

test('a clientID that was seen in presence only is theirs too, while the relay knows who is there: nobody else writes as it (G2)', async () => {
  const ann = await connectDocument(relay.url, DOCUMENT, { token: 'ann' })
  const ben = await connectDocument(relay.url, DOCUMENT, { token: 'ben' })
  ann.say({ type: 'presence', bytes: encodePresence([{ client: 5, clock: 1, state: {} }]) })
  await until('her presence', () => ben.messages.some(({ type }) => type === 'presence'))
  const { updates } = typed(5, 1)
  const bens = await connectMux(relay.url, { token: 'ben' })
  expect(await bens.offer(DOCUMENT, updates[0]!)).toMatchObject({ status: 'denied' })
  // Also when she has left: what she made meanwhile is still on its way.
  await ann.close()
  expect(await bens.offer(DOCUMENT, updates[0]!)).toMatchObject({ status: 'denied' })
  const anns = await connectMux(relay.url, { token: 'ann' })
  expect(await anns.offer(DOCUMENT, updates[0]!)).toMatchObject({ status: null })
})

test('what somebody else wrote may be handed on, since only structs the relay does not know are checked (G2)', async () => {
  const { ydoc, updates } = typed(5, 3)
  const ann = await connectDocument(relay.url, DOCUMENT, { token: 'ann', acks: true })
  for (const update of updates) ann.say({ type: 'update', update })
  await until('the acks', () => ann.ackCount() === 3)
  const bens = new Y.Doc()
  bens.clientID = 6
  Y.applyUpdate(bens, Y.encodeStateAsUpdate(ydoc))
  bens.getText('text/notes').insert(0, 'ben')
  const ben = await connectDocument(relay.url, DOCUMENT, { token: 'ben', acks: true })
  ben.say({ type: 'step2', update: Y.encodeStateAsUpdate(bens) })
  await until('the ack', () => ben.ackCount() === 1)
  expect(ben.exceptions().size).toBe(0)
  // Of all that he said, his own words are logged.
  const rows = await relay.log.rowsAfter(WORKSPACE, 0, 1_000_000)
  expect(rows.at(-1)?.bytes).toEqual(Y.diffUpdate(Y.encodeStateAsUpdate(bens), Y.encodeStateVector(ydoc)))
})

test('a step 2 that still has a gap is answered with no step 1: it waits for the periodic resync (G3)', async () => {
  const { updates } = typed(5, 4)
  const ann = await connectDocument(relay.url, DOCUMENT, { token: 'ann', acks: true })
  const step1s = () => ann.messages.filter(({ type }) => type === 'step1').length
  await until('the first step 1', () => step1s() === 1)
  const holed = Y.mergeUpdates([updates[0]!, updates[2]!])
  for (let i = 0; i < 3; i++) ann.say({ type: 'step2', update: holed })
  await until('the answers', () => ann.ackCount() === 3)
  await pause(50)
  expect(step1s()).toBe(1)
  expect([...ann.exceptions().values()]).toEqual(['resync', 'resync', 'resync'])
  expect(await relay.log.rowsAfter(WORKSPACE, 0, 1_000_000)).toHaveLength(1)
})

test('what adds nothing makes no row, no fan-out and no write, however often it comes (G4)', async () => {
  const { ydoc, updates } = typed(5, 30)
  const ann = await connectDocument(relay.url, DOCUMENT, { token: 'ann', acks: true })
  for (const update of updates) ann.say({ type: 'update', update })
  await until('the acks', () => ann.ackCount() === 30)
  ydoc.getText('text/notes').delete(3, 5)
  ann.say({ type: 'step2', update: Y.encodeStateAsUpdate(ydoc) })
  await until('the deletes', () => ann.ackCount() === 31)
  const { commits, appendedRows } = relay.stats()
  const ben = await connectDocument(relay.url, DOCUMENT, { token: 'ben', acks: true })
  for (let i = 0; i < 20; i++) ben.say({ type: 'step2', update: Y.encodeStateAsUpdate(ydoc) })
  await until('the answers', () => ben.ackCount() === 20)
  expect([...ben.exceptions().values()]).toEqual(Array.from({ length: 20 }, () => 'duplicate'))
  expect(relay.stats()).toMatchObject({ commits, appendedRows })
  expect(ann.updates()).toEqual([])
})

test('a frame that deletes over 30 % of a document leaves it pinned as it was before (G4)', async () => {
  const ydoc = new Y.Doc()
  const notes = ydoc.getText('text/notes')
  const [written] = editsOf(ydoc, () => notes.insert(0, 'a year of planning. '.repeat(20)))
  const [erased] = editsOf(ydoc, () => notes.delete(0, notes.length))
  const ann = await connectDocument(relay.url, DOCUMENT, { token: 'ann', acks: true })
  ann.say({ type: 'update', update: written! })
  await until('the row', () => ann.ackCount() === 1)
  expect(await relay.log.snapshots(WORKSPACE, DOCUMENT)).toEqual([])
  const ben = await connectDocument(relay.url, DOCUMENT, { token: 'ben', acks: true })
  ben.say({ type: 'update', update: erased! })
  await until('the ack', () => ben.ackCount() === 1)
  const [pin] = await relay.log.snapshots(WORKSPACE, DOCUMENT)
  expect(pin).toMatchObject({ seq: 1, isPinned: true })
  const before = new Y.Doc()
  Y.applyUpdate(before, (await relay.log.readSnapshot(WORKSPACE, DOCUMENT, 1))!.update)
  expect(before.getText('text/notes').toString()).toContain('a year of planning.')
})
