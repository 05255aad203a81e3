// What one can filter by, and among which choices: those that something planned has, with how often. Read when the filter is
// opened, one dimension at a time.

import { byName } from '../../../../shared/base/by-name.ts'
import type { PromotionSummary } from '../../../../shared/docs/calendar.ts'
import { MECHANIC_LABELS, MECHANICS } from '../../../../shared/docs/terms/mechanic.ts'
import { MERCHANDISING_LABELS, THEME_LABELS } from '../../../../shared/docs/terms/promotion-labels.ts'
import { MERCHANDISING, PROMOTION_STATUS_LABELS, PROMOTION_STATUSES, THEMES } from '../../../../shared/docs/terms/promotion-terms.ts'
import { CLASH_LEVELS } from '../../../../shared/domain/clash-index/clash-rules.ts'
import { clashesIn } from '../../../data/clashes.ts'
import type { CalendarState } from '../calendar-state.ts'
import { clashLevels } from '../filter-matcher.ts'
import { type FilterSet, NOBODY, type PromotionFilter } from '../promotion-filter.ts'
import { whenLabel } from '../time-windows.ts'

export type Dimension = FilterSet | 'when'

export const DIMENSIONS: readonly Dimension[] = ['accountIds', 'when', 'groups', 'mechanics', 'statuses', 'owners', 'themes', 'merchandising', 'clashes']

export const DIMENSION_LABELS: Readonly<Record<Dimension, string>> = {
  accountIds: 'Account',
  when: 'Dates',
  groups: 'Group',
  mechanics: 'Mechanic',
  statuses: 'Status',
  owners: 'Owner',
  themes: 'Theme',
  merchandising: 'Merchandising',
  clashes: 'Clashes',
}

const CLASH_LABELS: Readonly<Record<string, string>> = { error: 'Errors', warn: 'Warnings', info: 'Worth knowing' }

export interface Choice {
  readonly value: string
  readonly label: string
  readonly code?: string
  readonly count: number
}

const labelled = (labels: Readonly<Record<string, string>>) => (value: string) => labels[value] ?? value

/** What a choice is called. */
export const choiceLabel = (calendar: Pick<CalendarState, 'accountById'>, dimension: Dimension, value: string): string => {
  switch (dimension) {
    case 'accountIds':
      return calendar.accountById(value)?.name ?? 'An account that is gone'
    case 'when':
      return whenLabel(value)
    case 'mechanics':
      return labelled(MECHANIC_LABELS)(value)
    case 'statuses':
      return labelled(PROMOTION_STATUS_LABELS)(value)
    case 'themes':
      return labelled(THEME_LABELS)(value)
    case 'merchandising':
      return labelled(MERCHANDISING_LABELS)(value)
    case 'clashes':
      return labelled(CLASH_LABELS)(value)
    case 'owners':
      return value === NOBODY ? 'Nobody' : value
    case 'groups':
      return value
  }
}

/** What a promotion has in a dimension. */
const valuesOf = (calendar: CalendarState, dimension: FilterSet): ((promotion: PromotionSummary) => Iterable<string>) => {
  switch (dimension) {
    case 'accountIds':
      return ({ accountId }) => [accountId]
    case 'groups':
      return ({ lines }) => new Set(lines.map(({ itemGroup }) => itemGroup).filter((group) => group !== ''))
    case 'mechanics':
      return ({ lines }) => new Set(lines.map(({ mechanic }) => mechanic))
    case 'statuses':
      return ({ status }) => [status]
    case 'owners':
      return ({ owner }) => [owner ?? NOBODY]
    case 'themes':
      return ({ theme }) => [theme ?? 'none']
    case 'merchandising':
      return ({ merchandising }) => merchandising
    case 'clashes':
      return clashLevels(clashesIn(calendar.workspace)())
  }
}

const ORDERED: Partial<Readonly<Record<FilterSet, readonly string[]>>> = {
  mechanics: MECHANICS,
  statuses: PROMOTION_STATUSES,
  themes: THEMES,
  merchandising: MERCHANDISING,
  clashes: CLASH_LEVELS,
}

/** Those something has, and those chosen already; in their own order, or by name. */
export const choicesOf = (calendar: CalendarState, dimension: FilterSet): readonly Choice[] => {
  const counts = new Map<string, number>()
  const read = valuesOf(calendar, dimension)
  for (const promotion of calendar.all()) for (const value of read(promotion)) counts.set(value, (counts.get(value) ?? 0) + 1)
  if (dimension === 'accountIds') for (const { accountId } of calendar.accounts()) if (!counts.has(accountId)) counts.set(accountId, 0)
  if (dimension === 'statuses') for (const status of PROMOTION_STATUSES) if (!counts.has(status)) counts.set(status, 0)
  for (const value of calendar.filter()[dimension]) if (!counts.has(value)) counts.set(value, 0)
  const order = ORDERED[dimension]
  const rank = (value: string) => (order === undefined || !order.includes(value) ? Number.MAX_SAFE_INTEGER : order.indexOf(value))
  return [...counts]
    .map(([value, count]) => ({ value, count, label: choiceLabel(calendar, dimension, value), ...(dimension === 'mechanics' ? { code: value } : {}) }))
    .sort((a, b) => rank(a.value) - rank(b.value) || byName(a.label, b.label))
}

/** `Account: Marlow Markets, Quickpath`; of many choices the first and how many more. */
export const chipWords = (calendar: Pick<CalendarState, 'accountById'>, filter: PromotionFilter, dimension: Dimension): string => {
  if (dimension === 'when') return whenLabel(filter.when)
  const [first = '', second, ...others] = filter[dimension]
  const words = [first, ...(second === undefined ? [] : [second])].map((value) => choiceLabel(calendar, dimension, value)).join(', ')
  return others.length === 0 ? words : `${words} +${others.length}`
}
