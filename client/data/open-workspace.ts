// The composition of a real workspace: this browser's storage, its sync, its clock.

import type { Platform } from '../platform.ts'
import { rememberEarly, rememberRows, takeStorage } from '../storage/early-storage.ts'
import { createWorkspace, type Workspace } from './create-workspace.ts'
import type { Device } from './device.ts'
import type { LocalSession } from './workspace-data.ts'

export interface OpenWorkspaceDeps {
  readonly session: LocalSession
  readonly platform: Platform
  readonly device: Device
}

/** At once: what is on this device comes when `loaded` resolves. */
export const openWorkspace = ({ session, platform, device }: OpenWorkspaceDeps): Workspace => {
  const { rows, storage: opening } = takeStorage(session.person.id, session.workspaceId)
  const workspace = createWorkspace({
    session,
    platform,
    storage: opening,
    rows,
    createSync: async (listener) => {
      const [{ createSync }, { dialWebSocket }, { inflatingDial }, storage] = await Promise.all([
        import('../sync/create-sync.ts'),
        import('../sync/socket.ts'),
        import('../sync/inflating-dial.ts'),
        opening,
      ])
      const path = `/sync/${session.workspaceId}`
      return createSync({
        personId: session.person.id,
        storage,
        ...inflatingDial(
          dialWebSocket(() => `${location.origin.replace(/^http/, 'ws')}${path}`),
          async () => (await import('../sync/inflate-snapshot.ts')).createInflater(),
        ),
        loadHandOver: async () => (await import('../sync/hand-over.ts')).handOverByHttp(path, session.person.id, (...args) => fetch(...args)),
        listener,
        now: platform.now,
        random: platform.random,
      })
    },
    onRole: (role) => void device.remember({ ...session, role }),
  })
  // The last that is heard of a page: a phone may end it without another word.
  const rememberWhenHidden = () => {
    const shown = document.visibilityState === 'hidden' ? workspace.rows() : null
    if (shown !== null) rememberRows(session, shown)
  }
  void workspace.loaded().then(() => rememberEarly(session))
  document.addEventListener('visibilitychange', rememberWhenHidden)
  const stopWaiting = device.onSignedIn((personId) => {
    // Signed in again in another tab: what was refused for want of a session goes through now (S6).
    if (personId === session.person.id && workspace.sync().connection === 'signedOut') workspace.reconnect()
  })
  const stopListening = device.onSignedOut((personId) => {
    // Signed out in another tab: what is local goes, and nothing of it is written again.
    if (personId === session.person.id) void opening.then((storage) => storage.wipe()).finally(() => location.replace('/sign-in'))
  })
  return {
    ...workspace,
    dispose: () => {
      stopWaiting()
      stopListening()
      document.removeEventListener('visibilitychange', rememberWhenHidden)
      return workspace.dispose()
    },
  }
}
