// What a day holds, as values: what is on the shelf, what starts soon, which dates press, what I have to do and whom I meet.

import { type CivilDate, daysBetween } from '../../../shared/base/civil.ts'
import type { PromotionSummary } from '../../../shared/docs/calendar.ts'
import type { ActionSummary, PacketSummary } from '../../../shared/docs/packet.ts'
import { isLiveStatus, PROMOTION_DEADLINE_LABELS } from '../../../shared/docs/terms/promotion-terms.ts'

export const SOON_DAYS = 14
const DEADLINE_AHEAD_DAYS = 14
/** A passed deadline is shown for as long as something can still be done about it. */
const DEADLINE_BEHIND_DAYS = 30
const MEETINGS_AHEAD_DAYS = 30

export interface Deadline {
  readonly promotion: PromotionSummary
  readonly label: string
  readonly on: CivilDate
  /** Negative when passed. */
  readonly inDays: number
}

const runs = (promotion: PromotionSummary): boolean => !promotion.isDeleted && promotion.movedTo === null && isLiveStatus(promotion.status)

const byStart = (a: PromotionSummary, b: PromotionSummary): number => ((a.inStore?.from ?? '') < (b.inStore?.from ?? '') ? -1 : 1)
const byEnd = (a: PromotionSummary, b: PromotionSummary): number => ((a.inStore?.to ?? '') < (b.inStore?.to ?? '') ? -1 : 1)

export const inStoreOn = (promotions: readonly PromotionSummary[], today: CivilDate): readonly PromotionSummary[] =>
  promotions
    .filter((promotion) => runs(promotion) && promotion.inStore !== null && promotion.inStore.from <= today && today <= promotion.inStore.to)
    .sort(byEnd)

export const startingSoon = (promotions: readonly PromotionSummary[], today: CivilDate): readonly PromotionSummary[] =>
  promotions
    .filter((promotion) => {
      if (!runs(promotion) || promotion.inStore === null) return false
      const days = daysBetween(today, promotion.inStore.from)
      return days > 0 && days <= SOON_DAYS
    })
    .sort(byStart)

/** What comes after today, however far away: the one that starts first. */
export const nextToStart = (promotions: readonly PromotionSummary[], today: CivilDate): PromotionSummary | null => {
  let next: PromotionSummary | null = null
  for (const promotion of promotions) {
    if (!runs(promotion) || promotion.inStore === null || promotion.inStore.from <= today) continue
    if (next?.inStore == null || promotion.inStore.from < next.inStore.from) next = promotion
  }
  return next
}

export const pressingDeadlines = (promotions: readonly PromotionSummary[], today: CivilDate): readonly Deadline[] =>
  promotions
    .filter((promotion) => runs(promotion) && (promotion.inStore === null || promotion.inStore.to >= today))
    .flatMap((promotion) => {
      // Once it is agreed, submitting is done; once it is on the shelf, nothing is left to load.
      const isSubmitted = promotion.status !== 'idea' && promotion.status !== 'planned'
      const isStarted = promotion.inStore !== null && promotion.inStore.from <= today
      return [
        ...(promotion.submitBy === null || isSubmitted ? [] : [{ promotion, label: PROMOTION_DEADLINE_LABELS.submitBy, on: promotion.submitBy }]),
        ...(promotion.priceLoadBy === null || isStarted ? [] : [{ promotion, label: PROMOTION_DEADLINE_LABELS.priceLoadBy, on: promotion.priceLoadBy }]),
      ]
    })
    .map((deadline): Deadline => ({ ...deadline, inDays: daysBetween(today, deadline.on) }))
    .filter(({ inDays }) => inDays <= DEADLINE_AHEAD_DAYS && inDays >= -DEADLINE_BEHIND_DAYS)
    .sort((a, b) => a.inDays - b.inDays)

export const nextMeetings = (packets: readonly PacketSummary[], today: CivilDate): readonly PacketSummary[] =>
  packets
    .filter((packet) => {
      if (packet.isDeleted || packet.on === null) return false
      const days = daysBetween(today, packet.on)
      return days >= 0 && days <= MEETINGS_AHEAD_DAYS
    })
    .sort((a, b) => (`${a.on} ${a.at}` < `${b.on} ${b.at}` ? -1 : 1))

/** Owners are typed by hand: the whole name, the first name or the initials are mine. */
export const isMine = (owner: string, myName: string): boolean => {
  const words = myName.trim().toLowerCase().split(/\s+/)
  const initials = words.map((word) => word[0] ?? '').join('')
  return [words.join(' '), words[0], initials].includes(owner.trim().toLowerCase())
}

/** Open actions that are mine or nobody's, the most overdue first; those without a date last. */
export const openActions = (actions: readonly ActionSummary[], myName: string): readonly ActionSummary[] =>
  actions
    .filter((action) => !action.isDeleted && action.state === 'open' && (action.owner.trim() === '' || isMine(action.owner, myName)))
    .sort((a, b) => ((a.due ?? '9999') < (b.due ?? '9999') ? -1 : 1))

/** `Today`, `Tomorrow`, `in 5 days`, `3 days late`. */
export const dueWords = (inDays: number): string => {
  if (inDays === 0) return 'today'
  if (inDays === 1) return 'tomorrow'
  if (inDays > 1) return `in ${inDays} days`
  return inDays === -1 ? '1 day late' : `${-inDays} days late`
}
