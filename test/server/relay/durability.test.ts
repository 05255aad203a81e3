// What is acknowledged is stored, whatever happens (S10; promise 2).

import { afterEach, describe, expect, test, vi } from 'vitest'
import * as Y from 'yjs'
import type { LogStore } from '../../../server/store/log-store.ts'
import { err } from '../../../shared/base/result.ts'
import { connectDocument, connectMux, editsOf, oneEdit, until } from '../../support/relay-client.ts'
import { createTestLog, startTestRelay, type TestRelay, WORKSPACE } from '../../support/test-relay.ts'

// Real sockets on a machine that may be busy.
vi.setConfig({ testTimeout: 30_000 })

const DOCUMENT = 'accounts/a1/calendar/2027'

let relay: TestRelay
afterEach(() => relay.stop())

/** A log whose appends the test holds back and lets fail. */
const moodyLog = () => {
  const log = createTestLog()
  const mood = { failing: null as 'storage_full' | 'failed' | 'throws' | null, held: null as Promise<void> | null, appends: 0 }
  const moody: LogStore = {
    ...log,
    append: async (rows) => {
      mood.appends++
      await mood.held
      if (mood.failing === 'throws') throw new Error('the disk is gone')
      return mood.failing === null ? log.append(rows) : err(mood.failing)
    },
  }
  return { log: moody, mood }
}

const typed = (count: number) => {
  const ydoc = new Y.Doc()
  const updates = editsOf(ydoc, () => {
    for (let i = 0; i < count; i++) ydoc.getText('text/notes').insert(i, String(i % 10))
  })
  return { ydoc, updates }
}

test.each(['storage_full', 'failed', 'throws'] as const)(
  'a commit that fails (%s) acknowledges and forwards nothing, and the same edits are taken later',
  async (how) => {
    const { log, mood } = moodyLog()
    relay = await startTestRelay({ log })
    const ann = await connectDocument(relay.url, DOCUMENT, { token: 'ann', acks: true })
    const ben = await connectDocument(relay.url, DOCUMENT, { token: 'ben' })
    const { updates } = typed(4)
    ann.say({ type: 'update', update: updates[0]! })
    await until('the first ack', () => ann.ackCount() === 1)
    mood.failing = how
    ann.say({ type: 'update', update: updates[1]! })
    await until('the second answer', () => ann.ackCount() === 2)
    expect([...ann.exceptions()]).toEqual([[1, 'storage_full']])
    expect(ann.ackSeq()).toBe(1)
    mood.failing = null
    // The knowledge was rebuilt: the retried frame is not taken for a duplicate, and what follows connects.
    for (const update of updates.slice(1)) ann.say({ type: 'update', update })
    await until('all answers', () => ann.ackCount() === 5)
    expect(ann.exceptions().size).toBe(1)
    expect(ann.ackSeq()).toBe(4)
    expect(ben.updates()).toEqual(updates)
  },
)

test('what was accepted behind a commit that fails is lost with it, in that document only', async () => {
  const { log, mood } = moodyLog()
  relay = await startTestRelay({ log })
  const ann = await connectMux(relay.url, { token: 'ann' })
  const one = await ann.open(DOCUMENT)
  const two = await ann.open('accounts/a2/profile')
  const { updates } = typed(3)
  let release = () => {}
  mood.held = new Promise((resolve) => {
    release = resolve
  })
  mood.failing = 'failed'
  one.say({ type: 'update', update: updates[0]! })
  await until('the append to start', () => mood.appends === 1)
  one.say({ type: 'update', update: updates[1]! })
  one.say({ type: 'update', update: updates[0]! })
  two.say({ type: 'update', update: oneEdit() })
  // The relay has read all of it once it answers the ping.
  ann.say({ type: 'ping' })
  await until('pong', () => ann.controls.find(({ type }) => type === 'pong'))
  mood.held = null
  release()
  await until('three answers', () => one.ackCount() === 3)
  mood.failing = null
  expect([...one.exceptions()].map(([, status]) => status)).toEqual(['storage_full', 'storage_full', 'storage_full'])
  await until('the other document', () => two.ackCount() === 1)
  expect(relay.stats().failedCommits).toBeGreaterThanOrEqual(1)
  const stored = await log.rowsAfter(WORKSPACE, 0, 1_000)
  expect(stored.map(({ document }) => document)).not.toContain(DOCUMENT)
})

test('step 1 claims nothing of a commit that then fails: whoever leaves it out of step 2 would take it for stored', async () => {
  const { log, mood } = moodyLog()
  relay = await startTestRelay({ log })
  const ann = await connectMux(relay.url, { token: 'ann' })
  const first = await ann.open(DOCUMENT)
  const { updates } = typed(1)
  let release = () => {}
  mood.held = new Promise((resolve) => {
    release = resolve
  })
  mood.failing = 'failed'
  first.say({ type: 'update', update: updates[0]! })
  await until('the append to start', () => mood.appends === 1)
  // The same person on another device, who has the edit too.
  const other = await connectMux(relay.url, { token: 'ann' })
  const second = await other.open(DOCUMENT)
  release()
  await until('the refusal', () => first.ackCount() === 1)
  mood.failing = null
  await until('step 1', () => second.step1() !== null)
  expect(Y.decodeStateVector(second.step1()!).size).toBe(0)
  second.say({ type: 'step2', update: updates[0]! })
  await until('the answer to step 2', () => second.ackCount() === 1)
  expect([...second.exceptions()]).toEqual([])
  expect((await log.head(WORKSPACE)).seq).toBe(1)
})

