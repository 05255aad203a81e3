// What somebody who has no account can do to the upgrade: nothing that lasts (promise 5).

import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { ok } from '../../../shared/base/result.ts'
import { connectDocument, connectMux, oneEdit, pause, until } from '../../support/relay-client.ts'
import { startTestRelay, type TestGrants, type TestRelay, WORKSPACE } from '../../support/test-relay.ts'

// Real sockets on a machine that may be busy.
vi.setConfig({ testTimeout: 30_000 })

const DOCUMENT = 'workspace/settings'
const CLOSE_MS = 6_000

let relay: TestRelay
beforeEach(async () => {
  relay = await startTestRelay({ settings: { closeMsMax: CLOSE_MS } })
})
afterEach(async () => {
  await relay.stop()
  expect(relay.errors).toEqual([])
})

const upgradeTo = (path: string): string =>
  `GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n`

const dial = async (): Promise<Socket> => {
  const socket = connect(relay.port, '127.0.0.1')
  socket.on('error', () => {})
  await once(socket, 'connect')
  return socket
}

test('a connection that is reset while its upgrade is refused brings nothing down', async () => {
  for (const path of ['/', '/nowhere', '/sync/', `/sync/${WORKSPACE}`, `/sync/${WORKSPACE}/%zz`]) {
    for (let round = 0; round < 20; round++) {
      const socket = await dial()
      socket.write(upgradeTo(path))
      socket.resetAndDestroy()
    }
  }
  await pause(100)
  const ann = await connectDocument(relay.url, DOCUMENT, { token: 'ann' })
  await until('the first frame', () => ann.messages.length > 0)
  await ann.close()
})

test('an upgrade to nowhere is answered and the connection ended, whether or not the other side ends its half', async () => {
  const socket = connect({ port: relay.port, host: '127.0.0.1', allowHalfOpen: true })
  socket.on('error', () => {})
  await once(socket, 'connect')
  socket.write(upgradeTo('/nowhere'))
  const [answer] = (await once(socket, 'data')) as [Buffer]
  expect(answer.toString()).toMatch(/^HTTP\/1.1 404 /)
  await once(socket, 'end')
  socket.write('more')
  await pause(50)
  socket.write('and more')
  await until('the reset', () => socket.destroyed)
})

test('who is refused cannot make the relay take in a large frame (L1)', async () => {
  const socket = await dial()
  socket.write(upgradeTo(`/sync/${WORKSPACE}/${DOCUMENT}`))
  const [answer] = (await once(socket, 'data')) as [Buffer]
  expect(answer.toString('latin1')).toMatch(/^HTTP\/1.1 101 /)
  const refusedAt = performance.now()
  // A client that does not care for the closing handshake, and announces 8 MiB.
  socket.write(Buffer.from([0x82, 0xff, 0, 0, 0, 0, 0, 0x80, 0, 0, 1, 2, 3, 4]))
  socket.write(Buffer.alloc(65_536))
  await until('the end', () => socket.destroyed)
  expect(performance.now() - refusedAt).toBeLessThan(CLOSE_MS / 2)
})

describe('a message that finds a bug', () => {
  /** Whoever comes from now on has a grant whose role throws while `isBroken`. */
  const breakGrants = () => {
    const bug = { isBroken: false }
    const { identify } = relay.grants
    const broken: TestGrants['identify'] = async (request) => {
      const found = await identify(request)
      if (!found.ok) return found
      return ok({
        ...found.value,
        get role() {
          if (bug.isBroken) throw new Error('a bug')
          return found.value.role
        },
      })
    }
    Object.assign(relay.grants, { identify: broken })
    return bug
  }

  test('costs its sender the socket, and nobody else anything', async () => {
    const ben = await connectDocument(relay.url, DOCUMENT, { token: 'ben', acks: true })
    const bug = breakGrants()
    const ann = await connectDocument(relay.url, DOCUMENT, { token: 'ann', acks: true })
    await until('the first frame', () => ann.messages.length > 0)
    bug.isBroken = true
    ann.say({ type: 'update', update: oneEdit() })
    expect((await ann.raw.closed).code).toBe(1011)
    bug.isBroken = false
    ben.say({ type: 'update', update: oneEdit() })
    await until('the ack', () => ben.ackCount() === 1)
    expect(relay.errors.splice(0)).toHaveLength(1)
  })

  test('while it waits for its document is answered as not stored', async () => {
    const bug = breakGrants()
    const ann = await connectMux(relay.url, { token: 'ann' })
    await until('the role', ann.role)
    bug.isBroken = true
    expect(await ann.offer('workspace/items', oneEdit())).toMatchObject({ status: 'storage_full' })
    bug.isBroken = false
    expect(await ann.offer('workspace/items', oneEdit())).toMatchObject({ status: null })
    expect(relay.errors.splice(0)).toHaveLength(1)
  })
})
