// A workspace as the clash rules see it, made of a seed: accounts, groups, and as many promotions as wanted.

import { addDays } from '../../shared/base/civil.ts'
import type { LineSummary, PromotionSummary } from '../../shared/docs/calendar.ts'
import type { ItemSummary } from '../../shared/docs/items.ts'
import type { AccountSummary } from '../../shared/docs/profile.ts'
import type { ClashFacts } from '../../shared/domain/clash-index/clash-world.ts'
import { createHolidays, type Holidays } from '../../shared/domain/holidays/holidays.ts'
import { createRandom } from './seeded-random.ts'

export const lineSummary = (facts: Partial<LineSummary> = {}): LineSummary => ({
  lineId: 'line',
  itemGroup: 'CHIPS-8OZ',
  mechanic: 'TPR',
  rate: null,
  rateBasis: null,
  lump: null,
  regularRetail: null,
  promoRetail: { multiple: 1, price: 299 },
  baselinePerWeek: null,
  expectedLiftPct: null,
  ...facts,
})

export const promotionSummary = (promotionId: string, facts: Partial<PromotionSummary> = {}): PromotionSummary => ({
  key: promotionId,
  type: 'promotion',
  accountId: 'marlow',
  year: 2027,
  promotionId,
  name: promotionId,
  inStore: { from: '2027-02-03', to: '2027-02-16' },
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

export const accountSummary = (accountId: string, facts: Partial<AccountSummary> = {}): AccountSummary => ({
  key: 'account',
  type: 'account',
  accountId,
  name: accountId,
  kind: 'retailer',
  channel: 'grocery',
  stage: 'active',
  parentId: null,
  weekSystemId: 'nrf-454',
  adWeekStart: 3,
  currency: 'USD',
  storeCount: 100,
  routeToMarket: 'direct',
  externalKey: '',
  isDeleted: false,
  ...facts,
})

export const itemSummary = (itemId: string, facts: Partial<ItemSummary> = {}): ItemSummary => ({
  key: itemId,
  type: 'item',
  itemId,
  name: itemId,
  gtinUnit: '',
  brand: '',
  category: '',
  group: 'CHIPS-8OZ',
  casePack: 12,
  listCost: 4320,
  cogs: 2160,
  srp: null,
  status: 'active',
  externalKey: '',
  isDeleted: false,
  ...facts,
})

const NO_HOLIDAYS: Holidays = { within: () => [], inYear: () => null, nearest: () => null }

export const clashFacts = (facts: Partial<ClashFacts> = {}): ClashFacts => ({
  today: '2026-11-22',
  accounts: [accountSummary('marlow'), accountSummary('bulkway')],
  items: [itemSummary('salt'), itemSummary('lime')],
  holidays: NO_HOLIDAYS,
  ...facts,
})

const MECHANICS = ['TPR', 'SCAN', 'OI', 'BOGO', 'AD', 'EDLP'] as const

/** Promotions of one to four weeks over two years, prices and rates at random. */
export const manyPromotions = (
  seed: number,
  accountCount: number,
  perAccount: number,
  groupCount = 12,
): { facts: ClashFacts; promotions: PromotionSummary[] } => {
  const { below } = createRandom(seed)
  const groups = Array.from({ length: groupCount }, (_, index) => `GROUP-${index}`)
  const accounts = Array.from({ length: accountCount }, (_, index) =>
    accountSummary(`account-${index}`, { adWeekStart: below(7) as 0, parentId: index % 10 === 9 ? `account-${index - 1}` : null }),
  )
  const items = groups.flatMap((group, index) => [0, 1].map((item) => itemSummary(`${group}-${item}`, { group, substitutes: index < 2 ? 'twins' : '' })))
  const promotions = accounts.flatMap(({ accountId }) =>
    Array.from({ length: perAccount }, (_, index) => {
      const from = addDays('2026-06-01', below(730))
      const mechanic = MECHANICS[below(MECHANICS.length)] ?? 'TPR'
      const isPaid = mechanic === 'SCAN' || mechanic === 'OI'
      return promotionSummary(`${accountId}-${index}`, {
        accountId,
        inStore: { from, to: addDays(from, 7 * (1 + below(4)) - 1) },
        lines: [
          lineSummary({
            lineId: `${accountId}-${index}-1`,
            itemGroup: groups[below(groups.length)] ?? '',
            mechanic,
            promoRetail: mechanic === 'TPR' || mechanic === 'EDLP' ? { multiple: 1, price: 250 + 50 * below(3) } : null,
            rate: isPaid ? (0.25 * (1 + below(8))).toFixed(2) : null,
            rateBasis: isPaid ? 'per_unit' : null,
            regularRetail: { multiple: 1, price: 399 },
          }),
        ],
      })
    }),
  )
  return { facts: clashFacts({ accounts, items, holidays: createHolidays() }), promotions }
}
