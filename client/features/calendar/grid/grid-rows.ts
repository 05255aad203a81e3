// Which rows the grid has and in what order: headings of groups, promotions below them, sorted. Kept account by account, so
// that an edit sorts one account's rows again; the rows of all are put together from those.

import { byName } from '../../../../shared/base/by-name.ts'
import type { PromotionSummary } from '../../../../shared/docs/calendar.ts'
import { MECHANIC_LABELS, MECHANICS } from '../../../../shared/docs/terms/mechanic.ts'
import { PROMOTION_STATUS_LABELS, PROMOTION_STATUSES } from '../../../../shared/docs/terms/promotion-terms.ts'
import { weekChip } from '../../../../shared/domain/weeks/week-labels.ts'
import type { CalendarAccount } from '../calendar-data.ts'
import { sortKey } from './grid-cells.ts'
import { COLUMNS, type Column } from './grid-columns.ts'

export const GROUPINGS = ['account', 'mechanic', 'owner', 'status', 'none'] as const
export type Grouping = (typeof GROUPINGS)[number]
export const GROUPING_LABELS: Readonly<Record<Grouping, string>> = {
  account: 'Account',
  mechanic: 'Mechanic',
  owner: 'Owner',
  status: 'Status',
  none: 'Nothing',
}

export interface Sorting {
  readonly column: Column
  readonly isDescending: boolean
}
export const FIRST_SORTING: Sorting = { column: 'from', isDescending: false }

/** `from`, `-rate`. */
export const sortingFrom = (text: string | undefined): Sorting => {
  const name = (text ?? '').replace(/^-/, '')
  const column = COLUMNS.find((known) => known === name)
  return column === undefined ? FIRST_SORTING : { column, isDescending: (text ?? '').startsWith('-') }
}

export interface PromotionEntry {
  readonly kind: 'promotion'
  readonly key: string
  readonly promotion: PromotionSummary
  readonly account: CalendarAccount
}
export type GridEntry =
  | { readonly kind: 'group'; readonly key: string; readonly label: string; readonly chip: string; readonly count: number; readonly isClosed: boolean }
  | PromotionEntry
  | { readonly kind: 'new'; readonly key: 'new' }

interface Source {
  readonly account: CalendarAccount
  readonly promotions: readonly PromotionSummary[]
}

const compare = (a: string | number, b: string | number): number => (a < b ? -1 : a > b ? 1 : 0)

interface KeyedEntry {
  readonly entry: PromotionEntry
  readonly key: string | number
}

/** Ties by first day, then by id: the same on every device. */
const inOrder =
  (isDescending: boolean) =>
  (a: KeyedEntry, b: KeyedEntry): number =>
    (isDescending ? -1 : 1) * compare(a.key, b.key) ||
    compare(a.entry.promotion.inStore?.from ?? '9999', b.entry.promotion.inStore?.from ?? '9999') ||
    compare(a.entry.key, b.entry.key)

/** Remembers each account's sorted rows until they, the account or the sorting change. */
export const createRowSorter = () => {
  const known = new Map<string, { readonly source: Source; readonly sorting: Sorting; readonly rows: readonly KeyedEntry[] }>()
  return (source: Source, sorting: Sorting): readonly KeyedEntry[] => {
    const id = source.account.accountId
    const before = known.get(id)
    if (
      before !== undefined &&
      before.source.promotions === source.promotions &&
      before.source.account === source.account &&
      before.sorting.column === sorting.column &&
      before.sorting.isDescending === sorting.isDescending
    )
      return before.rows
    const rows = source.promotions
      .map(
        (promotion): KeyedEntry => ({
          entry: { kind: 'promotion', key: promotion.promotionId, promotion, account: source.account },
          key: sortKey(promotion, sorting.column, source.account),
        }),
      )
      .sort(inOrder(sorting.isDescending))
    known.set(id, { source, sorting, rows })
    return rows
  }
}

export interface RowOptions {
  readonly sorting: Sorting
  readonly grouping: Grouping
  /** Keys of groups whose rows are hidden. */
  readonly closed: ReadonlySet<string>
  /** There is a line for a new promotion at the end. */
  readonly withNew: boolean
}

export const gridRows = (
  sources: readonly Source[],
  sort: ReturnType<typeof createRowSorter>,
  { sorting, grouping, closed, withNew }: RowOptions,
): readonly GridEntry[] => {
  const entries: GridEntry[] = []
  const push = (key: string, label: string, chip: string, rows: readonly KeyedEntry[]) => {
    if (rows.length === 0) return
    const isClosed = closed.has(key)
    entries.push({ kind: 'group', key, label, chip, count: rows.length, isClosed })
    if (!isClosed) for (const { entry } of rows) entries.push(entry)
  }
  if (grouping === 'account') {
    for (const source of sources) push(`account:${source.account.accountId}`, source.account.name, weekChip(source.account.adWeekStart), sort(source, sorting))
  } else {
    const all = sources.flatMap((source) => sort(source, sorting))
    if (grouping === 'none') for (const { entry } of all.sort(inOrder(sorting.isDescending))) entries.push(entry)
    else {
      const groups = new Map<string, KeyedEntry[]>()
      for (const row of all) {
        const value = groupOf(row.entry.promotion, grouping)
        const group = groups.get(value)
        if (group === undefined) groups.set(value, [row])
        else group.push(row)
      }
      for (const [value, rows] of [...groups].sort(([a], [b]) => byGroup(grouping, a, b)))
        push(`${grouping}:${value}`, groupLabel(grouping, value), '', rows.sort(inOrder(sorting.isDescending)))
    }
  }
  if (withNew) entries.push({ kind: 'new', key: 'new' })
  return entries
}

const groupOf = (promotion: PromotionSummary, grouping: Grouping): string =>
  grouping === 'status' ? promotion.status : grouping === 'owner' ? (promotion.owner ?? '') : (promotion.lines[0]?.mechanic ?? '')

const ORDER: Partial<Readonly<Record<Grouping, readonly string[]>>> = { status: PROMOTION_STATUSES, mechanic: MECHANICS }

const byGroup = (grouping: Grouping, a: string, b: string): number => {
  if (a === '' || b === '') return a === b ? 0 : a === '' ? 1 : -1
  const order = ORDER[grouping]
  return order === undefined ? byName(a, b) : order.indexOf(a) - order.indexOf(b)
}

const groupLabel = (grouping: Grouping, value: string): string => {
  if (value === '') return grouping === 'owner' ? 'Nobody' : 'Without a line'
  if (grouping === 'status') return PROMOTION_STATUS_LABELS[value as keyof typeof PROMOTION_STATUS_LABELS]
  return grouping === 'mechanic' ? `${value} · ${MECHANIC_LABELS[value as keyof typeof MECHANIC_LABELS]}` : value
}
