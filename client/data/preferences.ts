// What this person likes on this device: kept in localStorage, shared between tabs, never synced. Storage that is blocked
// or holds nonsense gives the defaults.

import { createSignal } from 'solid-js'
import * as z from 'zod/mini'

export const THEMES = ['system', 'light', 'dark'] as const
export type Theme = (typeof THEMES)[number]

export interface Recent {
  /** The place below the workspace. */
  readonly place: string
  readonly label: string
  readonly kind: string
}

const Preferences = z.object({
  theme: z.catch(z.enum(THEMES), 'system'),
  /** WCAG 2.1.4: keys of one letter can be switched off. */
  letterKeys: z.catch(z.boolean(), true),
  /** By workspace. */
  recents: z.catch(z.record(z.string(), z.array(z.object({ place: z.string(), label: z.string(), kind: z.string() }))), {}),
  /** The first choice in an empty workspace has been made. By workspace. */
  begun: z.catch(z.array(z.string()), []),
})
export type Preferences = z.infer<typeof Preferences>

const KEY = 'endcap.preferences'
const RECENTS_MAX = 8

const read = (): Preferences => {
  let stored: unknown = {}
  try {
    stored = JSON.parse(localStorage.getItem(KEY) ?? '{}')
  } catch {
    // Blocked or broken: the defaults will do.
  }
  const parsed = z.safeParse(Preferences, stored)
  return parsed.success ? parsed.data : { theme: 'system', letterKeys: true, recents: {}, begun: [] }
}

const [preferences, setPreferences] = createSignal<Preferences>(
  typeof localStorage === 'undefined' ? { theme: 'system', letterKeys: true, recents: {}, begun: [] } : read(),
)

/** Reactive. */
export { preferences }

export const prefer = (change: Partial<Preferences>): void => {
  const next = { ...preferences(), ...change }
  setPreferences(next)
  try {
    localStorage.setItem(KEY, JSON.stringify(next))
  } catch {
    // Kept for this page only.
  }
}

export const recentsOf = (workspaceId: string): readonly Recent[] => preferences().recents[workspaceId] ?? []

export const rememberRecent = (workspaceId: string, recent: Recent): void => {
  const others = recentsOf(workspaceId).filter(({ place }) => place !== recent.place)
  prefer({ recents: { ...preferences().recents, [workspaceId]: [recent, ...others].slice(0, RECENTS_MAX) } })
}

/** What a person leaves behind on a shared device goes with them. */
export const forgetRecents = (): void => prefer({ recents: {}, begun: [] })

/** Follows other tabs. Called once by the composition root. */
export const followPreferences = (): void => {
  addEventListener('storage', (event) => {
    if (event.key === KEY) setPreferences(read())
  })
}
