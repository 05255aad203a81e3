// A promotion taken to another account (D8: a copy there, a tombstone that says where it went). Its weeks fall on the other
// account's ad weeks, its amounts may be in another currency, and what was agreed here is not agreed there. A pure plan:
// the draft to be created, and everything about it that changed, for a person to confirm.

import { type CivilDate, type DateWindow, daysBetween, overlaps, type Weekday } from '../../base/civil.ts'
import type { ItemSummary } from '../../docs/items.ts'
import type { AccountSummary } from '../../docs/profile.ts'

import { PROMOTION_STATUS_LABELS, type PromotionStatus } from '../../docs/terms/promotion-terms.ts'
import type { WeekSystem } from '../../docs/terms/week-system.ts'
import { isSameDates } from '../date-windows.ts'
import { type LineInput, type PromotionDraft, type PromotionInput, shiftDraft } from '../promotion-draft.ts'
import { automaticName } from '../promotion-name.ts'
import { isWholeAdWeeks, snapToAdWeeks } from '../weeks/ad-week.ts'
import { fiscalYearOfPromotion } from '../weeks/fiscal-week.ts'
import { windowWithWeeks } from '../weeks/week-labels.ts'
import type { DraftChange } from './draft-change.ts'

export interface MovingAccount {
  readonly facts: AccountSummary
  readonly system: WeekSystem
}

export interface AccountMove {
  readonly draft: PromotionDraft
  /** The plan year of the calendar it goes into. */
  readonly year: number
  readonly changes: readonly DraftChange[]
}

export interface AccountMoveFacts {
  readonly draft: PromotionDraft
  readonly from: MovingAccount
  readonly to: MovingAccount
  /** Where it was dropped; null keeps the dates as near as the other account's weeks allow. */
  readonly inStoreFrom: CivilDate | null
  readonly items: readonly ItemSummary[]
  readonly today: CivilDate
}

/** Amounts of a line: they mean nothing in another currency. */
const MONEY_CELLS = ['lump', 'regularRetail', 'promoRetail', 'capAmount', 'couponFace', 'couponHandling'] as const
const isAmount = (line: LineInput): boolean => line.rateBasis !== 'pct_list' && line.rateBasis !== 'pct_net'

export const planAccountMove = ({ draft, from, to, inStoreFrom, items, today }: AccountMoveFacts): AccountMove | null => {
  const before = draft.promotion.inStore ?? null
  if (before === null) return null
  const changes: DraftChange[] = []
  const say = (level: DraftChange['level'], field: string, message: string, line: number | null = null): void => {
    changes.push({ level, field, line, message })
  }
  const adWeekStart = to.facts.adWeekStart
  const dropped = inStoreFrom === null ? before : (shiftDraft(draft, daysBetween(before.from, inStoreFrom), today).promotion.inStore ?? before)
  const inStore = isWholeAdWeeks(from.facts.adWeekStart, before) || inStoreFrom === null ? snapToAdWeeks(adWeekStart, dropped) : dropped
  if (!isSameDates(before, inStore)) {
    say(
      'info',
      'inStore',
      `In store ${windowWithWeeks(from.system, from.facts.adWeekStart, before)} becomes ${windowWithWeeks(to.system, adWeekStart, inStore)}.`,
    )
  }
  const shifted = shiftDraft(draft, daysBetween(before.from, inStore.from), today)
  const promotion: { -readonly [Name in keyof PromotionInput]: PromotionInput[Name] } = { ...shifted.promotion, inStore }
  // What was the weeks in store stays the weeks in store; an ad or display of whole ad weeks stays whole.
  for (const name of ['ad', 'display', 'scanBack', 'coupon'] as const) {
    const was = draft.promotion[name] ?? null
    const moved = shifted.promotion[name] ?? null
    if (was === null || moved === null) continue
    promotion[name] = isSameDates(was, before) ? inStore : isWholeAdWeeks(from.facts.adWeekStart, was) ? snapToAdWeeks(adWeekStart, moved) : moved
  }

  const status: PromotionStatus = draft.promotion.status === 'planned' ? 'planned' : 'idea'
  if (draft.promotion.status !== undefined && draft.promotion.status !== status) {
    say(
      'info',
      'status',
      `${PROMOTION_STATUS_LABELS[draft.promotion.status]} there is ${PROMOTION_STATUS_LABELS[status].toLowerCase()} here: nothing was agreed with ${to.facts.name}.`,
    )
  }
  promotion.status = status
  if (promotion.visibility === 'shared') {
    promotion.visibility = 'internal'
    say('info', 'visibility', 'It is internal until it is shared with this account.')
  }

  const firstReceiver = draft.promotion.firstReceiver ?? ''
  if (firstReceiver !== '' && !(to.facts.firstReceivers ?? []).some((name) => name.toLowerCase() === firstReceiver.toLowerCase())) {
    promotion.firstReceiver = ''
    say('warn', 'firstReceiver', `${to.facts.name} does not buy through ${firstReceiver}.`)
  }

  const lines = shifted.lines.map((line, index) => lineThere(line, index, { from, to, items, inStore, say }))
  for (const blackout of to.facts.blackouts ?? []) {
    if (!overlaps(blackout.window, inStore)) continue
    if (blackout.itemGroup === '' || lines.some(({ itemGroup }) => itemGroup === blackout.itemGroup)) {
      say('warn', 'inStore', `${to.facts.name} takes no promotions then: ${blackout.name || 'black-out'}, ${blackout.window.from} to ${blackout.window.to}.`)
    }
  }

  promotion.name = nameThere(draft, from, to, inStore)
  if (promotion.name !== draft.promotion.name) say('info', 'name', `It is called ${promotion.name}.`)
  return { draft: { ...draft, promotion, lines }, year: fiscalYearOfPromotion(to.system, inStore.from), changes }
}

