import { describe, expect, it } from 'vitest'
import { RECOVERY_MS } from '../../../server/accounts/recovery.ts'
import { createTestHouse, PASSWORD, type TestHouse } from '../support/test-house.ts'

const NEW_PASSWORD = 'another fine password'

const signIn = (house: TestHouse, email: string, password: string) => house.call('POST', '/api/auth/sign-in/email', { body: { email, password } })

const recoveryPath = (workspaceId: string, personId: string) => `/api/workspaces/${workspaceId}/members/${personId}/recovery`

describe('a recovery link', () => {
  it('sets a new password once, and ends every session and passkey of the person', async () => {
    const house = await createTestHouse()
    const owner = await house.owner()
    const bo = await house.join(owner.cookie, owner.workspaceId, 'Bo', 'coordinator')
    const link = await house.call('POST', recoveryPath(owner.workspaceId, bo.personId), { cookie: owner.cookie, body: {} })
    expect(link.status).toBe(200)
    const { secret } = link.body
    expect((await house.call('POST', '/api/recover/inspect', { body: { secret } })).body).toMatchObject({ state: 'open', email: bo.email })
    const addPasskey = house.database.prepare(`INSERT INTO "passkey" VALUES (?, 'phone', 'k', ?, ?, 0, 'singleDevice', 0, NULL, NULL, NULL)`)
    addPasskey.run('p1', bo.personId, 'c1')
    addPasskey.run('p2', owner.personId, 'c2')
    house.hints.length = 0
    expect((await house.call('POST', '/api/recover', { body: { secret, password: NEW_PASSWORD } })).body).toEqual({ email: bo.email })
    expect(house.hints).toEqual([{ type: 'grantsChanged', workspaceId: null }])

    // Whoever has the lost device has no key to the account any more.
    expect(house.database.prepare('SELECT id FROM "passkey"').pluck().all()).toEqual(['p2'])
    expect((await house.call('GET', '/api/me', { cookie: bo.cookie })).status).toBe(401)
    expect((await house.call('GET', '/api/me', { cookie: owner.cookie })).status).toBe(200)
    expect((await signIn(house, bo.email, PASSWORD)).status).toBe(401)
    expect((await signIn(house, bo.email, NEW_PASSWORD)).status).toBe(200)
    expect((await house.call('POST', '/api/recover', { body: { secret, password: PASSWORD } })).body.error.code).toBe('linkUnusable')
    expect(JSON.stringify(house.database.prepare('SELECT * FROM recovery_links').all())).not.toContain(secret)
  })

  it('expires after a day, and a newer one replaces it', async () => {
    const house = await createTestHouse()
    const owner = await house.owner()
    const first = house.accounts.recovery.create(owner.personId, { by: 'administrator' })
    const second = house.accounts.recovery.create(owner.personId, { by: 'administrator' })
    if (!first.ok || !second.ok) throw new Error('no link')
    expect(house.accounts.recovery.inspect(first.value.secret).state).toBe('unknown')
    house.time.now += RECOVERY_MS
    expect(house.accounts.recovery.inspect(second.value.secret).state).toBe('expired')
    expect((await house.call('POST', '/api/recover', { body: { secret: second.value.secret, password: NEW_PASSWORD } })).status).toBe(410)
    expect((await signIn(house, owner.email, PASSWORD)).status).toBe(200)
  })

  it('cannot be made by a manager for somebody who is also in a workspace that the manager does not manage', async () => {
    const house = await createTestHouse()
    const owner = await house.owner()
    const bo = await house.join(owner.cookie, owner.workspaceId, 'Bo', 'coordinator')
    const early = await house.call('POST', recoveryPath(owner.workspaceId, bo.personId), { cookie: owner.cookie, body: {} })
    house.accounts.membership.createWorkspace("Bo's own", bo.personId)
    const late = await house.call('POST', recoveryPath(owner.workspaceId, bo.personId), { cookie: owner.cookie, body: {} })
    expect(late).toMatchObject({ status: 403, body: { error: { code: 'notAllowed' } } })
    expect((await house.call('POST', '/api/recover', { body: { secret: early.body.secret, password: NEW_PASSWORD } })).status).toBe(410)
  })

  it('is made by managers only, for members only', async () => {
    const house = await createTestHouse()
    const owner = await house.owner()
    const bo = await house.join(owner.cookie, owner.workspaceId, 'Bo', 'coordinator')
    expect((await house.call('POST', recoveryPath(owner.workspaceId, owner.personId), { cookie: bo.cookie, body: {} })).status).toBe(403)
    expect((await house.call('POST', recoveryPath(owner.workspaceId, 'nobody'), { cookie: owner.cookie, body: {} })).status).toBe(404)
  })
})
