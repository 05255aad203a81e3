import 'fake-indexeddb/auto'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { replay } from '../../../client/data/replay.ts'
import { createIdbStorage } from '../../../client/storage/idb-storage.ts'
import { foldLongLogs } from '../../../client/sync/compaction.ts'
import { installWebLocks } from '../../support/web-locks.ts'

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

  it('folds ten thousand updates tree-wise, a few neighbours at a time, with a breath between them', { timeout: 20_000 }, async () => {
    const storage = createIdbStorage('compaction-tree')
    const updates = typed(10_000)
    // As a burst comes: rows of many updates.
    for (let start = 0; start < updates.length; start += 40) {
      const rows = updates.slice(start, start + 40).map((bytes, index) => ({ document: 'long', bytes, seq: start + index + 1, at: 1 }))
      await storage.storeRemote(rows, null)
    }
    let breaths = 0
    const idle = async (): Promise<void> => {
      breaths++
    }
    expect(await foldLongLogs(storage, () => false, idle)).toBe(1)
    const [row, ...others] = await storage.load('long')
    expect(others).toEqual([])
    expect(row?.updates).toHaveLength(1)
    expect(replay([row as NonNullable<typeof row>]).ydoc.getText('text/notes')).toHaveLength(10_000)
    // A flat merge of so many takes seconds, without one.
    expect(breaths).toBeGreaterThan(20)
    await storage.close()
  })

  it('waits for the Web Lock: no two tabs fold at once', async () => {
    const uninstall = installWebLocks()
    try {
      const storage = createIdbStorage('compaction-locked')
      for (const update of typed(210)) await storage.storeRemote([{ document: 'long', bytes: update, seq: 1, at: 1 }], null)
      let release = (): void => {}
      void navigator.locks.request(
        'compaction-locked/fold',
        () =>
          new Promise<void>((resolve) => {
            release = resolve
          }),
      )
      await new Promise((resolve) => setTimeout(resolve, 20))
      const folded = foldLongLogs(storage, () => false)
      await new Promise((resolve) => setTimeout(resolve, 50))
      expect(await storage.load('long')).toHaveLength(210)
      release()
      expect(await folded).toBe(1)
      await storage.close()
    } finally {
      uninstall()
    }
  })
})
