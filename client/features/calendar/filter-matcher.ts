// What a filter leaves. Made once a filter and run over many promotions: what is searched in a promotion is put together
// once and kept with it, and what a stretch of time means is worked out once an account.

import { type CivilDate, type DateWindow, overlaps } from '../../../shared/base/civil.ts'
import type { PromotionSummary } from '../../../shared/docs/calendar.ts'
import { MECHANIC_LABELS } from '../../../shared/docs/terms/mechanic.ts'
import { PROMOTION_STATUS_LABELS } from '../../../shared/docs/terms/promotion-terms.ts'
import { type ClashLevel, clashesAmong } from '../../../shared/domain/clashes.ts'
import { NOBODY, type PromotionFilter } from './promotion-filter.ts'
import { type OwnWeeks, windowOf } from './time-windows.ts'

export interface FilterFacts {
  readonly accountOf: (accountId: string) => (OwnWeeks & { readonly name: string }) | null
  readonly today: CivilDate
  readonly clashLevelsOf: (promotion: PromotionSummary) => ReadonlySet<ClashLevel>
}

const searched = new WeakMap<PromotionSummary, string>()

const searchedOf = (promotion: PromotionSummary): string => {
  let text = searched.get(promotion)
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
    searched.set(promotion, text)
  }
  return text
}

const once = <Value>(make: (accountId: string) => Value): ((accountId: string) => Value) => {
  const made = new Map<string, Value>()
  return (accountId) => {
    let value = made.get(accountId)
    if (value === undefined) {
      value = make(accountId)
      made.set(accountId, value)
    }
    return value
  }
}

/** Every word of the text must stand somewhere in the promotion or its account's name; of each set of choices one must fit. */
export const promotionMatcher = (filter: PromotionFilter, { accountOf, today, clashLevelsOf }: FilterFacts): ((promotion: PromotionSummary) => boolean) => {
  const tests: ((promotion: PromotionSummary) => boolean)[] = []
  const among = (choices: readonly string[], test: (chosen: ReadonlySet<string>) => (promotion: PromotionSummary) => boolean) => {
    if (choices.length > 0) tests.push(test(new Set(choices)))
  }
  among(
    filter.accountIds,
    (chosen) =>
      ({ accountId }) =>
        chosen.has(accountId),
  )
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
  if (filter.when !== '') {
    const windows = once((accountId): DateWindow | null => {
      const account = accountOf(accountId)
      return account === null ? null : windowOf(filter.when, account, today)
    })
    tests.push(({ accountId, inStore }) => {
      const window = windows(accountId)
      return window === null || (inStore !== null && overlaps(inStore, window))
    })
  }
  const words = filter.text.toLocaleLowerCase('en').split(/\s+/).filter(Boolean)
  if (words.length > 0) {
    const names = once((accountId) => accountOf(accountId)?.name.toLocaleLowerCase('en') ?? '')
    tests.push((promotion) => {
      const text = searchedOf(promotion)
      return words.every((word) => text.includes(word) || names(promotion.accountId).includes(word))
    })
  }
  return (promotion) => tests.every((test) => test(promotion))
}

const NONE: ReadonlySet<ClashLevel> = new Set()

/** The levels of the clashes each promotion is in; worked out once for an account's list. */
export const clashLevels = (plannedOf: (accountId: string) => readonly PromotionSummary[]): FilterFacts['clashLevelsOf'] => {
  const known = new WeakMap<readonly PromotionSummary[], ReadonlyMap<string, Set<ClashLevel>>>()
  return ({ accountId, promotionId }) => {
    const planned = plannedOf(accountId)
    let levels = known.get(planned)
    if (levels === undefined) {
      levels = levelsAmong(planned)
      known.set(planned, levels)
    }
    return levels.get(promotionId) ?? NONE
  }
}

const levelsAmong = (planned: readonly PromotionSummary[]): ReadonlyMap<string, Set<ClashLevel>> => {
  const levels = new Map<string, Set<ClashLevel>>()
  for (const { level, first, second } of clashesAmong(planned)) {
    for (const id of [first, second]) {
      const found = levels.get(id)
      if (found === undefined) levels.set(id, new Set([level]))
      else found.add(level)
    }
  }
  return levels
}
