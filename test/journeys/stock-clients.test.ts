// Stock y-websocket clients of the real server, as anybody would use them: they sync, sit idle for a minute and a half, and
// find their way back after the server was killed.

import { afterAll, beforeAll, describe, test } from 'vitest'
import { WebSocket } from 'ws'
import { WebsocketProvider } from 'y-websocket'
import { WebsocketProvider as WebsocketProvider2 } from 'y-websocket-2'
import * as Y from 'yjs'
import { addToken, createOwner, type Owner } from '../support/accounts.ts'
import { createEndcapServer, type EndcapServer } from '../support/endcap-server.ts'
import { pause, until } from '../support/relay-client.ts'

const IDLE_MS = 90_000

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
    let drops = 0
    provider.on('connection-close', () => drops++)
    return {
      ydoc,
      provider,
      drops: () => drops,
      title: () => ydoc.getMap('fields').get('title'),
      setTitle: (title: string) => ydoc.getMap('fields').set('title', title),
    }
  }
  return { version, a: connect(), b: connect() }
}

describe('stock y-websocket clients', () => {
  test('3.1.0 and 2.1.0 sync, stay connected while idle for 90 s, and reconnect after the server was killed', { timeout: 180_000 }, async () => {
    const pairs = await Promise.all(VERSIONS.map(([version, Provider]) => pair(version, Provider)))
    for (const { version, a, b } of pairs) {
      await until(`${version} to be in sync`, () => a.provider.synced && b.provider.synced)
      a.setTitle('first')
      await until(`${version}: the edit to arrive`, () => b.title() === 'first')
    }
    await pause(IDLE_MS)
    for (const { version, a, b } of pairs) {
      await until(`${version} to have stayed connected`, () => a.drops() === 0 && b.drops() === 0 && a.provider.wsconnected && b.provider.wsconnected, 0)
      b.setTitle('after the wait')
      await until(`${version}: an edit after the wait`, () => a.title() === 'after the wait')
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
