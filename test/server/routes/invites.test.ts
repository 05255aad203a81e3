import { describe, expect, it } from 'vitest'
import { INVITE_MS } from '../../../server/accounts/invites.ts'
import { createTestHouse, PASSWORD, type TestHouse } from '../support/test-house.ts'

const account = (name: string) => ({ name, email: `${name.toLowerCase()}@example.com`, password: PASSWORD })

const invited = async (house: TestHouse, role = 'coordinator') => {
  const owner = await house.owner()
  const invite = await house.call('POST', `/api/workspaces/${owner.workspaceId}/invites`, { cookie: owner.cookie, body: { role, note: ' for Bo ' } })
  expect(invite.status).toBe(200)
  return { owner, secret: invite.body.secret as string, inviteId: invite.body.id as string }
}

describe('an invite link', () => {
  it('says what it is for, lets one new person in with its role, and signs them in', async () => {
    const house = await createTestHouse()
    const { owner, secret } = await invited(house, 'viewer')
    expect((await house.call('POST', '/api/invites/inspect', { body: { secret } })).body).toEqual({
      state: 'open',
      workspaceName: 'Alder Creek',
      role: 'viewer',
      expiresAt: house.time.now + INVITE_MS,
    })
    const accepted = await house.call('POST', '/api/invites/accept', { body: { secret, account: account('Bo') } })
    expect(accepted).toMatchObject({ status: 200, body: { workspaceId: owner.workspaceId } })
    const me = await house.call('GET', '/api/me', { cookie: accepted.cookie })
    expect(me.body.workspaces).toEqual([{ id: owner.workspaceId, name: 'Alder Creek', role: 'viewer' }])
  })

  it('works once: the second person is told so and gets no account', async () => {
    const house = await createTestHouse()
    const { secret } = await invited(house)
    await house.call('POST', '/api/invites/accept', { body: { secret, account: account('Bo') } })
    const second = await house.call('POST', '/api/invites/accept', { body: { secret, account: account('Cy') } })
    expect(second).toMatchObject({ status: 410, body: { error: { code: 'linkUnusable', message: expect.stringContaining('used already') } } })
    expect(house.accounts.people.byEmail('cy@example.com')).toBeNull()
    expect((await house.call('POST', '/api/invites/inspect', { body: { secret } })).body.state).toBe('used')
  })

  it('lets exactly one of two in who open it at the same moment', async () => {
    const house = await createTestHouse()
    const { owner, secret } = await invited(house)
    const answers = await Promise.all(['Bo', 'Cy'].map((name) => house.call('POST', '/api/invites/accept', { body: { secret, account: account(name) } })))
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 410])
    expect(house.accounts.membership.members(owner.workspaceId).length).toBe(2)
    expect(house.database.prepare('SELECT count(*) FROM "user"').pluck().get()).toBe(2)
  })

  it('stops working when the manager who made it is none any more, or it would be a way back in (promise 4)', async () => {
    const house = await createTestHouse()
    const owner = await house.owner()
    const mallory = await house.join(owner.cookie, owner.workspaceId, 'Mallory', 'manager')
    const invite = await house.call('POST', `/api/workspaces/${owner.workspaceId}/invites`, { cookie: mallory.cookie, body: { role: 'manager' } })
    const { secret } = invite.body
    const members = `/api/workspaces/${owner.workspaceId}/members/${mallory.personId}`
    await house.call('PATCH', members, { cookie: owner.cookie, body: { role: 'viewer' } })
    expect((await house.call('POST', '/api/invites/inspect', { body: { secret } })).body.state).toBe('revoked')
    await house.call('DELETE', members, { cookie: owner.cookie })
    expect((await house.call('POST', '/api/invites/inspect', { body: { secret } })).body.state).toBe('revoked')
    const back = await house.call('POST', '/api/invites/accept', { cookie: mallory.cookie, body: { secret } })
    expect(back).toMatchObject({ status: 410, body: { error: { message: expect.stringContaining('withdrawn') } } })
    const list = await house.call('GET', `/api/workspaces/${owner.workspaceId}/invites`, { cookie: owner.cookie })
    expect(list.body.invites.find(({ id }: { id: string }) => id === invite.body.id).state).toBe('revoked')
  })

  it('expires after seven days, to the millisecond', async () => {
    const house = await createTestHouse()
    const { secret } = await invited(house)
    house.time.now += INVITE_MS - 1
    expect((await house.call('POST', '/api/invites/inspect', { body: { secret } })).body.state).toBe('open')
    house.time.now += 1
    expect((await house.call('POST', '/api/invites/inspect', { body: { secret } })).body.state).toBe('expired')
    expect(await house.call('POST', '/api/invites/accept', { body: { secret, account: account('Bo') } })).toMatchObject({
      status: 410,
      body: { error: { message: expect.stringContaining('expired') } },
    })
  })

  it('can be withdrawn by a manager, and is listed with what became of it', async () => {
    const house = await createTestHouse()
    const { owner, secret, inviteId } = await invited(house)
    const path = `/api/workspaces/${owner.workspaceId}/invites`
    expect((await house.call('DELETE', `${path}/${inviteId}`, { cookie: owner.cookie })).status).toBe(200)
    expect((await house.call('DELETE', `${path}/${inviteId}`, { cookie: owner.cookie })).status).toBe(404)
    expect((await house.call('POST', '/api/invites/accept', { body: { secret, account: account('Bo') } })).status).toBe(410)
    const listed = await house.call('GET', path, { cookie: owner.cookie })
    expect(listed.body.invites).toMatchObject([{ id: inviteId, state: 'revoked', note: 'for Bo', invitedBy: 'Ann', acceptedBy: null }])
    expect(JSON.stringify(listed.body)).not.toContain(secret)
  })

  it('is accepted by somebody who is signed in; a member uses nothing up', async () => {
    const house = await createTestHouse()
    const { owner, secret } = await invited(house, 'viewer')
    const own = await house.call('POST', '/api/invites/accept', { cookie: owner.cookie, body: { secret } })
    expect(own).toMatchObject({ status: 200, body: { workspaceId: owner.workspaceId } })
    expect(house.accounts.membership.roleOf(owner.workspaceId, owner.personId)).toBe('manager')
    const other = house.accounts.membership.createWorkspace('Other', owner.personId)
    const bo = await house.join(owner.cookie, other.id, 'Bo', 'coordinator')
    expect((await house.call('POST', '/api/invites/accept', { cookie: bo.cookie, body: { secret } })).status).toBe(200)
    expect((await house.call('GET', '/api/me', { cookie: bo.cookie })).body.workspaces.map(({ role }: { role: string }) => role).sort()).toEqual([
      'coordinator',
      'viewer',
    ])
    expect((await house.call('POST', '/api/invites/accept', { body: { secret } })).status).toBe(401)
  })

  it('does not take over an account that exists, and stays open for its owner', async () => {
    const house = await createTestHouse()
    const { owner, secret } = await invited(house)
    const answer = await house.call('POST', '/api/invites/accept', { body: { secret, account: { ...account('Ann'), email: owner.email } } })
    expect(answer).toMatchObject({ status: 409, body: { error: { code: 'emailTaken', fields: { 'account.email': expect.any(String) } } } })
    expect(answer.cookie).toBe('')
    expect((await house.call('POST', '/api/invites/inspect', { body: { secret } })).body.state).toBe('open')
  })

  it('is kept as a hash, and unknown ones are refused without a hint', async () => {
    const house = await createTestHouse()
    const { secret } = await invited(house)
    expect(JSON.stringify(house.database.prepare('SELECT * FROM invites').all())).not.toContain(secret)
    expect((await house.call('POST', '/api/invites/inspect', { body: { secret: 'guess' } })).body).toEqual({
      state: 'unknown',
      workspaceName: null,
      role: null,
      expiresAt: null,
    })
  })

  it('is made by managers only', async () => {
    const house = await createTestHouse()
    const owner = await house.owner()
    const bo = await house.join(owner.cookie, owner.workspaceId, 'Bo', 'coordinator')
    for (const cookie of [bo.cookie, undefined]) {
      const answer = await house.call('POST', `/api/workspaces/${owner.workspaceId}/invites`, {
        ...(cookie === undefined ? {} : { cookie }),
        body: { role: 'manager' },
      })
      expect(answer.status).toBe(cookie === undefined ? 401 : 403)
    }
  })
})
