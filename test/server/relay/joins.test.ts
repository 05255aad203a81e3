// Many who open one document at once (S11): what they are sent, and what it costs to make.

import { afterEach, describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { compactDocument } from '../../../server/store/compaction-worker.ts'
import type { LogStore } from '../../../server/store/log-store.ts'
import { connectDocument, pause, until } from '../../support/relay-client.ts'
import { createTestLog, startTestRelay, type TestRelay, WORKSPACE } from '../../support/test-relay.ts'

const DOCUMENT = 'accounts/a1/calendar/2027'
const FRESH = new Uint8Array([0])

let relay: TestRelay
afterEach(() => relay.stop())

/** A calendar in the log: `before` rows in a snapshot, the rest after it. */
const calendar = async (before: number, after: number) => {
  const doc = new Y.Doc()
  const updates: Uint8Array[] = []
  doc.on('update', (update: Uint8Array) => updates.push(update))
  for (let index = 0; index < before + after; index++) {
    doc.getMap('rows/promotions').set(`p${index % 40}`, new Y.Map([['name', `Feature ${index}`]]))
  }
  const log = createTestLog()
  const reads = { parts: 0, states: 0 }
  const counting: LogStore = {
    ...log,
    documentParts: (...args) => {
      reads.parts++
      return log.documentParts(...args)
    },
    documentState: (...args) => {
      reads.states++
      return log.documentState(...args)
    },
  }
  await log.append(updates.slice(0, before).map((bytes) => ({ workspaceId: WORKSPACE, document: DOCUMENT, person: 'ann', time: 1, bytes })))
  if (before > 0) {
    const made = compactDocument({ snapshot: null, rows: updates.slice(0, before) })
    if (made.kind !== 'compacted') throw new Error(made.kind)
    await log.swapSnapshot(WORKSPACE, DOCUMENT, 0, { seq: before, update: made.update, packed: made.packed, time: 2, isVetted: made.isVetted })
  }
  if (after > 0) await log.append(updates.slice(before).map((bytes) => ({ workspaceId: WORKSPACE, document: DOCUMENT, person: 'ann', time: 1, bytes })))
  return { doc, log: counting, plain: log, reads }
}

const join = async (stateVector: Uint8Array = FRESH) => {
  const client = await connectDocument(relay.url, DOCUMENT, { token: 'ann' })
  client.say({ type: 'step1', stateVector })
  await until('step 2', client.step2)
  return client
}

const received = (client: Awaited<ReturnType<typeof join>>): Y.Doc => {
  const doc = new Y.Doc()
  for (const update of [...client.updates(), client.step2()!]) Y.applyUpdate(doc, update)
  return doc
}

describe('a fresh client', () => {
  test('gets the snapshot as it lies in the log, then what came after it as step 2, and never a merge (S11)', async () => {
    const { doc, log, plain, reads } = await calendar(300, 40)
    relay = await startTestRelay({ log })
    const client = await join()
    const parts = (await plain.documentParts(WORKSPACE, DOCUMENT))!
    expect(client.updates()).toEqual([parts.snapshot!.update])
    expect([client.step2()]).toEqual(parts.tail)
    const kinds = client.messages.map(({ type }) => type).filter((type) => type === 'update' || type === 'step2')
    expect(kinds).toEqual(['update', 'step2'])
    expect(received(client).getMap('rows/promotions').toJSON()).toEqual(doc.getMap('rows/promotions').toJSON())
    expect(reads.states).toBe(0)
  })

  test('gets a long tail in the order of its rows, a message for each chunk, and is synced with the last of them (S11)', async () => {
    const { doc, log, plain } = await calendar(100, 200)
    relay = await startTestRelay({ log })
    const client = await join()
    const { snapshot, tail } = (await plain.documentParts(WORKSPACE, DOCUMENT))!
    expect(tail).toHaveLength(4)
    expect([...client.updates(), client.step2()]).toEqual([snapshot!.update, ...tail])
    const kinds = client.messages.map(({ type }) => type).filter((type) => type === 'update' || type === 'step2')
    expect(kinds).toEqual(['update', 'update', 'update', 'update', 'step2'])
    expect(received(client).getMap('rows/promotions').toJSON()).toEqual(doc.getMap('rows/promotions').toJSON())
  })

  test('has a compacted document before the gate has read it, and its edit is judged once it has (S11)', async () => {
    const { log, plain } = await calendar(100, 0)
    let proceed = () => {}
    const owners: LogStore['documentOwners'] = (...args) =>
      new Promise((resolve) => {
        proceed = () => void log.documentOwners(...args).then(resolve)
      })
    relay = await startTestRelay({ log: { ...log, documentOwners: owners } })
    const client = await join()
    expect(client.step2()).toEqual((await plain.documentParts(WORKSPACE, DOCUMENT))?.snapshot?.update)
    expect(client.messages.filter(({ type }) => type === 'step1')).toEqual([])
    const doc = received(client)
    const before = Y.encodeStateVector(doc)
    doc.getMap('fields').set('name', 'made at once')
    client.say({ type: 'update', update: Y.encodeStateAsUpdate(doc, before) })
    await pause(50)
    expect(relay.stats().appendedRows).toBe(0)
    proceed()
    await until('the edit to be stored', () => relay.stats().appendedRows === 1)
    await until('the relay to ask for what it misses', () => client.messages.some(({ type }) => type === 'step1'))
  })

  test('with nothing after the snapshot gets it as step 2 (S11)', async () => {
    const { log, plain } = await calendar(100, 0)
    relay = await startTestRelay({ log })
    const client = await join()
    expect(client.updates()).toEqual([])
    expect(client.step2()).toEqual((await plain.documentParts(WORKSPACE, DOCUMENT))!.snapshot!.update)
  })

  test('fifty at once cost one reading, and one more after somebody wrote (S11)', async () => {
    const { doc, log, reads } = await calendar(100, 20)
    relay = await startTestRelay({ log })
    await until('the gate to have read it', (await join()).step1)
    const before = reads.parts
    const clients = await Promise.all(Array.from({ length: 50 }, () => join()))
    expect(reads.parts).toBe(before)
    for (const client of clients) expect(received(client).getMap('rows/promotions').size).toBe(40)
    const update = new Promise<Uint8Array>((resolve) => doc.once('update', resolve))
    doc.getMap('fields').set('late', true)
    clients[0]!.say({ type: 'update', update: await update })
    await until('the update', () => clients[1]!.updates().length > 1)
    expect(
      received(await join())
        .getMap('fields')
        .get('late'),
    ).toBe(true)
    expect(reads.parts).toBe(before + 1)
  })
})

describe('a client that was here before', () => {
  test('and has everything gets the deletes from memory, without a look at the log (S11)', async () => {
    const { doc, log, reads } = await calendar(100, 20)
    relay = await startTestRelay({ log })
    await until('the gate to have read it', (await join()).step1)
    const before = { ...reads }
    const client = await join(Y.encodeStateVector(doc))
    expect(reads).toEqual(before)
    const copy = new Y.Doc()
    Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc))
    Y.applyUpdate(copy, client.step2()!)
    expect(Y.encodeStateAsUpdate(copy)).toEqual(Y.encodeStateAsUpdate(doc))
    expect(Y.decodeUpdate(client.step2()!).structs).toEqual([])
    expect(Y.decodeUpdate(client.step2()!).ds.clients.size).toBeGreaterThan(0)
  })

  test('and lacks some gets what it lacks, the same answer for all who lack the same', async () => {
    const { doc, log, reads } = await calendar(100, 0)
    const old = Y.encodeStateVector(doc)
    const update = new Promise<Uint8Array>((resolve) => doc.once('update', resolve))
    doc.getMap('fields').set('later', 1)
    await log.append([{ workspaceId: WORKSPACE, document: DOCUMENT, person: 'ann', time: 1, bytes: await update }])
    relay = await startTestRelay({ log })
    const clients = await Promise.all([join(old), join(old), join(old)])
    for (const client of clients) expect(Y.decodeUpdate(client.step2()!).structs).toHaveLength(1)
    expect(reads.states).toBe(1)
  })
})
