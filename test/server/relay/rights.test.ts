// Who may read and write, from the first frame on, and until when (S15; promise 4).

import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import * as Y from 'yjs'
import { connectDocument, connectMux, editsOf, oneEdit, pause, until } from '../../support/relay-client.ts'
import { startTestRelay, type TestRelay, WORKSPACE } from '../../support/test-relay.ts'

// Real sockets on a machine that may be busy.
vi.setConfig({ testTimeout: 30_000 })

const DOCUMENT = 'accounts/a1/calendar/2027'

let relay: TestRelay
const start = async (...options: Parameters<typeof startTestRelay>) => {
  relay = await startTestRelay(...options)
}
const rows = () => relay.log.rowsAfter(WORKSPACE, 0, 1_000_000)
afterEach(async () => {
  await relay.stop()
  expect(relay.errors).toEqual([])
})

describe('a viewer (S15)', () => {
  beforeEach(() => start())

  test('gets no step 1, reads everything, and cannot change a document by update or by step 2', async () => {
    const ann = await connectDocument(relay.url, DOCUMENT, { token: 'ann' })
    const edit = oneEdit('name', 'before')
    ann.say({ type: 'update', update: edit })
    await until('the row', () => relay.stats().appendedRows === 1)

    const vic = await connectDocument(relay.url, DOCUMENT, { token: 'vic' })
    vic.say({ type: 'step1', stateVector: new Uint8Array([0]) })
    expect(await until('step 2', vic.step2)).toEqual(edit)
    expect(vic.step1()).toBeNull()

    const hostile = new Y.Doc()
    Y.applyUpdate(hostile, edit)
    const [update] = editsOf(hostile, () => hostile.getMap('fields').set('name', 'changed'))
    vic.say({ type: 'update', update: update! })
    await until('the first denial', () => vic.denials().length === 1)
    vic.say({ type: 'step2', update: Y.encodeStateAsUpdate(hostile) })
    await until('the second denial', () => vic.denials().length === 2)
    const gap = editsOf(hostile, () => hostile.getMap('fields').set('name', 'again'))[0]!
    vic.say({ type: 'update', update: gap })
    await until('the third denial', () => vic.denials().length === 3)
    await pause(30)
    expect(await rows()).toHaveLength(1)
    expect(ann.updates()).toEqual([])
  })

  test('who repeats what is known commits no offence', async () => {
    const ann = await connectDocument(relay.url, DOCUMENT, { token: 'ann' })
    const edit = oneEdit()
    ann.say({ type: 'update', update: edit })
    await until('the row', () => relay.stats().appendedRows === 1)
    const vic = await connectDocument(relay.url, DOCUMENT, { token: 'vic', acks: true })
    vic.say({ type: 'step2', update: edit })
    vic.say({ type: 'update', update: oneEdit() })
    await until('two answers', () => vic.ackCount() === 2)
    expect([...vic.exceptions()]).toEqual([
      [0, 'duplicate'],
      [1, 'denied'],
    ])
    expect(vic.denials()).toEqual([])
  })

  test('on the app socket is denied the same, in channels and offers', async () => {
    const vic = await connectMux(relay.url, { token: 'vic' })
    const channel = await vic.open(DOCUMENT)
    channel.say({ type: 'update', update: oneEdit() })
    await until('the answer', () => channel.ackCount() === 1)
    expect(channel.exceptions().get(0)).toBe('denied')
    expect(channel.step1()).toBeNull()
    expect(await vic.offer(DOCUMENT, oneEdit())).toMatchObject({ status: 'denied' })
    expect(await rows()).toEqual([])
  })
})

describe('a role that changes (S15)', () => {
  beforeEach(() => start())

  test('applies from the next message, without a reconnect, and the app socket is told', async () => {
    const ben = await connectMux(relay.url, { token: 'ben' })
    const channel = await ben.open(DOCUMENT)
    relay.grants.allow('ben', 'viewer')
    relay.sayGrantsChanged()
    await until('the news', () => ben.role() === 'viewer')
    channel.say({ type: 'update', update: oneEdit() })
    await until('the answer', () => channel.ackCount() === 1)
    expect(channel.exceptions().get(0)).toBe('denied')
    const step1s = () => channel.messages.filter(({ type }) => type === 'step1').length
    const before = step1s()
    relay.grants.allow('ben', 'coordinator')
    relay.sayGrantsChanged()
    await until('the relay to ask for what the person wrote meanwhile', () => step1s() === before + 1)
    channel.say({ type: 'update', update: oneEdit() })
    await until('the answer', () => channel.ackCount() === 2)
    expect(channel.exceptions().has(1)).toBe(false)
  })
})

