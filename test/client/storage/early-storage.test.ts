// The copy the first screen is drawn from (S8), and that nothing of it outlives the session (S7).

import 'fake-indexeddb/auto'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { SessionRecord } from '../../../client/storage/device-storage.ts'
import type { SummaryRecord } from '../../../client/storage/records.ts'
import { createMapStorage } from '../../support/map-storage.ts'

const ann: SessionRecord = { person: { id: 'ann', name: 'Ann', email: 'ann@example.com' }, workspaceId: 'w1', workspaceName: 'Alder Creek', role: 'manager' }
const bo: SessionRecord = { ...ann, person: { id: 'bo', name: 'Bo', email: 'bo@example.com' } }
const records: readonly SummaryRecord[] = [{ document: 'profile/a1', version: 3, rows: [{ type: 'account', key: 'a1' }] }]
const atOnce = () => Promise.resolve()

/** A page that has just been opened. */
const openPage = async () => {
  vi.resetModules()
  return import('../../../client/storage/early-storage.ts')
}

beforeEach(() => vi.stubGlobal('localStorage', createMapStorage()))
afterEach(() => vi.unstubAllGlobals())

describe('what is known at once', () => {
  it('S8: the next start knows who was here last and what they saw', async () => {
    const first = await openPage()
    first.rememberEarly(ann)
    first.rememberRows(ann, records)

    const second = await openPage()
    second.openEarly('/w/w1/calendar', atOnce)
    expect(second.earlySession()).toEqual(ann)
    const taken = second.takeStorage('ann', 'w1')
    expect(taken.rows).toEqual(records)
    expect(second.earlySession()).toBeNull()
    await (await taken.storage).close()
  })

  it('the database waits for the first screen only where there is a copy to draw it from', async () => {
    const page = await openPage()
    page.rememberEarly(ann)
    page.rememberRows(ann, records)
    let paint = () => {}
    const painted = new Promise<void>((resolve) => {
      paint = resolve
    })
    const next = await openPage()
    next.openEarly('/w/w1/calendar', () => painted)
    let isOpen = false
    const opening = next.earlyOpened().then(() => {
      isOpen = true
    })
    await new Promise((resolve) => setTimeout(resolve, 30))
    expect(isOpen).toBe(false)
    paint()
    await opening
    await (await next.takeStorage('ann', 'w1').storage).close()
  })

  it('S7: a session that was forgotten leaves nothing, and a page that is still closing writes nothing back', async () => {
    const page = await openPage()
    page.rememberEarly(ann)
    page.rememberRows(ann, records)
    page.forgetEarly()
    page.rememberRows(ann, records)
    expect(localStorage.length).toBe(0)
  })

  it('S7: rows of one person are not shown to another, nor written in their name', async () => {
    const page = await openPage()
    page.rememberEarly(ann)
    page.rememberRows(ann, records)
    page.rememberEarly(bo)
    page.rememberRows(ann, records)

    const next = await openPage()
    next.openEarly('/w/w1/calendar', atOnce)
    expect(next.earlySession()).toEqual(bo)
    const taken = next.takeStorage('bo', 'w1')
    expect(taken.rows).toBeNull()
    await (await taken.storage).close()
  })

  it.each([
    ['nothing', null],
    ['no JSON', '{'],
    ['another shape', '{"person":{"id":1}}'],
    ['a role there is not', JSON.stringify({ ...ann, role: 'king' })],
  ])('asks the device when it remembers %s', async (_what, value) => {
    if (value !== null) localStorage.setItem('endcap.last', value)
    const page = await openPage()
    page.openEarly('/w/w1/calendar', atOnce)
    expect(page.earlySession()).toBeNull()
  })

  it('asks the device when another workspace is asked for', async () => {
    const page = await openPage()
    page.rememberEarly(ann)
    page.openEarly('/w/w2/calendar', atOnce)
    expect(page.earlySession()).toBeNull()
  })

  it('keeps no copy that would take longer to read than the database', async () => {
    const page = await openPage()
    page.rememberEarly(ann)
    page.rememberRows(ann, records)
    page.rememberRows(ann, [{ document: 'items', version: 3, rows: Array.from({ length: 2_001 }, (_, key) => ({ type: 'item', key: String(key) })) }])
    expect(localStorage.getItem('endcap.rows')).toBeNull()
  })
})
