// Presence over real sockets: rewritten, coalesced, never echoed, null at the same clock on close (SYNC §2, D9).

import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { encodePresence, isPresence, type PresenceState, vetPresence } from '../../../shared/protocol/presence-states.ts'
import { connectDocument, connectMux, type DocumentClient, oneEdit, pause, type Received, until } from '../../support/relay-client.ts'
import { startTestRelay, type TestRelay } from '../../support/test-relay.ts'

// Real sockets on a machine that may be busy.
vi.setConfig({ testTimeout: 30_000 })

const DOCUMENT = 'accounts/a1/profile'

let relay: TestRelay
beforeEach(async () => {
  relay = await startTestRelay()
})
afterEach(() => relay.stop())

const join = async (token: string): Promise<DocumentClient> => {
  const client = await connectDocument(relay.url, DOCUMENT, { token })
  client.say({ type: 'step1', stateVector: new Uint8Array([0]) })
  await until('step 2', client.step2)
  return client
}

const say = (client: DocumentClient, ...states: PresenceState[]) => client.say({ type: 'presence', bytes: encodePresence(states) })

const heard = (client: Received): PresenceState[] =>
  client.messages.flatMap((message) => {
    if (message.type !== 'presence') return []
    const states = vetPresence(message.bytes)
    if (!isPresence(states)) throw new Error(states.reason)
    return [...states]
  })

const ANN = { id: 'ann', name: 'ann by name' }

test("the name is the session's, whatever the client says; the rest is passed on (D9)", async () => {
  const [ann, ben] = [await join('ann'), await join('ben')]
  say(ann, { client: 5, clock: 1, state: { user: { id: 'ben', name: 'Ben', color: 'teal' }, open: 'r1' } })
  await until('presence', () => heard(ben).length === 1)
  expect(heard(ben)).toEqual([{ client: 5, clock: 1, state: { user: { color: 'teal', ...ANN }, open: 'r1' } }])
})

test('closing says null at the same clock', async () => {
  const [ann, ben] = [await join('ann'), await join('ben')]
  say(ann, { client: 5, clock: 7, state: {} })
  await until('presence', () => heard(ben).length === 1)
  await ann.close()
  await until('the end', () => heard(ben).length === 2)
  expect(heard(ben)[1]).toEqual({ client: 5, clock: 7, state: null })
})

test("an echo of somebody else's presence is dropped, also after they left, and is no offence", async () => {
  const [ann, ben, cas] = [await join('ann'), await join('ben'), await join('ann')]
  say(ann, { client: 5, clock: 7, state: { at: 1 } })
  await until('presence', () => heard(ben).length === 1)
  say(ben, { client: 5, clock: 8, state: { at: 2 } })
  say(ben, { client: 5, clock: 7, state: null })
  say(cas, { client: 5, clock: 7, state: { at: 1 } })
  await pause(150)
  await cas.close()
  await ann.close()
  await until('the end', () => heard(ben).length === 2)
  say(ben, { client: 5, clock: 7, state: { at: 1 } })
  await pause(150)
  const late = await join('vic')
  await pause(50)
  expect(heard(late)).toEqual([])
  expect(relay.stats().malformed).toBe(0)
})

test('a client that reconnects before its old socket is noticed takes its presence along', async () => {
  const [old, ben] = [await join('ann'), await join('ben')]
  say(old, { client: 5, clock: 1, state: { at: 1 } })
  await until('presence', () => heard(ben).length === 1)
  const fresh = await join('ann')
  say(fresh, { client: 5, clock: 2, state: { at: 2 } })
  await until('the new state', () => heard(ben).length === 2)
  await old.close()
  await pause(150)
  expect(heard(ben).at(-1)).toMatchObject({ client: 5, clock: 2, state: { at: 2 } })
})

test('many changes reach others at most ten times a second (L4)', async () => {
  const [ann, ben] = [await join('ann'), await join('ben')]
  const started = performance.now()
  for (let clock = 1; clock <= 60; clock++) {
    say(ann, { client: 5, clock, state: { at: clock } })
    await pause(5)
  }
  await until('the last state', () => heard(ben).at(-1)?.clock === 60)
  const seconds = (performance.now() - started) / 1_000
  expect(heard(ben).length).toBeLessThanOrEqual(Math.ceil(seconds * 10) + 1)
})

test('who joins, or asks, hears who is here, on either kind of socket', async () => {
  const ann = await join('ann')
  say(ann, { client: 5, clock: 1, state: { at: 1 } })
  const ben = await join('ben')
  await until('everybody', () => heard(ben).length >= 1)
  const before = heard(ben).length
  ben.say({ type: 'queryPresence' })
  await until('the answer', () => heard(ben).length === before + 1)
  const mux = await connectMux(relay.url, { token: 'vic' })
  const channel = await mux.open(DOCUMENT)
  await until('everybody', () => heard(channel).length === 1)
})

describe('what is no presence', () => {
  test.each([
    ['JSON that is none', [1, 5, 1, 3, 123, 123, 123]],
    ['a state that is no object', [1, 5, 1, 1, 0x37]],
    ['trailing bytes', [0, 0]],
    ['more than it holds', [200, 1]],
  ])('%s reaches nobody and costs the sender', async (_name, bytes) => {
    const [ann, ben] = [await join('ann'), await join('ben')]
    ann.say({ type: 'presence', bytes: new Uint8Array(bytes) })
    ann.say({ type: 'update', update: oneEdit() })
    await until('the update', () => ben.updates().length === 1)
    expect(heard(ben)).toEqual([])
    expect(relay.stats().malformed).toBe(1)
  })

  test('a state over 2 KiB, or with a key that reaches a prototype, is left out (L4)', async () => {
    const [ann, ben] = [await join('ann'), await join('ben')]
    say(ann, { client: 5, clock: 1, state: { long: 'x'.repeat(3_000) } }, { client: 6, clock: 1, state: { at: 1 } })
    await until('presence', () => heard(ben).length === 1)
    expect(heard(ben)[0]?.client).toBe(6)
    say(ann, { client: 7, clock: 1, state: JSON.parse('{"__proto__":{"a":1}}') })
    await pause(150)
    expect(heard(ben)).toHaveLength(1)
  })

  test('one socket speaks for at most sixteen clients', async () => {
    const [ann, ben] = [await join('ann'), await join('ben')]
    say(ann, ...Array.from({ length: 100 }, (_, client) => ({ client, clock: 1, state: {} })))
    await until('presence', () => heard(ben).length > 0)
    expect(heard(ben)).toHaveLength(16)
  })
})
