import ICAL from 'ical.js'
import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { createFeedEntries } from '../../../server/feeds/feed-entries.ts'
import { createFeedReader } from '../../../server/feeds/feed-reader.ts'
import type { Summaries } from '../../../server/feeds/summaries.ts'
import { summarizeDocument } from '../../../server/feeds/summary-worker.ts'
import { calendarPath } from '../../../shared/base/document-path.ts'
import { deleteRows, setCell } from '../../../shared/commands/rows.ts'
import { accountsSheet, type ImportDevice, importDevice, itemsSheet, promotionsSheet } from '../../support/import-device.ts'
import { createTestHouse, type TestHouse } from '../support/test-house.ts'

/** As a calendar program sees it. */
const read = async (house: TestHouse, secret: string, headers: Record<string, string> = {}) => {
  const answer = await house.call('GET', `/feeds/${secret}.ics`, { headers })
  const events =
    answer.status === 200
      ? new ICAL.Component(ICAL.parse(answer.body)).getAllSubcomponents('vevent').map((component) => {
          const event = new ICAL.Event(component)
          return { uid: event.uid, from: event.startDate.toString(), sequence: event.sequence, status: component.getFirstPropertyValue('status') }
        })
      : []
  return { ...answer, events, byId: new Map(events.map((event) => [event.uid, event])) }
}

/** What the device knows is in the log. */
const store = async (house: TestHouse, workspaceId: string, device: ImportDevice): Promise<void> => {
  const rows = [...device.documents].map(([document, live]) => ({ workspaceId, document, person: 'ann', time: 1, bytes: Y.encodeStateAsUpdate(live.ydoc) }))
  expect(await house.log.append(rows)).toMatchObject({ ok: true })
}

const planned = async (summarize: Summaries['summarize'] = async (document) => summarizeDocument(document)) => {
  const house = await createTestHouse({ summarize })
  house.time.now = Date.UTC(2027, 0, 15)
  const owner = await house.owner()
  const device = importDevice('ann')
  device.import([accountsSheet(), itemsSheet(), promotionsSheet()])
  await store(house, owner.workspaceId, device)
  const path = `/api/workspaces/${owner.workspaceId}/feeds`
  const make = async (body: object, cookie = owner.cookie): Promise<string> =>
    (await house.call('POST', path, { cookie, body: { name: 'Plan', of: 'all', kinds: ['promotions'], ...body } })).body.secret
  return { house, owner, device, path, make }
}

