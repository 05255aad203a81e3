// Members who take more than their share, and who claim what is somebody else's (S15, G2, rules L).

import { afterEach, describe, expect, test, vi } from 'vitest'
import * as Y from 'yjs'
import { decodeChannelMessage, encodeChannelMessage } from '../../../shared/protocol/channel-messages.ts'
import { encodePresence } from '../../../shared/protocol/presence-states.ts'
import { connectDocument, connectMux, editsOf, oneEdit, until } from '../../support/relay-client.ts'
import { createTestLog, startTestRelay, type TestRelay, WORKSPACE } from '../../support/test-relay.ts'
import { updateBytes } from '../../support/update-bytes.ts'

// Real sockets on a machine that may be busy.
vi.setConfig({ testTimeout: 30_000 })

const DOCUMENT = 'accounts/a1/calendar/2027'

let relay: TestRelay
afterEach(async () => {
  await relay.stop()
  expect(relay.errors).toEqual([])
})

const EMPTY = new Uint8Array([0])

describe('documents are counted when somebody writes into them (L8)', () => {
  test('a viewer may look at any number, and uses up none', async () => {
    const log = createTestLog(3)
    relay = await startTestRelay({ log })
    const vic = await connectMux(relay.url, { token: 'vic' })
    const seen = await Promise.all(Array.from({ length: 50 }, (_, index) => vic.open(`accounts/a1/packets/p${index}`)))
    expect(new Set(seen.map(({ number }) => number)).size).toBe(50)
    seen[0]!.say({ type: 'update', update: oneEdit() })
    expect(await vic.offer('accounts/a1/packets/other', oneEdit())).toMatchObject({ status: 'denied' })
    const ben = await connectMux(relay.url, { token: 'ben' })
    for (let year = 2027; year < 2030; year++) expect(await ben.offer(`accounts/a1/calendar/${year}`, oneEdit())).toMatchObject({ status: null })
  })

  test('over the limit a further one can be looked at, its edits are kept by who made them, and the others go on', async () => {
    const log = createTestLog(1)
    relay = await startTestRelay({ log })
    const ann = await connectMux(relay.url, { token: 'ann' })
    const first = await ann.open(DOCUMENT)
    first.say({ type: 'update', update: oneEdit() })
    await until('the ack', () => first.ackCount() === 1)
    const second = await ann.open('accounts/a2/profile')
    const ydoc = new Y.Doc()
    const edits = editsOf(ydoc, () => {
      for (let index = 0; index < 3; index++) ydoc.getText('text/notes').insert(index, 'x')
    })
    for (const update of edits) second.say({ type: 'update', update })
    await until('the answers', () => second.ackCount() === 3)
    expect([...second.exceptions().values()]).toEqual(['storage_full', 'storage_full', 'storage_full'])
    first.say({ type: 'update', update: oneEdit() })
    await until('the ack', () => first.ackCount() === 2)
    expect(first.exceptions().size).toBe(0)
  })

  test('the first edits of a new document arrive in the order they were made', async () => {
    relay = await startTestRelay()
    const ann = await connectMux(relay.url, { token: 'ann' })
    const channel = await ann.open(DOCUMENT)
    const ydoc = new Y.Doc()
    const edits = editsOf(ydoc, () => {
      for (let index = 0; index < 20; index++) ydoc.getText('text/notes').insert(index, 'x')
    })
    for (const update of edits) channel.say({ type: 'update', update })
    await until('the acks', () => channel.ackCount() === 20)
    expect(channel.exceptions().size).toBe(0)
  })
})

