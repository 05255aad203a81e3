import type { CivilDate, DateWindow } from '../base/civil.ts'
import { parseDocumentPath } from '../base/document-path.ts'
import { UNITS_OF_MEASURE } from '../base/quantity.ts'
import * as z from '../base/schema.ts'
import { defineDoc } from '../model/doc.ts'
import { type Deletion, deletionOf, pick, present, type RowFacts, register, rows, set, text } from '../model/field.ts'
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

const dates = () => register(z.nullable(dateWindow), null)
const deadline = () => register(z.nullable(civilDateText), null)
const done = () => register(z.nullable(doneMark), null)

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
    promotions: rows({
      name: register(shortText, ''),
      theme: register(shortText, ''),
      themeName: register(shortText, ''),
      owner: register(shortText, ''),
      status: register(z.enum(PROMOTION_STATUSES), 'idea'),
      inStore: dates(),
      order: dates(),
      ship: dates(),
      arrive: dates(),
      ad: dates(),
      display: dates(),
      scanBack: dates(),
      coupon: dates(),
      claim: dates(),
      submitBy: deadline(),
      retailerConfirmBy: deadline(),
      priceLoadBy: deadline(),
      artDue: deadline(),
      newItemDue: deadline(),
      submitByDone: done(),
      retailerConfirmByDone: done(),
      priceLoadByDone: done(),
      artDueDone: done(),
      newItemDueDone: done(),
      firstReceiver: register(shortText, ''),
      merchandising: set(z.enum(MERCHANDISING)),
      confidence: register(z.nullable(percent), null),
      visibility: register(z.enum(['internal', 'shared']), 'internal'),
      notes: text(),
      lesson: text(),
      verdict: register(z.nullable(z.enum(VERDICTS)), null),
      settledOn: deadline(),
      supersedes: register(z.nullable(shortText), null),
      clonedFrom: register(z.nullable(shortText), null),
      externalKey: register(shortText, ''),
      movedTo: register(z.nullable(shortText), null),
    }),
    lines: rows({
      promotionId: register(idText, 'none'),
      itemGroup: register(shortText, ''),
      items: set(idText),
      mechanic: register(z.enum(MECHANICS), 'TPR'),
      rate: register(z.nullable(decimalText), null),
      rateBasis: register(z.nullable(z.enum(RATE_BASES)), null),
      lump: register(z.nullable(minorUnits), null),
      regularRetail: register(z.nullable(retailPrice), null),
      promoRetail: register(z.nullable(retailPrice), null),
      baselinePerWeek: register(z.nullable(count), null),
      expectedLiftPct: register(z.nullable(percent), null),
      passThroughPct: register(z.nullable(percent), null),
      scope: register(z.nullable(z.enum(ITEM_SCOPES)), null),
      excludedItems: set(idText),
      window: dates(),
      payBasis: register(z.nullable(z.enum(PAY_BASES)), null),
      capUnits: register(z.nullable(count), null),
      capAmount: register(z.nullable(minorUnits), null),
      expectedUnits: register(z.nullable(count), null),
      baselineSource: register(z.nullable(z.enum(BASELINE_SOURCES)), null),
      baselineMethod: register(z.nullable(z.enum(BASELINE_METHODS)), null),
      fundedPct: register(z.nullable(percent), null),
      couponFace: register(z.nullable(minorUnits), null),
      couponHandling: register(z.nullable(minorUnits), null),
      redemptionPct: register(z.nullable(percent), null),
      bogo: register(z.nullable(bogoRatio), null),
      isAccrued: register(flag, false),
      spendType: register(shortText, ''),
      remarks: text(),
      order: register(shortText, ''),
    }),
    requirements: rows({
      promotionId: register(idText, 'none'),
      code: register(shortText, ''),
      quantity: register(z.nullable(count), null),
      uom: register(z.nullable(z.enum(UNITS_OF_MEASURE)), null),
      joint: register(z.enum(JOINTS), 'and'),
      note: register(shortText, ''),
      order: register(shortText, ''),
    }),
    pins: rows({
      promotionId: register(idText, 'none'),
      templateId: register(idText, 'none'),
      on: deadline(),
      done: done(),
    }),
    overrides: rows({
      promotionId: register(idText, 'none'),
      clash: register(shortText, ''),
      reason: register(shortText, ''),
      by: register(shortText, ''),
      on: register(civilDateText, '1970-01-01'),
    }),
  },
  summary: ({ promotions, lines, requirements, pins, overrides, deleted }, path): (CalendarSummary | PromotionSummary)[] => {
    const address = parseDocumentPath(path)
    if (address?.kind !== 'calendar') return []
    const { accountId, year } = address
    const linesOf = byPromotion(lines, (line): LineSummary => ({ lineId: line.id, ...pick(line, LINE_SHOWN), ...present(pick(line, LINE_SHOWN_IF_ANY)) }))
    const pinsOf = byPromotion(pins, (pin) => pick(pin, ['templateId', 'on', 'done']))
    const overridesOf = byPromotion(overrides, (row) => ({ overrideId: row.id, ...pick(row, ['clash', 'reason', 'by', 'on']) }))
    return [
      { key: 'calendar', type: 'calendar', accountId, year, isDeleted: deleted !== null, ...deletionOf(deleted) },
      ...promotions.map(
        (promotion): PromotionSummary => ({
          ...pick(promotion, SHOWN),
          key: promotion.id,
          type: 'promotion',
          accountId,
          year,
          promotionId: promotion.id,
          lines: linesOf.get(promotion.id) ?? [],
          isDeleted: deleted !== null || promotion.deleted !== null,
          ...deletionOf(promotion.deleted),
          isEditedSinceDeleted:
            promotion.deleted !== null &&
            isEditedSinceDeleted(
              promotion,
              [lines, requirements, pins, overrides].flatMap((parts: readonly Part[]) => parts.filter(({ promotionId }) => promotionId === promotion.id)),
            ),
          isPurged: promotion.deleted !== null && promotion.name === '' && promotion.inStore === null,
          ...present({
            ...pick(promotion, SHOWN_IF_ANY),
            pins: pinsOf.get(promotion.id) ?? null,
            overrides: overridesOf.get(promotion.id) ?? null,
            theme: promotion.themeName || promotion.theme,
            isShared: promotion.visibility === 'shared',
          }),
        }),
      ),
    ]
  },
})

