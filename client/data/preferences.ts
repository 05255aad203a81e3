// What this person likes on this device: kept in localStorage, shared between tabs, never synced. Storage that is blocked
// or holds nonsense gives the defaults.

import { createSignal } from 'solid-js'

export const THEMES = ['system', 'light', 'dark'] as const
export type Theme = (typeof THEMES)[number]

export interface Recent {
  /** The place below the workspace. */
  readonly place: string
  readonly label: string
  readonly kind: string
}

export interface Preferences {
  readonly theme: Theme
  /** WCAG 2.1.4: keys of one letter can be switched off. */
  readonly letterKeys: boolean
  /** By workspace. */
  readonly recents: Readonly<Record<string, readonly Recent[]>>
  /** The first choice in an empty workspace has been made. By workspace. */
  readonly begun: readonly string[]
}

const KEY = 'endcap.preferences'
const RECENTS_MAX = 8
const DEFAULTS: Preferences = { theme: 'system', letterKeys: true, recents: {}, begun: [] }

const isText = (value: unknown): value is string => typeof value === 'string'
const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)
const isRecent = (value: unknown): value is Recent => isRecord(value) && isText(value.place) && isText(value.label) && isText(value.kind)

/** By hand, one preference at a time: the first load has no schema library. */
export const preferencesFrom = (stored: unknown): Preferences => {
  const { theme, letterKeys, recents, begun } = isRecord(stored) ? stored : {}
  return {
    theme: THEMES.find((known) => known === theme) ?? DEFAULTS.theme,
    letterKeys: typeof letterKeys === 'boolean' ? letterKeys : DEFAULTS.letterKeys,
    recents: isRecord(recents) ? Object.fromEntries(Object.entries(recents).map(([id, list]) => [id, Array.isArray(list) ? list.filter(isRecent) : []])) : {},
    begun: Array.isArray(begun) ? begun.filter(isText) : [],
  }
}

const read = (): Preferences => {
  try {
    return preferencesFrom(JSON.parse(localStorage.getItem(KEY) ?? '{}'))
  } catch {
    // Blocked or broken: the defaults will do.
    return DEFAULTS
  }
}

const [preferences, setPreferences] = createSignal<Preferences>(typeof localStorage === 'undefined' ? DEFAULTS : read())

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
