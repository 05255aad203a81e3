import { describe, expect, it, vi } from 'vitest'
import * as Y from 'yjs'
import { HTTP_LIMITS } from '../../../shared/protocol/limits.ts'
import { type BundledUpdate, encodeBundle } from '../../../shared/protocol/update-bundle.ts'
import { editsOf } from '../../support/relay-client.ts'
import { createTestHouse, type TestHouse } from '../support/test-house.ts'

// Passwords are hashed, on a machine that may be busy.
vi.setConfig({ testTimeout: 30_000 })

const DOCUMENT = 'accounts/a1/calendar/2027'
const DAY_MS = 24 * 60 * 60 * 1_000

const flush = (house: TestHouse, who: { cookie: string; personId: string }, workspaceId: string, updates: BundledUpdate[], to = 'flush') =>
  house.call('POST', `/sync/${workspaceId}/${to}`, {
    cookie: who.cookie,
    body: encodeBundle({ person: who.personId, updates }),
    headers: { 'content-type': 'application/octet-stream' },
  })

const nameOf = (ydoc: Y.Doc) => ydoc.getMap('fields').get('name')

/** What the log holds of the document. */
const stored = async (house: TestHouse, workspaceId: string): Promise<Y.Doc> => {
  const ydoc = new Y.Doc()
  for (const { document, bytes } of await house.log.rowsAfter(workspaceId, 0, 1e9)) if (document === DOCUMENT) Y.applyUpdate(ydoc, bytes)
  return ydoc
}

const edits = (ydoc: Y.Doc, ...names: string[]): BundledUpdate[] =>
  names.flatMap((name) => editsOf(ydoc, () => ydoc.getMap('fields').set('name', name)).map((update) => ({ document: DOCUMENT, update, edits: 1 })))

describe('what a closing page hands over (S6)', () => {
  it('is in the log when it is answered, in its order, and a second time a duplicate', async () => {
    const house = await createTestHouse()
    const ann = await house.owner()
    const updates = edits(new Y.Doc(), 'first', 'second')
    const answer = await flush(house, ann, ann.workspaceId, updates)
    expect(answer).toMatchObject({ status: 200, body: { statuses: [null, null] } })
    expect(nameOf(await stored(house, ann.workspaceId))).toBe('second')
    expect((await flush(house, ann, ann.workspaceId, updates)).body.statuses).toEqual(['duplicate', 'duplicate'])
    expect((await house.log.head(ann.workspaceId)).seq).toBe(2)
  })

  it('passes the gate, and the roles, like everything else (S15)', async () => {
    const house = await createTestHouse()
    const ann = await house.owner()
    const vic = await house.join(ann.cookie, ann.workspaceId, 'Vic', 'viewer')
    expect((await flush(house, vic, ann.workspaceId, edits(new Y.Doc(), 'not mine to say'))).body.statuses).toEqual(['denied'])
    const hostile = { document: DOCUMENT, update: new Uint8Array([255, 255, 255, 127, 0]), edits: 1 }
    const astray = { document: 'somewhere/else', update: new Uint8Array([0, 0]), edits: 1 }
    expect((await flush(house, ann, ann.workspaceId, [hostile, astray])).body.statuses).toEqual(['invalid', 'invalid'])
    expect((await house.log.head(ann.workspaceId)).seq).toBe(0)
  })

  it('is taken only from whom it says it is, signed in, from a page of ours, and not too large (S7, L11)', async () => {
    const house = await createTestHouse()
    const ann = await house.owner()
    const ben = await house.join(ann.cookie, ann.workspaceId, 'Ben', 'coordinator')
    const updates = edits(new Y.Doc(), 'mine')
    expect((await flush(house, { cookie: ben.cookie, personId: ann.personId }, ann.workspaceId, updates)).status).toBe(403)
    expect((await flush(house, { cookie: '', personId: ann.personId }, ann.workspaceId, updates)).status).toBe(401)
    const body = encodeBundle({ person: ann.personId, updates })
    const path = `/sync/${ann.workspaceId}/flush`
    expect((await house.call('POST', path, { cookie: ann.cookie, body, headers: { origin: 'https://evil.example' } })).status).toBe(403)
    expect((await house.call('POST', path, { cookie: ann.cookie, body: new Uint8Array([9, 9, 9]) })).status).toBe(400)
    expect((await house.call('POST', path, { cookie: ann.cookie, body: new Uint8Array(HTTP_LIMITS.flushBytesMax + 1) })).status).toBe(413)
    expect((await house.log.head(ann.workspaceId)).seq).toBe(0)
  })
})

