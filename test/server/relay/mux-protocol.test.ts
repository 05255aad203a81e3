// The app's one socket: channels, acknowledgements, the tail and offers (SYNC §2), over real sockets.

import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import * as Y from 'yjs'
import { connectDocument, connectMux, editsOf, oneEdit, pause, until } from '../../support/relay-client.ts'
import { startTestRelay, type TestRelay, WORKSPACE } from '../../support/test-relay.ts'

// Real sockets on a machine that may be busy.
vi.setConfig({ testTimeout: 30_000 })

const CALENDAR = 'accounts/a1/calendar/2027'
const PROFILE = 'accounts/a1/profile'

let relay: TestRelay
beforeEach(async () => {
  relay = await startTestRelay()
})
afterEach(async () => {
  await relay.stop()
  expect(relay.errors).toEqual([])
})

describe('channels', () => {
  test('the socket says the role, opens documents by reference and keeps them apart', async () => {
    const ann = await connectMux(relay.url, { token: 'ann' })
    expect(ann.raw.ws.protocol).toBe('endcap.mux.v1')
    await until('the role', ann.role)
    expect(ann.role()).toBe('manager')
    const [calendar, profile] = await Promise.all([ann.open(CALENDAR), ann.open(PROFILE)])
    const ben = await connectMux(relay.url, { token: 'ben' })
    const bensCalendar = await ben.open(CALENDAR)
    expect(bensCalendar.number).toBe(calendar.number)
    const [one, two] = [oneEdit(), oneEdit()]
    profile.say({ type: 'update', update: two })
    calendar.say({ type: 'update', update: one })
    await until('the update', () => bensCalendar.updates().length === 1)
    expect(bensCalendar.updates()).toEqual([one])
    await until('both acks', () => calendar.ackCount() === 1 && profile.ackCount() === 1)
    expect([profile.ackSeq(), calendar.ackSeq()].sort()).toEqual([1, 2])
    expect(calendar.exceptions().size).toBe(0)
  })

  test('an unknown document is closed 4404 by its reference', async () => {
    const ann = await connectMux(relay.url, { token: 'ann' })
    await expect(ann.open('accounts/../x')).rejects.toThrow('closed 4404')
  })

  test('fifty quick reconnects of one document leave the last one synced', async () => {
    const ann = await connectMux(relay.url, { token: 'ann' })
    for (let ref = 100; ref < 150; ref++) {
      ann.say({ type: 'open', ref, document: CALENDAR })
      ann.say({ type: 'close', ref })
    }
    const channel = await ann.open(CALENDAR)
    channel.say({ type: 'step1', stateVector: new Uint8Array([0]) })
    await until('step 2', channel.step2)
    const ben = await connectDocument(relay.url, CALENDAR, { token: 'ben' })
    ben.say({ type: 'update', update: oneEdit() })
    await until('the update', () => channel.updates().length === 1)
    expect(relay.stats().openDocuments).toBe(1)
  })

  test('a document opened twice on a socket belongs to the later reference', async () => {
    const ann = await connectMux(relay.url, { token: 'ann' })
    const first = await ann.open(CALENDAR)
    const second = await ann.open(CALENDAR)
    await until('the first to be closed', () => ann.controls.find((control) => control.type === 'closed' && control.ref === first.ref))
    first.close()
    second.say({ type: 'update', update: oneEdit() })
    await until('the ack', () => second.ackCount() === 1)
  })

  test('ping is answered with pong', async () => {
    const ann = await connectMux(relay.url, { token: 'ann' })
    ann.say({ type: 'ping' })
    await until('pong', () => ann.controls.find(({ type }) => type === 'pong'))
  })
})

