// The deadlines of a promotion (DOMAIN §2, §4): its single dates, and the named dates of its account's templates. A date of
// a template is derived from the promotion's windows and never stored (D6), so that moving the weeks in store moves it.
// Stored are only what people decided: a date set by hand, and that it was done. What is done keeps the day it was due.

import { addDays, type CivilDate, type DateWindow, daysBetween } from '../../base/civil.ts'
import type { PinSummary } from '../../docs/calendar.ts'
import type { DeadlineTemplate } from '../../docs/profile.ts'
import type { DoneMark } from '../../docs/schemas.ts'
import type { WindowEdge } from '../../docs/terms/planning-terms.ts'
import { PROMOTION_DEADLINE_LABELS, PROMOTION_DEADLINES, type PromotionDeadline, type PromotionWindow } from '../../docs/terms/promotion-terms.ts'

/** What deadlines are read from; a promotion's row with its pins, or its summary. */
export type DatedPromotion = { readonly [Name in PromotionWindow]?: DateWindow | null } & {
  readonly [Name in PromotionDeadline]?: CivilDate | null
} & { readonly [Name in `${PromotionDeadline}Done`]?: DoneMark | null } & {
  readonly pins?: readonly PinSummary[]
  readonly settledOn?: CivilDate | null
}

/** What an account says about deadlines; an account summary fits. Lead times stand in where no template says anything. */
export interface DeadlineRules {
  readonly deadlines?: readonly DeadlineTemplate[]
  readonly submitWeeks?: number
  readonly priceNoticeDays?: number
  readonly newItemWeeks?: number
}

/** `manual`: somebody set the date. `template`: the account's. `lead_time`: its lead times. `window`: the end of the claim window. */
export type DeadlineSource = 'manual' | 'template' | 'lead_time' | 'window'

export interface Deadline {
  /** One of the promotion's dates, `claim`, or the id of a template. Unique in a promotion. */
  readonly key: string
  readonly name: string
  readonly due: CivilDate
  readonly source: DeadlineSource
  readonly done: DoneMark | null
}

export type DeadlineState = 'done' | 'passed' | 'soon' | 'open'

export const deadlineState = ({ due, done }: Pick<Deadline, 'due' | 'done'>, today: CivilDate, warnDays: number): DeadlineState => {
  if (done !== null) return 'done'
  const days = daysBetween(today, due)
  return days < 0 ? 'passed' : days < warnDays ? 'soon' : 'open'
}

/** Warned of two weeks ahead, unless the workspace says otherwise. */
export const WARN_DAYS_DEFAULT = 14

const edgeOf = (promotion: DatedPromotion, window: PromotionWindow, edge: WindowEdge): CivilDate | null => promotion[window]?.[edge] ?? null

/** The date a template gives; null while the window it counts from has no dates. */
export const templateDate = (template: DeadlineTemplate, promotion: DatedPromotion): CivilDate | null => {
  const from = edgeOf(promotion, template.window, template.edge)
  return from === null ? null : addDays(from, template.unit === 'weeks' ? template.offset * 7 : template.offset)
}

const leadTimeDate = (deadline: PromotionDeadline, promotion: DatedPromotion, rules: DeadlineRules): CivilDate | null => {
  const inStore = edgeOf(promotion, 'inStore', 'from')
  if (inStore === null) return null
  switch (deadline) {
    case 'submitBy':
      return rules.submitWeeks === undefined ? null : addDays(inStore, -7 * rules.submitWeeks)
    case 'newItemDue':
      return rules.newItemWeeks === undefined ? null : addDays(inStore, -7 * rules.newItemWeeks)
    case 'priceLoadBy':
      // Prices are loaded before the first order (DOMAIN §2, PriceLoad).
      return rules.priceNoticeDays === undefined ? null : addDays(edgeOf(promotion, 'order', 'from') ?? inStore, -rules.priceNoticeDays)
    default:
      return null
  }
}

/** Every deadline of a promotion that has a date, the earliest first; ties in the order of the fields, then by key. */
export const deadlinesOf = (promotion: DatedPromotion, rules: DeadlineRules): readonly Deadline[] => {
  const templates = rules.deadlines ?? []
  const found: Deadline[] = []
  const standIns = new Set<string>()
  for (const deadline of PROMOTION_DEADLINES) {
    const template = templates.find((each) => each.deadline === deadline)
    if (template !== undefined) standIns.add(template.templateId)
    const manual = promotion[deadline] ?? null
    const fromTemplate = template === undefined ? null : templateDate(template, promotion)
    const done = promotion[`${deadline}Done`] ?? null
    const due = done?.due ?? manual ?? fromTemplate ?? (template === undefined ? leadTimeDate(deadline, promotion, rules) : null)
    if (due === null) continue
    const source = manual !== null ? 'manual' : template !== undefined ? 'template' : 'lead_time'
    found.push({ key: deadline, name: template?.name || PROMOTION_DEADLINE_LABELS[deadline], due, source, done })
  }
  for (const template of templates) {
    if (standIns.has(template.templateId)) continue
    const { on, done } = pinOf(promotion.pins ?? [], template.templateId)
    const due = done?.due ?? on ?? templateDate(template, promotion)
    if (due !== null) found.push({ key: template.templateId, name: template.name || 'Deadline', due, source: on === null ? 'template' : 'manual', done })
  }
  const claim = edgeOf(promotion, 'claim', 'to')
  const settledOn = promotion.settledOn ?? null
  if (claim !== null) {
    found.push({ key: 'claim', name: 'Claim by', due: claim, source: 'window', done: settledOn === null ? null : { by: '', on: settledOn, due: claim } })
  }
  return found.sort((a, b) => (a.due < b.due ? -1 : a.due > b.due ? 1 : 0))
}

/** Two people who marked the same deadline offline made two pins: one that is done wins, and the last date set by hand. */
const pinOf = (pins: readonly PinSummary[], templateId: string): { readonly on: CivilDate | null; readonly done: DoneMark | null } => {
  let on: CivilDate | null = null
  let done: DoneMark | null = null
  for (const pin of pins) {
    if (pin.templateId !== templateId) continue
    on = pin.on ?? on
    done ??= pin.done
  }
  return { on, done }
}
