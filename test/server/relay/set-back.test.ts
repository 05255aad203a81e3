// A copy of the database put in place by hand says nothing about itself: it has the epoch it always had (S13). What devices were
// told does.

import { randomFillSync } from 'node:crypto'
import { afterEach, expect, test, vi } from 'vitest'
import * as Y from 'yjs'
import { createMemoryLog } from '../../../server/store/memory-log.ts'
import { connectMux, editsOf, until } from '../../support/relay-client.ts'
import { startTestRelay, type TestRelay, WORKSPACE } from '../../support/test-relay.ts'

vi.setConfig({ testTimeout: 30_000 })

const DOCUMENT = 'workspace/items'

let relay: TestRelay
afterEach(() => relay.stop())

/** Logs whose first epoch is the same, as that of a copy is. */
const copyOfTheLog = () => {
  let isFirst = true
  return createMemoryLog({
    randomBytes: (count) => {
      const bytes = new Uint8Array(count)
      if (!isFirst) randomFillSync(bytes)
      isFirst = false
      return bytes
    },
  })
}

/** Ann made three edits, and was told so; then a copy with one of them stands in place of the log. */
const swapped = async (newKey = 'the server’s') => {
  const log = copyOfTheLog()
  relay = await startTestRelay({ log, sealKey: 'the server’s' })
  const ann = await connectMux(relay.url, { token: 'ann' })
  const ydoc = new Y.Doc()
  const updates = editsOf(ydoc, () => {
    for (const key of ['a', 'b', 'c']) ydoc.getMap('fields').set(key, 1)
  })
  ann.tail()
  for (const update of updates) await ann.offer(DOCUMENT, update)
  const cursor = await until('the cursor', () => (ann.cursor()?.seq === 3 ? ann.cursor() : null))
  const [first] = await log.rowsAfter(WORKSPACE, 0, 1)
  await relay.stop()
  const copy = copyOfTheLog()
  await copy.append([{ ...first!, workspaceId: WORKSPACE }])
  expect((await copy.head(WORKSPACE)).epoch).toBe(cursor!.epoch)
  relay = await startTestRelay({ log: copy, sealKey: newKey })
  return { cursor: cursor!, copy, updates, ydoc }
}

test.each(['ahead of the log', 'with another hash at the cursor'])('a cursor that this server told, %s, begins a new history that heals (S13)', async (how) => {
  const { cursor, copy, updates } = await swapped()
  if (how !== 'ahead of the log') {
    const other = new Y.Doc()
    const later = editsOf(other, () => {
      for (const key of ['x', 'y', 'z']) other.getMap('fields').set(key, 1)
    })
    await copy.append(later.map((bytes) => ({ workspaceId: WORKSPACE, document: 'workspace/settings', person: 'ben', time: 1, bytes })))
  }
  const vic = await connectMux(relay.url, { token: 'vic' })
  const ann = await connectMux(relay.url, { token: 'ann' })
  ann.tail(cursor)
  expect((await ann.raw.closed).code).toBe(1012)
  expect((await vic.raw.closed).code).toBe(1012)
  const { epoch } = await copy.head(WORKSPACE)
  expect(epoch).not.toBe(cursor.epoch)
  expect(await copy.healingUntil()).toBeGreaterThan(Date.now() + 29 * 86_400_000)
  expect(relay.errors.splice(0)).toEqual([expect.stringContaining('somebody put a copy in its place')])
  const back = await connectMux(relay.url, { token: 'ann' })
  back.tail(cursor)
  await until('the new history', () => back.controls.some((control) => control.type === 'seq' && control.epoch === epoch && control.seq === 0))
  // Ben has what Ann made, from before: it is taken back, and does not become his.
  const ben = await connectMux(relay.url, { token: 'ben' })
  expect(await ben.offer(DOCUMENT, updates[1]!)).toMatchObject({ status: null })
  expect(await ben.offer(DOCUMENT, updates[2]!)).toMatchObject({ status: null })
})

test.each([
  ['nobody told', (cursor: { hash: string }) => `${cursor.hash.split('.')[0]}.AAAAAAAAAAA`],
  ['without a seal', (cursor: { hash: string }) => cursor.hash.split('.')[0]!],
])('a cursor %s is somebody’s word, and begins nothing for the others (S13)', async (_name, told) => {
  const { cursor, copy } = await swapped()
  const ann = await connectMux(relay.url, { token: 'ann' })
  ann.tail({ ...cursor, hash: told(cursor) })
  await until('it to start over', () => ann.cursor()?.seq === 1)
  expect((await copy.head(WORKSPACE)).epoch).toBe(cursor.epoch)
  expect(await copy.healingUntil()).toBe(0)
})

test('a cursor the log has is one, with its seal and after a restart (S13)', async () => {
  const { cursor, copy, updates } = await swapped()
  await relay.stop()
  await copy.append(updates.slice(1).map((bytes) => ({ workspaceId: WORKSPACE, document: DOCUMENT, person: 'ann', time: 1, bytes })))
  relay = await startTestRelay({ log: copy, sealKey: 'the server’s' })
  const ann = await connectMux(relay.url, { token: 'ann' })
  ann.tail()
  const end = await until('the end', () => (ann.cursor()?.seq === 3 ? ann.cursor() : null))
  ann.raw.close()
  const again = await connectMux(relay.url, { token: 'ann' })
  again.tail(end!)
  await until('nothing new', () => again.cursor()?.seq === 3)
  expect(again.rows()).toEqual([])
  expect(again.cursor()).toEqual(end)
  expect(cursor.hash.length).toBeLessThan(40)
})
