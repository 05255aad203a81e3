// What the panel says of the sync state and the badge has no room for: whole sentences, and what to do about it.

import type { StorageProblem, SyncState } from '../../data/workspace-data.ts'
import { leftEdits, plural, refusedEdits } from './sync-words.ts'

const STORAGE_ADVICE: Readonly<Record<StorageProblem, string>> = {
  quota: 'New edits cannot be saved here. Free some space on the device; until then keep this tab open and online, so that edits still reach the server.',
  blocked: 'Another tab runs an older version of Endcap. Close the other tabs, then reload this one.',
  outdated: 'A newer version of Endcap runs in another tab and keeps this workspace now. Keep this tab open until everything is sent, then reload it.',
  dead: 'The browser’s storage stopped answering. Keep this tab open until everything is sent, then restart the browser.',
  unavailable: 'The browser gives no storage, as in private windows. Edits live only in this tab until the server has them.',
}

/** What the panel says first, in one honest sentence. */
export const syncSentence = (state: SyncState): string => {
  if (state.storage !== null) return STORAGE_ADVICE[state.storage]
  const saved = state.unsaved > 0 ? `${plural(state.unsaved, 'edit')} being saved on this device.` : 'Everything is saved on this device.'
  switch (state.connection) {
    case 'signedOut':
      return `${saved} Your session on the server has ended; sign in again and everything is sent.`
    case 'notAllowed':
      return leftEdits(state) > 0
        ? `You are no longer a member of this workspace. ${plural(leftEdits(state), 'edit')} you made before you knew ${leftEdits(state) === 1 ? 'was' : 'were'} left for a manager, who decides what becomes of ${leftEdits(state) === 1 ? 'it' : 'them'}; a copy is kept on this device.`
        : `${saved} You are no longer a member of this workspace, so nothing can be sent. Ask a manager.`
    case 'offline':
      return `${saved} Keep working; everything is sent when the server can be reached.`
    case 'connecting':
      return `${saved} Looking for the server.`
    case 'online':
      if (state.serverProblem === 'storage_full')
        return `${saved} The server’s disk is full, so it takes no edits now; they are kept here and sent when it has room. Tell whoever runs the server.`
      if (state.serverProblem === 'rate_limited' && state.unsent + state.unsaved > 0)
        return `${saved} That was more than the server takes at once; the rest follows by itself when it has room.`
      if (state.catchingUp !== null && !state.isFirstSync)
        return `${saved} ${state.catchingUp.total - state.catchingUp.done} changes of others are still coming. You can work meanwhile.`
      if (state.isFirstSync) return 'The workspace is coming to this device for the first time. You can work meanwhile.'
      if (refusedEdits(state) > 0) return `${saved} The server did not accept ${plural(refusedEdits(state), 'edit')}; what becomes of them is yours to decide.`
      if (state.unsent + state.unsaved === 0 && leftEdits(state) > 0)
        return `${plural(leftEdits(state), 'edit')} you made while you were no member ${leftEdits(state) === 1 ? 'waits' : 'wait'} for a manager; a copy is kept on this device.`
      return state.unsent + state.unsaved > 0
        ? `${saved} Sending ${plural(state.unsent + state.unsaved, 'edit')} to the server.`
        : 'Everything is on this device and on the server.'
  }
}

const allBut = (edits: number, all: string): string => (edits === 0 ? all : `All but ${plural(edits, 'edit')}`)

export const savedHere = (state: SyncState): string =>
  state.storage === 'unavailable' ? 'Nothing, the browser gives no storage' : allBut(state.unsaved, 'Everything')

export const onServer = (state: SyncState): string => allBut(state.unsent + state.unsaved + refusedEdits(state) + leftEdits(state), 'Everything of yours')
