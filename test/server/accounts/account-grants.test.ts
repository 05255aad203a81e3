import { describe, expect, it } from 'vitest'
import { createTestHouse, ORIGIN, PASSWORD } from '../support/test-house.ts'

const headers = (cookie: string, origin: string | null = ORIGIN, host = 'localhost:8787') =>
  new Headers({ cookie, host, ...(origin === null ? {} : { origin }) })

describe('a grant', () => {
  it('is given to a member by session cookie and a page of ours, with the role of that workspace (S15)', async () => {
    const house = await createTestHouse()
    const owner = await house.owner()
    const bo = await house.join(owner.cookie, owner.workspaceId, 'Bo', 'viewer')
    const granted = await house.grants.identify({ workspaceId: owner.workspaceId, headers: headers(bo.cookie), bearer: null })
    expect(granted).toMatchObject({
      ok: true,
      value: { workspaceId: owner.workspaceId, personId: bo.personId, name: 'Bo', role: 'viewer', credential: { via: 'session' } },
    })
  })

  it('is refused to a wrong Origin, to strangers and to members of other workspaces', async () => {
    const house = await createTestHouse()
    const { cookie, workspaceId } = await house.owner()
    const other = house.accounts.membership.createWorkspace('Other', null)
    const identify = (given: Headers, id = workspaceId) => house.grants.identify({ workspaceId: id, headers: given, bearer: null })
    expect(await identify(headers(cookie, 'https://evil.example'))).toEqual({ ok: false, error: 'notAllowed' })
    expect(await identify(headers(cookie, null))).toEqual({ ok: false, error: 'notAllowed' })
    expect(await identify(headers(cookie, 'https://endcap.lan', 'endcap.lan'))).toMatchObject({ ok: true })
    expect(await identify(headers(''))).toEqual({ ok: false, error: 'notSignedIn' })
    expect(await identify(headers(`${cookie}x`))).toEqual({ ok: false, error: 'notSignedIn' })
    expect(await identify(headers(cookie), other.id)).toEqual({ ok: false, error: 'notAllowed' })
    expect(await house.grants.identify({ workspaceId, headers: new Headers(), bearer: 'no-such-token' })).toEqual({ ok: false, error: 'notSignedIn' })
  })

  it('is refused to a page that came without encryption where the server is reached with it', async () => {
    const house = await createTestHouse({ publicUrl: 'https://endcap.example.com' })
    const { cookie, workspaceId } = await house.owner()
    const identify = (origin: string, host: string) => house.grants.identify({ workspaceId, headers: headers(cookie, origin, host), bearer: null })
    expect(await identify('https://endcap.example.com', 'endcap.example.com')).toMatchObject({ ok: true })
    expect(await identify('https://other.example.com', 'other.example.com')).toMatchObject({ ok: true })
    expect(await identify('http://endcap.example.com', 'endcap.example.com')).toEqual({ ok: false, error: 'notAllowed' })
  })

  it('follows the role, the membership and the session when it is renewed', async () => {
    const house = await createTestHouse()
    const owner = await house.owner()
    const bo = await house.join(owner.cookie, owner.workspaceId, 'Bo', 'coordinator')
    const identify = async () => {
      const signedIn = await house.call('POST', '/api/auth/sign-in/email', { body: { email: bo.email, password: PASSWORD } })
      const granted = await house.grants.identify({ workspaceId: owner.workspaceId, headers: headers(signedIn.cookie), bearer: null })
      if (!granted.ok) throw new Error(granted.error)
      return { cookie: signedIn.cookie, grant: granted.value }
    }
    const { grant, cookie } = await identify()
    house.accounts.membership.setRole(owner.workspaceId, bo.personId, 'viewer')
    expect(await house.grants.renew(grant)).toMatchObject({ ok: true, value: { role: 'viewer' } })
    await house.call('POST', '/api/auth/sign-out', { cookie, body: {} })
    expect(await house.grants.renew(grant)).toEqual({ ok: false, error: 'notSignedIn' })

    const later = await identify()
    house.accounts.membership.remove(owner.workspaceId, bo.personId)
    expect(await house.grants.renew(later.grant)).toEqual({ ok: false, error: 'notAllowed' })
    house.time.now += 61 * 24 * 60 * 60 * 1000
    expect(await house.grants.renew(later.grant)).toEqual({ ok: false, error: 'notSignedIn' })
  })

  it('of a token holds for its own workspace only', async () => {
    const house = await createTestHouse()
    const owner = await house.owner()
    const other = house.accounts.membership.createWorkspace('Other', owner.personId)
    const { token } = house.accounts.apiTokens.create({ workspaceId: other.id, name: 'x', role: 'manager', createdBy: null })
    expect(await house.grants.identify({ workspaceId: owner.workspaceId, headers: new Headers(), bearer: token })).toEqual({ ok: false, error: 'notAllowed' })
  })
})
