import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { EMPTY_UPDATE, mergeTreeWise } from '../../../shared/model/merge-updates.ts'

describe('merging tree-wise', () => {
  for (const count of [1, 2, 63, 64, 65, 64 * 64 + 1]) {
    it(`keeps everything of ${count} updates`, () => {
      const doc = new Y.Doc()
      const updates: Uint8Array[] = []
      doc.on('update', (update: Uint8Array) => updates.push(update))
      for (let index = 0; index < count; index++) doc.getText('text/notes').insert(index, String(index % 10))
      const merged = new Y.Doc()
      Y.applyUpdate(merged, mergeTreeWise(updates))
      expect(merged.getText('text/notes').toString()).toBe(doc.getText('text/notes').toString())
    })
  }

  it('of nothing is an update that changes nothing', () => {
    expect(mergeTreeWise([])).toEqual(EMPTY_UPDATE)
    const doc = new Y.Doc()
    Y.applyUpdate(doc, EMPTY_UPDATE)
    expect(doc.store.clients.size).toBe(0)
  })
})
