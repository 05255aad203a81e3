import type { CivilDate, DateWindow } from '../base/civil.ts'
import { parseDocumentPath } from '../base/document-path.ts'
import * as z from '../base/schema.ts'
import { defineDoc } from '../model/doc.ts'
import { type Deletion, deletionOf, register, rows, set, text } from '../model/field.ts'
import { isEditedSinceDeleted } from '../model/salvage.ts'
import { civilDateText, count, dateWindow, decimalText, idText, minorUnits, percent, type RetailPrice, retailPrice, shortText } from './schemas.ts'
import { MECHANICS, type Mechanic } from './terms/mechanic.ts'
import { MERCHANDISING, type Merchandising, PROMOTION_STATUSES, type PromotionStatus, RATE_BASES, type RateBasis } from './terms/promotion-terms.ts'

const dates = (label: string) => register(label, z.nullable(dateWindow), null)
const deadline = (label: string) => register(label, z.nullable(civilDateText), null)

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
      firstReceiver: register('First receiver', shortText, ''),
      merchandising: set('Merchandising', z.enum(MERCHANDISING)),
      confidence: register('Confidence %', z.nullable(percent), null),
      visibility: register('Visibility', z.enum(['internal', 'shared']), 'internal'),
      notes: text('Notes'),
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
      order: register('Order', shortText, ''),
    }),
  },
  summary: ({ promotions, lines, deleted }, path): (CalendarSummary | PromotionSummary)[] => {
    const address = parseDocumentPath(path)
    if (address?.kind !== 'calendar') return []
    const { accountId, year } = address
    const linesOf = new Map<string, LineSummary[]>()
    for (const line of lines) {
      if (line.deleted !== null) continue
      const { promotionId, items: _items, passThroughPct: _passThrough, order: _order, id, deleted: _deleted, ...shown } = line
      linesOf.set(promotionId, [...(linesOf.get(promotionId) ?? []), { lineId: id, ...shown }])
    }
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
              lines.filter(({ promotionId }) => promotionId === promotion.id),
            ),
          isPurged: promotion.deleted !== null && promotion.name === '' && promotion.inStore === null,
          movedTo: promotion.movedTo,
        }),
      ),
    ]
  },
})
