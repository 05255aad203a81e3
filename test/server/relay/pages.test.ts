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
