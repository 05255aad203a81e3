// Promotions as the lists see them, with what a test does not care about filled in.

import type { LineSummary, PromotionSummary } from '../../../../shared/docs/calendar.ts'

export const lineSummary = (facts: Partial<LineSummary> = {}): LineSummary => ({
  lineId: 'line',
  itemGroup: 'CHIPS-8OZ',
  mechanic: 'TPR',
  rate: '0.50',
  rateBasis: 'per_unit',
  lump: null,
  regularRetail: { multiple: 1, price: 399 },
  promoRetail: { multiple: 1, price: 299 },
  baselinePerWeek: 900,
  expectedLiftPct: 60,
  ...facts,
})

export const promotionSummary = (promotionId: string, from: string, to: string, facts: Partial<PromotionSummary> = {}): PromotionSummary => ({
  key: promotionId,
  type: 'promotion',
  accountId: 'marlow',
  year: 2027,
  promotionId,
  name: 'Marlow Markets CHIPS-8OZ TPR Feb 2027',
  inStore: { from, to },
  order: null,
  ship: null,
  ad: null,
  display: null,
  scanBack: null,
  coupon: null,
  submitBy: null,
  priceLoadBy: null,
  status: 'planned',
  merchandising: [],
  firstReceiver: '',
  lines: [lineSummary()],
  externalKey: '',
  isDeleted: false,
  isEditedSinceDeleted: false,
  isPurged: false,
  movedTo: null,
  ...facts,
})
