// Which promotions are shown. A filter is a value that reads from and writes to the address of the page, so that a view
// can be sent to a colleague. Codes nobody knows are dropped on the way in.

import type { CivilDate } from '../../../shared/base/civil.ts'
import { isId } from '../../../shared/base/id.ts'
import type { PromotionSummary } from '../../../shared/docs/calendar.ts'
import { isMechanic, MECHANIC_LABELS, type Mechanic } from '../../../shared/docs/terms/mechanic.ts'
import { PROMOTION_STATUS_LABELS, PROMOTION_STATUSES, type PromotionStatus } from '../../../shared/docs/terms/promotion-terms.ts'

export interface PromotionFilter {
  readonly text: string
  readonly accountIds: readonly string[]
  readonly mechanics: readonly Mechanic[]
  readonly statuses: readonly PromotionStatus[]
  readonly isInStoreNow: boolean
}

export const NO_FILTER: PromotionFilter = { text: '', accountIds: [], mechanics: [], statuses: [], isInStoreNow: false }

export type FilterParams = Readonly<Record<'q' | 'accounts' | 'mechanics' | 'statuses' | 'now', string | undefined>>

const TEXT_LENGTH_MAX = 200
const listed = (value: string | undefined): readonly string[] => (value === undefined || value === '' ? [] : value.split(','))
const isStatus = (code: string): code is PromotionStatus => (PROMOTION_STATUSES as readonly string[]).includes(code)

export const filterFromParams = (params: Partial<FilterParams>): PromotionFilter => ({
  text: (params.q ?? '').slice(0, TEXT_LENGTH_MAX),
  accountIds: listed(params.accounts).filter(isId),
  mechanics: listed(params.mechanics).filter(isMechanic),
  statuses: listed(params.statuses).filter(isStatus),
  isInStoreNow: params.now === '1',
})

const joined = (codes: readonly string[]): string | undefined => (codes.length === 0 ? undefined : codes.join(','))

export const filterToParams = (filter: PromotionFilter): FilterParams => ({
  q: filter.text === '' ? undefined : filter.text,
  accounts: joined(filter.accountIds),
  mechanics: joined(filter.mechanics),
  statuses: joined(filter.statuses),
  now: filter.isInStoreNow ? '1' : undefined,
})

/** How many things it filters by, the text not counted. */
export const filterCount = (filter: PromotionFilter): number =>
  [filter.accountIds, filter.mechanics, filter.statuses].filter((choices) => choices.length > 0).length + (filter.isInStoreNow ? 1 : 0)

export const isFiltering = (filter: PromotionFilter): boolean => filter.text.trim() !== '' || filterCount(filter) > 0

const searched = (promotion: PromotionSummary, accountName: string): string =>
  [
    promotion.name,
    accountName,
    promotion.firstReceiver,
    PROMOTION_STATUS_LABELS[promotion.status],
    ...promotion.lines.flatMap((line) => [line.itemGroup, line.mechanic, MECHANIC_LABELS[line.mechanic]]),
  ]
    .join('\n')
    .toLocaleLowerCase('en')

/** A test to run over many promotions: every word of the text must stand somewhere in the promotion or its account's name. */
export const promotionMatcher = (filter: PromotionFilter, accountName: (accountId: string) => string, today: CivilDate) => {
  const words = filter.text.toLocaleLowerCase('en').split(/\s+/).filter(Boolean)
  const accounts = new Set(filter.accountIds)
  const mechanics = new Set<string>(filter.mechanics)
  const statuses = new Set<string>(filter.statuses)
  return (promotion: PromotionSummary): boolean => {
    if (accounts.size > 0 && !accounts.has(promotion.accountId)) return false
    if (statuses.size > 0 && !statuses.has(promotion.status)) return false
    if (mechanics.size > 0 && !promotion.lines.some((line) => mechanics.has(line.mechanic))) return false
    if (filter.isInStoreNow && !(promotion.inStore !== null && promotion.inStore.from <= today && today <= promotion.inStore.to)) return false
    if (words.length === 0) return true
    const text = searched(promotion, accountName(promotion.accountId))
    return words.every((word) => text.includes(word))
  }
}
