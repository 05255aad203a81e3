// What one tab knows of the rows of another, where their words cross (S7). Found by the simulated world: a tab that opened
// while another had a row acknowledged showed it as unsent for as long as it lived.

import { expect, test } from 'vitest'
import { createMemoryStorage } from '../../../client/storage/memory-storage.ts'
import type { StoredUpdate, WorkspaceStorage } from '../../../client/storage/workspace-storage.ts'
import type { EngineEvent } from '../../../client/sync/engine-events.ts'
import { createOutboxKeeper } from '../../../client/sync/outbox-keeper.ts'
import { oneEdit } from '../../support/relay-client.ts'

const DOCUMENT = 'accounts/a1/profile'

const createTab = () => {
  const disk = createMemoryStorage('w1')
  const events: EngineEvent[] = []
  /** What a read of the disk that has begun will say. */
  let reading: { readonly found: Promise<readonly StoredUpdate[]>; readonly release: () => void } | null = null
  const storage: WorkspaceStorage = { ...disk, unsent: () => reading?.found ?? disk.unsent() }
  const keeper = createOutboxKeeper({
    storage,
    step: (event) => events.push(event),
    post: () => {},
    now: () => 1,
    whenStored: (written, then) => void written.then(then),
  })
  const beginReading = async () => {
    const rows = await disk.unsent()
    let release = () => {}
    const found = new Promise<readonly StoredUpdate[]>((resolve) => {
      release = () => resolve(rows)
    })
    reading = { found, release }
  }
  const endReading = () => {
    reading?.release()
    reading = null
  }
  const unsent = () => {
    const known = new Set<number>()
    for (const event of events) {
      if (event.is === 'rowsFound') for (const { id } of event.rows) known.add(id)
      if (event.is === 'rowsGone') for (const id of event.ids) known.delete(id)
    }
    return known.size
  }
  const failReading = () => {
    reading = { found: Promise.reject(new Error('the handle is dead')), release: () => {} }
  }
  const gone = () => events.filter((event) => event.is === 'rowsGone')
  return { disk, keeper, beginReading, endReading, failReading, unsent, gone }
}

test('a row that another tab had acknowledged while this one read the disk is not taken for unsent (S7)', async () => {
  const tab = createTab()
  const key = await tab.disk.keep({ document: DOCUMENT, at: 1, take: () => [oneEdit()] })
  await tab.beginReading()
  const finding = tab.keeper.findUnsent(() => 'otherTab')
  await tab.disk.markSent([key], 1)
  tab.keeper.forgetKeys([key])
  tab.endReading()
  await finding
  expect(tab.unsent()).toBe(0)
})

test('a row whose acknowledgement nobody told this tab of is found to be sent at its next look (S7)', async () => {
  const tab = createTab()
  const key = await tab.disk.keep({ document: DOCUMENT, at: 1, take: () => [oneEdit()] })
  await tab.keeper.findUnsent(() => 'otherTab')
  expect(tab.unsent()).toBe(1)
  await tab.disk.markSent([key], 1)
  await tab.keeper.findUnsent(() => 'otherTab')
  expect(tab.unsent()).toBe(0)
})

test('a row that is kept while the disk is read stays unsent, and so does every row when it cannot be read (S2)', async () => {
  const tab = createTab()
  await tab.beginReading()
  const finding = tab.keeper.findUnsent(() => 'us')
  tab.keeper.keep(DOCUMENT, oneEdit(), false)
  await new Promise((resolve) => setTimeout(resolve, 5))
  tab.endReading()
  await finding
  tab.failReading()
  await tab.keeper.findUnsent(() => 'us')
  expect(tab.gone()).toEqual([])
})

test('what an old history acknowledged before it was on the disk is found again as unsent (S13)', async () => {
  const tab = createTab()
  const id = tab.keeper.keep(DOCUMENT, oneEdit(), false)
  // Sent from memory, the disk being full, and acknowledged by a log that is replaced then.
  tab.keeper.markSent([id], 7)
  tab.keeper.newHistory()
  await new Promise((resolve) => setTimeout(resolve, 5))
  expect(await tab.disk.unsent()).toHaveLength(1)
  expect(await tab.keeper.findUnsent(() => 'us')).toHaveLength(1)
})
