// What was revoked does not come back with an old copy of the database (S13, F).

import { appendFileSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { applyRevocations, revocationsFile } from '../../../server/store/revocations.ts'
import { createTestHouse, PASSWORD } from '../support/test-house.ts'

const scene = async () => {
  const house = await createTestHouse()
  const owner = await house.owner()
  const people = await Promise.all(
    ['Bo', 'Cy', 'Di'].map((name) => house.join(owner.cookie, owner.workspaceId, name, name === 'Bo' ? 'manager' : 'coordinator')),
  )
  const [bo, cy, di] = people as [(typeof people)[0], (typeof people)[0], (typeof people)[0]]
  const token = house.accounts.apiTokens.create({ workspaceId: owner.workspaceId, name: 'x', role: 'viewer', createdBy: null })
  const invite = house.accounts.invites.create({ workspaceId: owner.workspaceId, role: 'viewer', note: '', createdBy: null })
  const feeds = [owner.personId, cy.personId].map((personId) =>
    house.accounts.feeds.create({ workspaceId: owner.workspaceId, personId, name: 'x', scope: { of: 'all' }, kinds: ['promotions'] }),
  )
  const recovery = house.accounts.recovery.create(di.personId, { by: 'administrator' })
  if (!recovery.ok) throw new Error(recovery.error)
  house.database.prepare(`INSERT INTO "passkey" VALUES ('p1', 'phone', 'k', ?, 'c', 0, 'singleDevice', 0, NULL, NULL, NULL)`).run(owner.personId)
  const path = revocationsFile(house.database.name)
  const backup = join(path, '../old.sqlite')
  house.database.prepare('VACUUM INTO ?').run(backup)
  const restored = () => {
    const database = new Sqlite(backup)
    const changes = applyRevocations(database, path)
    const again = applyRevocations(database, path)
    const all = (sql: string) => database.prepare(sql).all() as Record<string, unknown>[]
    return { changes, again, all, close: () => database.close() }
  }
  return { house, owner, bo, cy, di, token, invite, feeds, recovery: recovery.value, path, restored }
}

describe('a restored database', () => {
  it('has none of the sessions, tokens, links, calendar feeds, members and passwords that were ended after the backup', async () => {
    const { house, owner, bo, cy, di, token, invite, feeds, recovery, path, restored } = await scene()
    const members = `/api/workspaces/${owner.workspaceId}/members`
    await house.call('POST', '/api/auth/sign-out', { cookie: bo.cookie, body: {} })
    await house.call('PATCH', `${members}/${bo.personId}`, { cookie: owner.cookie, body: { role: 'viewer' } })
    await house.call('DELETE', `${members}/${cy.personId}`, { cookie: owner.cookie })
    house.accounts.apiTokens.revoke(token.tokenId)
    house.accounts.invites.revoke(owner.workspaceId, invite.id)
    // The other one ended with its maker.
    expect(house.accounts.feeds.revoke(owner.workspaceId, feeds[0]?.feedId ?? '', owner.personId)).toBe(true)
    await house.call('POST', '/api/recover', { body: { secret: recovery.secret, password: 'a second password' } })

    expect((await house.call('POST', '/api/auth/passkey/delete-passkey', { cookie: owner.cookie, body: { id: 'p1' } })).status).toBe(200)

    const old = restored()
    expect(old.all('SELECT 1 FROM "passkey"')).toEqual([])
    expect(old.changes).toBeGreaterThan(0)
    expect(old.again).toBe(0)
    const roles = old.all('SELECT person_id, role FROM members').map(({ person_id, role }) => [person_id, role])
    expect(Object.fromEntries(roles)).toEqual({ [owner.personId]: 'manager', [bo.personId]: 'viewer', [di.personId]: 'coordinator' })
    const sessions = old.all('SELECT "userId" FROM "session"').map(({ userId }) => userId)
    expect(sessions).toContain(owner.personId)
    expect(sessions).not.toContain(bo.personId)
    expect(sessions).not.toContain(di.personId)
    expect(old.all('SELECT 1 FROM api_tokens WHERE revoked_at IS NULL')).toEqual([])
    expect(old.all('SELECT 1 FROM invites WHERE revoked_at IS NULL AND accepted_at IS NULL')).toEqual([])
    expect(old.all('SELECT 1 FROM recovery_links WHERE used_at IS NULL')).toEqual([])
    expect(old.all('SELECT 1 FROM calendar_feeds WHERE revoked_at IS NULL')).toEqual([])
    const passwordOf = 'SELECT password FROM "account" WHERE "userId" = ?'
    expect(old.all(`SELECT password FROM "account" WHERE "userId" = '${di.personId}'`)[0]?.password).toBe(
      house.database.prepare(passwordOf).pluck().get(di.personId),
    )
    old.close()
    expect(statSync(path).mode & 0o777).toBe(0o600)
    expect(readFileSync(path, 'utf8')).not.toContain(token.token)
  })

  it('keeps who came back after they were sent away, and who was only ever raised', async () => {
    const { house, owner, cy, di, path, restored } = await scene()
    house.time.now += 1_000
    const { membership } = house.accounts
    membership.remove(owner.workspaceId, cy.personId)
    membership.add(owner.workspaceId, cy.personId, 'manager')
    membership.setRole(owner.workspaceId, di.personId, 'viewer')
    membership.setRole(owner.workspaceId, di.personId, 'manager')
    // A line that a crash tore.
    appendFileSync(path, '["member","')
    const old = restored()
    expect(old.all(`SELECT role FROM members WHERE person_id IN ('${cy.personId}', '${di.personId}')`)).toEqual([
      { role: 'coordinator' },
      { role: 'coordinator' },
    ])
    old.close()
    expect(applyRevocations(house.database, path)).toBe(0)
    const signedIn = await house.call('POST', '/api/auth/sign-in/email', { body: { email: di.email, password: PASSWORD } })
    expect(signedIn.status).toBe(200)
  })
})
