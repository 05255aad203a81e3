import { describe, expect, it } from 'vitest'
import { createTestHouse } from '../support/test-house.ts'

describe('the members of a workspace', () => {
  it('are seen by every member and by nobody else', async () => {
    const house = await createTestHouse()
    const owner = await house.owner()
    const bo = await house.join(owner.cookie, owner.workspaceId, 'Bo', 'viewer')
    const path = `/api/workspaces/${owner.workspaceId}/members`
    const seen = await house.call('GET', path, { cookie: bo.cookie })
    expect(seen.body.members.map(({ name, role }: { name: string; role: string }) => `${name} ${role}`)).toEqual(['Ann manager', 'Bo viewer'])
    expect((await house.call('GET', path)).status).toBe(401)
    const elsewhere = house.accounts.membership.createWorkspace('Other', null)
    expect((await house.call('GET', `/api/workspaces/${elsewhere.id}/members`, { cookie: bo.cookie })).status).toBe(403)
  })

  it('change role by a manager only, and the relay is told at once', async () => {
    const house = await createTestHouse()
    const owner = await house.owner()
    const bo = await house.join(owner.cookie, owner.workspaceId, 'Bo', 'viewer')
    const path = `/api/workspaces/${owner.workspaceId}/members/${bo.personId}`
    expect((await house.call('PATCH', path, { cookie: bo.cookie, body: { role: 'manager' } })).status).toBe(403)
    house.hints.length = 0
    expect((await house.call('PATCH', path, { cookie: owner.cookie, body: { role: 'coordinator' } })).status).toBe(200)
    expect(house.hints).toEqual([{ type: 'grantsChanged', workspaceId: owner.workspaceId }])
    expect(house.accounts.membership.roleOf(owner.workspaceId, bo.personId)).toBe('coordinator')
    expect((await house.call('PATCH', path, { cookie: owner.cookie, body: { role: 'king' } })).status).toBe(400)
  })

  it('keep at least one manager, whatever is tried', async () => {
    const house = await createTestHouse()
    const owner = await house.owner()
    const bo = await house.join(owner.cookie, owner.workspaceId, 'Bo', 'coordinator')
    const own = `/api/workspaces/${owner.workspaceId}/members/${owner.personId}`
    for (const answer of [
      await house.call('DELETE', own, { cookie: owner.cookie }),
      await house.call('PATCH', own, { cookie: owner.cookie, body: { role: 'viewer' } }),
    ]) {
      expect(answer).toMatchObject({ status: 409, body: { error: { code: 'lastManager' } } })
    }
    expect((await house.call('PATCH', own, { cookie: owner.cookie, body: { role: 'manager' } })).status).toBe(200)
    await house.call('PATCH', `/api/workspaces/${owner.workspaceId}/members/${bo.personId}`, { cookie: owner.cookie, body: { role: 'manager' } })
    expect((await house.call('DELETE', own, { cookie: owner.cookie })).status).toBe(200)
    expect(house.accounts.membership.members(owner.workspaceId).map((member) => member.name)).toEqual(['Bo'])
  })

  it('are removed by a manager, leave by themselves, and remove nobody else', async () => {
    const house = await createTestHouse()
    const owner = await house.owner()
    const bo = await house.join(owner.cookie, owner.workspaceId, 'Bo', 'coordinator')
    const cy = await house.join(owner.cookie, owner.workspaceId, 'Cy', 'coordinator')
    const path = `/api/workspaces/${owner.workspaceId}/members`
    expect((await house.call('DELETE', `${path}/${cy.personId}`, { cookie: bo.cookie })).status).toBe(403)
    expect((await house.call('DELETE', `${path}/${bo.personId}`, { cookie: bo.cookie })).status).toBe(200)
    expect((await house.call('DELETE', `${path}/${cy.personId}`, { cookie: owner.cookie })).status).toBe(200)
    expect((await house.call('GET', path, { cookie: bo.cookie })).status).toBe(403)
    expect((await house.call('DELETE', `${path}/${cy.personId}`, { cookie: owner.cookie })).status).toBe(404)
  })
})

describe('a workspace', () => {
  it('is made by who manages one already, who is then its manager, and renamed by managers', async () => {
    const house = await createTestHouse()
    const owner = await house.owner()
    const bo = await house.join(owner.cookie, owner.workspaceId, 'Bo', 'viewer')
    expect(await house.call('POST', '/api/workspaces', { cookie: bo.cookie, body: { name: 'Second' } })).toMatchObject({
      status: 403,
      body: { error: { code: 'notAllowed', message: expect.stringContaining('Ask a manager') } },
    })
    const trial = house.accounts.membership.createWorkspace('Trial', null)
    house.accounts.membership.add(trial.id, bo.personId, 'manager')
    const made = await house.call('POST', '/api/workspaces', { cookie: bo.cookie, body: { name: '  Second  ' } })
    const listed = await house.call('GET', '/api/workspaces', { cookie: bo.cookie })
    expect(listed.body.workspaces).toContainEqual({ id: made.body.workspaceId, name: 'Second', role: 'manager' })
    expect((await house.call('PATCH', `/api/workspaces/${owner.workspaceId}`, { cookie: bo.cookie, body: { name: 'Mine' } })).status).toBe(403)
    expect((await house.call('PATCH', `/api/workspaces/${made.body.workspaceId}`, { cookie: bo.cookie, body: { name: 'Mine' } })).status).toBe(200)
    expect(house.accounts.membership.workspace(made.body.workspaceId)?.name).toBe('Mine')
    expect((await house.call('POST', '/api/workspaces', { cookie: bo.cookie, body: { name: ' ' } })).body.error.fields).toEqual({ name: 'cannot be empty' })
    expect((await house.call('POST', '/api/workspaces', { body: { name: 'x' } })).status).toBe(401)
  })
})
