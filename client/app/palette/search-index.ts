// Everything ⌘K finds, as one full-text index over the summaries on this device. Built when the palette first opens, a slice
// at a time so that typing never waits for it, and kept up row by row afterwards: unchanged rows are the same objects.

import MiniSearch from 'minisearch'
import type { Summary } from '../../../shared/docs/index.ts'
import { CONTACT_ROLE_LABELS } from '../../../shared/docs/terms/contact-terms.ts'
import { MECHANIC_LABELS } from '../../../shared/docs/terms/mechanic.ts'
import { MEETING_TYPE_LABELS } from '../../../shared/docs/terms/packet-terms.ts'
import { PROMOTION_STATUS_LABELS } from '../../../shared/docs/terms/promotion-terms.ts'
import { duplicateGroups } from '../../../shared/domain/duplicates.ts'
import type { Summaries } from '../../data/workspace-data.ts'

export const FOUND_TYPES = ['account', 'promotion', 'packet', 'contact', 'item'] as const
export type FoundType = (typeof FOUND_TYPES)[number]
export type FoundRow = Extract<Summary, { type: FoundType }>

interface Entry {
  readonly id: string
  readonly title: string
  readonly more: string
}

const SLICE_ROWS = 400
/** Accounts before their promotions, when both match alike. */
const WEIGHT: Readonly<Record<FoundType, number>> = { account: 2, packet: 1.3, contact: 1.3, promotion: 1, item: 0.9 }

const idOf = (row: FoundRow): string => {
  switch (row.type) {
    case 'account':
      return `account/${row.accountId}`
    case 'promotion':
      return `promotion/${row.promotionId}`
    case 'packet':
      return `packet/${row.packetId}`
    case 'contact':
      return `contact/${row.contactId}`
    case 'item':
      return `item/${row.itemId}`
  }
}

const entryOf = (row: FoundRow, accountName: string): Entry => {
  const id = idOf(row)
  switch (row.type) {
    case 'account':
      return { id, title: row.name, more: `${row.channel} ${row.kind} ${row.externalKey}` }
    case 'promotion':
      return {
        id,
        title: row.name,
        more: [
          accountName,
          PROMOTION_STATUS_LABELS[row.status],
          row.year,
          ...row.lines.flatMap((line) => [line.itemGroup, line.mechanic, MECHANIC_LABELS[line.mechanic]]),
        ].join(' '),
      }
    case 'packet':
      return { id, title: row.title, more: `${accountName} ${MEETING_TYPE_LABELS[row.meetingType]} ${row.on ?? ''}` }
    case 'contact':
      return {
        id,
        title: row.name,
        more: [accountName, row.title, row.email, row.phone.replace(/\D/g, ''), ...row.roles.map((role) => CONTACT_ROLE_LABELS[role])].join(' '),
      }
    case 'item':
      return { id, title: row.name, more: `${row.brand} ${row.group} ${row.category} ${row.gtinUnit}` }
  }
}

const isFindable = (row: FoundRow): boolean => !row.isDeleted && !(row.type === 'promotion' && row.movedTo !== null)

/** Of rows that were imported twice all but the one that every view shows (D12). */
const doublesAmong = (rows: readonly FoundRow[]): ReadonlySet<string> => {
  const keyed = rows.flatMap((row) =>
    (row.type === 'promotion' || row.type === 'item') && isFindable(row)
      ? [{ id: row.key, externalKey: row.externalKey === '' ? '' : `${'accountId' in row ? row.accountId : ''}/${row.externalKey}`, isDeleted: false }]
      : [],
  )
  return new Set(duplicateGroups(keyed).flatMap(({ hiddenIds }) => hiddenIds))
}

export interface SearchIndex {
  /** Brings the index up to the summaries of now. Resolves when all of them are in; a newer call takes over from an older one. */
  readonly refresh: (summaries: Summaries) => Promise<void>
  /** Best first. */
  readonly find: (query: string, max: number) => readonly FoundRow[]
  readonly size: () => number
}

export const createSearchIndex = (pause: () => Promise<void> = () => new Promise((resolve) => setTimeout(resolve, 0))): SearchIndex => {
  const index = new MiniSearch<Entry>({
    fields: ['title', 'more'],
    searchOptions: { prefix: true, fuzzy: (term) => (term.length > 3 ? 0.2 : false), boost: { title: 3 }, combineWith: 'AND' },
  })
  const held = new Map<string, { readonly row: FoundRow; readonly entry: Entry }>()
  let run = 0

  const refresh = async (summaries: Summaries): Promise<void> => {
    const mine = ++run
    const names = new Map(summaries.all('account').map(({ accountId, name }) => [accountId, name]))
    const present = new Set<string>()
    let worked = 0
    for (const type of FOUND_TYPES) {
      const rows: readonly FoundRow[] = summaries.all(type)
      const doubles = doublesAmong(rows)
      for (const row of rows) {
        if (!isFindable(row) || doubles.has(row.key)) continue
        const id = idOf(row)
        present.add(id)
        const before = held.get(id)
        if (before?.row === row) continue
        if (before !== undefined) index.remove(before.entry)
        const entry = entryOf(row, 'accountId' in row ? (names.get(row.accountId) ?? '') : '')
        index.add(entry)
        held.set(id, { row, entry })
        if (++worked % SLICE_ROWS !== 0) continue
        await pause()
        if (mine !== run) return
      }
    }
    for (const [id, { entry }] of held) {
      if (present.has(id)) continue
      index.remove(entry)
      held.delete(id)
    }
  }

  return {
    refresh,
    find: (query, max) => {
      const found: FoundRow[] = []
      const hits = index.search(query, { boostDocument: (id) => WEIGHT[String(id).split('/')[0] as FoundType] ?? 1 })
      for (const { id } of hits.slice(0, max)) {
        const row = held.get(String(id))?.row
        if (row !== undefined) found.push(row)
      }
      return found
    },
    size: () => held.size,
  }
}
