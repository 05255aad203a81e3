import { describe, expect, it } from 'vitest'
import { createTestHouse } from '../support/test-house.ts'

describe('an API token', () => {
  it('is base64url, shown once, kept as a hash, listed without it, and revoked for good', async () => {
    const house = await createTestHouse()
    const owner = await house.owner()
    const path = `/api/workspaces/${owner.workspaceId}/tokens`
    const made = await house.call('POST', path, { cookie: owner.cookie, body: { name: 'nightly export', role: 'viewer' } })
    expect(made.body.token).toMatch(/^[A-Za-z0-9_-]{43}$/)
    expect(JSON.stringify(house.database.prepare('SELECT * FROM api_tokens').all())).not.toContain(made.body.token)

    const upgrade = { workspaceId: owner.workspaceId, headers: new Headers(), bearer: made.body.token as string }
    const granted = await house.grants.identify(upgrade)
    expect(granted).toMatchObject({ ok: true, value: { personId: `token:${made.body.tokenId}`, name: 'nightly export', role: 'viewer' } })

    house.hints.length = 0
    expect((await house.call('DELETE', `${path}/${made.body.tokenId}`, { cookie: owner.cookie })).status).toBe(200)
    expect(house.hints).toEqual([{ type: 'grantsChanged', workspaceId: owner.workspaceId }])
    expect(await house.grants.identify(upgrade)).toEqual({ ok: false, error: 'notSignedIn' })
    expect(granted.ok && (await house.grants.renew(granted.value))).toEqual({ ok: false, error: 'notSignedIn' })
    expect((await house.call('DELETE', `${path}/${made.body.tokenId}`, { cookie: owner.cookie })).status).toBe(404)
    const listed = await house.call('GET', path, { cookie: owner.cookie })
    expect(listed.body.tokens).toMatchObject([{ tokenId: made.body.tokenId, name: 'nightly export', createdBy: 'Ann', revokedAt: house.time.now }])
    expect(JSON.stringify(listed.body)).not.toContain(made.body.token)
  })

  it('ends when who made it is removed or is no manager any more, and nobody else’s does', async () => {
    const house = await createTestHouse()
    const owner = await house.owner()
    const bo = await house.join(owner.cookie, owner.workspaceId, 'Bo', 'manager')
    const cy = await house.join(owner.cookie, owner.workspaceId, 'Cy', 'manager')
    const path = `/api/workspaces/${owner.workspaceId}`
    const tokens = await Promise.all(
      [bo, cy, owner].map(({ cookie }) => house.call('POST', `${path}/tokens`, { cookie, body: { name: 'x', role: 'manager' } })),
    )
    const works = async () =>
      Promise.all(
        tokens.map(async ({ body }) => (await house.grants.identify({ workspaceId: owner.workspaceId, headers: new Headers(), bearer: body.token })).ok),
      )
    expect(await works()).toEqual([true, true, true])
    await house.call('DELETE', `${path}/members/${bo.personId}`, { cookie: owner.cookie })
    expect(await works()).toEqual([false, true, true])
    await house.call('PATCH', `${path}/members/${cy.personId}`, { cookie: owner.cookie, body: { role: 'manager' } })
    expect(await works()).toEqual([false, true, true])
    await house.call('PATCH', `${path}/members/${cy.personId}`, { cookie: owner.cookie, body: { role: 'coordinator' } })
    expect(await works()).toEqual([false, false, true])
  })

  it('is made and revoked by managers of its own workspace only', async () => {
    const house = await createTestHouse()
    const owner = await house.owner()
    const bo = await house.join(owner.cookie, owner.workspaceId, 'Bo', 'coordinator')
    const path = `/api/workspaces/${owner.workspaceId}/tokens`
    expect((await house.call('POST', path, { cookie: bo.cookie, body: { name: 'x', role: 'manager' } })).status).toBe(403)
    expect((await house.call('GET', path, { cookie: bo.cookie })).status).toBe(403)
    const other = house.accounts.membership.createWorkspace('Other', bo.personId)
    const token = house.accounts.apiTokens.create({ workspaceId: owner.workspaceId, name: 'x', role: 'viewer', createdBy: null })
    expect((await house.call('DELETE', `/api/workspaces/${other.id}/tokens/${token.tokenId}`, { cookie: bo.cookie })).status).toBe(404)
    expect(house.accounts.apiTokens.list(owner.workspaceId)[0]?.revokedAt).toBeNull()
  })
})
