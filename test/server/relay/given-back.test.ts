// What a device gives back to a healed log comes back to it like anybody's (S13). Found by the simulated world: a device that
// had somebody else's edit in memory only gave it back, was told nothing, and never had it on its disk.

import { afterEach, expect, test, vi } from 'vitest'
import { Awareness, encodeAwarenessUpdate } from 'y-protocols/awareness'
import * as Y from 'yjs'
import type { LogStore, NewRow } from '../../../server/store/log-store.ts'
import { connectMux, oneEdit, until } from '../../support/relay-client.ts'
import { createTestLog, startTestRelay, type TestRelay } from '../../support/test-relay.ts'

vi.setConfig({ testTimeout: 30_000 })

const DOCUMENT = 'accounts/a1/profile'

let relay: TestRelay
afterEach(() => relay.stop())

/** Restored from a copy a moment ago: whose `lost` clientIDs were is remembered, unless they are nobody's; what they wrote is gone. */
const restored = (lost: readonly number[], owner: string | null = 'ben', appended: NewRow[] = []): LogStore => {
  const log = createTestLog()
  return {
    ...log,
    append: (rows) => {
      appended.push(...rows)
      return log.append(rows)
    },
    healingUntil: async () => Date.now() + 60_000,
    lostClients: async () => new Set(lost),
    documentOwners: async (workspaceId, document) =>
      new Map([...(await log.documentOwners(workspaceId, document)), ...(owner === null ? [] : lost.map((client) => [client, owner] as const))]),
  }
}

test('an edit of somebody else that heals the log comes back to whoever gave it, and an own one does not (S10, S13)', async () => {
  const bens = oneEdit('name', 'made by ben')
  const [benClient] = [...Y.decodeStateVector(Y.encodeStateVectorFromUpdate(bens)).keys()] as [number]
  relay = await startTestRelay({ log: restored([benClient]) })
  const ann = await connectMux(relay.url, { token: 'ann' })
  ann.tail()
  await until('the end of the log', () => ann.cursor() !== null)

  expect((await ann.offer(DOCUMENT, bens)).status).toBeNull()
  await until('it to come back', () => ann.rows().length === 1)
  expect(ann.rows()[0]?.bytes).toEqual(bens)

  const own = await ann.open('accounts/a2/profile')
  own.say({ type: 'update', update: oneEdit() })
  await until('the end of the log', () => ann.cursor()?.seq === 2)
  expect(ann.rows()).toHaveLength(1)
})

const clientIn = (update: Uint8Array): number => [...Y.decodeStateVector(Y.encodeStateVectorFromUpdate(update)).keys()][0] ?? 0

test('a clientID first seen in what is handed on is remembered as nobody’s, until its person writes under it (G2, S13)', async () => {
  const doc = new Y.Doc()
  const updates: Uint8Array[] = []
  doc.on('update', (update: Uint8Array) => updates.push(update))
  doc.getMap('fields').set('name', 'made by ben')
  doc.getMap('fields').set('name', 'and once more')
  const appended: NewRow[] = []
  relay = await startTestRelay({ log: restored([], null, appended) })
  const ann = await connectMux(relay.url, { token: 'ann' })
  expect((await ann.offer(DOCUMENT, updates[0] as Uint8Array)).status).toBeNull()
  expect(appended.at(-1)).toMatchObject({ person: 'ann', clients: [], strays: [doc.clientID] })
  // Ben is there before he writes: his presence alone does not count as known to the log.
  const ben = await connectMux(relay.url, { token: 'ben' })
  const channel = await ben.open(DOCUMENT)
  channel.say({ type: 'presence', bytes: presenceOf(doc) })
  channel.say({ type: 'update', update: updates[1] as Uint8Array })
  await until('ben’s row', () => appended.length === 2)
  expect(appended.at(-1)).toMatchObject({ person: 'ben', clients: [doc.clientID], strays: [] })
})

test('what a second restore lost of somebody who is here again comes back from a colleague, with what they made themselves (S13)', async () => {
  const bens = new Y.Doc()
  bens.getMap('fields').set('name', 'made by ben')
  const anns = new Y.Doc()
  Y.applyUpdate(anns, Y.encodeStateAsUpdate(bens))
  anns.getMap('fields').set('city', 'made by ann')
  relay = await startTestRelay({ log: restored([clientIn(Y.encodeStateAsUpdate(bens))], null) })
  const ben = await connectMux(relay.url, { token: 'ben' })
  const here = await ben.open(DOCUMENT)
  here.say({ type: 'presence', bytes: presenceOf(bens) })
  const ann = await connectMux(relay.url, { token: 'ann' })
  const channel = await ann.open(DOCUMENT)
  await until('ben to be seen', () => channel.messages.some(({ type }) => type === 'presence'))
  expect((await ann.offer(DOCUMENT, Y.encodeStateAsUpdate(anns))).status).toBeNull()
})

const presenceOf = (doc: Y.Doc): Uint8Array => {
  const awareness = new Awareness(doc)
  awareness.setLocalStateField('user', { name: 'ben' })
  const bytes = encodeAwarenessUpdate(awareness, [doc.clientID])
  awareness.destroy()
  return bytes
}
