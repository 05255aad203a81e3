import 'fake-indexeddb/auto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Api, createApi } from '../../../client/data/api.ts'
import { bootAfterSignIn, bootWith, confirmSession } from '../../../client/data/boot.ts'
import { createDevice, type Device } from '../../../client/data/device.ts'
import { createIdbStorage, databaseName } from '../../../client/storage/idb-storage.ts'

interface Server {
  isUp: boolean
  isNew: boolean
  me: { id: string; name: string; email: string } | null
  role: string
  readonly asked: string[]
}
const server: Server = { isUp: true, isNew: false, me: null, role: 'manager', asked: [] }

const fetcher = (async (path: string) => {
  if (!server.isUp) throw new TypeError('failed to fetch')
  server.asked.push(path)
  const json = (status: number, body: unknown) => new Response(JSON.stringify(body), { status })
  switch (path) {
    case '/api/me':
      if (server.me === null) return json(401, { error: { code: 'notSignedIn', message: 'Sign in.' } })
      return json(200, { person: server.me, workspaces: [{ id: 'w1', name: 'Alder Creek', role: server.role }] })
    case '/api/setup':
      return json(200, { needed: server.isNew })
    case '/api/auth/sign-out':
      server.me = null
      return json(200, { success: true })
    default:
      return json(404, {})
  }
}) as typeof fetch
const api: Api = createApi(fetcher)

const ann = { id: 'ann', name: 'Ann', email: 'ann@example.com' }
const ben = { id: 'ben', name: 'Ben', email: 'ben@example.com' }
let device: Device

beforeEach(() => {
  Object.assign(server, { isUp: true, isNew: false, me: null, role: 'manager' })
  server.asked.length = 0
  device = createDevice()
})
afterEach(async () => {
  for (const session of await device.sessions()) await device.forget(session)
  device.close()
})

describe('the start of the app', () => {
  it('asks the server only when this device knows nobody (S8)', async () => {
    server.me = ann
    expect(await bootWith({ device, api })).toMatchObject({ state: 'workspace', session: { person: ann, workspaceId: 'w1', role: 'manager' } })
    server.asked.length = 0
    server.isUp = false
    expect(await bootWith({ device, api })).toMatchObject({ state: 'workspace', session: { person: ann } })
    expect(server.asked).toEqual([])
  })

  it('tells a new server, a sign-in and a server out of reach apart', async () => {
    expect(await bootWith({ device, api })).toEqual({ state: 'signedOut' })
    server.isNew = true
    expect(await bootWith({ device, api })).toEqual({ state: 'setup' })
    server.isUp = false
    expect(await bootWith({ device, api })).toMatchObject({ state: 'unreachable' })
  })

  it('notices in the background a new role, an ended session and another person', async () => {
    server.me = ann
    await bootWith({ device, api })
    const session = await device.active()
    if (session === null) throw new Error('nobody')
    server.role = 'viewer'
    expect(await confirmSession({ device, api }, session)).toMatchObject({ is: 'same', session: { role: 'viewer' } })
    expect((await device.active())?.role).toBe('viewer')
    server.me = ben
    expect(await confirmSession({ device, api }, session)).toMatchObject({ is: 'otherPerson' })
    server.me = null
    expect(await confirmSession({ device, api }, session)).toEqual({ is: 'signedOut' })
    server.isUp = false
    expect(await confirmSession({ device, api }, session)).toEqual({ is: 'unreachable' })
  })
})

describe('leaving a shared device', () => {
  it('counts what would be lost, wipes it, and ends the session at the server', async () => {
    server.me = ann
    await bootWith({ device, api })
    const session = await device.active()
    if (session === null) throw new Error('nobody')
    const storage = createIdbStorage(databaseName('ann', 'w1'))
    await storage.keep({ document: 'd', at: 1, take: () => [new Uint8Array([0, 0])] })
    expect(await device.unsentEdits(session)).toBe(1)
    await storage.close()
    await device.signOut(session, api)
    expect(server.me).toBeNull()
    expect(await device.active()).toBeNull()
    expect(await device.unsentEdits(session)).toBe(0)
    expect(await bootWith({ device, api })).toEqual({ state: 'signedOut' })
  })

  it('does not let the old cookie in again when the server was away at the sign-out', async () => {
    server.me = ann
    await bootWith({ device, api })
    const session = await device.active()
    if (session === null) throw new Error('nobody')
    server.isUp = false
    await device.signOut(session, api)
    expect(await bootWith({ device, api })).toEqual({ state: 'signedOut' })
    // The cookie still lives: it is ended before anything is asked.
    server.isUp = true
    server.asked.length = 0
    expect(await bootWith({ device, api })).toEqual({ state: 'signedOut' })
    expect(server.asked[0]).toBe('/api/auth/sign-out')
    server.me = ben
    expect(await bootAfterSignIn({ device, api })).toMatchObject({ state: 'workspace', session: { person: ben } })
    expect(await bootWith({ device, api })).toMatchObject({ state: 'workspace', session: { person: ben } })
    expect(server.me).toEqual(ben)
  })

  it('tells the other tabs of this device', async () => {
    server.me = ann
    await bootWith({ device, api })
    const other = createDevice()
    const heard = new Promise<string>((resolve) => other.onSignedOut(resolve))
    const session = await device.active()
    if (session === null) throw new Error('nobody')
    await device.signOut(session, api)
    expect(await heard).toBe('ann')
    other.close()
  })
})