/** Cells every summary has. */
const SHOWN = [
  'name',
  'inStore',
  'order',
  'ship',
  'ad',
  'display',
  'scanBack',
  'coupon',
  'submitBy',
  'priceLoadBy',
  'status',
  'merchandising',
  'firstReceiver',
  'externalKey',
  'movedTo',
] as const
/** Cells a summary has where they say something. */
const SHOWN_IF_ANY = [
  'arrive',
  'claim',
  'retailerConfirmBy',
  'artDue',
  'newItemDue',
  'submitByDone',
  'retailerConfirmByDone',
  'priceLoadByDone',
  'artDueDone',
  'newItemDueDone',
  'owner',
  'confidence',
  'verdict',
  'settledOn',
  'clonedFrom',
  'supersedes',
] as const

const LINE_SHOWN = ['itemGroup', 'mechanic', 'rate', 'rateBasis', 'lump', 'regularRetail', 'promoRetail', 'baselinePerWeek', 'expectedLiftPct'] as const
const LINE_SHOWN_IF_ANY = [
  'scope',
  'items',
  'excludedItems',
  'window',
  'payBasis',
  'capUnits',
  'capAmount',
  'expectedUnits',
  'baselineSource',
  'baselineMethod',
  'fundedPct',
  'passThroughPct',
  'couponFace',
  'couponHandling',
  'redemptionPct',
  'bogo',
  'isAccrued',
  'spendType',
] as const

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
