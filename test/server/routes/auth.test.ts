import { passkey } from '@better-auth/passkey'
import { getMigrations } from 'better-auth/db/migration'
import { SqliteDialect } from 'kysely'
import { describe, expect, it } from 'vitest'
import { createTestHouse, PASSWORD } from '../support/test-house.ts'

const daysFromNow = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString()

describe('signing in and out', () => {
  it('works with e-mail and password, in a cookie scripts cannot read', async () => {
    const house = await createTestHouse()
    const { email } = await house.owner()
    const answer = await house.call('POST', '/api/auth/sign-in/email', { body: { email, password: PASSWORD } })
    expect(answer.status).toBe(200)
    const [cookie = ''] = answer.headers.getSetCookie()
    expect(cookie).toMatch(/^endcap\.session_token=/)
    expect(cookie).toMatch(/HttpOnly/i)
    expect(cookie).toMatch(/SameSite=Lax/i)
    expect((await house.call('GET', '/api/me', { cookie: answer.cookie })).status).toBe(200)

    house.hints.length = 0
    expect((await house.call('POST', '/api/auth/sign-out', { cookie: answer.cookie, body: {} })).status).toBe(200)
    expect(house.hints).toEqual([{ type: 'grantsChanged', workspaceId: null }])
    expect((await house.call('GET', '/api/me', { cookie: answer.cookie })).status).toBe(401)
  })

  it('uses secure cookies where the server is reached by https', async () => {
    const house = await createTestHouse({ publicUrl: 'https://endcap.example.com' })
    const { email } = await house.owner()
    const answer = await house.call('POST', '/api/auth/sign-in/email', { body: { email, password: PASSWORD } })
    expect(answer.headers.getSetCookie()[0]).toMatch(/^__Secure-endcap\.session_token=.*Secure/i)
    expect((await house.call('GET', '/api/me', { cookie: answer.cookie })).status).toBe(200)
    expect(answer.headers.get('strict-transport-security')).toContain('max-age')
  })

  it('refuses wrong credentials in our shape, the same for an unknown person', async () => {
    const house = await createTestHouse()
    const { email } = await house.owner()
    const wrong = await house.call('POST', '/api/auth/sign-in/email', { body: { email, password: 'not the password' } })
    const unknown = await house.call('POST', '/api/auth/sign-in/email', { body: { email: 'zed@example.com', password: 'not the password' } })
    expect(wrong).toMatchObject({ status: 401, body: { error: { code: 'wrongCredentials' } } })
    expect(unknown.body).toEqual(wrong.body)
  })

  it('counts failures per address, lets nobody guess on, and forgets after a minute', async () => {
    const house = await createTestHouse()
    const { email } = await house.owner()
    const guess = (password: string) => house.call('POST', '/api/auth/sign-in/email', { body: { email, password } })
    for (let attempt = 0; attempt < 5; attempt++) expect((await guess('not the password')).status).toBe(401)
    const refused = await guess(PASSWORD)
    expect(refused).toMatchObject({ status: 429, body: { error: { code: 'tooManyAttempts' } } })
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
    expect((await house.call('POST', '/api/invites/inspect', { body: { secret: 'x' } })).status).toBe(429)
    house.time.now += 60_000
    expect((await guess(PASSWORD)).status).toBe(200)
  })

  it('lets nobody guess more by guessing all at once', async () => {
    const house = await createTestHouse()
    const { email } = await house.owner()
    const guesses = Array.from({ length: 40 }, (_, index) =>
      house.call('POST', '/api/auth/sign-in/email', { body: { email, password: `guess number ${index}` } }),
    )
    const answers = (await Promise.all(guesses)).map(({ status }) => status)
    expect(answers.filter((status) => status === 401).length).toBeLessThanOrEqual(5)
    expect(answers.filter((status) => status === 429).length).toBeGreaterThanOrEqual(35)
  })

  it('goes on for those who are signed in when nothing can be written', async () => {
    const house = await createTestHouse()
    const { cookie } = await house.owner()
    // Old enough to be prolonged, which is a write.
    house.database.prepare('UPDATE "session" SET "updatedAt" = ?, "expiresAt" = ?').run(daysFromNow(-3), daysFromNow(57))
    house.database.pragma('query_only = ON')
    expect((await house.call('GET', '/api/me', { cookie })).status).toBe(200)
    house.database.pragma('query_only = OFF')
  })

  it('does not count success: an office shares one address', async () => {
    const house = await createTestHouse()
    const { email } = await house.owner()
    for (let attempt = 0; attempt < 8; attempt++) {
      expect((await house.call('POST', '/api/auth/sign-in/email', { body: { email, password: PASSWORD } })).status).toBe(200)
    }
  })

  it('lists my sessions and ends them one by one', async () => {
    const house = await createTestHouse()
    const { email, cookie } = await house.owner()
    const phone = await house.call('POST', '/api/auth/sign-in/email', { body: { email, password: PASSWORD }, headers: { 'user-agent': 'Phone' } })
    const listed = await house.call('GET', '/api/auth/list-sessions', { cookie })
    expect(listed.body.length).toBe(2)
    const token = listed.body.find((session: { userAgent: string }) => session.userAgent === 'Phone').token
    expect((await house.call('POST', '/api/auth/revoke-session', { cookie, body: { token } })).status).toBe(200)
    expect((await house.call('GET', '/api/me', { cookie: phone.cookie })).status).toBe(401)
    expect((await house.call('GET', '/api/me', { cookie })).status).toBe(200)
  })

  it('offers passkeys for this host, and challenges that differ', async () => {
    const house = await createTestHouse()
    const { cookie } = await house.owner()
    const options = await house.call('GET', '/api/auth/passkey/generate-register-options', { cookie })
    expect(options).toMatchObject({ status: 200, body: { rp: { id: 'localhost', name: 'Endcap' }, challenge: expect.any(String) } })
    expect((await house.call('GET', '/api/auth/passkey/generate-register-options')).status).toBe(401)
    const signIns = await Promise.all([1, 2].map(() => house.call('GET', '/api/auth/passkey/generate-authenticate-options')))
    expect(new Set(signIns.map((answer) => answer.body.challenge)).size).toBe(2)
    expect((await house.call('GET', '/api/auth/passkey/list-user-passkeys', { cookie })).body).toEqual([])
  })

  it('lists sessions after days, but makes a passkey only after a fresh sign-in', async () => {
    const house = await createTestHouse()
    const { cookie } = await house.owner()
    house.database.prepare('UPDATE "session" SET "createdAt" = ?').run(new Date(house.time.now - 25 * 60 * 60 * 1000).toISOString())
    expect((await house.call('GET', '/api/auth/list-sessions', { cookie })).status).toBe(200)
    expect(await house.call('GET', '/api/auth/passkey/generate-register-options', { cookie })).toMatchObject({
      status: 403,
      body: { error: { code: 'signInAgain' } },
    })
  })

  it('has no public sign-up, nor any other endpoint that is not needed', async () => {
    const house = await createTestHouse()
    const body = { name: 'Eve', email: 'eve@example.com', password: PASSWORD }
    for (const path of ['sign-up/email', 'request-password-reset', 'sign-in/social', 'update-user', 'delete-user', 'sign-in/email/']) {
      expect((await house.call('POST', `/api/auth/${path}`, { body })).status).toBe(404)
    }
    expect(house.accounts.people.byEmail('eve@example.com')).toBeNull()
  })

  it('keeps its tables as the accounts library wants them', async () => {
    const house = await createTestHouse()
    const wanted = await getMigrations({
      database: { dialect: new SqliteDialect({ database: house.database }), type: 'sqlite' },
      emailAndPassword: { enabled: true },
      plugins: [passkey()],
      secret: 'x'.repeat(32),
      logger: { disabled: true },
    })
    expect(wanted.toBeCreated).toEqual([])
    expect(wanted.toBeAdded).toEqual([])
  })

  it('writes no secret into the logs', async () => {
    const house = await createTestHouse()
    const { cookie, email, workspaceId } = await house.owner()
    const token = await house.call('POST', `/api/workspaces/${workspaceId}/tokens`, { cookie, body: { name: 'x', role: 'viewer' } })
    await house.call('POST', '/api/auth/sign-in/email', { body: { email, password: 'a wrong password' } })
    await house.call('GET', '/api/me?token=in-the-query', { cookie })
    const logs = house.logs.join('')
    expect(logs).toContain('"path":"/api/me"')
    for (const secret of [PASSWORD, 'a wrong password', token.body.token, 'in-the-query', cookie]) expect(logs).not.toContain(secret)
  })
})
