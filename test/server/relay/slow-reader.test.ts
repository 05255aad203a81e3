// A client that does not read costs a bounded amount of memory, gets what it missed when it comes round, and is closed
// when it does not (S14).

import { connect, type Socket } from 'node:net'
import { afterEach, expect, test, vi } from 'vitest'
import * as Y from 'yjs'
import { encodeChannelFrame, encodeControl } from '../../../shared/protocol/socket-messages.ts'
import { PROTOCOL_MUX } from '../../../shared/protocol/version.ts'
import { connectDocument, connectMux, editsOf, pause, until } from '../../support/relay-client.ts'
import { startTestRelay, type TestRelay, WORKSPACE } from '../../support/test-relay.ts'

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

test('a stock client that stops reading is not buffered for, and catches up with what it missed by seq (S14, F8)', async () => {
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

test('who does not drain in time is closed 1013 (S14, L10)', async () => {
  relay = await startTestRelay({ settings: { markedMsMax: 150, closeMsMax: 10_000 } })
  const ann = await connectDocument(relay.url, DOCUMENT, { token: 'ann', acks: true })
  const ben = await connectDocument(relay.url, DOCUMENT, { token: 'ben' })
  await until('step 1', ben.step1)
  ben.raw.ws.pause()
  await write(ann, new Y.Doc())
  await pause(300)
  ben.raw.ws.resume()
  expect((await ben.raw.closed).code).toBe(1013)
})

const MIB = 1024 * 1024

/** A websocket client of which nobody ever reads the socket: not even the answer to its upgrade. */
const connectWithoutReading = async (token: string): Promise<{ readonly socket: Socket; readonly send: (...payloads: Uint8Array[]) => void }> => {
  const socket = connect(relay.port, '127.0.0.1')
  socket.on('error', () => {})
  await new Promise((resolve) => socket.once('connect', resolve))
  const headers = [
    `GET /sync/${WORKSPACE} HTTP/1.1`,
    'Host: localhost',
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==',
    `Sec-WebSocket-Protocol: ${PROTOCOL_MUX}, bearer.${token}`,
  ]
  socket.write(`${headers.join('\r\n')}\r\n\r\n`)
  // Masked with zeros, all in one write.
  const frame = (payload: Uint8Array) => Buffer.concat([Buffer.from([0x82, 0x80 | payload.length, 0, 0, 0, 0]), payload])
  return { socket, send: (...payloads) => socket.write(Buffer.concat(payloads.map(frame))) }
}

test('memory does not grow with a client that asks for everything and never reads (S14)', async () => {
  relay = await startTestRelay({ settings: { markedMsMax: 700, closeMsMax: 300 } })
  const ann = await connectMux(relay.url, { token: 'ann' })
  const documents = Array.from({ length: 40 }, (_, index) => `accounts/a${index}/profile`)
  const numbers: number[] = []
  for (const document of documents) {
    const channel = await ann.open(document)
    numbers.push(channel.number)
    const ydoc = new Y.Doc()
    const [update] = editsOf(ydoc, () => ydoc.getMap('fields').set('name', 'z'.repeat(600_000)))
    channel.say({ type: 'update', update: update! })
    await until('the ack', () => channel.ackCount() === 1)
  }
  const ben = await connectWithoutReading('ben')
  ben.send(...documents.map((document, index) => encodeControl({ type: 'open', ref: index + 1, document })))
  await until('the documents to be open', () => relay.stats().connections === 2)
  await pause(50)
  const everything = numbers.map((number) => encodeChannelFrame(number, { type: 'step1', stateVector: new Uint8Array([0]) }))
  const everybody = numbers.map((number) => encodeChannelFrame(number, { type: 'queryPresence' }))
  for (let round = 0; round < 5; round++) ben.send(...everything, ...everybody, ...everybody)
  await until('the mark', () => relay.stats().slowReadersNow === 1)
  let buffered = 0
  for (let round = 0; round < 20; round++) {
    buffered = Math.max(buffered, relay.stats().bufferedBytes)
    await pause(10)
  }
  // One document is under way when the mark is set; 24 MB were asked for, five times.
  expect(buffered).toBeLessThan(3 * MIB)
  await until('the end of it', () => relay.stats().connections === 1)
  expect(relay.stats()).toMatchObject({ slowReaders: 1, slowReadersClosed: 1, slowReadersNow: 0, bufferedBytes: 0 })
  ben.socket.destroy()
})

test('who asks for everything and reads slowly gets all of it (S14)', async () => {
  relay = await startTestRelay()
  const ann = await connectMux(relay.url, { token: 'ann' })
  const ben = await connectMux(relay.url, { token: 'ben' })
  const documents = Array.from({ length: 12 }, (_, index) => `accounts/a${index}/profile`)
  for (const document of documents) {
    const ydoc = new Y.Doc()
    await ann.offer(document, editsOf(ydoc, () => ydoc.getMap('fields').set('name', 'z'.repeat(600_000)))[0]!)
  }
  const channels = await Promise.all(documents.map((document) => ben.open(document)))
  ben.raw.ws.pause()
  for (const channel of channels) channel.say({ type: 'step1', stateVector: new Uint8Array([0]) })
  await until('the mark', () => relay.stats().slowReadersNow === 1)
  ben.raw.ws.resume()
  await until('all of them', () => channels.every((channel) => (channel.step2()?.length ?? 0) > 600_000))
})
