// What the app shows at its start. With a session on this device it opens at once and asks the server in the background (S8);
// only a device that knows nobody waits for the network.

import type { Me } from '../../shared/protocol/me.ts'
import type { Platform } from '../platform.ts'
import { earlyOpened, earlySession } from '../storage/early-storage.ts'
import { type Api, api as pageApi } from './api.ts'
import { createDevice, type Device, sessionsOf } from './device.ts'
import { readMe, readSetup } from './me.ts'
import { afterPaint } from './pace.ts'
import type { LocalSession } from './workspace-data.ts'

export type BootState =
  /** Somebody was here before: open it. `confirm` asks the server in the background. */
  | { readonly state: 'workspace'; readonly session: LocalSession }
  /** Signed in, but in no workspace yet. */
  | { readonly state: 'noWorkspace'; readonly me: Me }
  | { readonly state: 'signedOut' }
  /** The server is new: whoever has the set-up link makes the first account. */
  | { readonly state: 'setup' }
  /** Nothing on this device, and no server to ask. */
  | { readonly state: 'unreachable'; readonly message: string }

export interface BootDeps {
  readonly device: Device
  readonly api: Api
}

/** What can be shown before anything was asked: the workspace of whoever was here last. */
export const bootEarly = (): BootState | undefined => {
  const session = earlySession()
  return session === null ? undefined : { state: 'workspace', session }
}

/** Resolves when what is shown early is on the screen: the device's own record confirms it then, and holds nothing up. */
export const afterEarly = async (): Promise<void> => {
  if (earlySession() === null) return
  await earlyOpened()
  await afterPaint()
}

/** `workspaceId`: the one the address asks for, if any. */
export const bootWith = async ({ device, api }: BootDeps, workspaceId: string | null = null): Promise<BootState> => {
  const active = await device.active()
  if (active !== null) {
    if (workspaceId === null || workspaceId === active.workspaceId) return { state: 'workspace', session: active }
    const other = (await device.sessions()).find((session) => session.workspaceId === workspaceId && session.person.id === active.person.id)
    if (other !== undefined) return openSession(device, other)
  }
  // Whoever signed out here while the server was away must not be signed in again by their cookie.
  if (active === null && !(await device.finishSignOut(api))) return { state: 'signedOut' }
  const me = await readMe(api)
  if (me.ok) return signedIn(device, me.value, workspaceId)
  if (active !== null) return { state: 'workspace', session: active }
  if (me.error.status !== 401) return { state: 'unreachable', message: me.error.message }
  const setup = await readSetup(api)
  return setup.ok && setup.value.needed ? { state: 'setup' } : { state: 'signedOut' }
}

const signedIn = async (device: Device, me: Me, workspaceId: string | null): Promise<BootState> => {
  const sessions = sessionsOf(me)
  const session = sessions.find((one) => one.workspaceId === workspaceId) ?? sessions[0]
  leaveOthers(device, me, null)
  return session === undefined ? { state: 'noWorkspace', me } : openSession(device, session)
}

/** What was made in workspaces that are no longer theirs is left for a manager there (S15), behind everything else. */
const leaveOthers = (device: Device, me: Me, opened: string | null): void => {
  const isOther = ({ person, workspaceId }: LocalSession) =>
    person.id === me.person.id && workspaceId !== opened && me.workspaces.every(({ id }) => id !== workspaceId)
  const leave = async () => {
    const others = (await device.sessions()).filter(isOther)
    if (others.length > 0) await (await import('./leave-behind.ts')).leaveBehind(others, (...args) => fetch(...args))
  }
  // It is tried again at the next start.
  leave().catch(() => {})
}

const openSession = async (device: Device, session: LocalSession): Promise<BootState> => {
  await device.activate(session)
  return { state: 'workspace', session }
}

/** After a sign-in, a set-up or an accepted invite: what to show now. */
export const bootAfterSignIn = async ({ device, api }: BootDeps, workspaceId: string | null = null): Promise<BootState> => {
  const me = await readMe(api)
  if (me.ok) return signedIn(device, me.value, workspaceId)
  return me.error.status === 401 ? { state: 'signedOut' } : { state: 'unreachable', message: me.error.message }
}

/** What the server says of an open session. `otherPerson`: the browser is signed in as somebody else now. */
export type Confirmation =
  | { readonly is: 'same'; readonly session: LocalSession }
  | { readonly is: 'signedOut' }
  | { readonly is: 'notAllowed' }
  | { readonly is: 'otherPerson'; readonly me: Me }
  | { readonly is: 'unreachable' }

export const confirmSession = async ({ device, api }: BootDeps, session: LocalSession): Promise<Confirmation> => {
  const me = await readMe(api)
  if (!me.ok) return me.error.status === 401 ? { is: 'signedOut' } : { is: 'unreachable' }
  if (me.value.person.id !== session.person.id) return { is: 'otherPerson', me: me.value }
  leaveOthers(device, me.value, session.workspaceId)
  const now = sessionsOf(me.value).find(({ workspaceId }) => workspaceId === session.workspaceId)
  if (now === undefined) return { is: 'notAllowed' }
  await device.remember(now)
  return { is: 'same', session: now }
}

let device: Device | null = null
/** The device of this page. */
export const pageDevice = (): Device => {
  device ??= createDevice()
  return device
}

export const boot = (_platform: Platform, workspaceId: string | null = null): Promise<BootState> =>
  bootWith({ device: pageDevice(), api: pageApi }, workspaceId)
