// The people of this device: who is signed in here, which workspace is open, what happens to local data when somebody leaves.
// One person's rows are in databases of their own name and are uploaded only as that person (S7).

import type { Me } from '../../shared/protocol/me.ts'
import { createDeviceStorage, type DeviceStorage } from '../storage/device-storage.ts'
import { openStorage } from '../storage/open-storage.ts'
import type { Api } from './api.ts'
import type { LocalSession } from './workspace-data.ts'

export interface Device {
  readonly sessions: () => Promise<readonly LocalSession[]>
  readonly active: () => Promise<LocalSession | null>
  readonly activate: (session: LocalSession) => Promise<void>
  readonly remember: (session: LocalSession) => Promise<void>
  /** Edits of this session that are on this device only. */
  readonly unsentEdits: (session: LocalSession) => Promise<number>
  /**
   * Ends the session at the server when it can be reached, and wipes its local data. Ask first when there are unsent edits.
   * False: they are signed out, but the browser would neither delete nor empty a database. It may be asked again.
   */
  readonly signOut: (session: LocalSession, api: Api) => Promise<boolean>
  /** Tells the server of a sign-out it has not heard of. False while it cannot be told: the cookie of that person still lives. */
  readonly finishSignOut: (api: Api) => Promise<boolean>
  /** Somebody signed in in another tab. */
  readonly onSignedIn: (listener: (personId: string) => void) => () => void
  /** Somebody signed out in another tab. */
  readonly onSignedOut: (listener: (personId: string) => void) => () => void
  /** Forgets a session of this device that is not open. */
  readonly forget: (session: LocalSession) => Promise<void>
  readonly close: () => void
}

type DeviceMessage = { readonly signedOut: string } | { readonly signedIn: string }

export const createDevice = (storage: DeviceStorage = createDeviceStorage()): Device => {
  const channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('endcap-device')
  ;(channel as { unref?: () => void } | null)?.unref?.()
  const onMessage = (listener: (message: DeviceMessage) => void): (() => void) => {
    const hear = ({ data }: MessageEvent<DeviceMessage>): void => listener(data)
    channel?.addEventListener('message', hear)
    return () => channel?.removeEventListener('message', hear)
  }
  return {
    sessions: storage.sessions,
    active: storage.active,
    activate: async (session) => {
      await storage.activate(session)
      channel?.postMessage({ signedIn: session.person.id } satisfies DeviceMessage)
    },
    remember: storage.remember,
    unsentEdits: async ({ person, workspaceId }) => {
      const workspace = await openStorage(person.id, workspaceId)
      try {
        const [unsent, refusals] = await Promise.all([workspace.unsent(), workspace.refusals()])
        return [...unsent, ...refusals].reduce((sum, { updates }) => sum + updates.length, 0)
      } finally {
        await workspace.close()
      }
    },
    signOut: async (session, api) => {
      // All workspaces of this person leave the device with them, in every tab.
      await storage.setSignOutPending(true)
      channel?.postMessage({ signedOut: session.person.id } satisfies DeviceMessage)
      const others = (await storage.sessions()).filter(({ person, workspaceId }) => person.id === session.person.id && workspaceId !== session.workspaceId)
      const wiped = await Promise.all([session, ...others].map(({ person, workspaceId }) => storage.forget(person.id, workspaceId)))
      await finishSignOut(storage, api)
      return !wiped.includes('kept')
    },
    finishSignOut: (api) => finishSignOut(storage, api),
    onSignedIn: (listener) => onMessage((message) => 'signedIn' in message && listener(message.signedIn)),
    onSignedOut: (listener) => onMessage((message) => 'signedOut' in message && listener(message.signedOut)),
    forget: async ({ person, workspaceId }) => void (await storage.forget(person.id, workspaceId)),
    close: () => {
      channel?.close()
      storage.close()
    },
  }
}

const finishSignOut = async (storage: DeviceStorage, api: Api): Promise<boolean> => {
  if (!(await storage.isSignOutPending())) return true
  const told = await api.post('/api/auth/sign-out', {}, null)
  if (!told.ok && told.error.status === 0) return false
  await storage.setSignOutPending(false)
  return true
}

/** The sessions a signed-in person has at the server, as this device keeps them. */
export const sessionsOf = (me: Me): readonly LocalSession[] =>
  me.workspaces.map(({ id, name, role }) => ({ person: me.person, workspaceId: id, workspaceName: name, role }))
