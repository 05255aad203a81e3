// What networks and clocks do to a relay and its clients, over real sockets (rules F).

import { afterEach, describe, expect, test, vi } from 'vitest'
import * as Y from 'yjs'
import { backoffMs } from '../../../client/sync/backoff.ts'
import type { LogStore } from '../../../server/store/log-store.ts'
import { calendarPath } from '../../../shared/base/document-path.ts'
import { addRow } from '../../../shared/commands/rows.ts'
import { encodeChannelMessage } from '../../../shared/protocol/channel-messages.ts'
import { encodePresence, isPresence, type PresenceState, vetPresence } from '../../../shared/protocol/presence-states.ts'
import { type BadNetwork, createBadNetwork } from '../../support/bad-network.ts'
import { connectDocument, type DocumentClient, oneEdit, pause, until } from '../../support/relay-client.ts'
import { createRandom } from '../../support/seeded-random.ts'
import { createTestLog, startTestRelay, type TestRelay, WORKSPACE } from '../../support/test-relay.ts'
import { eventually, openDevice, type TestDevice } from '../../support/test-workspace.ts'

// Real sockets on a machine that may be busy.
vi.setConfig({ testTimeout: 60_000 })

const DOCUMENT = 'accounts/a1/calendar/2027'
const TEN_YEARS_MS = 10 * 365 * 24 * 60 * 60 * 1_000

let relay: TestRelay
let network: BadNetwork | null = null
let devices: TestDevice[] = []
afterEach(async () => {
  for (const { workspace } of devices) await workspace.dispose()
  devices = []
  await network?.close()
  network = null
  await relay.stop()
  expect(relay.errors).toEqual([])
})

const device = (options: Parameters<typeof openDevice>[0]): TestDevice['workspace'] => {
  const opened = openDevice(options)
  devices.push(opened)
  return opened.workspace
}

const statesSeen = ({ messages }: DocumentClient): PresenceState[] =>
  messages.flatMap((message) => {
    const states = message.type === 'presence' ? vetPresence(message.bytes) : []
    return isPresence(states) ? states : []
  })

test('F4: a half-open socket is found out and cut, and whose it was is no longer present', async () => {
  // Long against any pause of a busy machine: only who really does not answer is given up.
  relay = await startTestRelay({ settings: { keepaliveMs: 1_000 } })
  const ann = await connectDocument(relay.url, DOCUMENT, { token: 'ann' })
  const ben = await connectDocument(relay.url, DOCUMENT, { token: 'ben' })
  ann.say({ type: 'presence', bytes: encodePresence([{ client: 5, clock: 3, state: {} }]) })
  await until('her presence', () => statesSeen(ben).some(({ client, state }) => client === 5 && state !== null))
  // Nothing is read any more and nothing answered, and no closing handshake comes: the cable is out.
  ann.raw.ws.pause()
  await until('the relay to give her up', () => relay.stats().connections === 1)
  await until('her presence to end at the same clock', () => statesSeen(ben).some(({ client, clock, state }) => client === 5 && clock === 3 && state === null))
  expect(ben.raw.closedWith()).toBeNull()
  ann.raw.ws.resume()
  expect((await ann.raw.closed).code).toBe(1006)
})

test('F5: two devices on a network that cuts every connection at any byte end equal, with nothing left to send', async () => {
  const seed = Math.floor(Math.random() * 2 ** 32)
  relay = await startTestRelay()
  network = await createBadNetwork(createRandom(seed), relay.port)
  const url = `ws://127.0.0.1:${network.port}/sync`
  const path = calendarPath('marlow', 2027)
  const [ann, ben] = [device({ person: 'ann', device: `flapping-${seed}-a`, url }), device({ person: 'ben', device: `flapping-${seed}-b`, url })]
  for (let round = 0; round < 25; round++) {
    await Promise.all([ann, ben].map((each) => each.run('Added', path, addRow, { rows: 'promotions', input: { name: `p${round}` } })))
    await pause(60)
  }
  expect({ seed, areCuts: network.cuts() > 3 }).toEqual({ seed, areCuts: true })
  network.mend()
  await eventually(() => {
    for (const each of [ann, ben]) {
      expect({ seed, ...each.sync() }).toMatchObject({ seed, connection: 'online', unsent: 0, unsaved: 0 })
      expect(each.summaries.all('promotion')).toHaveLength(50)
    }
  }, 30_000)
})

