// The promotions that are shown as a calendar file. A file knows nothing of the one before it, so its entries are numbered by
// the minute it was made in: whoever opens a later one gets the later dates (RFC 5545, SEQUENCE).

import type { PromotionSummary } from '../../../../shared/docs/calendar.ts'
import { calendarText } from '../../../../shared/domain/ics/calendar-text.ts'
import { ENTRY_KINDS, promotionEntries } from '../../../../shared/domain/ics/promotion-entries.ts'
import type { CalendarAccount } from '../calendar-data.ts'

export interface CalendarFileInput {
  readonly name: string
  readonly promotions: readonly PromotionSummary[]
  readonly accountOf: (accountId: string) => CalendarAccount | null
  readonly urlOf: (promotionId: string) => string
  /** Ms since the epoch. */
  readonly now: number
}

const MINUTE_MS = 60_000
/** Keeps the number small enough for programs that read 32 bits. */
const COUNTED_FROM = Date.UTC(2026, 0, 1)

export const calendarFile = ({ name, promotions, accountOf, urlOf, now }: CalendarFileInput): string => {
  const sequence = Math.max(0, Math.floor((now - COUNTED_FROM) / MINUTE_MS))
  const entries = promotions.flatMap((promotion) => {
    const account = accountOf(promotion.accountId)
    return account === null
      ? []
      : promotionEntries(promotion, account, { kinds: ENTRY_KINDS, urlOf }).map(({ entry }) => ({ ...entry, sequence, changedAt: now }))
  })
  return calendarText(entries, { name, refreshHours: null })
}
