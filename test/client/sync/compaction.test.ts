import 'fake-indexeddb/auto'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { replay } from '../../../client/data/replay.ts'
import { createIdbStorage } from '../../../client/storage/idb-storage.ts'
import { foldLongLogs } from '../../../client/sync/compaction.ts'

const typed = (count: number): Uint8Array[] => {
  const ydoc = new Y.Doc()
  const updates: Uint8Array[] = []
  ydoc.on('update', (update: Uint8Array) => updates.push(update))
  for (let index = 0; index < count; index++) ydoc.getText('text/notes').insert(index, String(index % 10))
  return updates
}

describe('compaction on the device (S4)', () => {
  it('folds a long log into one row that says the same, and leaves unsent rows and short logs as they are', async () => {
    const storage = createIdbStorage('compaction')
    const updates = typed(320)
    for (const [index, update] of updates.slice(0, 300).entries()) {
      await storage.storeRemote([{ document: 'long', bytes: update, seq: index + 1, at: index }], null)
    }
    for (const update of updates.slice(300)) await storage.keep({ document: 'long', at: 1, take: () => [update] })
    await storage.storeRemote([{ document: 'short', bytes: updates[0] ?? new Uint8Array(), seq: 301, at: 1 }], null)
    const before = replay(await storage.load('long'))
      .ydoc.getText('text/notes')
      .toString()

    expect(await foldLongLogs(storage, () => false)).toBe(1)
    const after = await storage.load('long')
    expect(after.map(({ sent }) => sent).sort()).toEqual([...Array.from({ length: 20 }, () => 0), 1])
    expect(replay(after).ydoc.getText('text/notes').toString()).toBe(before)
    expect(await storage.unsent()).toHaveLength(20)
    expect(await storage.load('short')).toHaveLength(1)
    expect(await foldLongLogs(storage, () => false)).toBe(0)
    await storage.close()
  })

  it('keeps apart what this device made: a server with another history is offered it again, and nothing of others (S13)', async () => {
    const storage = createIdbStorage('compaction-mine')
    const mine = typed(210)
    const theirs = typed(210)
    for (const [index, update] of mine.entries()) await storage.markSent([await storage.keep({ document: 'long', at: index, take: () => [update] })], index + 1)
    for (const [index, update] of theirs.entries()) await storage.storeRemote([{ document: 'long', bytes: update, seq: 300 + index, at: index }], null)

    expect(await foldLongLogs(storage, () => false)).toBe(1)
    expect(await storage.load('long')).toHaveLength(2)
    await storage.markAllUnsent('mine')
    const offered = await storage.unsent()
    expect(offered).toHaveLength(1)
    expect(replay(offered).ydoc.getText('text/notes')).toHaveLength(210)
    await storage.close()
  })

  it('stops between documents when it is told to', async () => {
    const storage = createIdbStorage('compaction-stopped')
    for (const update of typed(210)) await storage.storeRemote([{ document: 'long', bytes: update, seq: 1, at: 1 }], null)
    expect(await foldLongLogs(storage, () => true)).toBe(0)
    expect(await storage.load('long')).toHaveLength(210)
    await storage.close()
  })
})
