// Plain y-websocket, message by message (SYNC §2), over real sockets.

import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import * as Y from 'yjs'
import { connectDocument, editsOf, oneEdit, pause, until } from '../../support/relay-client.ts'
import { startTestRelay, type TestRelay, WORKSPACE } from '../../support/test-relay.ts'

// Real sockets on a machine that may be busy.
vi.setConfig({ testTimeout: 30_000 })

const DOCUMENT = 'accounts/a1/calendar/2027'

describe('one document per socket', () => {
  let relay: TestRelay
  beforeEach(async () => {
    relay = await startTestRelay()
  })
  afterEach(async () => {
    await relay.stop()
    expect(relay.errors).toEqual([])
  })

  test('on open the relay says its step 1, and it answers step 1 with step 2 even when there is nothing', async () => {
    const client = await connectDocument(relay.url, DOCUMENT, { token: 'ann' })
    expect(client.raw.ws.protocol).toBe('endcap.v1')
    await until('step 1', client.step1)
    expect(client.step1()).toEqual(new Uint8Array([0]))
    client.say({ type: 'step1', stateVector: new Uint8Array([0]) })
    expect(await until('step 2', client.step2)).toEqual(new Uint8Array([0, 0]))
    await client.close()
  })

  test('an update is stored before it is forwarded, and only to others', async () => {
    const ann = await connectDocument(relay.url, DOCUMENT, { token: 'ann' })
    const ben = await connectDocument(relay.url, DOCUMENT, { token: 'ben' })
    const edit = oneEdit()
    ann.say({ type: 'update', update: edit })
    await until('the update', () => ben.updates().length === 1)
    expect(ben.updates()).toEqual([edit])
    expect(await relay.log.rowsAfter(WORKSPACE, 0, 1_000)).toMatchObject([{ seq: 1, document: DOCUMENT, person: 'ann', bytes: edit }])
    expect(ann.updates()).toEqual([])
  })

  test('who connects later gets what was stored, and only what they miss', async () => {
    const ydoc = new Y.Doc()
    const ann = await connectDocument(relay.url, DOCUMENT, { token: 'ann' })
    for (const update of editsOf(ydoc, () => ydoc.getMap('fields').set('a', 1))) ann.say({ type: 'update', update })
    const half = Y.encodeStateVector(ydoc)
    for (const update of editsOf(ydoc, () => ydoc.getMap('fields').set('b', 2))) ann.say({ type: 'update', update })
    await until('two rows', () => relay.stats().appendedRows === 2)
    const ben = await connectDocument(relay.url, DOCUMENT, { token: 'ben' })
    ben.say({ type: 'step1', stateVector: half })
    const missed = await until('step 2', ben.step2)
    expect(missed).toEqual(Y.encodeStateAsUpdate(ydoc, half))
    expect(ben.step1()).toEqual(Y.encodeStateVector(ydoc))
  })

  test('a gap is answered with step 1 once, until a step 2 came (G3)', async () => {
    const ydoc = new Y.Doc()
    const updates = editsOf(ydoc, () => {
      for (const key of ['a', 'b', 'c', 'd']) ydoc.getMap('fields').set(key, 1)
    })
    const ann = await connectDocument(relay.url, DOCUMENT, { token: 'ann' })
    const ben = await connectDocument(relay.url, DOCUMENT, { token: 'ben' })
    const step1s = () => ann.messages.filter(({ type }) => type === 'step1').length
    await until('the first step 1', () => step1s() === 1)
    ann.say({ type: 'update', update: updates[1]! })
    ann.say({ type: 'update', update: updates[2]! })
    await until('the second step 1', () => step1s() === 2)
    await pause(50)
    expect(step1s()).toBe(2)
    expect(relay.stats().appendedRows).toBe(0)
    ann.say({ type: 'step2', update: Y.encodeStateAsUpdate(ydoc) })
    await until('everything', () => ben.updates().length === 1)
    const other = new Y.Doc()
    Y.applyUpdate(other, ben.updates()[0]!)
    expect(other.getMap('fields').toJSON()).toEqual({ a: 1, b: 1, c: 1, d: 1 })
  })

  test('bytes that are no message are dropped and the socket lives on', async () => {
    const ann = await connectDocument(relay.url, DOCUMENT, { token: 'ann' })
    ann.raw.send(new Uint8Array([0, 2, 200]))
    ann.raw.send(new Uint8Array([77]))
    ann.raw.ws.send('text')
    ann.say({ type: 'update', update: oneEdit() })
    await until('the row', () => relay.stats().appendedRows === 1)
    expect(relay.stats().malformed).toBe(3)
  })

  test('a document id outside the grammar is closed 4404, a malformed path refused (D8)', async () => {
    for (const path of ['nope', 'accounts/a1', 'accounts/a%2F1/profile', 'accounts/a1/calendar/27', 'workspace/settings/x']) {
      const client = await connectDocument(relay.url, path, { token: 'ann' })
      expect(await client.raw.closed, path).toMatchObject({ code: 4404 })
    }
    const bad = await connectDocument(relay.url, '%E0%A4%A', { token: 'ann' })
    expect(await bad.raw.closed).toMatchObject({ code: 1006 })
  })

  test('drain stores, acknowledges and closes 1012 (F)', async () => {
    const own = await startTestRelay()
    const ann = await connectDocument(own.url, DOCUMENT, { token: 'ann', acks: true })
    await until('step 1', ann.step1)
    ann.say({ type: 'update', update: oneEdit() })
    await until('the row', () => own.stats().appendedRows === 1)
    await own.stop()
    expect(await ann.raw.closed).toMatchObject({ code: 1012 })
    expect(ann.ackCount()).toBe(1)
  })
})