interface LineFacts {
  readonly from: MovingAccount
  readonly to: MovingAccount
  readonly items: readonly ItemSummary[]
  readonly inStore: DateWindow
  readonly say: (level: DraftChange['level'], field: string, message: string, line: number | null) => void
}

const lineThere = (line: LineInput, index: number, { from, to, items, say }: LineFacts): LineInput => {
  const itemsOfLine = items.filter(({ group, isDeleted }) => !isDeleted && group !== '' && group === line.itemGroup)
  const authorisations = to.facts.authorisations ?? []
  if (authorisations.length > 0 && itemsOfLine.length > 0) {
    const missing = itemsOfLine.filter(
      ({ itemId }) => !authorisations.some((each) => each.itemId === itemId && (each.status === 'authorised' || each.status === 'set')),
    )
    if (missing.length > 0) {
      const names =
        missing.length === itemsOfLine.length
          ? `none of ${line.itemGroup}`
          : `not all of ${line.itemGroup} (without ${missing.map(({ name }) => name).join(', ')})`
      say('warn', 'itemGroup', `${to.facts.name} sells ${names}.`, index)
    }
  }
  let there: LineInput = line
  if (line.baselinePerWeek != null) {
    there = { ...there, baselinePerWeek: null, baselineSource: null, baselineMethod: null }
    say('info', 'baselinePerWeek', `The baseline is that of ${from.facts.name}, and is left out.`, index)
  }
  if (from.facts.currency === to.facts.currency) return there
  const cleared: { -readonly [Name in (typeof MONEY_CELLS)[number] | 'rate']?: null } = {}
  for (const cell of MONEY_CELLS) if (there[cell] != null) cleared[cell] = null
  if (there.rate != null && isAmount(there)) cleared.rate = null
  if (Object.keys(cleared).length === 0) return there
  say('warn', 'rate', `Amounts are in ${from.facts.currency}; ${to.facts.name} plans in ${to.facts.currency}. They are left out.`, index)
  return { ...there, ...cleared }
}

/** An automatic name is made anew; the account a name starts with is replaced. */
const nameThere = (draft: PromotionDraft, from: MovingAccount, to: MovingAccount, inStore: DateWindow): string => {
  const name = draft.promotion.name ?? ''
  const [line] = draft.lines
  const named = (account: MovingAccount, on: CivilDate): string =>
    automaticName(naming(account), { itemGroup: line?.itemGroup ?? '', mechanic: line?.mechanic ?? null, from: on })
  if (name === '' || name === named(from, draft.promotion.inStore?.from ?? inStore.from)) return named(to, inStore.from)
  return from.facts.name !== '' && name.startsWith(from.facts.name) ? `${to.facts.name}${name.slice(from.facts.name.length)}` : name
}

const naming = ({ facts, system }: MovingAccount): { name: string; adWeekStart: Weekday; system: WeekSystem } => ({
  name: facts.name,
  adWeekStart: facts.adWeekStart,
  system,
})
