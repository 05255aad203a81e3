// Stock clients of every version stay connected while nothing happens for 90 s: three times the 30 s after which they
// would leave a silent server (SYNC §2). Run beside the other tests, since it does nothing but wait.

import { expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { WebsocketProvider } from 'y-websocket'
import { WebsocketProvider as WebsocketProvider2 } from 'y-websocket-2'
import { WebsocketProvider as WebsocketProvider30 } from 'y-websocket-3-0'
import * as Y from 'yjs'
import { pause, until } from '../support/relay-client.ts'
import { startTestRelay, WORKSPACE } from '../support/test-relay.ts'

const IDLE_MS = 91_000

test('stock clients stay connected while idle for 90 s', async () => {
  const relay = await startTestRelay()
  const clients = [WebsocketProvider, WebsocketProvider30, WebsocketProvider2].map((version, index) => {
    const ydoc = new Y.Doc()
    const provider = new (version as typeof WebsocketProvider)(`${relay.url}/${WORKSPACE}`, `accounts/a${index}/profile`, ydoc, {
      WebSocketPolyfill: WebSocket as never,
      protocols: ['endcap.v1', 'bearer.ann'],
      disableBc: true,
    })
    // No presence: it would be traffic.
    provider.awareness.setLocalState(null)
    const statuses: string[] = []
    provider.on('status', ({ status }) => statuses.push(status))
    return { ydoc, provider, statuses }
  })
  await until('all synced', () => clients.every(({ provider }) => provider.synced))
  await pause(IDLE_MS)
  for (const { provider, statuses } of clients) {
    expect(statuses.filter((status) => status === 'disconnected')).toEqual([])
    expect(provider.wsconnected).toBe(true)
  }
  for (const { ydoc } of clients) ydoc.getMap('fields').set('still', 'here')
  await until('their edits', () => relay.stats().appendedRows === clients.length)
  for (const { provider } of clients) provider.destroy()
  await relay.stop()
})