test('nothing is acknowledged or forwarded before the commit is done', async () => {
  const { log, mood } = moodyLog()
  relay = await startTestRelay({ log })
  const ann = await connectDocument(relay.url, DOCUMENT, { token: 'ann', acks: true })
  const ben = await connectDocument(relay.url, DOCUMENT, { token: 'ben' })
  let release = () => {}
  mood.held = new Promise((resolve) => {
    release = resolve
  })
  const edit = oneEdit()
  ann.say({ type: 'update', update: edit })
  await until('the append', () => mood.appends === 1)
  ann.say({ type: 'update', update: edit })
  ann.say({ type: 'step1', stateVector: new Uint8Array([0]) })
  expect(await until('step 2', ann.step2)).toEqual(new Uint8Array([0, 0]))
  expect([ann.ackCount(), ben.updates().length]).toEqual([0, 0])
  mood.held = null
  release()
  await until('both acks', () => ann.ackCount() === 2)
  expect([...ann.exceptions()]).toEqual([[1, 'duplicate']])
  expect(ben.updates()).toEqual([edit])
})

test('a stock client, which knows no acknowledgements, is asked again after a failed commit', async () => {
  const { log, mood } = moodyLog()
  relay = await startTestRelay({ log, settings: { retryAfterFailureMs: 60 } })
  const ann = await connectDocument(relay.url, DOCUMENT, { token: 'ann' })
  const step1s = () => ann.messages.filter(({ type }) => type === 'step1').length
  await until('step 1', () => step1s() === 1)
  mood.failing = 'storage_full'
  ann.say({ type: 'update', update: oneEdit() })
  await until('the failure', () => relay.stats().failedCommits === 1)
  mood.failing = null
  await until('another step 1', () => step1s() === 2)
})

describe('what cannot be read', () => {
  test('a document whose load fails closes its channel and not the socket', async () => {
    const log = createTestLog()
    const broken: LogStore = {
      ...log,
      documentParts: (workspaceId, document) => (document === DOCUMENT ? Promise.reject(new Error('bad page')) : log.documentParts(workspaceId, document)),
      compactionBase: () => Promise.reject(new Error('bad page')),
    }
    relay = await startTestRelay({ log: broken })
    const ann = await connectMux(relay.url, { token: 'ann' })
    const { ref } = await ann.open(DOCUMENT)
    await until('the channel to be closed', () => ann.controls.find((control) => control.type === 'closed' && control.ref === ref && control.code === 1011))
    expect(await ann.offer(DOCUMENT, oneEdit())).toMatchObject({ status: 'storage_full' })
    const fine = await ann.open('accounts/a2/profile')
    fine.say({ type: 'update', update: oneEdit() })
    await until('the ack', () => fine.ackCount() === 1)
    const plain = await connectDocument(relay.url, DOCUMENT, { token: 'ann' })
    expect((await plain.raw.closed).code).toBe(1011)
  })

  test('bytes in the log that are no update go into quarantine with one clear line, and the document is served without them (S12)', async () => {
    const log = createTestLog()
    const edit = oneEdit()
    const row = { workspaceId: WORKSPACE, document: DOCUMENT, person: 'ben', time: 1 }
    await log.append([
      { ...row, bytes: edit },
      { ...row, bytes: new Uint8Array([1, 2, 3]) },
    ])
    relay = await startTestRelay({ log })
    const ann = await connectMux(relay.url, { token: 'ann' })
    const channel = await ann.open(DOCUMENT)
    channel.say({ type: 'step1', stateVector: new Uint8Array([0]) })
    expect(await until('step 2', channel.step2)).toEqual(edit)
    expect(relay.errors).toEqual([expect.stringMatching(/in quarantine.*"seq":2,"person":"ben"/)])
    expect(await log.quarantined(WORKSPACE)).toMatchObject([{ seq: 2, document: DOCUMENT }])
  })

  test('a snapshot that is no update gives way to the rows before it (S12)', async () => {
    const log = createTestLog()
    const edit = oneEdit()
    await log.append([{ workspaceId: WORKSPACE, document: DOCUMENT, person: 'ben', time: 1, bytes: edit }])
    await log.swapSnapshot(WORKSPACE, DOCUMENT, 0, { seq: 1, update: new Uint8Array([1, 2, 3]), packed: new Uint8Array(0), time: 2 })
    relay = await startTestRelay({ log })
    const ann = await connectDocument(relay.url, DOCUMENT, { token: 'ann' })
    ann.say({ type: 'step1', stateVector: new Uint8Array([0]) })
    expect(await until('step 2', ann.step2)).toEqual(edit)
    expect(relay.errors).toEqual([expect.stringContaining('the one before it is used')])
  })

  test('a document that cannot be given a place keeps nothing and says so, and takes the same edit later', async () => {
    const log = createTestLog()
    let isBroken = true
    relay = await startTestRelay({
      log: {
        ...log,
        documentNumber: async (workspaceId, document) => {
          if (isBroken) throw new Error('the disk is gone')
          return log.documentNumber(workspaceId, document)
        },
      },
    })
    const ann = await connectMux(relay.url, { token: 'ann' })
    const edit = oneEdit()
    expect(await ann.offer(DOCUMENT, edit)).toMatchObject({ status: 'storage_full' })
    isBroken = false
    expect(await ann.offer(DOCUMENT, edit)).toMatchObject({ status: null, seq: 1 })
  })
})