describe('a calendar feed', () => {
  test('is made from the log while nobody is online: all accounts, or one', async () => {
    const { house, device, make } = await planned()
    const all = await read(house, await make({ name: 'All; of it' }))
    expect(all.events).toHaveLength(169)
    expect(all.body).toContain('REFRESH-INTERVAL;VALUE=DURATION:PT1H')
    expect(all.headers.get('content-type')).toBe('text/calendar; charset=utf-8')
    expect(all.headers.get('cache-control')).toBe('private, no-cache')
    const { accountId } = device.summaries('account').find(({ name }) => name === 'Marlow Markets')!
    const one = await read(house, await make({ of: 'account', accountId, kinds: ['promotions', 'windows'] }))
    expect(one.events.filter(({ uid }) => uid.includes('inStore'))).toHaveLength(30)
    expect(one.events.length).toBeGreaterThan(30)
    // Two feeds with the same promotion speak of the same entry.
    for (const { uid } of one.events.filter(({ uid }) => uid.includes('inStore'))) expect(all.byId.has(uid)).toBe(true)
  })

  test('keeps ids, counts changes, and keeps what was cancelled or deleted as cancelled', async () => {
    const { house, owner, device, make } = await planned()
    const secret = await make({ kinds: ['promotions', 'windows'] })
    const before = await read(house, secret)
    const [moved, dropped, untouched] = device.summaries('promotion')
    const at = (promotion: typeof moved) => device.document(calendarPath(promotion!.accountId, promotion!.year))
    const inStore = { from: '2027-06-02', to: '2027-06-08' }
    expect(setCell(at(moved), { rows: 'promotions', rowId: moved!.promotionId, cell: 'inStore', value: inStore })).toMatchObject({ ok: true })
    expect(setCell(at(moved), { rows: 'promotions', rowId: moved!.promotionId, cell: 'order', value: null })).toMatchObject({ ok: true })
    expect(deleteRows(at(dropped), { rows: 'promotions', rowIds: [dropped!.promotionId] }, device.context)).toMatchObject({ ok: true })
    await store(house, owner.workspaceId, device)
    const after = await read(house, secret)
    const uid = (promotion: typeof moved, what = 'inStore') => `${promotion!.promotionId}.${what}@endcap`
    expect(after.byId.get(uid(moved))).toMatchObject({ from: '2027-06-02', sequence: 1 })
    expect(after.byId.get(uid(moved, 'order'))).toMatchObject({ status: 'CANCELLED', sequence: 1 })
    expect(after.byId.get(uid(dropped))).toMatchObject({ status: 'CANCELLED', sequence: 1 })
    expect(after.byId.get(uid(untouched))).toEqual(before.byId.get(uid(untouched)))
    expect(after.events).toHaveLength(before.events.length)
    // Asked again, it says the same.
    expect((await read(house, secret)).body).toBe(after.body)
    expect((await read(house, secret, { 'if-none-match': after.headers.get('etag')! })).status).toBe(304)
  })

  test('reads again what has grown, and says the same of what did not change', async () => {
    const { house, owner, device, make } = await planned()
    const secret = await make({})
    await read(house, secret)
    await store(house, owner.workspaceId, device)
    expect((await read(house, secret)).events).toHaveLength(169)
  })

  test('ends when it is revoked, with its maker, and is in no log', async () => {
    const { house, owner, path, make } = await planned()
    const lee = await house.join(owner.cookie, owner.workspaceId, 'Lee', 'viewer')
    const mine = await make({ name: 'Mine' })
    const theirs = await make({ name: 'Theirs', kinds: ['deadlines'] }, lee.cookie)
    expect((await read(house, theirs)).status).toBe(200)
    expect((await house.call('GET', path, { cookie: lee.cookie })).body.feeds).toMatchObject([{ name: 'Theirs' }])
    const { feeds } = (await house.call('GET', path, { cookie: owner.cookie })).body
    expect(feeds.map(({ name }: { name: string }) => name).sort()).toEqual(['Mine', 'Theirs'])
    expect(JSON.stringify(feeds)).not.toContain(mine)
    const { feedId } = feeds.find(({ name }: { name: string }) => name === 'Mine')
    // A member ends their own only.
    expect((await house.call('DELETE', `${path}/${feedId}`, { cookie: lee.cookie })).status).toBe(404)
    expect((await house.call('DELETE', `${path}/${feedId}`, { cookie: owner.cookie })).status).toBe(200)
    expect((await read(house, mine)).status).toBe(404)
    expect((await house.call('DELETE', `/api/workspaces/${owner.workspaceId}/members/${lee.personId}`, { cookie: owner.cookie })).status).toBe(200)
    expect((await read(house, theirs)).status).toBe(404)
    // Also when they come back.
    house.accounts.membership.add(owner.workspaceId, lee.personId, 'viewer')
    expect((await read(house, theirs)).status).toBe(404)
    expect(house.logs.join('')).not.toContain(mine)
    expect(house.logs.join('')).not.toContain(theirs)
    expect(JSON.stringify(house.database.prepare('SELECT * FROM calendar_feeds').all())).not.toContain(mine)
  })

  test('is for members, says what is wrong with what was asked, and cannot be guessed at or hammered', async () => {
    const { house, owner, path, make } = await planned()
    expect((await house.call('POST', path, { body: { name: 'x', of: 'all', kinds: ['promotions'] } })).status).toBe(401)
    for (const body of [
      { name: '', of: 'all', kinds: ['promotions'] },
      { name: 'x', of: 'account', kinds: ['promotions'] },
      { name: 'x', of: 'all', kinds: [] },
    ]) {
      expect((await house.call('POST', path, { cookie: owner.cookie, body })).status).toBe(400)
    }
    const secret = await make({})
    const answers = await Promise.all(Array.from({ length: 31 }, () => read(house, secret)))
    expect(answers.map(({ status }) => status).filter((status) => status === 429)).toHaveLength(1)
    house.time.now += 61_000
    expect((await read(house, secret)).status).toBe(200)
    for (let guess = 0; guess < 5; guess++) expect((await read(house, 'A'.repeat(42) + guess)).status).toBe(404)
    expect((await read(house, 'A'.repeat(43))).status).toBe(429)
  })

  test('cancels nothing because a document cannot be read now, and does not ask for it again with every request', async () => {
    let isBroken = false
    let asked = 0
    const { house, make } = await planned(async (document) => {
      asked++
      return isBroken && document.path.includes('/calendar/') ? null : summarizeDocument(document)
    })
    const before = await read(house, await make({}))
    isBroken = true
    // A reader that knows nothing yet, as after a start: the same log and what was said last.
    const reader = createFeedReader({
      log: house.log,
      summaries: {
        summarize: async (document) => {
          asked++
          return isBroken && document.path.includes('/calendar/') ? null : summarizeDocument(document)
        },
        close: async () => {},
      },
      entries: createFeedEntries({ database: house.database, clock: () => house.time.now }),
      clock: () => house.time.now,
      publicUrl: 'http://localhost:8787',
    })
    const feed = house.accounts.feeds.bySecret(await make({}))!
    const [said, again] = [await reader.read(feed), await reader.read(feed)]
    const askedFor = asked
    expect(said.text.match(/^BEGIN:VEVENT/gm)).toHaveLength(before.events.length)
    expect(said.text).not.toContain('STATUS:CANCELLED')
    expect(again.text).toBe(said.text)
    expect((await reader.read(feed)).text).toBe(said.text)
    expect(asked).toBe(askedFor)
    // Later it can be read.
    isBroken = false
    house.time.now += 6 * 60_000
    expect((await reader.read(feed)).text.match(/^SEQUENCE:0/gm)).toHaveLength(before.events.length)
    expect(asked).toBeGreaterThan(askedFor)
  })

  test('is not answered any more when it is ended while it is read', async () => {
    let onRead = async () => {}
    const { house, owner, path, make } = await planned(async (document) => {
      await onRead()
      return summarizeDocument(document)
    })
    const secret = await make({})
    const { feeds } = (await house.call('GET', path, { cookie: owner.cookie })).body
    onRead = async () => {
      onRead = async () => {}
      await house.call('DELETE', `${path}/${feeds[0].feedId}`, { cookie: owner.cookie })
    }
    expect((await house.call('GET', `/feeds/${secret}.ics`)).status).toBe(404)
  })

  test('asked for by many at once reads each document once', async () => {
    const asked: string[] = []
    const { house, make } = await planned(async (document) => {
      asked.push(document.path)
      return summarizeDocument(document)
    })
    const secrets = await Promise.all(['a', 'b', 'c', 'd'].map((name) => make({ name })))
    const answers = await Promise.all(secrets.map((secret) => read(house, secret)))
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200])
    expect(asked).toHaveLength(new Set(asked).size)
  })
})
