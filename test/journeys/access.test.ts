// Who may do what, against the real server: hand-made clients, revoked rights, wrong origins, used links.

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { addMember, addToken, call, createOwner, inviteSecret, type Owner } from '../support/accounts.ts'
import { createDevice } from '../support/device.ts'
import { createEndcapServer, type EndcapServer } from '../support/endcap-server.ts'
import { connectDocument, connectMux, connectRaw, oneEdit, until } from '../support/relay-client.ts'

const DOCUMENT = 'accounts/marlow/packets/p1'

let server: EndcapServer
let owner: Owner
let relay: string
beforeAll(async () => {
  server = await createEndcapServer()
  owner = await createOwner(server)
  relay = `${server.url.replace('http', 'ws')}/sync`
})
afterAll(() => server.dispose())

const withToken = (token: string, document = DOCUMENT) => connectDocument(relay, document, { token, workspaceId: owner.workspaceId, acks: true })
const withCookie = (cookie: string, origin = server.url) => ({ workspaceId: owner.workspaceId, headers: { cookie, origin } })

const stateSeenBy = async (token: string, document: string): Promise<Y.Doc> => {
  const client = await withToken(token, document)
  client.say({ type: 'step1', stateVector: Y.encodeStateVector(new Y.Doc()) })
  const ydoc = new Y.Doc()
  for (const update of await until('step 2', client.answer)) Y.applyUpdate(ydoc, update)
  await client.close()
  return ydoc
}

describe('S15: roles are checked per message', () => {
  test('a viewer with a hand-made client changes nothing by update or by step 2', async () => {
    const editor = await addToken(server, owner, 'coordinator')
    const viewer = await addToken(server, owner, 'viewer')
    const peer = await withToken(editor.token)
    const attacker = await withToken(viewer.token)
    attacker.say({ type: 'update', update: oneEdit('title', 'defaced by update') })
    attacker.say({ type: 'step2', update: oneEdit('title', 'defaced by step 2') })
    await until('both answers', () => attacker.exceptions().size === 2)
    expect([...attacker.exceptions().values()]).toEqual(['denied', 'denied'])
    peer.say({ type: 'update', update: oneEdit('title', 'ours') })
    await until('the editor to be acknowledged', () => peer.ackCount() === 1)
    expect(peer.updates()).toEqual([])
    expect((await stateSeenBy(editor.token, DOCUMENT)).getMap('fields').toJSON()).toEqual({ title: 'ours' })
    await Promise.all([attacker.close(), peer.close()])
  })

  test('a revoked token closes within a second, and later connects are refused 4401', async () => {
    const { token, tokenId } = await addToken(server, owner, 'coordinator')
    const client = await withToken(token)
    await until('the first message', client.step1)
    const started = performance.now()
    expect((await call(server, owner.cookie, 'DELETE', `/api/workspaces/${owner.workspaceId}/tokens/${tokenId}`)).ok).toBe(true)
    expect((await client.raw.closed).code).toBe(4401)
    expect(performance.now() - started).toBeLessThan(1000)
    expect((await (await withToken(token)).raw.closed).code).toBe(4401)
  })

  test('a token revoked by the command line closes within a second too', async () => {
    const { token, tokenId } = (await server.admin('token', 'create', '--workspace', owner.workspaceId, '--role', 'coordinator', '--name', 'cli')) as Record<
      string,
      string
    >
    const client = await withToken(token!)
    await until('the first message', client.step1)
    await server.admin('token', 'revoke', '--token-id', tokenId!)
    const started = performance.now()
    expect((await client.raw.closed).code).toBe(4401)
    expect(performance.now() - started).toBeLessThan(1000)
  })

  test('a removed member is gone within a second, and later connects are refused 4403', async () => {
    const member = await addMember(server, owner, 'Rex Removed', 'coordinator')
    const socket = await connectMux(relay, withCookie(member.cookie))
    await until('the role', () => socket.role() !== null)
    const { members } = (await (await call(server, owner.cookie, 'GET', `/api/workspaces/${owner.workspaceId}/members`)).json()) as {
      members: { personId: string; email: string }[]
    }
    const { personId } = members.find(({ email }) => email === member.email)!
    const started = performance.now()
    expect((await call(server, owner.cookie, 'DELETE', `/api/workspaces/${owner.workspaceId}/members/${personId}`)).ok).toBe(true)
    expect((await socket.raw.closed).code).toBe(4403)
    expect(performance.now() - started).toBeLessThan(1000)
    expect((await (await connectMux(relay, withCookie(member.cookie))).raw.closed).code).toBe(4403)
  })

  test('a lowered role holds from the next message on', async () => {
    const member = await addMember(server, owner, 'Lou Lowered', 'coordinator')
    const socket = await connectMux(relay, withCookie(member.cookie))
    await until('the role', () => socket.role() === 'coordinator')
    const { members } = (await (await call(server, owner.cookie, 'GET', `/api/workspaces/${owner.workspaceId}/members`)).json()) as {
      members: { personId: string; email: string }[]
    }
    const { personId } = members.find(({ email }) => email === member.email)!
    await call(server, owner.cookie, 'PATCH', `/api/workspaces/${owner.workspaceId}/members/${personId}`, { role: 'viewer' })
    await until('the new role', () => socket.role() === 'viewer')
    expect((await socket.offer('accounts/marlow/packets/p9', oneEdit('title', 'late'))).status).toBe('denied')
    await socket.close()
  })
})

describe('the upgrade', () => {
  test('a session cookie from a wrong origin is refused, from ours it is let in', async () => {
    const refused = connectRaw(`${relay}/${owner.workspaceId}`, {
      protocols: ['endcap.mux.v1'],
      headers: { cookie: owner.cookie, origin: 'https://evil.example' },
    })
    expect((await refused.closed).code).toBe(4403)
    const ours = await connectMux(relay, withCookie(owner.cookie))
    await until('the role', () => ours.role() === 'manager')
    await ours.close()
  })

  test('nobody gets in without a credential, with a wrong one, or into a workspace of others', async () => {
    for (const options of [
      { headers: { origin: server.url } },
      { token: 'nonsense' },
      { headers: { cookie: 'better-auth.session_token=forged.forged', origin: server.url } },
    ]) {
      expect((await connectRaw(`${relay}/${owner.workspaceId}/${DOCUMENT}`, { protocols: ['endcap.v1'], ...options }).closed).code).toBe(4401)
    }
    const { workspaceId } = (await server.admin('workspace', 'create', '--name', 'Others')) as Record<string, string>
    expect((await (await connectMux(relay, { ...withCookie(owner.cookie), workspaceId: workspaceId! })).raw.closed).code).toBe(4403)
  })
})

describe('invites', () => {
  test('a reused, an expired and an unknown invite are refused with a page that says so', async () => {
    const used = await inviteSecret(server, owner, 'viewer')
    const accept = (name: string) =>
      call(server, null, 'POST', '/api/invites/accept', { secret: used, account: { name, email: `${name}@example.com`, password: 'long enough to keep' } })
    const answers = await Promise.all([accept('first'), accept('second')])
    expect(answers.map(({ ok }) => ok).sort()).toEqual([false, true])

    const device = await createDevice()
    const page = device.page()
    await page.goto(`${server.url}/invite#${used}`)
    await page
      .getByText(/has been used/i)
      .first()
      .waitFor()
    expect(page.url()).not.toContain(used)
    await page.goto(`${server.url}/invite#bm90LWFuLWludml0ZQ`)
    await page.reload()
    await page
      .getByText(/not complete/i)
      .first()
      .waitFor()
    expect(device.errors()).toEqual([])
    await device.dispose()
  })
})