/** A stock client in miniature, whose frames are lost, sent twice, sent late and cut short; so are those it receives. */
const stormy = (seed: number, client: number) => {
  const random = createRandom(seed)
  const ydoc = new Y.Doc()
  ydoc.clientID = client
  const updates: Uint8Array[] = []
  let late: (() => void)[] = []
  ydoc.on('update', (update: Uint8Array, origin: unknown) => {
    if (origin !== 'relay') updates.push(update)
  })
  let taken = 0
  const apply = (bytes: Uint8Array) => Y.applyUpdate(ydoc, bytes, 'relay')
  return {
    ydoc,
    edit: () => {
      const notes = ydoc.getText('text/notes')
      if (random.below(4) === 0 && notes.length > 3) notes.delete(random.below(notes.length - 2), 2)
      else notes.insert(random.below(notes.length + 1), `${client}.`)
    },
    send: (to: DocumentClient) => {
      for (const update of updates.splice(0)) {
        const frame = encodeChannelMessage({ type: 'update', update })
        const go = () => to.raw.send(frame)
        switch (random.below(6)) {
          case 0:
            continue
          case 1:
            go()
            go()
            continue
          case 2:
            late.push(go)
            continue
          case 3:
            to.raw.send(frame.slice(0, random.below(frame.length)))
            continue
          default:
            go()
        }
      }
      if (random.below(3) === 0) {
        for (const go of late.reverse()) go()
        late = []
      }
    },
    /** Some of what came, in another order, and some of it never. */
    receive: (from: DocumentClient) => {
      const fresh = from.updates().slice(taken)
      taken += fresh.length
      for (const update of fresh.reverse()) if (random.below(3) > 0) apply(update)
    },
    sync: async (url: string, token: string) => {
      const fresh = await connectDocument(url, DOCUMENT, { token, acks: true })
      fresh.say({ type: 'step1', stateVector: Y.encodeStateVector(ydoc) })
      apply(await until('step 2', fresh.step2))
      const stateVector = await until('step 1', fresh.step1)
      fresh.say({ type: 'step2', update: Y.encodeStateAsUpdate(ydoc, stateVector) })
      await until('the ack', () => fresh.ackCount() === 1)
      expect([...fresh.exceptions().values()].filter((status) => status !== 'duplicate')).toEqual([])
      await fresh.close()
    },
  }
}

describe('F6: frames lost, repeated, reordered and truncated', () => {
  test.each([1, 2, 3, 4, 5, 6])('lose nothing once each says what it has, seed %i', async (seed) => {
    relay = await startTestRelay()
    const people = ['ann', 'ben'] as const
    const clients = people.map((_person, index) => stormy(seed * 10 + index, 5 + index))
    const sockets = await Promise.all(people.map((token) => connectDocument(relay.url, DOCUMENT, { token, acks: true })))
    for (let round = 0; round < 40; round++) {
      for (const [index, client] of clients.entries()) {
        client.edit()
        client.send(sockets[index]!)
        client.receive(sockets[index]!)
      }
      await pause(2)
    }
    await Promise.all(sockets.map((socket) => socket.close()))
    for (let round = 0; round < 2; round++) for (const [index, client] of clients.entries()) await client.sync(relay.url, people[index]!)

    const stored = new Y.Doc()
    for (const { bytes } of await relay.log.rowsAfter(WORKSPACE, 0, 100_000_000)) Y.applyUpdate(stored, bytes)
    expect(stored.store.pendingStructs).toBeNull()
    const canonical = (ydoc: Y.Doc) => {
      const fresh = new Y.Doc()
      Y.applyUpdate(fresh, Y.encodeStateAsUpdate(ydoc))
      return Buffer.from(Y.encodeStateAsUpdate(fresh)).toString('base64')
    }
    for (const { ydoc } of clients) expect({ seed, state: canonical(ydoc) }).toEqual({ seed, state: canonical(stored) })
    expect(relay.stats().refused.denied + relay.stats().refused.invalid).toBe(0)
  })
})

