// A sync that goes nowhere: local edits are kept on this device as unsent rows. For tests of what needs no relay.

import type { WorkspaceStorage } from '../../client/storage/workspace-storage.ts'
import type { Sync } from '../../client/sync/sync.ts'
import { INITIAL_SYNC_STATE } from '../../client/sync/sync-state.ts'
import { LOCAL } from '../../shared/model/origin.ts'

export const createLocalSync = ({ storage, now }: { readonly storage: WorkspaceStorage; readonly now: () => number }): Sync => {
  const listeners = new Set<() => void>()
  let unsaved = 0
  let unsent = 0
  const changed = (): void => {
    for (const listener of [...listeners]) listener()
  }
  return {
    state: () => ({ ...INITIAL_SYNC_STATE, connection: 'offline', isFirstSync: false, unsaved, unsent, storage: storage.problem() }),
    observe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    connect: ({ path, ydoc }) => {
      const keep = (bytes: Uint8Array, origin: unknown): void => {
        if (origin !== LOCAL) return
        unsaved++
        changed()
        void storage.keep({ document: path, at: now(), take: () => [bytes] }).then(() => {
          unsaved--
          unsent++
          changed()
        })
      }
      ydoc.on('update', keep)
      return { disconnect: () => ydoc.off('update', keep) }
    },
    flush: storage.flush,
    reconnect: () => {},
    announce: () => {},
    refused: { retry: storage.unpark, discard: storage.discardRefusals, bytes: async () => [] },
    dispose: async () => {},
  }
}