describe('a clientID belongs to who showed it first (G2)', () => {
  const scene = async () => {
    const log = createTestLog()
    relay = await startTestRelay({ log })
    const ydoc = new Y.Doc()
    const [first] = editsOf(ydoc, () => ydoc.getText('text/notes').insert(0, 'written by ann'))
    const ann = await connectDocument(relay.url, DOCUMENT, { token: 'ann', acks: true })
    ann.say({ type: 'update', update: first! })
    await until('the row', () => ann.ackCount() === 1)
    const [forged] = editsOf(ydoc, () => ydoc.getText('text/notes').insert(14, '!'))
    return { log, ydoc, first: first!, forged: forged! }
  }

  test('also after a restart of the relay', async () => {
    const { log, forged } = await scene()
    await relay.stop()
    relay = await startTestRelay({ log })
    const ben = await connectDocument(relay.url, DOCUMENT, { token: 'ben', acks: true })
    ben.say({ type: 'update', update: forged })
    await until('the answer', () => ben.ackCount() === 1)
    expect([...ben.exceptions()]).toEqual([[0, 'denied']])
    const ann = await connectDocument(relay.url, DOCUMENT, { token: 'ann', acks: true })
    ann.say({ type: 'update', update: forged })
    await until('the ack', () => ann.ackCount() === 1)
    expect(ann.exceptions().size).toBe(0)
  })

  test('also when the row came to the log by another relay', async () => {
    const { log, ydoc } = await scene()
    const ben = await connectDocument(relay.url, DOCUMENT, { token: 'ben', acks: true })
    const other = new Y.Doc()
    const [theirs] = editsOf(other, () => other.getText('text/notes').insert(0, 'elsewhere'))
    const appended = await log.append([{ workspaceId: WORKSPACE, document: DOCUMENT, person: 'ann', time: 1, bytes: theirs!, clients: [other.clientID] }])
    relay.bus.publish({ type: 'appended', workspaceId: WORKSPACE, seq: appended.ok ? appended.value[0]! : 0 })
    await until('the row', () => ben.updates().length === 1)
    const [forged] = editsOf(other, () => other.getText('text/notes').insert(0, 'x'))
    ben.say({ type: 'update', update: forged! })
    await until('the answer', () => ben.ackCount() === 1)
    expect([...ben.exceptions()]).toEqual([[0, 'denied']])
    expect(ydoc.clientID).not.toBe(other.clientID)
  })

  test('what was only ever present is given up again, so that claims do not pile up', async () => {
    relay = await startTestRelay()
    const ann = await connectMux(relay.url, { token: 'ann' })
    const held = await ann.open(DOCUMENT)
    const vic = await connectMux(relay.url, { token: 'vic' })
    for (let round = 0; round < 40; round++) {
      const channel = await vic.open(DOCUMENT)
      const states = Array.from({ length: 16 }, (_, index) => ({ client: 1_000 + round * 16 + index, clock: 1, state: {} }))
      channel.say({ type: 'presence', bytes: encodePresence(states) })
      channel.close()
    }
    vic.say({ type: 'ping' })
    await until('pong', () => vic.controls.find(({ type }) => type === 'pong'))
    // The first ones were let go of, the last ones are still known.
    held.say({ type: 'update', update: updateBytes.characters(1_000, 1) })
    held.say({ type: 'update', update: updateBytes.characters(1_639, 1) })
    await until('the answers', () => held.ackCount() === 2)
    expect([...held.exceptions()]).toEqual([[1, 'denied']])
  })
})

describe('work for nothing', () => {
  test('a full answer costs the same whether or not the channel was opened anew (L5)', async () => {
    relay = await startTestRelay({ settings: { fullSyncBurst: 5, fullSyncEveryMs: 60_000 } })
    const ann = await connectMux(relay.url, { token: 'ann' })
    let answers = 0
    for (let round = 0; round < 12; round++) {
      const channel = await ann.open(DOCUMENT)
      channel.say({ type: 'step1', stateVector: EMPTY })
      ann.say({ type: 'ping' })
      await until('pong', () => ann.controls.filter(({ type }) => type === 'pong').length === round + 1)
      await new Promise((resolve) => setTimeout(resolve, 5))
      if (channel.step2() !== null) answers++
      channel.close()
    }
    expect(answers).toBe(5)
  })

  test('opening documents over the rate is refused for now (L6)', async () => {
    relay = await startTestRelay({ settings: { messagesPerSecond: 1, messagesBurst: 10 } })
    const vic = await connectMux(relay.url, { token: 'vic' })
    for (let ref = 1; ref <= 30; ref++) vic.say({ type: 'open', ref, document: `accounts/a1/packets/p${ref}` })
    await until('30 answers', () => vic.controls.filter(({ type }) => type === 'opened' || type === 'closed').length === 30)
    const refused = vic.controls.filter((control) => control.type === 'closed')
    expect(refused.length).toBeGreaterThanOrEqual(19)
    expect(refused[0]).toMatchObject({ code: 4500 })
  })

  test('one person has a bounded number of sockets and of open documents over all of them (L6)', async () => {
    relay = await startTestRelay({ settings: { socketsPerPersonMax: 3, channelsPerPersonMax: 4 } })
    const sockets = await Promise.all([1, 2, 3].map(() => connectMux(relay.url, { token: 'vic' })))
    const [one, two] = [sockets[0]!, sockets[1]!]
    const open = await Promise.all([1, 2, 3].map((index) => one.open(`accounts/a1/packets/p${index}`)))
    await two.open(DOCUMENT)
    await expect(two.open('workspace/items')).rejects.toThrow('closed 4500')
    open[0]!.close()
    one.say({ type: 'ping' })
    await until('pong', () => one.controls.find(({ type }) => type === 'pong'))
    await expect(two.open('workspace/items')).resolves.toBeDefined()
    const fourth = await connectMux(relay.url, { token: 'vic' })
    expect((await fourth.raw.closed).code).toBe(4500)
    await one.close()
    const again = await connectMux(relay.url, { token: 'vic' })
    await until('the role', again.role)
    await again.open('workspace/settings')
  })

  test('a message that declares millions of answers is none', () => {
    const exceptions = Array.from({ length: 500_000 }, () => ({ frame: 0, status: 'denied' as const }))
    const bytes = encodeChannelMessage({ type: 'ack', count: 500_000, seq: 1, exceptions })
    expect(decodeChannelMessage(bytes)).toBeNull()
  })
})
