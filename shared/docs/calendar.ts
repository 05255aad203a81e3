import type { CivilDate, DateWindow } from '../base/civil.ts'
import { parseDocumentPath } from '../base/document-path.ts'
import { UNITS_OF_MEASURE } from '../base/quantity.ts'
import * as z from '../base/schema.ts'
import { defineDoc } from '../model/doc.ts'
import { type Deletion, deletionOf, present, type RowFacts, register, rows, set, text } from '../model/field.ts'
import { isEditedSinceDeleted } from '../model/salvage.ts'
import {
  type BogoRatio,
  bogoRatio,
  civilDateText,
  count,
  type DoneMark,
  dateWindow,
  decimalText,
  doneMark,
  flag,
  idText,
  minorUnits,
  percent,
  type RetailPrice,
  retailPrice,
  shortText,
} from './schemas.ts'
import { MECHANICS, type Mechanic } from './terms/mechanic.ts'
import {
  BASELINE_METHODS,
  BASELINE_SOURCES,
  type BaselineMethod,
  type BaselineSource,
  ITEM_SCOPES,
  type ItemScope,
  JOINTS,
  PAY_BASES,
  type PayBasis,
  VERDICTS,
  type Verdict,
} from './terms/planning-terms.ts'
import { MERCHANDISING, type Merchandising, PROMOTION_STATUSES, type PromotionStatus, RATE_BASES, type RateBasis } from './terms/promotion-terms.ts'

const dates = (label: string) => register(label, z.nullable(dateWindow), null)
const deadline = (label: string) => register(label, z.nullable(civilDateText), null)
const done = (label: string) => register(label, z.nullable(doneMark), null)

export interface LineSummary {
  readonly lineId: string
  readonly itemGroup: string
  readonly mechanic: Mechanic
  readonly rate: string | null
  readonly rateBasis: RateBasis | null
  readonly lump: number | null
  readonly regularRetail: RetailPrice | null
  readonly promoRetail: RetailPrice | null
  readonly baselinePerWeek: number | null
  readonly expectedLiftPct: number | null
  // What few lines have is absent where it is empty: a workspace holds tens of thousands of these.
  readonly scope?: ItemScope
  readonly items?: readonly string[]
  readonly excludedItems?: readonly string[]
  readonly window?: DateWindow
  readonly payBasis?: PayBasis
  readonly capUnits?: number
  readonly capAmount?: number
  readonly expectedUnits?: number
  readonly baselineSource?: BaselineSource
  readonly baselineMethod?: BaselineMethod
  readonly fundedPct?: number
  readonly passThroughPct?: number
  readonly couponFace?: number
  readonly couponHandling?: number
  readonly redemptionPct?: number
  readonly bogo?: BogoRatio
  readonly isAccrued?: boolean
  readonly spendType?: string
}

/** A date of an account's template on one promotion: moved by hand, done, or both. */
export interface PinSummary {
  readonly templateId: string
  readonly on: CivilDate | null
  readonly done: DoneMark | null
}

export interface OverrideSummary {
  readonly overrideId: string
  /** `clashKey` of what was overridden, as it was then. */
  readonly clash: string
  readonly reason: string
  readonly by: string
  readonly on: CivilDate
}

export interface PromotionSummary {
  readonly key: string
  readonly type: 'promotion'
  readonly accountId: string
  /** The calendar it was created in and stays in (D8). */
  readonly year: number
  readonly promotionId: string
  readonly name: string
  /** Null until somebody gave it dates. */
  readonly inStore: DateWindow | null
  readonly order: DateWindow | null
  readonly ship: DateWindow | null
  readonly ad: DateWindow | null
  readonly display: DateWindow | null
  readonly scanBack: DateWindow | null
  readonly coupon: DateWindow | null
  readonly submitBy: CivilDate | null
  readonly priceLoadBy: CivilDate | null
  readonly status: PromotionStatus
  readonly merchandising: readonly Merchandising[]
  readonly firstReceiver: string
  readonly lines: readonly LineSummary[]
  readonly externalKey: string
  readonly isDeleted: boolean
  /** Who deleted the promotion itself, and on which day. */
  readonly deletion?: Deletion
  /** Somebody edited it after it was deleted (D10). */
  readonly isEditedSinceDeleted: boolean
  /** Emptied from the trash: nothing is left to restore. */
  readonly isPurged: boolean
  readonly movedTo: string | null
  // Absent where empty, like those of a line.
  readonly arrive?: DateWindow
  readonly claim?: DateWindow
  readonly retailerConfirmBy?: CivilDate
  readonly artDue?: CivilDate
  readonly newItemDue?: CivilDate
  readonly submitByDone?: DoneMark
  readonly retailerConfirmByDone?: DoneMark
  readonly priceLoadByDone?: DoneMark
  readonly artDueDone?: DoneMark
  readonly newItemDueDone?: DoneMark
  readonly pins?: readonly PinSummary[]
  readonly overrides?: readonly OverrideSummary[]
  readonly theme?: string
  readonly owner?: string
  readonly confidence?: number
  readonly isShared?: boolean
  readonly verdict?: Verdict
  readonly settledOn?: CivilDate
  readonly clonedFrom?: string
  readonly supersedes?: string
}