describe('F7: a reconnect storm', () => {
  test('is one reading of the document for all who come at once, also when handshakes wait for their turn', async () => {
    const log = createTestLog()
    let reads = 0
    const counting: LogStore = {
      ...log,
      documentState: (...args) => {
        reads++
        return log.documentState(...args)
      },
      documentParts: (...args) => {
        reads++
        return log.documentParts(...args)
      },
    }
    relay = await startTestRelay({ log: counting })
    const writer = await connectDocument(relay.url, DOCUMENT, { token: 'ann', acks: true })
    writer.say({ type: 'update', update: oneEdit('name', 'x'.repeat(20_000)) })
    await until('the row', () => writer.ackCount() === 1)
    const { port } = relay
    const known = await Promise.all(Array.from({ length: 150 }, () => connectDocument(relay.url, DOCUMENT, { token: 'ben' })))
    await relay.stop()
    await Promise.all(known.map(({ raw }) => raw.closed))
    reads = 0
    relay = await startTestRelay({ port, log: counting, settings: { handshakesPerSecond: 200, handshakesBurst: 20 } })
    const from = performance.now()
    const again = await Promise.all(
      known.map(async () => {
        const client = await connectDocument(relay.url, DOCUMENT, { token: 'ben' })
        client.say({ type: 'step1', stateVector: new Uint8Array([0]) })
        return client
      }),
    )
    await until('everybody to be answered', () => again.every((client) => (client.step2()?.length ?? 0) > 20_000))
    expect(again.every(({ raw }) => raw.closedWith() === null)).toBe(true)
    // 130 of them waited for their turn at 200 a second, and none was refused.
    expect(performance.now() - from).toBeGreaterThan(500)
    expect(relay.stats().refusedHandshakes).toBe(0)
    // One to know the document, and one for each moment at which the log had grown: it has not.
    expect(reads).toBeLessThan(30)
    await Promise.all(again.map((client) => client.close()))
  })

  test('is spread by the clients themselves, over all of the time they wait', () => {
    const waits = Array.from({ length: 1_000 }, (_, index) => backoffMs(3, index / 1_000))
    const perTenth = Array.from({ length: 10 }, (_, tenth) => waits.filter((ms) => Math.floor(ms / 480) === tenth).length)
    expect(Math.max(...perTenth)).toBeLessThanOrEqual(110)
    expect(Math.min(...waits)).toBeGreaterThanOrEqual(100)
  })
})

describe('F13: a clock ten years off', () => {
  test('on the server, and set right while it runs, holds up no presence, no acknowledgement and no end of a lease', async () => {
    const time = { off: TEN_YEARS_MS }
    relay = await startTestRelay({ clock: () => Date.now() + time.off, settings: { leaseMs: 300, keepaliveMs: 10_000 } })
    const ann = await connectDocument(relay.url, DOCUMENT, { token: 'ann', acks: true })
    const ben = await connectDocument(relay.url, DOCUMENT, { token: 'ben', acks: true })
    for (const [step, off] of [TEN_YEARS_MS, 0, -TEN_YEARS_MS, 0].entries()) {
      time.off = off
      ann.say({ type: 'update', update: oneEdit(`k${step}`) })
      ann.say({ type: 'presence', bytes: encodePresence([{ client: 5, clock: step + 1, state: { step } }]) })
      await until(`the ack at step ${step}`, () => ann.ackCount() === step + 1)
      await until(`presence at step ${step}`, () => statesSeen(ben).some(({ client, clock }) => client === 5 && clock === step + 1))
    }
    expect(ann.exceptions().size).toBe(0)
    expect([ann, ben].map(({ raw }) => raw.closedWith())).toEqual([null, null])
    // Each row says the time it was given, and their order is the log's.
    const rows = await relay.log.rowsAfter(WORKSPACE, 0, 1_000_000)
    expect(rows.map(({ seq }) => seq)).toEqual([1, 2, 3, 4])
    // Nobody says that the grant is gone: the lease ends by itself, whatever the clock says.
    relay.grants.revoke('ben')
    time.off = -TEN_YEARS_MS
    expect((await ben.raw.closed).code).toBe(4401)
  })

  test('on a device, and set right while it runs, keeps back none of its edits and none of the others’', async () => {
    const time = { off: TEN_YEARS_MS }
    relay = await startTestRelay()
    const path = calendarPath('marlow', 2027)
    const name = `clock-${Date.now()}`
    const ann = device({ person: 'ann', device: `${name}-a`, url: relay.url, now: () => Date.now() + time.off })
    const ben = device({ person: 'ben', device: `${name}-b`, url: relay.url })
    let count = 0
    for (const off of [TEN_YEARS_MS, 0, -TEN_YEARS_MS, 0]) {
      time.off = off
      await ann.run('Added', path, addRow, { rows: 'promotions', input: { name: 'x' } })
      await ben.run('Added', path, addRow, { rows: 'promotions', input: { name: 'y' } })
      count += 2
      await eventually(() => {
        for (const each of [ann, ben]) {
          expect(each.sync()).toMatchObject({ connection: 'online', unsent: 0 })
          expect(each.summaries.all('promotion')).toHaveLength(count)
        }
      }, 10_000)
    }
  })

  test('on a device, set back an hour while it waits to dial again, does not keep it offline for that hour', async () => {
    const time = { off: 0 }
    relay = await startTestRelay()
    const { port, log, grants } = relay
    const ann = device({ person: 'ann', device: `clock-${Date.now()}-c`, url: relay.url, now: () => Date.now() + time.off })
    await eventually(() => expect(ann.sync().connection).toBe('online'))
    await relay.stop()
    await eventually(() => expect(ann.sync().connection).toBe('offline'))
    time.off = -3_600_000
    relay = await startTestRelay({ port, log, grants })
    await eventually(() => expect(ann.sync().connection).toBe('online'), 25_000)
  })
})
