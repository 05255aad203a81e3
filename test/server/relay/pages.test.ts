import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { LIMITS } from '../../../shared/protocol/limits.ts'
import { connectMux, editsOf, until } from '../../support/relay-client.ts'
import { startTestRelay } from '../../support/test-relay.ts'

test('the tail comes in pages of about 256 KiB, each with its own end (L9)', async () => {
  const relay = await startTestRelay()
  const ann = await connectMux(relay.url, { token: 'ann' })
  const ydoc = new Y.Doc()
  for (let round = 0; round < 10; round++) {
    const [update] = editsOf(ydoc, () => ydoc.getMap('fields').set('name', `${round}${'z'.repeat(100_000)}`))
    await ann.offer('workspace/items', update!)
  }
  const ben = await connectMux(relay.url, { token: 'ben' })
  ben.tail()
  await until('all of it', () => ben.cursor()?.seq === 10)
  let page = 0
  let largest = 0
  for (const control of ben.controls) {
    if (control.type === 'row') page += control.row.bytes.length
    if (control.type !== 'seq') continue
    largest = Math.max(largest, page)
    page = 0
  }
  expect(largest).toBeGreaterThan(100_000)
  expect(largest).toBeLessThanOrEqual(LIMITS.chunkBytesMax + 100_010)
  await relay.stop()
})

test('rows come together for who takes them so, and singly for who does not: the same rows, in the same order per document (L9)', async () => {
  const relay = await startTestRelay()
  const ann = await connectMux(relay.url, { token: 'ann' })
  const documents = ['workspace/items', 'workspace/settings'].map((path) => ({ path, ydoc: new Y.Doc() }))
  for (let round = 0; round < 20; round++) {
    for (const { path, ydoc } of documents) {
      const [update] = editsOf(ydoc, () => ydoc.getMap('fields').set('name', `${round}`))
      await ann.offer(path, update!)
    }
  }
  const [together, singly] = [await connectMux(relay.url, { token: 'ben' }), await connectMux(relay.url, { token: 'ben' })]
  together.tail(undefined, { bundles: true })
  singly.tail()
  await until('all of it', () => together.cursor()?.seq === 40 && singly.cursor()?.seq === 40)
  expect(together.controls.filter(({ type }) => type === 'row' || type === 'rows')).toHaveLength(1)
  expect(singly.controls.filter(({ type }) => type === 'row')).toHaveLength(40)
  for (const { path } of documents) {
    const rowsOf = (client: typeof ann) => client.rows().filter(({ document }) => document === path)
    expect(rowsOf(together)).toEqual(rowsOf(singly))
  }
  await relay.stop()
})
