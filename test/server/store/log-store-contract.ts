// What every LogStore must do, whatever it keeps its rows in. Called with a way to open a fresh, empty log.

import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import type { LogStore, NewRow } from '../../../server/store/log-store.ts'

const ROOMY = 1 << 20

const row = (workspaceId: string, document: string, bytes: Uint8Array, time = 1_000): NewRow => ({ workspaceId, document, person: 'ann', time, bytes })

/** The single updates of somebody typing `text`. */
const typing = (text: string): Uint8Array[] => {
  const doc = new Y.Doc()
  const updates: Uint8Array[] = []
  doc.on('update', (update: Uint8Array) => updates.push(update))
  for (const [index, character] of [...text].entries()) doc.getText('text/notes').insert(index, character)
  return updates
}

const textOf = (update: Uint8Array): string => {
  const doc = new Y.Doc()
  Y.applyUpdate(doc, update)
  return doc.getText('text/notes').toString()
}

/** `open` is given the limit of documents per workspace. */
export const describeLogStore = (name: string, open: (documentsMax: number) => Promise<LogStore>): void => {
  describe(`${name} keeps the contract of a log`, () => {
    let log: LogStore

    beforeEach(async () => {
      log = await open(70)
    })
    afterEach(async () => {
      await log.close()
    })

    it('starts empty, with an epoch and no hash', async () => {
      const head = await log.head('w1')
      expect(head.epoch).not.toBe('')
      expect(head).toMatchObject({ seq: 0, hash: '' })
      expect(await log.rowsAfter('w1', 0, ROOMY)).toEqual([])
      expect(await log.hashAt('w1', 0)).toBeNull()
      expect(await log.documentState('w1', 'workspace/settings')).toBeNull()
      expect(await log.documents('w1')).toEqual([])
    })

    it('begins a new history when it was set back, with every row it has (S13)', async () => {
      await log.append([row('w1', 'workspace/settings', new Uint8Array([1]))])
      const before = await log.head('w1')
      expect(await log.healingUntil()).toBe(0)
      await log.beginHealing(9_000)
      const { epoch, ...rest } = await log.head('w1')
      expect(epoch).not.toBe(before.epoch)
      expect(rest).toEqual({ seq: 1, hash: before.hash, prunedSeq: 0 })
      expect(await log.healingUntil()).toBe(9_000)
    })

    it('counts the rows of each workspace from 1, without gaps, also when one commit holds several workspaces', async () => {
      const bytes = new Uint8Array([1])
      const first = await log.append([row('w1', 'workspace/settings', bytes), row('w2', 'workspace/items', bytes), row('w1', 'workspace/items', bytes)])
      expect(first).toEqual({ ok: true, value: [1, 1, 2] })
      expect(await log.append([row('w2', 'workspace/items', bytes)])).toEqual({ ok: true, value: [2] })
      expect(await log.append([])).toEqual({ ok: true, value: [] })
      expect((await log.head('w1')).seq).toBe(2)
      expect((await log.head('w2')).seq).toBe(2)
    })

    it('gives rows back as they were written, oldest first', async () => {
      await log.append([row('w1', 'workspace/settings', new Uint8Array([1, 2, 3]), 5), row('w2', 'workspace/items', new Uint8Array([9]))])
      await log.append([row('w1', 'workspace/items', new Uint8Array(0), 7)])
      const rows = await log.rowsAfter('w1', 0, ROOMY)
      expect(rows.map((found) => ({ ...found, bytes: [...found.bytes] }))).toEqual([
        { seq: 1, document: 'workspace/settings', person: 'ann', time: 5, bytes: [1, 2, 3] },
        { seq: 2, document: 'workspace/items', person: 'ann', time: 7, bytes: [] },
      ])
      expect((await log.rowsAfter('w1', 1, ROOMY)).map((found) => found.seq)).toEqual([2])
      expect(await log.rowsAfter('w1', 2, ROOMY)).toEqual([])
    })

    it('gives rows in pages of about the bytes asked for, and at least one when there is any (L9)', async () => {
      await log.append(Array.from({ length: 10 }, () => row('w1', 'workspace/items', new Uint8Array(100))))
      expect((await log.rowsAfter('w1', 0, 350)).length).toBe(3)
      expect((await log.rowsAfter('w1', 3, 1)).map((found) => found.seq)).toEqual([4])
      let cursor = 0
      for (let page = await log.rowsAfter('w1', 0, 250); page.length > 0; page = await log.rowsAfter('w1', cursor, 250)) {
        expect(page.map((found) => found.seq)).toEqual(page.map((_, index) => cursor + 1 + index))
        cursor = page.at(-1)!.seq
      }
      expect(cursor).toBe(10)
    })

    it('does not share the bytes of a row with the one who wrote it', async () => {
      const bytes = new Uint8Array([7, 7, 7])
      await log.append([row('w1', 'workspace/items', bytes)])
      bytes.fill(0)
      expect([...(await log.rowsAfter('w1', 0, ROOMY))[0]!.bytes]).toEqual([7, 7, 7])
    })

    it('has a hash per row that depends on every row before it, and the head has the last one (S13)', async () => {
      const other = await open(70)
      for (const [store, start] of [
        [log, 1],
        [other, 2],
      ] as const) {
        await store.append([row('w1', 'workspace/items', new Uint8Array([start]))])
        await store.append([row('w1', 'workspace/items', new Uint8Array([3]))])
      }
      const hash = await log.hashAt('w1', 2)
      expect(hash).toMatch(/^[A-Za-z0-9_-]{22}$/)
      expect((await log.head('w1')).hash).toBe(hash)
      expect(await other.hashAt('w1', 2)).not.toBe(hash)
      expect(await log.hashAt('w1', 1)).not.toBe(hash)
      expect(await log.hashAt('w1', 3)).toBeNull()
      expect((await other.head('w1')).epoch).not.toBe((await log.head('w1')).epoch)
      await other.close()
    })

    it('merges a document of any number of rows, and goes on from there', async () => {
      const text = 'Feature ad in week 43, endcap in week 44. '.repeat(5)
      const updates = typing(text)
      const half = Math.floor(updates.length / 2)
      await log.append(updates.slice(0, half).map((update) => row('w1', 'accounts/a/profile', update)))
      await log.append([row('w1', 'workspace/items', typing('x')[0]!)])
      const early = await log.documentState('w1', 'accounts/a/profile')
      expect(early?.seq).toBe(half)
      expect(textOf(early!.update)).toBe(text.slice(0, half))
      await log.append(updates.slice(half).map((update) => row('w1', 'accounts/a/profile', update)))
      const late = await log.documentState('w1', 'accounts/a/profile')
      expect(late?.seq).toBe(updates.length + 1)
      expect(textOf(late!.update)).toBe(text)
      expect(await log.documentState('w2', 'accounts/a/profile')).toBeNull()
    })

    it('numbers documents from 1 per workspace, always the same, and refuses over the limit', async () => {
      expect(await log.documentNumber('w1', 'workspace/items')).toBe(1)
      expect(await log.documentNumber('w1', 'workspace/settings')).toBe(2)
      expect(await log.documentNumber('w1', 'workspace/items')).toBe(1)
      expect(await log.documentNumber('w2', 'workspace/settings')).toBe(1)
      await log.append([row('w1', 'accounts/a/profile', new Uint8Array([0, 0]))])
      expect(await log.documentNumber('w1', 'accounts/a/profile')).toBe(3)
      for (let index = 4; index <= 70; index++) expect(await log.documentNumber('w1', `accounts/a/packets/p${index}`)).toBe(index)
      expect(await log.documentNumber('w1', 'accounts/b/profile')).toBeNull()
      expect(await log.documentNumber('w1', 'workspace/items')).toBe(1)
    })

    it('remembers whose a clientID is by the first row that shows it (G2)', async () => {
      const shown = (person: string, document: string, clients: number[]) => ({ ...row('w1', document, new Uint8Array([0, 0])), person, clients })
      await log.append([shown('ann', 'accounts/a/profile', [5, 2 ** 40]), shown('ben', 'accounts/a/profile', [6, 5])])
      await log.append([shown('ben', 'workspace/items', [5]), row('w1', 'workspace/items', new Uint8Array([0, 0]))])
      expect([...(await log.documentOwners('w1', 'accounts/a/profile'))].sort()).toEqual([
        [2 ** 40, 'ann'],
        [5, 'ann'],
        [6, 'ben'],
      ])
      expect([...(await log.documentOwners('w1', 'workspace/items'))]).toEqual([[5, 'ben']])
      expect((await log.documentOwners('w1', 'workspace/settings')).size).toBe(0)
      expect((await log.documentOwners('w2', 'accounts/a/profile')).size).toBe(0)
    })

    it('lists the documents that have rows', async () => {
      await log.documentNumber('w1', 'accounts/never/profile')
      await log.append([row('w1', 'workspace/settings', new Uint8Array([0, 0])), row('w1', 'accounts/a/profile', new Uint8Array([0, 0]))])
      await log.append([row('w1', 'workspace/settings', new Uint8Array([0, 0])), row('w2', 'workspace/items', new Uint8Array([0, 0]))])
      expect([...(await log.documents('w1'))].sort()).toEqual(['accounts/a/profile', 'workspace/settings'])
    })

    it('puts a snapshot in the place of the one it was made from and of no other, and reads it with the rows after it (S11, S12)', async () => {
      const updates = typing('Feature ad in week 43')
      await log.append(updates.slice(0, 10).map((update) => row('w1', 'accounts/a/profile', update)))
      await log.append([row('w1', 'workspace/items', typing('x')[0]!)])
      const early = (await log.documentState('w1', 'accounts/a/profile'))!
      expect(await log.documentParts('w1', 'accounts/a/profile')).toMatchObject({ seq: 10, snapshot: null })
      const made = { seq: 10, update: early.update, packed: new Uint8Array([1, 2]), time: 5_000 }
      expect(await log.swapSnapshot('w1', 'accounts/a/profile', 9, made)).toEqual({ ok: true, value: false })
      expect(await log.snapshots('w1', 'accounts/a/profile')).toEqual([])
      expect(await log.swapSnapshot('w1', 'accounts/a/profile', 0, made)).toEqual({ ok: true, value: true })
      expect([await log.hasSnapshotsAfter('w1', made.seq - 1), await log.hasSnapshotsAfter('w1', made.seq), await log.hasSnapshotsAfter('w9', 0)]).toEqual([
        true,
        false,
        false,
      ])
      expect(await log.swapSnapshot('w1', 'accounts/a/profile', 0, made)).toEqual({ ok: true, value: false })
      expect(await log.documentParts('w1', 'accounts/a/profile')).toMatchObject({
        seq: 10,
        snapshot: { seq: 10, update: early.update, isVetted: false },
        tail: [],
      })
      expect(await log.documentState('w1', 'accounts/a/profile')).toEqual(early)
      await log.append(updates.slice(10).map((update) => row('w1', 'accounts/a/profile', update)))
      const parts = (await log.documentParts('w1', 'accounts/a/profile'))!
      expect(parts.seq).toBe(updates.length + 1)
      expect(textOf(Y.mergeUpdates([parts.snapshot!.update, ...parts.tail]))).toBe('Feature ad in week 43')
      expect(textOf((await log.documentState('w1', 'accounts/a/profile'))!.update)).toBe('Feature ad in week 43')
      expect(await log.sinceSnapshot('w1', 'accounts/a/profile')).toEqual({
        rows: updates.length - 10,
        bytes: updates.slice(10).reduce((sum, { length }) => sum + length, 0),
        snapshotBytes: early.update.length,
      })
      expect(await log.compactionBase('w1', 'accounts/a/profile')).toMatchObject({ replaces: 10, snapshot: { seq: 10, update: early.update } })
      expect(await log.readSnapshot('w1', 'accounts/a/profile', 10)).toMatchObject({ seq: 10, update: early.update, packed: new Uint8Array([1, 2]) })
      expect(await log.snapshots('w1', 'accounts/a/profile')).toEqual([
        { seq: 10, time: 5_000, isPinned: false, size: early.update.length, packedSize: 2, fingerprint: expect.stringMatching(/^[A-Za-z0-9_-]{43}$/) },
      ])
      expect(await log.standings('w1', 0, 10)).toEqual([
        { number: 1, document: 'accounts/a/profile', seq: updates.length + 1, snapshotSeq: 10, prunedSeq: 0 },
        { number: 2, document: 'workspace/items', seq: 11, snapshotSeq: 0, prunedSeq: 0 },
      ])
      expect((await log.standings('w1', 1, 10)).map(({ number }) => number)).toEqual([2])
    })

    it('goes back to the snapshot before when one is dropped, and to the rows before the first (S12)', async () => {
      const updates = typing('abcdef')
      const at = async (replaces: number, seq: number) =>
        log.swapSnapshot('w1', 'workspace/items', replaces, { seq, update: Y.mergeUpdates(updates.slice(0, seq)), packed: new Uint8Array(1), time: 1 })
      await log.append(updates.map((update) => row('w1', 'workspace/items', update)))
      await at(0, 2)
      await at(2, 4)
      await at(4, 5)
      expect((await log.snapshots('w1', 'workspace/items')).map(({ seq }) => seq)).toEqual([5, 4])
      expect(await log.dropSnapshot('w1', 'workspace/items', 5)).toBe(true)
      expect((await log.documentParts('w1', 'workspace/items'))?.snapshot?.seq).toBe(4)
      expect(await log.dropSnapshot('w1', 'workspace/items', 4)).toBe(true)
      expect((await log.documentParts('w1', 'workspace/items'))?.snapshot).toBeNull()
      expect(textOf((await log.documentState('w1', 'workspace/items'))!.update)).toBe('abcdef')
    })

    it('forgets old rows that two snapshots hold, or one that has stood as long as history is kept, and never the last row (S12)', async () => {
      const updates = typing('abcdef')
      const swap = (replaces: number, seq: number, time: number) =>
        log.swapSnapshot('w1', 'workspace/items', replaces, { seq, update: Y.mergeUpdates(updates.slice(0, seq)), packed: new Uint8Array(1), time })
      const seqs = async () => (await log.rowsAfter('w1', 0, ROOMY)).map(({ seq }) => seq)
      await log.append(updates.map((update, index) => row('w1', 'workspace/items', update, 1_000 + index)))
      expect(await log.prune('w1', 'workspace/items', 9_000, 100)).toBe(0)
      await swap(0, 3, 8_000)
      expect(await log.prune('w1', 'workspace/items', 2_000, 100)).toBe(0)
      await swap(3, 6, 8_500)
      expect(await log.prune('w1', 'workspace/items', 1_002, 100)).toBe(2)
      expect(await seqs()).toEqual([3, 4, 5, 6])
      expect((await log.head('w1')).prunedSeq).toBe(2)
      expect(await log.hashAt('w1', 2)).toBeNull()
      expect(await log.prune('w1', 'workspace/items', 2_000, 100)).toBe(1)
      expect(await seqs()).toEqual([4, 5, 6])
      expect(await log.prune('w1', 'workspace/items', 9_000, 1)).toBe(1)
      expect(await log.prune('w1', 'workspace/items', 9_000, 100)).toBe(1)
      expect(await seqs()).toEqual([6])
      const head = await log.head('w1')
      expect(head).toMatchObject({ seq: 6, hash: await log.hashAt('w1', 6), prunedSeq: 5 })
      expect(textOf((await log.documentState('w1', 'workspace/items'))!.update)).toBe('abcdef')
      expect(await log.documents('w1')).toEqual(['workspace/items'])
      expect(await log.append([row('w1', 'workspace/items', typing('z')[0]!)])).toEqual({ ok: true, value: [7] })
    })

    it('pins the document as it was before a row, in the commit of that row (G4)', async () => {
      const updates = typing('abcdef')
      await log.append(updates.slice(0, 4).map((update) => row('w1', 'workspace/items', update)))
      await log.append([{ ...row('w1', 'workspace/items', updates[4]!), pinsBefore: true }])
      const [pin] = await log.snapshots('w1', 'workspace/items')
      expect(pin).toMatchObject({ seq: 4, isPinned: true, packedSize: 0 })
      expect(textOf((await log.readSnapshot('w1', 'workspace/items', 4))!.update)).toBe('abcd')
      expect((await log.documentParts('w1', 'workspace/items'))?.snapshot).toBeNull()
      expect(textOf((await log.documentState('w1', 'workspace/items'))!.update)).toBe('abcde')
      await log.append([{ ...row('w1', 'workspace/settings', updates[0]!), pinsBefore: true }])
      expect(await log.snapshots('w1', 'workspace/settings')).toEqual([])
    })

    it('serves rows in quarantine no more, and says which they are', async () => {
      const updates = typing('abc')
      await log.append(updates.map((update) => row('w1', 'workspace/items', update)))
      await log.quarantine('w1', [3], 'Yjs threw')
      expect((await log.rowsAfter('w1', 0, ROOMY)).map(({ seq }) => seq)).toEqual([1, 2])
      expect((await log.documentRowsAfter('w1', 'workspace/items', 1, ROOMY)).map(({ seq }) => seq)).toEqual([2])
      expect(textOf((await log.documentState('w1', 'workspace/items'))!.update)).toBe('ab')
      expect(await log.quarantined('w1')).toEqual([{ seq: 3, document: 'workspace/items', reason: 'Yjs threw' }])
      expect((await log.head('w1')).seq).toBe(3)
    })

    it('lists the workspaces that have documents, and is not healing unless it was restored', async () => {
      await log.append([row('w1', 'workspace/items', new Uint8Array([0, 0])), row('w2', 'workspace/items', new Uint8Array([0, 0]))])
      expect(await log.workspaces()).toEqual(['w1', 'w2'])
      expect(await log.healingUntil()).toBe(0)
      expect((await log.lostClients('w1', 'workspace/items')).size).toBe(0)
    })

    it('keeps the order of concurrent appends in the order they were asked for', async () => {
      const outcomes = await Promise.all([1, 2, 3, 4].map((byte) => log.append([row('w1', 'workspace/items', new Uint8Array([byte]))])))
      expect(outcomes.map((outcome) => outcome.ok && outcome.value[0])).toEqual([1, 2, 3, 4])
      expect((await log.rowsAfter('w1', 0, ROOMY)).map((found) => found.bytes[0])).toEqual([1, 2, 3, 4])
    })
  })
}
