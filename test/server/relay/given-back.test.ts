// What a device gives back to a healed log comes back to it like anybody's (S13). Found by the simulated world: a device that
// had somebody else's edit in memory only gave it back, was told nothing, and never had it on its disk.

import { afterEach, expect, test, vi } from 'vitest'
import * as Y from 'yjs'
import type { LogStore } from '../../../server/store/log-store.ts'
import { connectMux, oneEdit, until } from '../../support/relay-client.ts'
import { createTestLog, startTestRelay, type TestRelay } from '../../support/test-relay.ts'

vi.setConfig({ testTimeout: 30_000 })

const DOCUMENT = 'accounts/a1/profile'

let relay: TestRelay
afterEach(() => relay.stop())

/** Restored from a copy a moment ago: whose `lost` clientIDs were is remembered, what they wrote is gone. */
const restored = (lost: readonly number[]): LogStore => {
  const log = createTestLog()
  return {
    ...log,
    healingUntil: async () => Date.now() + 60_000,
    lostClients: async () => new Set(lost),
    documentOwners: async (workspaceId, document) =>
      new Map([...(await log.documentOwners(workspaceId, document)), ...lost.map((client) => [client, 'ben'] as const)]),
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