describe('what a removed member made before they knew (S15)', () => {
  const removed = async () => {
    const house = await createTestHouse()
    const ann = await house.owner()
    const ben = await house.join(ann.cookie, ann.workspaceId, 'Ben', 'coordinator')
    const path = `/api/workspaces/${ann.workspaceId}/quarantine`
    const bens = new Y.Doc()
    expect((await flush(house, ben, ann.workspaceId, edits(bens, 'while a member'))).body.statuses).toEqual([null])
    expect((await house.call('DELETE', `/api/workspaces/${ann.workspaceId}/members/${ben.personId}`, { cookie: ann.cookie })).status).toBe(200)
    const leave = (updates: BundledUpdate[]) => flush(house, ben, ann.workspaceId, updates, 'quarantine')
    const act = (what: string, cookie = ann.cookie) =>
      house.call('POST', `${path}/${encodeURIComponent(ben.personId)}/${what}`, { cookie, body: { document: DOCUMENT } })
    const list = (cookie = ann.cookie) => house.call('GET', path, { cookie })
    return { house, ann, ben, bens, path, leave, act, list }
  }

  it('may be left for a manager, and nothing else may be done', async () => {
    const { house, ann, ben, bens, leave, list } = await removed()
    const updates = edits(bens, 'made offline', 'and again')
    expect((await flush(house, ben, ann.workspaceId, updates)).status).toBe(403)
    expect(await leave(updates)).toMatchObject({ status: 200, body: { statuses: [null, null] } })
    expect((await leave(updates)).status).toBe(200)
    expect((await list(ben.cookie)).status).toBe(403)
    expect((await house.call('GET', `/api/workspaces/${ann.workspaceId}/members`, { cookie: ben.cookie })).status).toBe(403)
    const { people } = (await list()).body
    expect(people).toMatchObject([{ personId: ben.personId, name: 'Ben', documents: [{ document: DOCUMENT, edits: 2 }] }])
    expect(people[0].removedAt).toBeGreaterThan(Date.now() - 60_000)
    expect(nameOf(await stored(house, ann.workspaceId))).toBe('while a member')
  })

  it('is merged by a manager as theirs, through the gate, once', async () => {
    const { house, ann, ben, bens, leave, act, list } = await removed()
    await leave(edits(bens, 'made offline', 'and again'))
    const look = await act('look')
    const seen = new Y.Doc()
    Y.applyUpdate(seen, await Y.encodeStateAsUpdate(await stored(house, ann.workspaceId)))
    Y.applyUpdate(seen, Buffer.from(look.body.update, 'base64'))
    expect(nameOf(seen)).toBe('and again')
    expect((await act('merge', ben.cookie)).status).toBe(403)
    expect((await act('merge')).body).toEqual({ isMerged: true, message: null })
    expect(nameOf(await stored(house, ann.workspaceId))).toBe('and again')
    const rows = await house.log.rowsAfter(ann.workspaceId, 0, 1e9)
    expect(rows.map(({ person }) => person)).toEqual([ben.personId, ben.personId])
    expect((await list()).body.people).toEqual([])
    expect((await act('merge')).status).toBe(404)
  })

  it('is gone when a manager discards it', async () => {
    const { house, ann, bens, leave, act, list } = await removed()
    await leave(edits(bens, 'made offline'))
    expect((await act('discard')).status).toBe(200)
    expect((await list()).body.people).toEqual([])
    expect(nameOf(await stored(house, ann.workspaceId))).toBe('while a member')
  })

  it('stays where it is, with the reason, when the log does not take it', async () => {
    const { bens, leave, act, list } = await removed()
    edits(bens, 'never handed in')
    await leave(edits(bens, 'rests on it'))
    expect((await act('merge')).body).toMatchObject({ isMerged: false, message: expect.stringContaining('build on others') })
    expect((await list()).body.people).toHaveLength(1)
  })

  it('cannot be left by strangers, viewers, members, or after 30 days (L11)', async () => {
    const { house, ann, ben, bens, leave } = await removed()
    const updates = edits(bens, 'late')
    const vic = await house.join(ann.cookie, ann.workspaceId, 'Vic', 'viewer')
    expect((await flush(house, ann, ann.workspaceId, updates, 'quarantine')).status).toBe(403)
    await house.call('DELETE', `/api/workspaces/${ann.workspaceId}/members/${vic.personId}`, { cookie: ann.cookie })
    expect((await flush(house, vic, ann.workspaceId, updates, 'quarantine')).status).toBe(403)
    expect((await flush(house, ben, 'another', updates, 'quarantine')).status).toBe(403)
    house.time.now += (HTTP_LIMITS.quarantineDays + 1) * DAY_MS
    expect((await leave(updates)).status).toBe(403)
  })

  it('cannot be left by who could not write any more when they were removed: their role then decides, not the times a device tells', async () => {
    const { house, ann } = await removed()
    const cara = await house.join(ann.cookie, ann.workspaceId, 'Cara', 'coordinator')
    const member = `/api/workspaces/${ann.workspaceId}/members/${cara.personId}`
    expect((await house.call('PATCH', member, { cookie: ann.cookie, body: { role: 'viewer' } })).status).toBe(200)
    await house.call('DELETE', member, { cookie: ann.cookie })
    expect((await flush(house, cara, ann.workspaceId, edits(new Y.Doc(), 'made before'), 'quarantine')).status).toBe(403)
  })

  it('is merged too when they are a member again meanwhile, in whatever role: it was theirs to write, and a manager lets it in', async () => {
    const { house, ann, ben, bens, leave, act } = await removed()
    await leave(edits(bens, 'made offline'))
    const invite = await house.call('POST', `/api/workspaces/${ann.workspaceId}/invites`, { cookie: ann.cookie, body: { role: 'viewer' } })
    await house.call('POST', '/api/invites/accept', { cookie: ben.cookie, body: { secret: invite.body.secret } })
    expect((await act('merge')).body).toEqual({ isMerged: true, message: null })
    expect(nameOf(await stored(house, ann.workspaceId))).toBe('made offline')
  })

  it('is bounded per person, and hostile bytes are not kept (L11)', async () => {
    const { bens, leave, list } = await removed()
    expect((await leave([{ document: DOCUMENT, update: new Uint8Array([255, 255, 255, 127, 0]), edits: 1 }])).body.statuses).toEqual(['invalid'])
    expect((await list()).body.people).toEqual([])
    const large = edits(bens, 'x'.repeat(HTTP_LIMITS.quarantineRequestBytesMax))
    expect((await leave(large)).status).toBe(413)
    for (let round = 0; round < 17; round++) await leave(edits(bens, `${round}${'x'.repeat(1_000_000)}`))
    expect((await leave(edits(bens, `last${'x'.repeat(1_000_000)}`))).body.error.code).toBe('tooLarge')
    expect((await list()).body.people[0].documents[0].bytes).toBeLessThanOrEqual(HTTP_LIMITS.quarantinePersonBytesMax)
  })

  it('is forgotten as a right when they are a member again', async () => {
    const { house, ann, ben, bens, leave } = await removed()
    const invite = await house.call('POST', `/api/workspaces/${ann.workspaceId}/invites`, { cookie: ann.cookie, body: { role: 'coordinator' } })
    await house.call('POST', '/api/invites/accept', { cookie: ben.cookie, body: { secret: invite.body.secret } })
    const updates = edits(bens, 'back again')
    expect((await leave(updates)).status).toBe(403)
    expect((await flush(house, ben, ann.workspaceId, updates)).body.statuses).toEqual([null])
  })
})
