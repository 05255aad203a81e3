// What the badge says (DESIGN §4: the sync badge never lies). "Saved" means on this device's disk, "on the server" means
// acknowledged, which the server only does after its own disk. Where several things are true the most serious is said.

import { HANDED_IN, type StorageProblem, type SyncState } from '../../data/workspace-data.ts'

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
  outdated: 'Reload: a newer version is open',
  dead: 'Storage failed on this device',
  unavailable: 'Nothing is kept on this device',
}

const sumOf = (edits: SyncState['refused']): number => edits.reduce((sum, one) => sum + one.edits, 0)
/** Edits the server would not take, which the person has to decide about. */
export const refusedEdits = ({ refused }: SyncState): number => sumOf(refused.filter(({ reason }) => reason !== HANDED_IN))
/** Edits of somebody who was removed, which wait for a manager (S15). */
export const leftEdits = ({ refused }: SyncState): number => sumOf(refused.filter(({ reason }) => reason === HANDED_IN))
const leftWords = (state: SyncState): string => (leftEdits(state) > 0 ? `${plural(leftEdits(state), 'edit')} left for a manager` : '')

export const syncWords = (state: SyncState, timeOf: (ms: number) => string): SyncWords => {
  const outstanding = state.unsaved + state.unsent
  const toSend = outstanding > 0 ? `${outstanding} to send` : ''
  const kept = state.unsaved > 0 ? 'Saving' : 'Saved on this device'
  if (state.storage !== null) return { words: [STORAGE_WORDS[state.storage], toSend].filter(Boolean).join(' · '), short: 'Storage problem', tone: 'danger' }
  const refused = refusedEdits(state)
  if (refused > 0) return { words: `${plural(refused, 'edit')} not accepted by the server`, short: `${refused} not accepted`, tone: 'danger' }
  switch (state.connection) {
    case 'signedOut':
      return { words: outstanding > 0 ? `Signed out: sign in to send ${plural(outstanding, 'edit')}` : 'Signed out', short: 'Signed out', tone: 'danger' }
    case 'notAllowed':
      return {
        words: ['No access any more', leftWords(state), outstanding > 0 ? `${plural(outstanding, 'edit')} kept here` : ''].filter(Boolean).join(' · '),
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
      if (state.serverProblem === 'storage_full' && toSend !== '')
        return { words: `The server is full · ${kept.toLowerCase()} · ${toSend}`, short: 'Server full', tone: 'danger' }
      if (toSend !== '') return { words: `${kept} · ${toSend}`, short: toSend, tone: 'waiting' }
      if (state.catchingUp !== null) {
        const { done, total } = state.catchingUp
        const what = state.isFirstSync ? 'Loading the workspace' : 'Catching up'
        return { words: `${what}: ${done} of ${total}`, short: `${Math.floor((100 * done) / total)} %`, tone: 'waiting' }
      }
      if (state.isFirstSync) return { words: 'Loading the workspace', short: 'Loading', tone: 'waiting' }
      if (leftEdits(state) > 0) return { words: leftWords(state), short: `${leftEdits(state)} left`, tone: 'waiting' }
      return { words: 'Saved on the server', short: 'Saved', tone: 'good' }
  }
}