describe('acknowledgements', () => {
  test('are cumulative, in order, and list what was not stored', async () => {
    const ann = await connectDocument(relay.url, CALENDAR, { token: 'ann', acks: true })
    expect(ann.raw.ws.protocol).toBe('endcap.ack.v1')
    const ydoc = new Y.Doc()
    const updates = editsOf(ydoc, () => {
      for (const key of ['a', 'b', 'c']) ydoc.getMap('fields').set(key, 1)
    })
    ann.say({ type: 'update', update: updates[0]! })
    ann.say({ type: 'update', update: updates[0]! })
    ann.say({ type: 'update', update: new Uint8Array([1, 2, 3]) })
    ann.say({ type: 'update', update: updates[2]! })
    ann.say({ type: 'update', update: updates[1]! })
    await until('five acks', () => ann.ackCount() === 5)
    expect([...ann.exceptions()]).toEqual([
      [1, 'duplicate'],
      [2, 'invalid'],
      [3, 'resync'],
    ])
    expect(ann.ackSeq()).toBe(2)
    expect(relay.stats().appendedRows).toBe(2)
  })

  test('a step 2 that connects in part is stored in part and told to come again (G3)', async () => {
    const ann = await connectDocument(relay.url, CALENDAR, { token: 'ann', acks: true })
    const ydoc = new Y.Doc()
    const updates = editsOf(ydoc, () => {
      for (const key of ['a', 'b', 'c']) ydoc.getMap('fields').set(key, 1)
    })
    ann.say({ type: 'step2', update: Y.mergeUpdates([updates[0]!, updates[2]!]) })
    await until('the ack', () => ann.ackCount() === 1)
    expect([...ann.exceptions()]).toEqual([[0, 'resync']])
    expect((await relay.log.rowsAfter(WORKSPACE, 0, 1_000)).map(({ bytes }) => bytes)).toEqual([updates[0]])
  })

  test('many frames of one turn cost one commit', async () => {
    const ann = await connectDocument(relay.url, CALENDAR, { token: 'ann', acks: true })
    const ydoc = new Y.Doc()
    const updates = editsOf(ydoc, () => {
      for (let i = 0; i < 200; i++) ydoc.getText('text/notes').insert(i, 'x')
    })
    for (const update of updates) ann.say({ type: 'update', update })
    await until('all acks', () => ann.ackCount() === 200)
    expect(ann.exceptions().size).toBe(0)
    expect(relay.stats().appendedRows).toBe(200)
    expect(relay.stats().commits).toBeLessThan(50)
  })
})

describe('the tail', () => {
  test('a new device gets every row of every document, then what comes, each once, and `seq` moves its cursor', async () => {
    const ben = await connectMux(relay.url, { token: 'ben' })
    await ben.offer(CALENDAR, oneEdit('before'))
    const ann = await connectMux(relay.url, { token: 'ann' })
    ann.tail()
    await until('the first seq', () => ann.cursor()?.seq === 1)
    await ben.offer(PROFILE, oneEdit('after'))
    await until('the second seq', () => ann.cursor()?.seq === 2)
    expect(ann.rows().map(({ document, seq, person }) => ({ document, seq, person }))).toEqual([
      { document: CALENDAR, seq: 1, person: 'ben' },
      { document: PROFILE, seq: 2, person: 'ben' },
    ])
    const head = await relay.log.head(WORKSPACE)
    expect(ann.cursor()).toEqual({ type: 'seq', epoch: head.epoch, seq: 2, hash: head.hash })
  })

  test('a tail with nothing new is one small answer and no row', async () => {
    const ben = await connectMux(relay.url, { token: 'ben' })
    await ben.offer(CALENDAR, oneEdit())
    const { epoch, seq, hash } = await relay.log.head(WORKSPACE)
    const ann = await connectMux(relay.url, { token: 'ann' })
    await until('the role', ann.role)
    const before = ann.raw.frames.length
    ann.tail({ epoch, seq, hash })
    await until('the answer', ann.cursor)
    await pause(30)
    expect(ann.raw.frames.slice(before).map(({ length }) => length)).toEqual([expect.toSatisfy((length: number) => length <= 64)])
    expect(ann.rows()).toEqual([])
  })

  test.each([
    ['another epoch', { epoch: 'other' }],
    ['another hash at the cursor', { hash: 'other' }],
    ['a cursor ahead of the log', { seq: 99 }],
  ])('%s starts again from nothing, and says so (S13)', async (_name, wrong) => {
    const ben = await connectMux(relay.url, { token: 'ben' })
    await ben.offer(CALENDAR, oneEdit())
    const { epoch, seq, hash } = await relay.log.head(WORKSPACE)
    const ann = await connectMux(relay.url, { token: 'ann' })
    ann.tail({ epoch, seq, hash, ...wrong })
    await until('the row', () => ann.rows().length === 1)
    await until('the cursor', () => ann.cursor()?.seq === 1)
    const controls = ann.controls.filter(({ type }) => type === 'seq' || type === 'row')
    expect(controls[0]).toEqual({ type: 'seq', epoch, seq: 0, hash: '' })
  })

  test('an open document gets its updates as rows only, and the sender only its ack and `seq`', async () => {
    const ann = await connectMux(relay.url, { token: 'ann' })
    const ben = await connectMux(relay.url, { token: 'ben' })
    ann.tail()
    ben.tail()
    const anns = await ann.open(CALENDAR)
    const bens = await ben.open(CALENDAR)
    await until('both tails', () => ann.cursor() !== null && ben.cursor() !== null)
    anns.say({ type: 'update', update: oneEdit() })
    await until('the row', () => ben.rows().length === 1)
    await until('the ack', () => anns.ackCount() === 1)
    await until('the cursor', () => ann.cursor()?.seq === 1)
    expect(ann.rows()).toEqual([])
    expect(bens.updates()).toEqual([])
    expect(anns.updates()).toEqual([])
  })

  test('resumed from any cursor it brings every row exactly once, while others append', async () => {
    const writer = await connectMux(relay.url, { token: 'ben' })
    const paths = Array.from({ length: 5 }, (_, index) => `accounts/a${index}/profile`)
    const ydocs = paths.map(() => new Y.Doc())
    const big = 'y'.repeat(40_000)
    let isWriting = true
    const write = async () => {
      for (let round = 0; isWriting; round++) {
        const index = round % paths.length
        for (const update of editsOf(ydocs[index]!, () => ydocs[index]!.getMap('fields').set(`k${round % 7}`, round % 3 === 0 ? big : round))) {
          await writer.offer(paths[index]!, update)
        }
      }
    }
    const writing = write()
    const seen: number[] = []
    let from: { epoch: string; seq: number; hash: string } | undefined
    for (let visit = 0; visit < 8; visit++) {
      const reader = await connectMux(relay.url, { token: 'ann' })
      reader.tail(from)
      await pause(30 + visit * 10)
      const cursor = await until('a cursor', reader.cursor)
      await reader.close()
      seen.push(
        ...reader
          .rows()
          .map(({ seq }) => seq)
          .filter((seq) => seq <= cursor.seq),
      )
      from = cursor
    }
    isWriting = false
    await writing
    const reader = await connectMux(relay.url, { token: 'ann' })
    reader.tail(from)
    const { seq: end } = await relay.log.head(WORKSPACE)
    await until('the end', () => reader.cursor()?.seq === end)
    seen.push(...reader.rows().map(({ seq }) => seq))
    expect(end).toBeGreaterThan(20)
    expect(seen).toEqual(Array.from({ length: end }, (_, index) => index + 1))
  })

  test('rows somebody else appended to the log are handed out too, in order', async () => {
    const ann = await connectMux(relay.url, { token: 'ann' })
    const ben = await connectDocument(relay.url, CALENDAR, { token: 'ben' })
    ann.tail()
    await until('the tail', ann.cursor)
    await until('step 1', ben.step1)
    const foreign = oneEdit('imported')
    await relay.log.append([{ workspaceId: WORKSPACE, document: CALENDAR, person: 'import', time: 1, bytes: foreign }])
    ben.say({ type: 'update', update: oneEdit('mine') })
    await until('both', () => ann.cursor()?.seq === 2)
    expect(ann.rows().map(({ seq, person }) => [seq, person])).toEqual([
      [1, 'import'],
      [2, 'ben'],
    ])
    expect(ben.updates()).toEqual([foreign])
    await relay.log.append([{ workspaceId: WORKSPACE, document: PROFILE, person: 'import', time: 1, bytes: foreign }])
    relay.bus.publish({ type: 'appended', workspaceId: WORKSPACE, seq: 3 })
    await until('the third', () => ann.cursor()?.seq === 3)
  })
})