describe('access that ends (promise 4, S15)', () => {
  beforeEach(() => start())

  test.each([
    ['a revoked token', 'revoke', 4401],
    ['a removed member', 'remove', 4403],
  ] as const)('%s: every socket closes at the hint, long before its lease ends, later connects are refused alike', async (_name, how, code) => {
    const sockets = [
      (await connectDocument(relay.url, DOCUMENT, { token: 'ben' })).raw,
      (await connectDocument(relay.url, DOCUMENT, { token: 'ben', acks: true })).raw,
      (await connectMux(relay.url, { token: 'ben' })).raw,
    ]
    const ann = await connectDocument(relay.url, DOCUMENT, { token: 'ann' })
    relay.grants[how]('ben')
    relay.sayGrantsChanged()
    for (const { closed } of sockets) expect((await closed).code).toBe(code)
    expect(ann.raw.closedWith()).toBeNull()
    for (const again of [await connectDocument(relay.url, DOCUMENT, { token: 'ben' }), await connectMux(relay.url, { token: 'ben' })]) {
      expect((await again.raw.closed).code).toBe(code)
    }
    expect(relay.stats()).toMatchObject({ connections: 1, refusedHandshakes: 2 })
  })

  test('nothing sent after the end is stored', async () => {
    const ben = await connectDocument(relay.url, DOCUMENT, { token: 'ben' })
    await until('step 1', ben.step1)
    relay.grants.revoke('ben')
    relay.sayGrantsChanged()
    await ben.raw.closed
    expect(await rows()).toEqual([])
  })
})

describe('the upgrade', () => {
  test('nobody and strangers are accepted and closed with the reason, before any other frame', async () => {
    await start()
    const nobody = await connectDocument(relay.url, DOCUMENT, {})
    const stranger = await connectDocument(relay.url, DOCUMENT, { token: 'mallory' })
    const elsewhere = await connectDocument(relay.url, DOCUMENT, { token: 'ann', workspaceId: 'w2' })
    expect((await nobody.raw.closed).code).toBe(4401)
    expect((await stranger.raw.closed).code).toBe(4401)
    expect((await elsewhere.raw.closed).code).toBe(4403)
    for (const { raw } of [nobody, stranger, elsewhere]) expect(raw.frames).toEqual([])
  })

  test('the relay never selects the bearer', async () => {
    await start()
    const ann = await connectDocument(relay.url, DOCUMENT, { token: 'ann', protocols: ['other', 'endcap.v1', 'endcap.ack.v1'] })
    expect(ann.raw.ws.protocol).toBe('endcap.ack.v1')
    const plain = await connectDocument(relay.url, DOCUMENT, { protocols: [], headers: { cookie: 'session=ann' } })
    await until('step 1', plain.step1)
    expect(plain.raw.ws.protocol).toBe('')
  })

  test('a wrong Origin, or none, does not get in with a cookie; a token needs no Origin', async () => {
    await start({ allowsOrigin: (origin) => origin === 'https://endcap.example' })
    const headers = (origin: string | null) => ({ cookie: 'session=ann', ...(origin === null ? {} : { origin }) })
    for (const origin of ['https://evil.example', 'null', null]) {
      const refused = await connectDocument(relay.url, DOCUMENT, { headers: headers(origin) })
      expect((await refused.raw.closed).code, String(origin)).toBe(4403)
    }
    const ours = await connectDocument(relay.url, DOCUMENT, { headers: headers('https://endcap.example') })
    await until('step 1', ours.step1)
    const token = await connectDocument(relay.url, DOCUMENT, { token: 'ben', headers: { origin: 'https://evil.example' } })
    await until('step 1', token.step1)
  })

  test('an address that fails too often waits for its refusals, members at the same address do not (L7)', async () => {
    await start({ failedAuthPerMinuteMax: 3, settings: { failedAuthDelayMs: 300 } })
    const refusal = async () => {
      const at = performance.now()
      const client = await connectDocument(relay.url, DOCUMENT, { token: 'guess' })
      expect((await client.raw.closed).code).toBe(4401)
      return performance.now() - at
    }
    for (let attempt = 0; attempt < 3; attempt++) await refusal()
    expect(await refusal()).toBeGreaterThanOrEqual(290)
    const ann = await connectDocument(relay.url, DOCUMENT, { token: 'ann' })
    await until('step 1', ann.step1)
  })

  test('a grant is looked at again when its lease ends, without a hint (S15)', async () => {
    await start({ settings: { leaseMs: 120 } })
    const ben = await connectMux(relay.url, { token: 'ben' })
    await until('the role', ben.role)
    relay.grants.revoke('ben')
    expect((await ben.raw.closed).code).toBe(4401)
  })
})
