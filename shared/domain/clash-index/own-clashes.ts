// What is wrong with one promotion by itself, at its account and in its weeks (DOMAIN §3): no other promotion needed.

import { type CivilDate, type DateWindow, windowDays } from '../../base/civil.ts'
import { compareExact, type Exact, minus, signOf, sum, toFixedText, ZERO } from '../../base/exact.ts'
import type { LineSummary, PromotionSummary } from '../../docs/calendar.ts'
import type { ItemSummary } from '../../docs/items.ts'
import type { AccountSummary } from '../../docs/profile.ts'
import { isLiveStatus, PROMOTION_WINDOWS } from '../../docs/terms/promotion-terms.ts'
import { type Deadline, deadlineState, deadlinesOf, WARN_DAYS_DEFAULT } from '../deadlines/deadlines.ts'
import { type LineContext, unitMarginOf, unitRate } from '../line-figures.ts'
import { isWholeAdWeeks } from '../weeks/ad-week.ts'
import { CLASH_RULES, type Clash, type ClashRule } from './clash-rules.ts'
import type { ClashWorld } from './clash-world.ts'
import { groupsOf, holdsItem } from './shelf-claim.ts'

export type Report = (rule: ClashRule, about: { readonly itemGroup?: string; readonly days?: DateWindow | null; readonly facts?: Clash['facts'] }) => void

const DAYS_MAX = 732
const RATE_PLACES = 4

export const ownClashes = (promotion: PromotionSummary, world: ClashWorld): readonly Clash[] => {
  if (promotion.isDeleted || promotion.movedTo !== null || !isLiveStatus(promotion.status)) return []
  const found: Clash[] = []
  const account = world.accountById.get(promotion.accountId)
  const { accountId, promotionId } = promotion
  const report: Report = (rule, { itemGroup = '', days = null, facts = {} }) =>
    void found.push({ rule, level: CLASH_RULES[rule], accountId, promotionId, otherId: null, itemGroup, days, facts, override: null })

  checkWindows(promotion, report)
  for (const line of promotion.lines) {
    if (line.rate !== null && line.rateBasis === null)
      report('rate_without_basis', { itemGroup: line.itemGroup, facts: { rate: line.rate, lineId: line.lineId } })
  }
  checkRates(promotion, account, world, report)
  if (account !== undefined) checkAccount(promotion, account, world, report)
  return found
}

const checkWindows = (promotion: PromotionSummary, report: Report): void => {
  for (const name of PROMOTION_WINDOWS) {
    const window = promotion[name] ?? null
    if (window !== null && windowDays(window) > DAYS_MAX) report('window_too_long', { days: window, facts: { window: name, days: windowDays(window) } })
  }
  const { inStore, scanBack, order } = promotion
  if (inStore === null) return
  if (scanBack !== null && (scanBack.from < inStore.from || scanBack.to > inStore.to)) {
    report('scan_back_outside', { days: scanBack, facts: { inStoreFrom: inStore.from, inStoreTo: inStore.to } })
  }
  if (order !== null && order.from > inStore.to) report('order_after_in_store', { days: order, facts: { inStoreTo: inStore.to } })
}

export const contextOf = (promotion: PromotionSummary, account: AccountSummary | undefined, world: ClashWorld): LineContext => ({
  windows: promotion,
  storeCount: account?.storeCount ?? 0,
  currency: account?.currency ?? 'USD',
  economicsOf: world.economicsOf,
  ...(account?.terms === undefined ? {} : { terms: account.terms }),
})

export interface UnitAllowance {
  /** Null where one of the rates cannot be worked out. */
  readonly rate: Exact | null
  readonly margin: Exact | null
}

/** What lines on one unit take together, and what the unit earns before them. */
export const unitAllowance = (lines: readonly LineSummary[], context: LineContext): UnitAllowance => {
  const rates = lines.map((line) => unitRate(line, context))
  const [first] = lines
  const margin = first === undefined ? null : unitMarginOf(first, context)
  return {
    rate: rates.every((rate) => rate.ok) ? sum(rates.map((rate) => (rate.ok ? rate.value : ZERO))) : null,
    margin: margin?.ok === true ? margin.value : null,
  }
}

/** `rate` and `margin` in main units with four places, and what is left; null where unknown. */
export const allowanceFacts = ({ rate, margin }: UnitAllowance): { rate: string | null; margin: string | null; left: string | null } => ({
  rate: rate === null ? null : toFixedText(rate, RATE_PLACES),
  margin: margin === null ? null : toFixedText(margin, RATE_PLACES),
  left: rate === null || margin === null ? null : toFixedText(minus(margin, rate), RATE_PLACES),
})

