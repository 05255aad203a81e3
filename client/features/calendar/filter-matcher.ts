// What a filter leaves. Made once a filter and run over many promotions: what is searched in a promotion is put together
// once and kept with it, and what a stretch of time means is worked out once an account.

import type { CivilDate } from '../../../shared/base/civil.ts'
import type { PromotionSummary } from '../../../shared/docs/calendar.ts'
import { MECHANIC_LABELS } from '../../../shared/docs/terms/mechanic.ts'
import { PROMOTION_STATUS_LABELS } from '../../../shared/docs/terms/promotion-terms.ts'
import { CLASH_LEVELS, type ClashLevel } from '../../../shared/domain/clash-index/clash-rules.ts'
import type { ClashBook } from '../../data/clashes.ts'
import { NOBODY, type PromotionFilter } from './promotion-filter.ts'
import { type OwnWeeks, windowOf } from './time-windows.ts'

export interface FilterFacts {
  readonly accountOf: (accountId: string) => (OwnWeeks & { readonly name: string }) | null
  readonly today: CivilDate
  readonly clashLevelsOf: (promotion: PromotionSummary) => ReadonlySet<ClashLevel>
}

/** What is searched in each promotion of a list; put together once a list. */
const searched = new WeakMap<readonly PromotionSummary[], readonly string[]>()
const searchedIn = new WeakMap<PromotionSummary, string>()

const searchedOf = (promotion: PromotionSummary): string => {
  let text = searchedIn.get(promotion)
  if (text === undefined) {
    text = [
      promotion.name,
      promotion.firstReceiver,
      promotion.owner ?? '',
      PROMOTION_STATUS_LABELS[promotion.status],
      ...promotion.lines.flatMap((line) => [line.itemGroup, line.mechanic, MECHANIC_LABELS[line.mechanic]]),
    ]
      .join('\n')
      .toLocaleLowerCase('en')
    searchedIn.set(promotion, text)
  }
  return text
}
const textsOf = (promotions: readonly PromotionSummary[]): readonly string[] => {
  let texts = searched.get(promotions)
  if (texts === undefined) {
    texts = promotions.map(searchedOf)
    searched.set(promotions, texts)
  }
  return texts
}

const SLICE_MS = 6

/** Puts together what is searched before the first letter is typed, a slice at a time. */
export const warmSearch = (lists: readonly (readonly PromotionSummary[])[], now: () => number): void => {
  let at = 0
  const slice = () => {
    const end = now() + SLICE_MS
    for (; at < lists.length && now() < end; at++) textsOf(lists[at] ?? [])
    if (at < lists.length) setTimeout(slice, 0)
  }
  slice()
}

type Test = (promotion: PromotionSummary) => boolean

/** Of a set of choices one must fit. */
const choiceTests = (filter: PromotionFilter, clashLevelsOf: FilterFacts['clashLevelsOf']): readonly Test[] => {
  const tests: Test[] = []
  const among = (choices: readonly string[], test: (chosen: ReadonlySet<string>) => Test) => {
    if (choices.length > 0) tests.push(test(new Set(choices)))
  }
  among(
    filter.statuses,
    (chosen) =>
      ({ status }) =>
        chosen.has(status),
  )
  among(
    filter.mechanics,
    (chosen) =>
      ({ lines }) =>
        lines.some(({ mechanic }) => chosen.has(mechanic)),
  )
  among(
    filter.groups,
    (chosen) =>
      ({ lines }) =>
        lines.some(({ itemGroup }) => chosen.has(itemGroup)),
  )
  among(
    filter.owners,
    (chosen) =>
      ({ owner }) =>
        chosen.has(owner ?? NOBODY),
  )
  among(
    filter.themes,
    (chosen) =>
      ({ theme }) =>
        chosen.has(theme ?? 'none'),
  )
  among(
    filter.merchandising,
    (chosen) =>
      ({ merchandising }) =>
        merchandising.some((one) => chosen.has(one)),
  )
  among(filter.clashes, (chosen) => (promotion) => [...clashLevelsOf(promotion)].some((level) => chosen.has(level)))
  return tests
}

/**
 * What a filter leaves of one account's promotions. What is decided by the account (its name, what "this period" means there)
 * is decided once an account: a list is taken or left whole where that is enough.
 */
export const accountFilter = (filter: PromotionFilter, { accountOf, today, clashLevelsOf }: FilterFacts) => {
  const choices = choiceTests(filter, clashLevelsOf)
  const accounts = new Set(filter.accountIds)
  const words = filter.text.toLocaleLowerCase('en').split(/\s+/).filter(Boolean)
  return (accountId: string, promotions: readonly PromotionSummary[]): readonly PromotionSummary[] => {
    if (accounts.size > 0 && !accounts.has(accountId)) return NOTHING
    const account = accountOf(accountId)
    const name = account?.name.toLocaleLowerCase('en') ?? ''
    const missing = words.filter((word) => !name.includes(word))
    const window = filter.when === '' || account === null ? null : windowOf(filter.when, account, today)
    if (missing.length === 0 && window === null && choices.length === 0) return promotions
    const texts = missing.length === 0 ? null : textsOf(promotions)
    return promotions.filter((promotion, index) => {
      const { inStore } = promotion
      if (window !== null && (inStore === null || inStore.from > window.to || inStore.to < window.from)) return false
      for (const test of choices) if (!test(promotion)) return false
      if (texts === null) return true
      const text = texts[index] ?? ''
      for (const word of missing) if (!text.includes(word)) return false
      return true
    })
  }
}

const NOTHING: readonly PromotionSummary[] = []
const NONE: ReadonlySet<ClashLevel> = new Set()

/** The levels of the clashes each promotion is in that nobody has overridden. */
export const clashLevels =
  (book: ClashBook | null): FilterFacts['clashLevelsOf'] =>
  (promotion) => {
    if (book === null) return NONE
    const counts = book.counts(promotion)
    return new Set(CLASH_LEVELS.filter((level) => counts[level] > 0))
  }
