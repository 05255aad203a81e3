// What a promotion is in somebody's calendar: an entry while it is in store, one for each other window when asked for, and
// one for every deadline. Ids are made of the promotion's and what the entry is, so that a change of dates moves the entry
// and never makes a second one. A promotion that will not run, or was deleted, is cancelled and stays.
//
// A calendar is handed to programs outside: no rates, spend, margins or notes are in it (DOMAIN §7).

import type { DateWindow } from '../../base/civil.ts'
import type { PromotionSummary } from '../../docs/calendar.ts'
import type { AccountSummary } from '../../docs/profile.ts'
import { PROMOTION_WINDOW_LABELS } from '../../docs/terms/planning-labels.ts'
import { isLiveStatus, PROMOTION_STATUS_LABELS, PROMOTION_WINDOWS } from '../../docs/terms/promotion-terms.ts'
import { type DeadlineRules, deadlinesOf } from '../deadlines/deadlines.ts'
import { promotionLabel } from '../promotion-label.ts'
import { windowWithWeeks } from '../weeks/week-labels.ts'
import { DEFAULT_WEEK_SYSTEM, weekSystemById } from '../weeks/week-system-presets.ts'
import type { CalendarEntry, EntryStatus } from './calendar-text.ts'

export const ENTRY_KINDS = ['promotions', 'deadlines', 'windows'] as const
/** Weeks in store, deadlines, and every other window (order, ship, ad …). */
export type EntryKind = (typeof ENTRY_KINDS)[number]

export interface EntryOptions {
  readonly kinds: readonly EntryKind[]
  /** The address of a promotion in Endcap; null where there is none to give. */
  readonly urlOf: (promotionId: string) => string | null
}

export interface KindedEntry {
  readonly kind: EntryKind
  readonly entry: CalendarEntry
}

type Account = Pick<AccountSummary, 'name' | 'weekSystemId' | 'adWeekStart' | 'currency' | 'isDeleted'> & DeadlineRules

export const promotionEntries = (promotion: PromotionSummary, account: Account, options: EntryOptions): readonly KindedEntry[] => {
  const system = weekSystemById(account.weekSystemId) ?? DEFAULT_WEEK_SYSTEM
  const { main, detail } = promotionLabel(promotion, account.name, account.currency)
  const title = [main, detail].filter((part) => part !== '').join(' ')
  const status = statusOf(promotion, account)
  const url = options.urlOf(promotion.promotionId)
  const words = (window: DateWindow) => windowWithWeeks(system, account.adWeekStart, window)

  const entry = (kind: EntryKind, what: string, lead: string, window: DateWindow): KindedEntry => ({
    kind,
    entry: {
      uid: `${promotion.promotionId}.${what}@endcap`,
      from: window.from,
      to: window.to,
      summary: `${lead === '' ? '' : `${lead}: `}${account.name} · ${title}`,
      description: [
        promotion.name,
        `${lead === '' ? 'In store' : lead} ${words(window)}`,
        ...(what === 'inStore' || promotion.inStore === null ? [] : [`In store ${words(promotion.inStore)}`]),
        `Status: ${PROMOTION_STATUS_LABELS[promotion.status].toLowerCase()}`,
        ...(url === null ? [] : [url]),
      ].join('\n'),
      categories: [account.name],
      status,
      url,
    },
  })

  const windows = PROMOTION_WINDOWS.flatMap((name) => {
    const window = promotion[name]
    const kind: EntryKind = name === 'inStore' ? 'promotions' : 'windows'
    return window == null || !options.kinds.includes(kind) ? [] : [entry(kind, name, name === 'inStore' ? '' : PROMOTION_WINDOW_LABELS[name], window)]
  })
  const deadlines = options.kinds.includes('deadlines')
    ? deadlinesOf(promotion, account).map(({ key, name, due, done }) =>
        entry('deadlines', `due-${key}`, `${name}${done === null ? '' : ' (done)'}`, { from: due, to: due }),
      )
    : []
  return [...windows, ...deadlines]
}

const statusOf = (promotion: PromotionSummary, account: Account): EntryStatus => {
  if (promotion.isDeleted || promotion.movedTo !== null || account.isDeleted || !isLiveStatus(promotion.status)) return 'CANCELLED'
  return promotion.status === 'confirmed' ? 'CONFIRMED' : 'TENTATIVE'
}
