// How much of the plan is promoted twice at once: pairs of promotions of the same group at the same account that share days,
// and those of them that show two prices. The clashes are the calendar's own (DOMAIN §3). Loaded after an import.

import { createClashIndex } from '../../../../shared/domain/clash-index/clash-index.ts'
import { createHolidays } from '../../../../shared/domain/holidays/holidays.ts'
import type { WorkspaceData } from '../../../data/workspace-data.ts'

export interface OverlapCount {
  readonly pairs: number
  /** Of them with two different promoted retails. */
  readonly twoPrices: number
}

const OF_PAIRS: ReadonlySet<string> = new Set(['two_retails', 'stacked_allowances', 'same_group'])

export const countOverlaps = ({ summaries, today }: WorkspaceData): OverlapCount => {
  const promotions = summaries.all('promotion').filter(({ isDeleted, movedTo }) => !isDeleted && movedTo === null)
  const facts = { today: today(), accounts: summaries.all('account'), items: summaries.all('item'), holidays: createHolidays() }
  const pairs = new Set<string>()
  const twoPrices = new Set<string>()
  for (const { rule, promotionId, otherId } of createClashIndex(facts, promotions).all()) {
    if (otherId === null || !OF_PAIRS.has(rule)) continue
    pairs.add(`${promotionId} ${otherId}`)
    if (rule === 'two_retails') twoPrices.add(`${promotionId} ${otherId}`)
  }
  return { pairs: pairs.size, twoPrices: twoPrices.size }
}
