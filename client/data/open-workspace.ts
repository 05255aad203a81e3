// The composition of a real workspace: this browser's storage, its sync, its clock.

import type { Platform } from '../platform.ts'
import { rememberStorage, takeStorage } from '../storage/early-storage.ts'
import { createWorkspace, type Workspace } from './create-workspace.ts'
import type { Device } from './device.ts'
import type { LocalSession } from './workspace-data.ts'

export interface OpenWorkspaceDeps {
  readonly session: LocalSession
  readonly platform: Platform
  readonly device: Device
}

export const openWorkspace = async ({ session, platform, device }: OpenWorkspaceDeps): Promise<Workspace> => {
  const storage = await takeStorage(session.person.id, session.workspaceId)
  const workspace = createWorkspace({
    session,
    platform,
    storage,
    createSync: async (listener) => {
      const [{ createSync }, { dialWebSocket }] = await Promise.all([import('../sync/create-sync.ts'), import('../sync/socket.ts')])
      const url = (): string => `${location.origin.replace(/^http/, 'ws')}/sync/${session.workspaceId}`
      return createSync({ personId: session.person.id, storage, dial: dialWebSocket(url), listener, now: platform.now, random: platform.random })
    },
    onRole: (role) => void device.remember({ ...session, role }),
  })
  await workspace.loaded()
  rememberStorage(session.person.id, session.workspaceId)
  const stopListening = device.onSignedOut((personId) => {
    // Signed out in another tab: what is local goes, and nothing of it is written again.
    if (personId === session.person.id) void storage.wipe().finally(() => location.replace('/sign-in'))
  })
  return {
    ...workspace,
    dispose: () => {
      stopListening()
      return workspace.dispose()
    },
  }
}
