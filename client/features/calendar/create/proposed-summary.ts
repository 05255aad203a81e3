// A draft as the promotion it would be: what clashes and previews are worked out of before anything is created.

import type { LineSummary, PromotionSummary } from '../../../../shared/docs/calendar.ts'
import type { LineInput, PromotionDraft } from '../../../../shared/domain/promotion-draft.ts'

export interface ProposedPlace {
  readonly accountId: string
  readonly year: number
  readonly promotionId: string
}

export const proposedSummary = ({ promotion, lines }: PromotionDraft, { accountId, year, promotionId }: ProposedPlace): PromotionSummary => {
  const { merchandising = [], arrive, claim, retailerConfirmBy, artDue, newItemDue } = promotion
  return {
    key: promotionId,
    type: 'promotion',
    accountId,
    year,
    promotionId,
    name: promotion.name ?? '',
    inStore: promotion.inStore ?? null,
    order: promotion.order ?? null,
    ship: promotion.ship ?? null,
    ad: promotion.ad ?? null,
    display: promotion.display ?? null,
    scanBack: promotion.scanBack ?? null,
    coupon: promotion.coupon ?? null,
    submitBy: promotion.submitBy ?? null,
    priceLoadBy: promotion.priceLoadBy ?? null,
    status: promotion.status ?? 'idea',
    merchandising: [...merchandising],
    firstReceiver: promotion.firstReceiver ?? '',
    lines: lines.map((line, index) => lineSummary(line, `${promotionId}-${index}`)),
    externalKey: '',
    isDeleted: false,
    isEditedSinceDeleted: false,
    isPurged: false,
    movedTo: null,
    ...present({ arrive, claim, retailerConfirmBy, artDue, newItemDue }),
  }
}

const lineSummary = ({ items, excludedItems, remarks: _remarks, order: _order, ...line }: LineInput, lineId: string): LineSummary => ({
  lineId,
  itemGroup: '',
  mechanic: 'TPR',
  rate: null,
  rateBasis: null,
  lump: null,
  regularRetail: null,
  promoRetail: null,
  baselinePerWeek: null,
  expectedLiftPct: null,
  ...(present(line) as Partial<LineSummary>),
  ...(items === undefined || items.length === 0 ? {} : { items: [...items] }),
  ...(excludedItems === undefined || excludedItems.length === 0 ? {} : { excludedItems: [...excludedItems] }),
})

const present = <Values extends object>(values: Values): { readonly [Name in keyof Values]?: NonNullable<Values[Name]> } =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined && value !== null)) as never
