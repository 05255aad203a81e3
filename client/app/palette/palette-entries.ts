// What the palette lists: what was opened last while nothing is typed; commands and everything found once something is.

import { promotionLabel } from '../../../shared/domain/promotion-label.ts'
import type { AppCommand } from '../../data/app-commands.ts'
import { type Recent, recentsOf } from '../../data/preferences.ts'
import type { WorkspaceData } from '../../data/workspace-data.ts'
import type { IconName } from '../../ui/Icon.tsx'
import { formatWindow } from './found-words.ts'
import type { FoundRow, SearchIndex } from './search-index.ts'

export interface PaletteEntry {
  readonly id: string
  readonly group: string
  readonly icon: IconName
  readonly title: string
  readonly detail: string
  readonly keys?: string | undefined
  /** A place below the workspace to go to, or a command to run. */
  readonly does: { readonly place: string; readonly recent: Recent } | { readonly command: AppCommand }
}

const COMMANDS_MAX = 6
const FOUND_MAX = 24

const GROUPS: Readonly<Record<FoundRow['type'], { readonly group: string; readonly icon: IconName }>> = {
  account: { group: 'Accounts', icon: 'accounts' },
  promotion: { group: 'Promotions', icon: 'calendar' },
  packet: { group: 'Packets', icon: 'packets' },
  contact: { group: 'Contacts', icon: 'person' },
  item: { group: 'Items', icon: 'items' },
}
const iconOf = (kind: string): IconName => GROUPS[kind as FoundRow['type']]?.icon ?? 'arrow-right'

const placeOfRow = (row: FoundRow): string => {
  switch (row.type) {
    case 'account':
      return `/accounts/${row.accountId}`
    case 'promotion':
      return `/calendar?promotion=${row.promotionId}`
    case 'packet':
      return `/packets/${row.accountId}/${row.packetId}`
    case 'contact':
      return `/accounts/${row.accountId}?tab=contacts&contact=${row.contactId}`
    case 'item':
      return `/items?item=${row.itemId}`
  }
}

const titleOf = (workspace: WorkspaceData, row: FoundRow): string => {
  if (row.type === 'packet') return row.title || 'Untitled packet'
  if (row.type !== 'promotion') return row.name || 'Untitled'
  const account = workspace.summaries.ofAccount('account', row.accountId)[0]
  const { main, detail } = promotionLabel(row, account?.name ?? '', account?.currency ?? 'USD')
  return [main, detail].filter(Boolean).join(' ')
}

const detailOf = (workspace: WorkspaceData, row: FoundRow): string => {
  const account = () => ('accountId' in row ? (workspace.summaries.ofAccount('account', row.accountId)[0]?.name ?? '') : '')
  switch (row.type) {
    case 'account':
      return row.storeCount > 0 ? `${row.storeCount} stores` : ''
    case 'promotion':
      return [account(), formatWindow(workspace, row.accountId, row.inStore)].filter(Boolean).join(' · ')
    case 'packet':
      return account()
    case 'contact':
      return [account(), row.title, row.hasLeft ? 'has left' : ''].filter(Boolean).join(' · ')
    case 'item':
      return [row.brand, row.group].filter(Boolean).join(' · ')
  }
}

const entryOfRow = (workspace: WorkspaceData, row: FoundRow): PaletteEntry => {
  const place = placeOfRow(row)
  const title = titleOf(workspace, row)
  return {
    id: place,
    ...GROUPS[row.type],
    title,
    detail: detailOf(workspace, row),
    does: { place, recent: { place, label: row.type === 'promotion' ? row.name || title : title, kind: row.type } },
  }
}

const entryOfCommand = (command: AppCommand): PaletteEntry => ({
  id: command.id,
  group: 'Commands',
  icon: 'command',
  title: command.label,
  detail: '',
  keys: command.keys,
  does: { command },
})

/** Every word typed begins a word of the label. */
const matches = (label: string, query: string): boolean => {
  const words = label.toLowerCase().split(/[^\p{L}\p{N}]+/u)
  return query
    .toLowerCase()
    .split(/\s+/)
    .every((typed) => words.some((word) => word.startsWith(typed)))
}

export const paletteEntries = (workspace: WorkspaceData, index: SearchIndex, commands: readonly AppCommand[], query: string): readonly PaletteEntry[] => {
  const typed = query.trim()
  const offered = commands.filter((command) => !command.isHidden)
  if (typed === '') {
    const recents = recentsOf(workspace.session.workspaceId).map(
      (recent): PaletteEntry => ({
        id: recent.place,
        group: 'Opened last',
        icon: iconOf(recent.kind),
        title: recent.label,
        detail: '',
        does: { place: recent.place, recent },
      }),
    )
    return [...recents, ...offered.map(entryOfCommand)]
  }
  const found = index.find(typed, FOUND_MAX).map((row) => entryOfRow(workspace, row))
  const byGroup = new Map<string, PaletteEntry[]>()
  for (const entry of found) byGroup.set(entry.group, [...(byGroup.get(entry.group) ?? []), entry])
  const commandsFound = offered
    .filter(({ label }) => matches(label, typed))
    .slice(0, COMMANDS_MAX)
    .map(entryOfCommand)
  // Groups in the order of their best hit; commands first when one was clearly meant.
  return [...commandsFound, ...[...byGroup.values()].flat()]
}
