// A Y.Doc from the rows of its log. A throw from Yjs is not a rollback, so the row that did it is left out by starting again
// without it (S5).

import * as Y from 'yjs'
import { STORAGE } from '../../shared/model/origin.ts'
import type { StoredUpdate } from '../storage/workspace-storage.ts'
import { QuickDecoder } from './quick-decoder.ts'

/** `bad`: the keys of the rows left out. */
export const replay = (rows: readonly Pick<StoredUpdate, 'key' | 'updates'>[]): { readonly ydoc: Y.Doc; readonly bad: readonly number[] } => {
  const bad: number[] = []
  for (;;) {
    // Nobody asks for its guid, and two hundred random ones take longer than what they would be for.
    const ydoc = new Y.Doc({ guid: '' })
    let current = -1
    try {
      ydoc.transact(() => {
        for (const { key, updates } of rows) {
          if (bad.includes(key)) continue
          current = key
          for (const update of updates) Y.applyUpdateV2(ydoc, update, STORAGE, QuickDecoder)
        }
      }, STORAGE)
      return { ydoc, bad }
    } catch {
      ydoc.destroy()
      bad.push(current)
      if (bad.length > rows.length) return { ydoc: new Y.Doc(), bad }
    }
  }
}
