import { describe, expect, it } from 'vitest'
import { createTestHouse, PASSWORD } from '../support/test-house.ts'

const body = (secret: string | null) => ({ secret, name: 'Ann Ortiz', email: 'Ann@Example.com ', password: PASSWORD, workspaceName: 'Alder Creek' })

describe('the set-up link', () => {
  it('makes the owner and the workspace, signs in, and works once', async () => {
    const house = await createTestHouse()
    expect((await house.call('GET', '/api/setup')).body).toEqual({ needed: true })
    const secret = house.setup.secret()
    const answer = await house.call('POST', '/api/setup', { body: body(secret) })
    expect(answer.status).toBe(200)
    expect(answer.body.person).toMatchObject({ name: 'Ann Ortiz', email: 'ann@example.com' })
    const me = await house.call('GET', '/api/me', { cookie: answer.cookie })
    expect(me.body).toEqual({ person: answer.body.person, workspaces: [{ id: answer.body.workspaceId, name: 'Alder Creek', role: 'manager' }] })

    expect((await house.call('GET', '/api/setup')).body).toEqual({ needed: false })
    expect(house.setup.secret()).toBeNull()
    const again = await house.call('POST', '/api/setup', { body: { ...body(secret), email: 'second@example.com' } })
    expect(again.status).toBe(410)
    expect(again.body.error).toMatchObject({ code: 'linkUnusable', message: expect.stringContaining('used already') })
    expect(house.accounts.people.byEmail('second@example.com')).toBeNull()
  })

  it('gives nothing to who only reaches the port first', async () => {
    const house = await createTestHouse()
    const answer = await house.call('POST', '/api/setup', { body: body('a-guess') })
    expect(answer.status).toBe(410)
    expect(answer.cookie).toBe('')
    expect((await house.call('GET', '/api/setup')).body).toEqual({ needed: true })
  })

  it('is kept as a hash only, and is the same at the next start', async () => {
    const house = await createTestHouse()
    const secret = house.setup.secret()!
    const stored = JSON.stringify(house.database.prepare('SELECT * FROM setup_link').all())
    expect(stored).not.toContain(secret)
    expect(house.setup.secret()).toBe(secret)
  })

  it('hands the owner the workspaces the administrator made before anybody was there', async () => {
    const house = await createTestHouse()
    const early = house.accounts.membership.createWorkspace('Early', null)
    const { cookie } = await house.owner()
    const me = await house.call('GET', '/api/me', { cookie })
    expect(me.body.workspaces.map((workspace: { id: string }) => workspace.id)).toContain(early.id)
  })

  it('says what is wrong at the field, and keeps the link', async () => {
    const house = await createTestHouse()
    const answer = await house.call('POST', '/api/setup', { body: { ...body(house.setup.secret()), email: 'nobody', password: 'short' } })
    expect(answer.status).toBe(400)
    expect(answer.body.error).toMatchObject({ code: 'badRequest', fields: { email: 'is not an e-mail address', password: 'needs at least 10 characters' } })
    expect(house.setup.secret()).not.toBeNull()
  })
})