export interface CalendarSummary {
  readonly key: 'calendar'
  readonly type: 'calendar'
  readonly accountId: string
  readonly year: number
  readonly isDeleted: boolean
  readonly deletion?: Deletion
}

/** One account's promotions of one plan year (D8; DOMAIN §2, PromoEvent and PromoLine). Lines are rows that name their promotion (D1). */
export const calendarDoc = defineDoc({
  kind: 'calendar',
  version: 1,
  fields: {
    promotions: rows('Promotions', {
      name: register('Name', shortText, ''),
      theme: register('Theme', shortText, ''),
      themeName: register('Theme in words', shortText, ''),
      owner: register('Owner', shortText, ''),
      status: register('Status', z.enum(PROMOTION_STATUSES), 'idea'),
      inStore: dates('In store'),
      order: dates('Order'),
      ship: dates('Ship'),
      arrive: dates('Arrive'),
      ad: dates('Ad'),
      display: dates('Display'),
      scanBack: dates('Scan-back'),
      coupon: dates('Coupon'),
      claim: dates('Claim'),
      submitBy: deadline('Submit by'),
      retailerConfirmBy: deadline('Retailer confirms by'),
      priceLoadBy: deadline('Price loaded by'),
      artDue: deadline('Art due'),
      newItemDue: deadline('New item set-up due'),
      submitByDone: done('Submitted'),
      retailerConfirmByDone: done('Retailer confirmed'),
      priceLoadByDone: done('Price loaded'),
      artDueDone: done('Art delivered'),
      newItemDueDone: done('New item set up'),
      firstReceiver: register('First receiver', shortText, ''),
      merchandising: set('Merchandising', z.enum(MERCHANDISING)),
      confidence: register('Confidence %', z.nullable(percent), null),
      visibility: register('Visibility', z.enum(['internal', 'shared']), 'internal'),
      notes: text('Notes'),
      lesson: text('Lesson learned'),
      verdict: register('Next time', z.nullable(z.enum(VERDICTS)), null),
      settledOn: deadline('Settled on'),
      supersedes: register('Supersedes', z.nullable(shortText), null),
      clonedFrom: register('Cloned from', z.nullable(shortText), null),
      externalKey: register('Import key', shortText, ''),
      movedTo: register('Moved to', z.nullable(shortText), null),
    }),
    lines: rows('Lines', {
      promotionId: register('Promotion', idText, 'none'),
      itemGroup: register('Promoted group', shortText, ''),
      items: set('Items', idText),
      mechanic: register('Mechanic', z.enum(MECHANICS), 'TPR'),
      rate: register('Rate', z.nullable(decimalText), null),
      rateBasis: register('Rate basis', z.nullable(z.enum(RATE_BASES)), null),
      lump: register('Lump sum', z.nullable(minorUnits), null),
      regularRetail: register('Regular retail', z.nullable(retailPrice), null),
      promoRetail: register('Promoted retail', z.nullable(retailPrice), null),
      baselinePerWeek: register('Baseline units per week', z.nullable(count), null),
      expectedLiftPct: register('Expected lift %', z.nullable(percent), null),
      passThroughPct: register('Pass-through %', z.nullable(percent), null),
      scope: register('Items', z.nullable(z.enum(ITEM_SCOPES)), null),
      excludedItems: set('Excluded items', idText),
      window: dates('Own dates'),
      payBasis: register('Paid on', z.nullable(z.enum(PAY_BASES)), null),
      capUnits: register('Cap in units', z.nullable(count), null),
      capAmount: register('Cap in money', z.nullable(minorUnits), null),
      expectedUnits: register('Expected units', z.nullable(count), null),
      baselineSource: register('Baseline from', z.nullable(z.enum(BASELINE_SOURCES)), null),
      baselineMethod: register('Baseline method', z.nullable(z.enum(BASELINE_METHODS)), null),
      fundedPct: register('Share we fund %', z.nullable(percent), null),
      couponFace: register('Coupon face value', z.nullable(minorUnits), null),
      couponHandling: register('Coupon handling', z.nullable(minorUnits), null),
      redemptionPct: register('Redemption %', z.nullable(percent), null),
      bogo: register('Buy and get', z.nullable(bogoRatio), null),
      isAccrued: register('Accrue', flag, false),
      spendType: register('Spend type', shortText, ''),
      remarks: text('Notes'),
      order: register('Order', shortText, ''),
    }),
    requirements: rows('Performance requirements', {
      promotionId: register('Promotion', idText, 'none'),
      code: register('Condition', shortText, ''),
      quantity: register('Quantity', z.nullable(count), null),
      uom: register('Unit', z.nullable(z.enum(UNITS_OF_MEASURE)), null),
      joint: register('With the one before', z.enum(JOINTS), 'and'),
      note: register('Note', shortText, ''),
      order: register('Order', shortText, ''),
    }),
    pins: rows('Deadlines', {
      promotionId: register('Promotion', idText, 'none'),
      templateId: register('Deadline', idText, 'none'),
      on: deadline('Own date'),
      done: done('Done'),
    }),
    overrides: rows('Clash overrides', {
      promotionId: register('Promotion', idText, 'none'),
      clash: register('Clash', shortText, ''),
      reason: register('Reason', shortText, ''),
      by: register('By', shortText, ''),
      on: register('On', civilDateText, '1970-01-01'),
    }),
  },
  summary: ({ promotions, lines, requirements, pins, overrides, deleted }, path): (CalendarSummary | PromotionSummary)[] => {
    const address = parseDocumentPath(path)
    if (address?.kind !== 'calendar') return []
    const { accountId, year } = address
    const linesOf = byPromotion(lines, ({ id, deleted: _, promotionId: _promotion, order: _order, remarks: _remarks, ...line }): LineSummary => {
      const { itemGroup, mechanic, rate, rateBasis, lump, regularRetail, promoRetail, baselinePerWeek, expectedLiftPct, ...rare } = line
      const usual = { itemGroup, mechanic, rate, rateBasis, lump, regularRetail, promoRetail, baselinePerWeek, expectedLiftPct }
      return { lineId: id, ...usual, ...present(rare) }
    })
    const pinsOf = byPromotion(pins, ({ templateId, on, done }) => ({ templateId, on, done }))
    const overridesOf = byPromotion(overrides, ({ id, clash, reason, by, on }) => ({ overrideId: id, clash, reason, by, on }))
    return [
      { key: 'calendar', type: 'calendar', accountId, year, isDeleted: deleted !== null, ...deletionOf(deleted) },
      ...promotions.map(
        (promotion): PromotionSummary => ({
          key: promotion.id,
          type: 'promotion',
          accountId,
          year,
          promotionId: promotion.id,
          name: promotion.name,
          inStore: promotion.inStore,
          order: promotion.order,
          ship: promotion.ship,
          ad: promotion.ad,
          display: promotion.display,
          scanBack: promotion.scanBack,
          coupon: promotion.coupon,
          submitBy: promotion.submitBy,
          priceLoadBy: promotion.priceLoadBy,
          status: promotion.status,
          merchandising: promotion.merchandising,
          firstReceiver: promotion.firstReceiver,
          lines: linesOf.get(promotion.id) ?? [],
          externalKey: promotion.externalKey,
          isDeleted: deleted !== null || promotion.deleted !== null,
          ...deletionOf(promotion.deleted),
          isEditedSinceDeleted:
            promotion.deleted !== null &&
            isEditedSinceDeleted(
              promotion,
              [lines, requirements, pins, overrides].flatMap((parts: readonly Part[]) => parts.filter(({ promotionId }) => promotionId === promotion.id)),
            ),
          isPurged: promotion.deleted !== null && promotion.name === '' && promotion.inStore === null,
          movedTo: promotion.movedTo,
          ...present({
            arrive: promotion.arrive,
            claim: promotion.claim,
            retailerConfirmBy: promotion.retailerConfirmBy,
            artDue: promotion.artDue,
            newItemDue: promotion.newItemDue,
            submitByDone: promotion.submitByDone,
            retailerConfirmByDone: promotion.retailerConfirmByDone,
            priceLoadByDone: promotion.priceLoadByDone,
            artDueDone: promotion.artDueDone,
            newItemDueDone: promotion.newItemDueDone,
            pins: pinsOf.get(promotion.id) ?? null,
            overrides: overridesOf.get(promotion.id) ?? null,
            theme: promotion.themeName || promotion.theme,
            owner: promotion.owner,
            confidence: promotion.confidence,
            isShared: promotion.visibility === 'shared',
            verdict: promotion.verdict,
            settledOn: promotion.settledOn,
            clonedFrom: promotion.clonedFrom,
            supersedes: promotion.supersedes,
          }),
        }),
      ),
    ]
  },
})

type Part = RowFacts & { readonly promotionId: string }

/** The parts of each promotion that are not deleted. */
const byPromotion = <Row extends Part, Shown>(rows: readonly Row[], shown: (row: Row) => Shown): ReadonlyMap<string, Shown[]> => {
  const parts = new Map<string, Shown[]>()
  for (const row of rows) {
    if (row.deleted !== null) continue
    const known = parts.get(row.promotionId)
    if (known === undefined) parts.set(row.promotionId, [shown(row)])
    else known.push(shown(row))
  }
  return parts
}
