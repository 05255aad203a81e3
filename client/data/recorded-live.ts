// The live document as features get it: splicing into a text outside a command is a step of undo too (D11). Everything else
// goes to the document as it is.

import type { Change } from '../../shared/model/live.ts'
import type { AnyLive } from './open-documents.ts'

export type RecordTyping = (live: AnyLive, text: string, changes: readonly Change[]) => void

export const recordTyping = (live: AnyLive, record: RecordTyping): AnyLive => ({
  ...live,
  text: (name, rowId) => {
    const text = live.text(name, rowId)
    const recorded = (work: () => void): void => {
      // Inside a command the outer transaction gathers the changes, and this one has none of its own.
      const changes = live.transact(work)
      if (changes.length > 0) record(live, `${live.path}/${name}/${rowId ?? ''}`, changes)
    }
    return {
      ...text,
      splice: (index, removeCount, insert) => recorded(() => text.splice(index, removeCount, insert)),
      replace: (next) => recorded(() => text.replace(next)),
    }
  },
})
