// The places of a workspace: what navigation, palette, presence and keys call them.

import type { IconName } from '../ui/Icon.tsx'

export interface Place {
  readonly path: string
  readonly label: string
  readonly icon: IconName
  /** The second key after G. */
  readonly key: string
  readonly group: 'work' | 'house'
}

export const PLACES: readonly Place[] = [
  { path: '/today', label: 'Today', icon: 'today', key: 'd', group: 'work' },
  { path: '/calendar', label: 'Calendar', icon: 'calendar', key: 't', group: 'work' },
  { path: '/accounts', label: 'Accounts', icon: 'accounts', key: 'a', group: 'work' },
  { path: '/packets', label: 'Packets', icon: 'packets', key: 'k', group: 'work' },
  { path: '/items', label: 'Items', icon: 'items', key: 'i', group: 'work' },
  { path: '/import', label: 'Import', icon: 'import', key: 'o', group: 'house' },
  { path: '/trash', label: 'Trash', icon: 'trash', key: 'x', group: 'house' },
  { path: '/settings', label: 'Settings', icon: 'settings', key: 's', group: 'house' },
]

/** The place a path below the workspace belongs to. */
export const placeOf = (path: string): Place | undefined => PLACES.find((place) => path === place.path || path.startsWith(`${place.path}/`))
