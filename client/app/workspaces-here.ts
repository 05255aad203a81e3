import { sessionsOf } from '../data/device.ts'
import { readMe } from '../data/me.ts'
import type { LocalSession } from '../data/workspace-data.ts'
import type { AppDeps } from './app-deps.ts'

/** The workspaces this person can open: the server's list, or what this device remembers while it is out of reach. */
export const workspacesHere = async ({ api, device }: AppDeps, session: LocalSession): Promise<readonly LocalSession[]> => {
  const me = await readMe(api)
  if (me.ok && me.value.person.id === session.person.id) return sessionsOf(me.value)
  const remembered = (await device.sessions()).filter(({ person }) => person.id === session.person.id)
  return remembered.length === 0 ? [session] : remembered
}
