// What the badge says (DESIGN §4: the sync badge never lies). "Saved" means on this device's disk, "on the server" means
// acknowledged, which the server only does after its own disk. Where several things are true the most serious is said.

import type { StorageProblem, SyncState } from '../../data/workspace-data.ts'

export interface SyncWords {
  /** Said at the desk. */
  readonly words: string
  /** Said where there is little room. */
  readonly short: string
  readonly tone: 'good' | 'waiting' | 'offline' | 'danger'
}

export const plural = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`

const STORAGE_WORDS: Readonly<Record<StorageProblem, string>> = {
  quota: 'This device is full',
  blocked: 'Storage is held by another tab',
  dead: 'Storage failed on this device',
  unavailable: 'Nothing is kept on this device',
}

export const STORAGE_ADVICE: Readonly<Record<StorageProblem, string>> = {
  quota: 'New edits cannot be saved here. Free some space on the device; until then keep this tab open and online, so that edits still reach the server.',
  blocked: 'Another tab runs an older version of Endcap. Close the other tabs, then reload this one.',
  dead: 'The browser’s storage stopped answering. Keep this tab open until everything is sent, then restart the browser.',
  unavailable: 'The browser gives no storage, as in private windows. Edits live only in this tab until the server has them.',
}

export const syncWords = (state: SyncState, timeOf: (ms: number) => string): SyncWords => {
  const outstanding = state.unsaved + state.unsent
  const toSend = outstanding > 0 ? `${outstanding} to send` : ''
  const kept = state.unsaved > 0 ? 'Saving' : 'Saved on this device'
  if (state.storage !== null) return { words: [STORAGE_WORDS[state.storage], toSend].filter(Boolean).join(' · '), short: 'Storage problem', tone: 'danger' }
  const refused = state.refused.reduce((sum, { edits }) => sum + edits, 0)
  if (refused > 0) return { words: `${plural(refused, 'edit')} not accepted by the server`, short: `${refused} not accepted`, tone: 'danger' }
  switch (state.connection) {
    case 'signedOut':
      return { words: outstanding > 0 ? `Signed out: sign in to send ${plural(outstanding, 'edit')}` : 'Signed out', short: 'Signed out', tone: 'danger' }
    case 'notAllowed':
      return {
        words: outstanding > 0 ? `No access any more · ${plural(outstanding, 'edit')} kept here` : 'No access any more',
        short: 'No access',
        tone: 'danger',
      }
    case 'offline': {
      const since = state.offlineSince === null ? 'Offline' : `Offline since ${timeOf(state.offlineSince)}`
      return {
        words: toSend === '' ? since : `${since} · ${kept.toLowerCase()} · ${toSend}`,
        short: toSend === '' ? 'Offline' : `Offline · ${outstanding}`,
        tone: 'offline',
      }
    }
    case 'connecting':
      return { words: toSend === '' ? 'Connecting' : `${kept} · ${toSend} · connecting`, short: toSend === '' ? 'Connecting' : toSend, tone: 'waiting' }
    case 'online':
      if (toSend !== '') return { words: `${kept} · ${toSend}`, short: toSend, tone: 'waiting' }
      if (state.isFirstSync) return { words: 'Loading the workspace', short: 'Loading', tone: 'waiting' }
      return { words: 'Saved on the server', short: 'Saved', tone: 'good' }
  }
}

/** What the panel says first, in one honest sentence. */
export const syncSentence = (state: SyncState): string => {
  if (state.storage !== null) return STORAGE_ADVICE[state.storage]
  const saved = state.unsaved > 0 ? `${plural(state.unsaved, 'edit')} being saved on this device.` : 'Everything is saved on this device.'
  switch (state.connection) {
    case 'signedOut':
      return `${saved} Your session on the server has ended; sign in again and everything is sent.`
    case 'notAllowed':
      return `${saved} You are no longer a member of this workspace, so nothing can be sent. Ask a manager.`
    case 'offline':
      return `${saved} Keep working; everything is sent when the server can be reached.`
    case 'connecting':
      return `${saved} Looking for the server.`
    case 'online':
      if (state.isFirstSync) return 'The workspace is coming to this device for the first time. You can work meanwhile.'
      return state.unsent + state.unsaved > 0
        ? `${saved} Sending ${plural(state.unsent + state.unsaved, 'edit')} to the server.`
        : 'Everything is on this device and on the server.'
  }
}