const checkRates = (promotion: PromotionSummary, account: AccountSummary | undefined, world: ClashWorld, report: Report): void => {
  const byGroup = new Map<string, LineSummary[]>()
  for (const line of promotion.lines) byGroup.set(line.itemGroup, [...(byGroup.get(line.itemGroup) ?? []), line])
  const context = contextOf(promotion, account, world)
  for (const [itemGroup, lines] of byGroup) {
    const allowance = unitAllowance(lines, context)
    const { rate, margin } = allowance
    const paying = lines.filter((line) => isPaying(line, context))
    if (paying.length > 1) {
      report('stacked_allowances', {
        itemGroup,
        days: promotion.inStore,
        facts: { ...allowanceFacts(allowance), mechanics: paying.map(({ mechanic }) => mechanic).join(' + ') },
      })
    }
    if (rate !== null && margin !== null && signOf(rate) > 0 && compareExact(rate, margin) >= 0) {
      report('rate_over_margin', { itemGroup, facts: allowanceFacts(allowance) })
    }
  }
}

const isPaying = (line: LineSummary, context: LineContext): boolean => {
  const rate = unitRate(line, context)
  return rate.ok && signOf(rate.value) > 0
}

const checkAccount = (promotion: PromotionSummary, account: AccountSummary, world: ClashWorld, report: Report): void => {
  const { inStore } = promotion
  if (inStore === null) return
  if (!isWholeAdWeeks(account.adWeekStart, inStore)) report('not_ad_weeks', { days: inStore, facts: { adWeekStart: account.adWeekStart } })
  checkDeadlines(promotion, account, world, report)
  for (const { kind, id, name, window } of world.holidays.within(inStore)) {
    if (kind !== 'season') report('holiday', { days: window, facts: { id, name } })
  }
  const groups = new Set(promotion.lines.flatMap((line) => groupsOf(line, world)))
  for (const { name, window, itemGroup } of account.blackouts ?? []) {
    const isConcerned = itemGroup === '' || groups.has(itemGroup)
    if (isConcerned && window.from <= inStore.to && inStore.from <= window.to) report('blackout', { itemGroup, days: window, facts: { name } })
  }
  for (const item of itemsOf(promotion, world)) checkItem(item, account, inStore.to, report)
}

/** A deadline nobody can keep any more matters only while the promotion is still to come; a claim, until it is settled. */
const checkDeadlines = (promotion: PromotionSummary, account: AccountSummary, world: ClashWorld, report: Report): void => {
  const warnDays = world.deadlineWarnDays ?? WARN_DAYS_DEFAULT
  const hasEnded = promotion.inStore !== null && promotion.inStore.to < world.today
  for (const deadline of deadlinesOf(promotion, account)) {
    if (hasEnded && deadline.key !== 'claim') continue
    const state = deadlineState(deadline, world.today, warnDays)
    if (state === 'passed') report('deadline_passed', dated(deadline))
    else if (state === 'soon') report('deadline_soon', dated(deadline))
  }
}

const dated = ({ key, name, due }: Deadline) => ({ days: { from: due, to: due }, facts: { deadline: key, name, due } })

const itemsOf = (promotion: PromotionSummary, world: ClashWorld): readonly ItemSummary[] => {
  const found = new Map<string, ItemSummary>()
  for (const line of promotion.lines) {
    for (const group of groupsOf(line, world)) for (const item of world.itemsOf(group)) if (holdsItem(line, item.itemId)) found.set(item.itemId, item)
  }
  return [...found.values()].sort((a, b) => (a.itemId < b.itemId ? -1 : 1))
}

/** An account without any list of items has said nothing about them. */
const checkItem = (item: ItemSummary, account: AccountSummary, lastDay: CivilDate, report: Report): void => {
  const about = { itemGroup: item.group, facts: { itemId: item.itemId, name: item.name } }
  const authorisation = account.authorisations?.find(({ itemId }) => itemId === item.itemId)?.status
  if (account.authorisations !== undefined && authorisation !== 'authorised' && authorisation !== 'set') {
    report('item_not_authorised', { ...about, facts: { ...about.facts, status: authorisation ?? null } })
  }
  if (item.status === 'discontinuing' || item.status === 'discontinued')
    report('item_discontinuing', { ...about, facts: { ...about.facts, status: item.status } })
  if (item.launch !== undefined && item.launch > lastDay) report('item_not_launched', { ...about, facts: { ...about.facts, launch: item.launch } })
}
