// A workspace on a device of its own (a database of its own in fake-indexeddb) that talks to a relay of the test.

import 'fake-indexeddb/auto'
import { WebSocket } from 'ws'
import { createWorkspace, type Workspace } from '../../client/data/create-workspace.ts'
import type { LocalSession } from '../../client/data/workspace-data.ts'
import { browserPlatform } from '../../client/platform.ts'
import { createIdbStorage, databaseName } from '../../client/storage/idb-storage.ts'
import type { WorkspaceStorage } from '../../client/storage/workspace-storage.ts'
import { createSync } from '../../client/sync/create-sync.ts'
import { dialWebSocket } from '../../client/sync/socket.ts'
import type { Role } from '../../shared/protocol/role.ts'
import { BEARER_PREFIX } from '../../shared/protocol/version.ts'
import { WORKSPACE } from './test-relay.ts'

Object.assign(globalThis, { WebSocket })

export interface TestDevice {
  readonly storage: WorkspaceStorage
  readonly workspace: Workspace
}

export interface TestDeviceOptions {
  readonly person: string
  /** Devices of the same name share a database: a restart. */
  readonly device: string
  readonly url: string
  readonly role?: Role
  /** The device's clock, when it is not right. */
  readonly now?: () => number
  /** Shows this token instead of the person's own. */
  readonly token?: string
}

export const openDevice = ({ person, device, url, role = 'coordinator', token = person, now = browserPlatform.now }: TestDeviceOptions): TestDevice => {
  const session: LocalSession = {
    person: { id: person, name: person, email: `${person}@example.com` },
    workspaceId: WORKSPACE,
    workspaceName: 'Alder Creek',
    role,
  }
  const storage = createIdbStorage(`${databaseName(person, WORKSPACE)}/${device}`)
  const workspace = createWorkspace({
    session,
    platform: { ...browserPlatform, now },
    storage,
    lingerMs: 30,
    createSync: async (listener) =>
      createSync({
        personId: person,
        storage,
        dial: dialWebSocket(() => `${url}/${WORKSPACE}`, [`${BEARER_PREFIX}${token}`]),
        listener,
        now,
        random: browserPlatform.random,
      }),
  })
  return { storage, workspace }
}

/** Tries again until the check passes; fails with its last failure. */
export const eventually = async (check: () => void | Promise<void>, timeoutMs = 20_000): Promise<void> => {
  const until = Date.now() + timeoutMs
  for (;;) {
    try {
      return await check()
    } catch (error) {
      if (Date.now() > until) throw error
      await new Promise((resolve) => setTimeout(resolve, 15))
    }
  }
}
