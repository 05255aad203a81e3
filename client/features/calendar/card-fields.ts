// What a card of the board, a bar and a row of the month may show of a promotion beside its name, and how it reads there.
// Chosen by a person for themselves, else by the workspace for everybody.

import type { PromotionSummary } from '../../../shared/docs/calendar.ts'
import { MERCHANDISING_LABELS, THEME_LABELS } from '../../../shared/docs/terms/promotion-labels.ts'
import { PROMOTION_STATUS_LABELS } from '../../../shared/docs/terms/promotion-terms.ts'
import { retailText } from '../../../shared/domain/retail-text.ts'
import { adWeekOf } from '../../../shared/domain/weeks/ad-week.ts'
import { dayMonthLabel, weekLabel } from '../../../shared/domain/weeks/week-labels.ts'
import type { CalendarAccount } from './calendar-data.ts'
import type { CalendarState } from './calendar-state.ts'
import { rateText } from './rate-text.ts'

export const CARD_FIELDS = [
  'account',
  'weeks',
  'dates',
  'group',
  'mechanic',
  'retail',
  'rate',
  'status',
  'owner',
  'theme',
  'merchandising',
  'confidence',
] as const
export type CardField = (typeof CARD_FIELDS)[number]

export const CARD_FIELD_LABELS: Readonly<Record<CardField, string>> = {
  account: 'Account',
  weeks: 'Weeks',
  dates: 'Dates',
  group: 'Group',
  mechanic: 'Mechanic',
  retail: 'Promoted retail',
  rate: 'Rate',
  status: 'Status',
  owner: 'Owner',
  theme: 'Theme',
  merchandising: 'Merchandising',
  confidence: 'Confidence',
}

export const DEFAULT_CARD_FIELDS: readonly CardField[] = ['account', 'weeks', 'mechanic', 'retail', 'owner']

const known = (names: readonly string[]): readonly CardField[] => CARD_FIELDS.filter((field) => names.includes(field))

export const cardFields = (calendar: CalendarState): readonly CardField[] => {
  const mine = calendar.setting('fields')
  if (mine !== undefined) return known(mine.split(','))
  const shared = calendar.workspace.summaries.all('settings')[0]?.cardFields
  return shared === undefined ? DEFAULT_CARD_FIELDS : known(shared)
}

export const fieldText = (promotion: PromotionSummary, field: CardField, account: CalendarAccount | null): string => {
  const line = promotion.lines[0]
  const currency = account?.currency ?? 'USD'
  switch (field) {
    case 'account':
      return account?.name ?? ''
    case 'weeks':
      return account === null ? '' : weeksText(promotion, account)
    case 'dates':
      return promotion.inStore === null ? 'No dates' : `${dayMonthLabel(promotion.inStore.from)} – ${dayMonthLabel(promotion.inStore.to)}`
    case 'group':
      return [...new Set(promotion.lines.map(({ itemGroup }) => itemGroup))].filter((group) => group !== '').join(', ')
    case 'mechanic':
      return [...new Set(promotion.lines.map(({ mechanic }) => mechanic))].join(', ')
    case 'retail':
      return retailText(line?.promoRetail ?? null, currency)
    case 'rate':
      return line === undefined || line.rate === null ? '' : rateText(line.rate, line.rateBasis, currency)
    case 'status':
      return PROMOTION_STATUS_LABELS[promotion.status]
    case 'owner':
      return promotion.owner ?? ''
    case 'theme':
      return promotion.theme === undefined ? '' : ((THEME_LABELS as Readonly<Record<string, string>>)[promotion.theme] ?? promotion.theme)
    case 'merchandising':
      return promotion.merchandising.map((one) => MERCHANDISING_LABELS[one]).join(', ')
    case 'confidence':
      return promotion.confidence === undefined ? '' : `${promotion.confidence}%`
  }
}

/** What a bar on the wall says beside the name: its row says the account already. */
export const barDetail = (calendar: CalendarState): ((promotion: PromotionSummary) => string) => {
  const fields = cardFields(calendar).filter((field) => field !== 'account')
  return (promotion) =>
    fields
      .map((field) => fieldText(promotion, field, calendar.accountById(promotion.accountId)))
      .filter((text) => text !== '')
      .join(' ')
}

/** `W1–2`, in the account's own weeks. */
export const weeksText = ({ inStore }: Pick<PromotionSummary, 'inStore'>, account: CalendarAccount): string => {
  if (inStore === null) return ''
  const first = weekLabel(adWeekOf(account.system, account.adWeekStart, inStore.from))
  const last = weekLabel(adWeekOf(account.system, account.adWeekStart, inStore.to))
  return first === last ? first : `${first}–${last.slice(1)}`
}
