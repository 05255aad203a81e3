// A client that does not read costs a bounded amount of memory, gets what it missed when it comes round, and is closed
// when it does not (S14).

import { afterEach, expect, test, vi } from 'vitest'
import * as Y from 'yjs'
import { connectDocument, connectMux, editsOf, pause, until } from '../../support/relay-client.ts'
import { startTestRelay, type TestRelay } from '../../support/test-relay.ts'

// Real sockets on a machine that may be busy.
vi.setConfig({ testTimeout: 30_000 })

const DOCUMENT = 'accounts/a1/calendar/2027'
const ROUNDS = 120

let relay: TestRelay
afterEach(async () => {
  await relay.stop()
  expect(relay.errors).toEqual([])
})

/** Writes about 24 MB, far more than the buffers of a socket hold. */
const write = async (writer: Awaited<ReturnType<typeof connectDocument>>, ydoc: Y.Doc) => {
  const before = writer.ackCount()
  let most = 0
  for (let round = 0; round < ROUNDS; round++) {
    const [update] = editsOf(ydoc, () => ydoc.getMap('fields').set('name', `${round}${'z'.repeat(200_000)}`))
    writer.say({ type: 'update', update: update! })
    await until('the ack', () => writer.ackCount() === before + round + 1)
    most = Math.max(most, relay.stats().bufferedBytes)
  }
  return most
}

test('a stock client that stops reading is not buffered for, and catches up with what it missed by seq', async () => {
  relay = await startTestRelay()
  const ann = await connectDocument(relay.url, DOCUMENT, { token: 'ann', acks: true })
  const ben = await connectDocument(relay.url, DOCUMENT, { token: 'ben' })
  await until('step 1', ben.step1)
  ben.raw.ws.pause()
  const ydoc = new Y.Doc()
  expect(await write(ann, ydoc)).toBeLessThan(2 * 1024 * 1024)
  ben.raw.ws.resume()
  const bens = new Y.Doc()
  let applied = 0
  await until('all of it', () => {
    for (const update of ben.updates().slice(applied)) {
      Y.applyUpdate(bens, update)
      applied++
    }
    return bens.getMap('fields').get('name') === ydoc.getMap('fields').get('name')
  })
  expect(bens.store.pendingStructs).toBeNull()
  expect(applied).toBeLessThanOrEqual(ROUNDS)
  const [last] = editsOf(ydoc, () => ydoc.getMap('fields').set('name', 'small again'))
  ann.say({ type: 'update', update: last! })
  await until('live updates again', () => ben.updates().at(-1)?.length === last!.length)
})

test('a tail that stops reading resumes where it was, every row once', async () => {
  relay = await startTestRelay()
  const ann = await connectDocument(relay.url, DOCUMENT, { token: 'ann', acks: true })
  const ben = await connectMux(relay.url, { token: 'ben' })
  ben.tail()
  await until('the tail', ben.cursor)
  ben.raw.ws.pause()
  expect(await write(ann, new Y.Doc())).toBeLessThan(2 * 1024 * 1024)
  ben.raw.ws.resume()
  await until('all of it', () => ben.cursor()?.seq === ROUNDS)
  expect(ben.rows().map(({ seq }) => seq)).toEqual(Array.from({ length: ROUNDS }, (_, index) => index + 1))
})

test('who does not drain in time is closed 1013', async () => {
  relay = await startTestRelay({ settings: { markedMsMax: 150 } })
  const ann = await connectDocument(relay.url, DOCUMENT, { token: 'ann', acks: true })
  const ben = await connectDocument(relay.url, DOCUMENT, { token: 'ben' })
  await until('step 1', ben.step1)
  ben.raw.ws.pause()
  await write(ann, new Y.Doc())
  await pause(300)
  ben.raw.ws.resume()
  expect((await ben.raw.closed).code).toBe(1013)
})
