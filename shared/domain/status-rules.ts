// How a pitch moves on (DOMAIN §2): which status may follow which, and what a promotion needs before it leaves our desk.
// What was agreed with a retailer is never turned back silently: a confirmed promotion is reopened (offered, countered) or
// cancelled, a declined one is offered anew, and only what was offered can be countered or declined. Going ahead is free:
// a programme the retailer brought is confirmed from an idea.

import type { DateWindow } from '../base/civil.ts'
import type { Mechanic } from '../docs/terms/mechanic.ts'
import { PROMOTION_STATUS_LABELS, PROMOTION_STATUSES, type PromotionStatus } from '../docs/terms/promotion-terms.ts'

const FOLLOWERS: Readonly<Record<PromotionStatus, readonly PromotionStatus[]>> = {
  idea: ['planned', 'offered', 'confirmed', 'cancelled'],
  planned: ['idea', 'offered', 'confirmed', 'cancelled'],
  offered: ['planned', 'countered', 'confirmed', 'declined', 'cancelled'],
  countered: ['offered', 'confirmed', 'declined', 'cancelled'],
  confirmed: ['offered', 'countered', 'cancelled'],
  declined: ['planned', 'offered'],
  cancelled: ['idea', 'planned'],
}

/** What may follow, in the order of a board. */
export const nextStatuses = (status: PromotionStatus): readonly PromotionStatus[] => PROMOTION_STATUSES.filter((next) => FOLLOWERS[status].includes(next))

export const mayFollow = (from: PromotionStatus, to: PromotionStatus): boolean => from === to || FOLLOWERS[from].includes(to)

/** What a rule looks at; a promotion summary fits. */
export interface PitchFacts {
  readonly name: string
  readonly inStore: DateWindow | null
  readonly firstReceiver: string
  readonly lines: readonly { readonly mechanic: Mechanic; readonly rate: string | null; readonly rateBasis: string | null }[]
}

/** What is missing before it can be offered or agreed (DOMAIN §2, the fields marked `!`), in words; empty when nothing is. */
export const missingToOffer = ({ name, inStore, firstReceiver, lines }: PitchFacts): readonly string[] => {
  const missing: string[] = []
  if (name.trim() === '') missing.push('a name')
  if (inStore === null) missing.push('its weeks in store')
  if (lines.length === 0) missing.push('a line')
  if (lines.some(({ rate, rateBasis }) => rate !== null && rateBasis === null)) missing.push('the basis of its rate')
  if (firstReceiver.trim() === '' && lines.some(({ mechanic }) => mechanic === 'MCB')) missing.push('a first receiver, for its charge-back')
  return missing
}

const NEEDS_ALL: readonly PromotionStatus[] = ['offered', 'countered', 'confirmed']

/** Why a promotion may not become `to`; null when it may. */
export const statusProblem = (from: PromotionStatus, to: PromotionStatus, facts: PitchFacts): string | null => {
  if (from === to) return null
  if (!mayFollow(from, to)) {
    const next = nextStatuses(from).map((status) => PROMOTION_STATUS_LABELS[status].toLowerCase())
    return `${PROMOTION_STATUS_LABELS[from]} is not followed by ${PROMOTION_STATUS_LABELS[to].toLowerCase()}. Next can be: ${next.join(', ')}.`
  }
  const missing = NEEDS_ALL.includes(to) ? missingToOffer(facts) : []
  return missing.length === 0 ? null : `Before it is ${PROMOTION_STATUS_LABELS[to].toLowerCase()} it needs ${listed(missing)}.`
}

const listed = (parts: readonly string[]): string => (parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`)
