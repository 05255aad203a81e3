// What this device knows before anybody has signed in anywhere: who uses it, for which workspaces, and which one was open
// last. Small on purpose: the first read of every start.

import type { DBSchema } from 'idb'
import type { Role } from '../../shared/protocol/role.ts'
import { createDatabase } from './database.ts'
import { forgetEarly } from './early-storage.ts'
import { createIdbStorage, databaseName } from './idb-storage.ts'
import type { Wiped } from './workspace-storage.ts'

export interface SessionRecord {
  readonly person: { readonly id: string; readonly name: string; readonly email: string }
  readonly workspaceId: string
  readonly workspaceName: string
  readonly role: Role
}

interface DeviceSchema extends DBSchema {
  sessions: { key: string; value: SessionRecord }
  meta: { key: string; value: string }
}

export interface DeviceStorage {
  readonly sessions: () => Promise<readonly SessionRecord[]>
  /** The session last activated; null when there is none. */
  readonly active: () => Promise<SessionRecord | null>
  readonly activate: (session: SessionRecord) => Promise<void>
  /** Updates what is known of a session, without opening it. */
  readonly remember: (session: SessionRecord) => Promise<void>
  /** Forgets the session and wipes its local data. */
  readonly forget: (personId: string, workspaceId: string) => Promise<Wiped>
  /** Somebody signed out here and the server has not been told: their cookie must not open anything again. */
  readonly isSignOutPending: () => Promise<boolean>
  readonly setSignOutPending: (isPending: boolean) => Promise<void>
  readonly close: () => void
}

const ACTIVE = 'active'
const SIGN_OUT = 'signOut'

const keyOf = (personId: string, workspaceId: string): string => `${personId}/${workspaceId}`

export const createDeviceStorage = (): DeviceStorage => {
  const database = createDatabase<DeviceSchema>({
    name: 'endcap-device',
    version: 1,
    upgrade: (opened) => {
      opened.createObjectStore('sessions')
      opened.createObjectStore('meta')
    },
  })
  const key = (session: SessionRecord): string => keyOf(session.person.id, session.workspaceId)
  // Without IndexedDB the session lives as long as the tab.
  const memory = new Map<string, SessionRecord>()
  let memoryActive: string | null = null
  let isPendingInMemory = false
  const attempt = async <Value>(work: () => Promise<Value>, without: () => Value): Promise<Value> => {
    try {
      return await work()
    } catch {
      return without()
    }
  }

  return {
    sessions: () =>
      attempt(
        () => database.with((opened) => opened.getAll('sessions')),
        () => [...memory.values()],
      ),
    active: () =>
      attempt(
        () =>
          database.with(async (opened) => {
            const transaction = opened.transaction(['sessions', 'meta'])
            // Asked together: this is the first read of every start, and there are few sessions.
            const [active, sessions] = await Promise.all([transaction.objectStore('meta').get(ACTIVE), transaction.objectStore('sessions').getAll()])
            return sessions.find((session) => key(session) === active) ?? null
          }),
        () => (memoryActive === null ? null : (memory.get(memoryActive) ?? null)),
      ),
    activate: (session) => {
      memory.set(key(session), session)
      memoryActive = key(session)
      isPendingInMemory = false
      return attempt(
        () =>
          database.with(async (opened) => {
            const transaction = opened.transaction(['sessions', 'meta'], 'readwrite')
            await Promise.all([
              transaction.objectStore('sessions').put(session, key(session)),
              transaction.objectStore('meta').put(key(session), ACTIVE),
              // Whoever signed in after it has a cookie of their own.
              transaction.objectStore('meta').delete(SIGN_OUT),
              transaction.done,
            ])
          }),
        () => {},
      )
    },
    remember: (session) => {
      memory.set(key(session), session)
      return attempt(
        async () => void (await database.with((opened) => opened.put('sessions', session, key(session)))),
        () => {},
      )
    },
    forget: async (personId, workspaceId) => {
      const forgotten = keyOf(personId, workspaceId)
      forgetEarly()
      memory.delete(forgotten)
      if (memoryActive === forgotten) memoryActive = null
      await attempt(
        () =>
          database.with(async (opened) => {
            const transaction = opened.transaction(['sessions', 'meta'], 'readwrite')
            if ((await transaction.objectStore('meta').get(ACTIVE)) === forgotten) await transaction.objectStore('meta').delete(ACTIVE)
            await Promise.all([transaction.objectStore('sessions').delete(forgotten), transaction.done])
          }),
        () => {},
      )
      return createIdbStorage(databaseName(personId, workspaceId)).wipe()
    },
    isSignOutPending: () =>
      attempt(
        () => database.with(async (opened) => (await opened.get('meta', SIGN_OUT)) !== undefined),
        () => isPendingInMemory,
      ),
    setSignOutPending: (isPending) => {
      isPendingInMemory = isPending
      return attempt(
        () =>
          database.with(async (opened) => {
            if (isPending) await opened.put('meta', 'pending', SIGN_OUT)
            else await opened.delete('meta', SIGN_OUT)
          }),
        () => {},
      )
    },
    close: database.close,
  }
}
