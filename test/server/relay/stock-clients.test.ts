// Stock y-websocket providers of three versions against the relay, as anybody would use them (SYNC §2).

import { randomFillSync } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { WebSocket } from 'ws'
import { WebsocketProvider } from 'y-websocket'
import { WebsocketProvider as WebsocketProvider2 } from 'y-websocket-2'
import { WebsocketProvider as WebsocketProvider30 } from 'y-websocket-3-0'
import * as Y from 'yjs'
import { openDatabase } from '../../../server/store/sqlite-database.ts'
import { createSqliteLog } from '../../../server/store/sqlite-log.ts'
import { pause, until } from '../../support/relay-client.ts'
import { startTestRelay, type TestRelay, WORKSPACE } from '../../support/test-relay.ts'

// Real sockets on a machine that may be busy.
vi.setConfig({ testTimeout: 30_000 })

const PACKET = 'accounts/a1/packets/p1'

interface StockClient {
  readonly ydoc: Y.Doc
  readonly provider: WebsocketProvider
}

const VERSIONS: [string, unknown][] = [
  ['3.1.0', WebsocketProvider],
  ['3.0.0', WebsocketProvider30],
  ['2.1.0', WebsocketProvider2],
]

const cleanUps: (() => unknown)[] = []
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp()
})

const relayWith = async (...options: Parameters<typeof startTestRelay>): Promise<TestRelay> => {
  const relay = await startTestRelay(...options)
  cleanUps.push(relay.stop)
  return relay
}

const connect = (relay: { readonly url: string }, token: string, version: unknown = WebsocketProvider, document = PACKET): StockClient => {
  const ydoc = new Y.Doc()
  const provider = new (version as typeof WebsocketProvider)(`${relay.url}/${WORKSPACE}`, document, ydoc, {
    WebSocketPolyfill: WebSocket as never,
    protocols: ['endcap.v1', `bearer.${token}`],
    disableBc: true,
  })
  cleanUps.push(() => {
    provider.destroy()
    ydoc.destroy()
  })
  return { ydoc, provider }
}

const text = ({ ydoc }: StockClient): string => ydoc.getText('text/notes').toString()

describe.each(VERSIONS)('y-websocket %s', (_version, version) => {
  test('two clients converge, also with what was written before either connected', async () => {
    const relay = await relayWith()
    const ann = connect(relay, 'ann', version)
    ann.ydoc.getText('text/notes').insert(0, 'early ')
    const ben = connect(relay, 'ben', version)
    ben.ydoc.getMap('fields').set('place', 'Denver')
    await until('both synced', () => ann.provider.synced && ben.provider.synced)
    await until('the early text', () => text(ben) === 'early ')
    for (const word of ['one ', 'two ', 'three ']) {
      ann.ydoc.getText('text/notes').insert(0, word)
      ben.ydoc.getText('text/notes').insert(0, word.toUpperCase())
    }
    await until('equal documents', () => text(ann).length === 34 && text(ann) === text(ben))
    expect(ann.ydoc.getMap('fields').get('place')).toBe('Denver')
    expect(relay.stats().refused).toMatchObject({ denied: 0, invalid: 0 })
    expect(relay.stats().malformed).toBe(0)
  })

  test('presence is seen, under the name of who is signed in, and gone when the socket closes', async () => {
    const relay = await relayWith()
    const ann = connect(relay, 'ann', version)
    const ben = connect(relay, 'ben', version)
    ann.provider.awareness.setLocalStateField('user', { name: 'The President', id: 'x', color: '#aabbcc' })
    const seen = () => ben.provider.awareness.getStates().get(ann.ydoc.clientID) as { user: unknown } | undefined
    await until('presence', () => seen()?.user)
    expect(seen()?.user).toEqual({ id: 'ann', name: 'ann by name', color: '#aabbcc' })
    ann.provider.ws?.close()
    ann.provider.shouldConnect = false
    await until('nobody', () => seen() === undefined)
  })

  test('reconnects after a restart of the relay on the same data, and both ways catch up', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'endcap-relay-'))
    cleanUps.push(() => rmSync(folder, { recursive: true, force: true }))
    const start = async (port = 0) => {
      const opened = openDatabase(join(folder, 'endcap.db'))
      if (!opened.ok) throw new Error(opened.error)
      const database = opened.value
      const log = createSqliteLog({ database, randomBytes: (count) => randomFillSync(new Uint8Array(count)) })
      const relay = await startTestRelay({ log, port })
      return {
        relay,
        stop: async () => {
          await relay.stop()
          database.close()
        },
      }
    }
    const first = await start()
    const ann = connect(first.relay, 'ann', version)
    const ben = connect(first.relay, 'ben', version)
    ann.ydoc.getText('text/notes').insert(0, 'before ')
    await until('both have it', () => text(ben) === 'before ')
    await first.stop()
    await until('both to notice', () => !ann.provider.wsconnected && !ben.provider.wsconnected)
    ann.ydoc.getText('text/notes').insert(0, 'offline ')
    const second = await start(first.relay.port)
    cleanUps.push(second.stop)
    await until('ben to catch up', () => text(ben) === 'offline before ', 10_000)
    const late = connect(second.relay, 'ann', version)
    await until('a newcomer to have all', () => text(late) === 'offline before ')
    expect(second.relay.stats().refused).toMatchObject({ denied: 0, invalid: 0, resync: 0 })
  })
})

test('idle clients hear from the relay often enough not to leave, at any interval', async () => {
  const relay = await relayWith({ settings: { keepaliveMs: 40 } })
  const ann = connect(relay, 'ann')
  await until('synced', () => ann.provider.synced)
  let heard = 0
  ann.provider.ws?.addEventListener('message', () => heard++)
  await pause(300)
  expect(heard).toBeGreaterThanOrEqual(4)
  expect(ann.provider.wsconnected).toBe(true)
  expect(relay.stats().connections).toBe(1)
})

test('a stock client whose token is revoked is told once and stays away', async () => {
  const relay = await relayWith()
  const ann = connect(relay, 'ann')
  await until('synced', () => ann.provider.synced)
  const closed = new Promise<{ code: number }>((resolve) => ann.provider.on('closed', resolve))
  relay.grants.revoke('ann')
  relay.sayGrantsChanged()
  expect((await closed).code).toBe(4401)
  await pause(400)
  expect(ann.provider.wsconnected).toBe(false)
  expect(relay.stats().refusedHandshakes).toBe(0)
})