describe('offers', () => {
  test('rows of closed documents are stored in order and answered one by one', async () => {
    const ann = await connectMux(relay.url, { token: 'ann' })
    const ydoc = new Y.Doc()
    const updates = editsOf(ydoc, () => {
      for (const key of ['a', 'b', 'c']) ydoc.getMap('fields').set(key, 1)
    })
    expect(await ann.offer(CALENDAR, updates[0]!)).toMatchObject({ seq: 1, status: null })
    expect(await ann.offer(CALENDAR, updates[0]!)).toMatchObject({ status: 'duplicate' })
    expect(await ann.offer(CALENDAR, updates[2]!)).toMatchObject({ status: 'resync' })
    expect(await ann.offer(CALENDAR, new Uint8Array([9]))).toMatchObject({ status: 'invalid' })
    expect(await ann.offer('nope', updates[1]!)).toMatchObject({ status: 'invalid' })
    const vic = await connectMux(relay.url, { token: 'vic' })
    expect(await vic.offer(CALENDAR, oneEdit())).toMatchObject({ status: 'denied' })
    expect(relay.stats().appendedRows).toBe(1)
  })

  test('an update may come without a socket, through the same gate', async () => {
    const grant = await relay.grants.identify({ workspaceId: WORKSPACE, headers: new Headers(), bearer: 'ann' })
    if (!grant.ok) throw new Error(grant.error)
    expect(await relay.relay.offer(grant.value, CALENDAR, oneEdit())).toEqual({ status: null, seq: 1 })
    expect(await relay.relay.offer(grant.value, CALENDAR, new Uint8Array([9]))).toEqual({ status: 'invalid', seq: 0 })
  })
})
