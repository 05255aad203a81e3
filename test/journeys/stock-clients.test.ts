// Stock y-websocket clients of the real server, as anybody would use them: they sync, and find
// their way back after the server was killed. That they stay connected while idle is in test/waits.

import { afterAll, beforeAll, describe, test } from 'vitest'
import { WebSocket } from 'ws'
import { WebsocketProvider } from 'y-websocket'
import { WebsocketProvider as WebsocketProvider2 } from 'y-websocket-2'
import * as Y from 'yjs'
import { addToken, createOwner, type Owner } from '../support/accounts.ts'
import { createEndcapServer, type EndcapServer } from '../support/endcap-server.ts'
import { until } from '../support/relay-client.ts'

const VERSIONS: [version: string, Provider: typeof WebsocketProvider][] = [
  ['3.1.0', WebsocketProvider],
  ['2.1.0', WebsocketProvider2 as never],
]

let server: EndcapServer
let owner: Owner
beforeAll(async () => {
  server = await createEndcapServer()
  owner = await createOwner(server)
})
afterAll(() => server.dispose())

const pair = async (version: string, Provider: typeof WebsocketProvider) => {
  const { token } = await addToken(server, owner, 'coordinator')
  const connect = () => {
    const ydoc = new Y.Doc()
    const provider = new Provider(
      `${server.url.replace('http', 'ws')}/sync/${owner.workspaceId}`,
      `accounts/marlow/packets/stock${version.replaceAll('.', '')}`,
      ydoc,
      { WebSocketPolyfill: WebSocket as never, protocols: ['endcap.v1', `bearer.${token}`], disableBc: true },
    )
    return {
      ydoc,
      provider,
      title: () => ydoc.getMap('fields').get('title'),
      setTitle: (title: string) => ydoc.getMap('fields').set('title', title),
    }
  }
  return { version, a: connect(), b: connect() }
}

describe('stock y-websocket clients', () => {
  test('3.1.0 and 2.1.0 sync with a token and reconnect after the server was killed', async () => {
    const pairs = await Promise.all(VERSIONS.map(([version, Provider]) => pair(version, Provider)))
    for (const { version, a, b } of pairs) {
      await until(`${version} to be in sync`, () => a.provider.synced && b.provider.synced)
      a.setTitle('first')
      await until(`${version}: the edit to arrive`, () => b.title() === 'first')
    }
    await server.stop('SIGKILL')
    for (const { a } of pairs) a.setTitle('while it was down')
    await server.start()
    for (const { version, a, b } of pairs) {
      await until(`${version}: the edit made while the server was down`, () => b.title() === 'while it was down', 20_000)
      a.provider.destroy()
      b.provider.destroy()
    }
  })
})
