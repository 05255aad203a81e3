// Mechanics, rates and prices as they are typed in one line: `scan .50`, `oi 10%`, `bb 1.20/cs`, `display 500`, `tpr 2/$5`,
// `bogo`. A rate without a basis gets the one its mechanic usually has; that is said, so that a person can say otherwise.

import { isDecimalText } from '../../base/decimal.ts'
import type { Currency } from '../../base/money.ts'
import { parseMoney } from '../../base/parse-money.ts'
import type { RetailPrice } from '../../docs/schemas.ts'
import type { Mechanic } from '../../docs/terms/mechanic.ts'
import type { Merchandising, PromotionStatus, RateBasis } from '../../docs/terms/promotion-terms.ts'
import { parseRetail } from '../parse-retail.ts'

export const MECHANIC_WORDS: Readonly<Record<string, Mechanic>> = {
  oi: 'OI',
  'off invoice': 'OI',
  'off-invoice': 'OI',
  bb: 'BB',
  billback: 'BB',
  'bill back': 'BB',
  'bill-back': 'BB',
  scan: 'SCAN',
  scanback: 'SCAN',
  'scan back': 'SCAN',
  'scan-back': 'SCAN',
  scandown: 'SCAN',
  mcb: 'MCB',
  chargeback: 'MCB',
  'charge back': 'MCB',
  tpr: 'TPR',
  edlp: 'EDLP',
  edlc: 'EDLC',
  ad: 'AD',
  feature: 'AD',
  circular: 'AD',
  disp: 'DISP',
  display: 'DISP',
  bogo: 'BOGO',
  b1g1: 'BOGO',
  bogof: 'BOGO',
  multi: 'MULTI',
  coupon: 'DCPN',
  dcpn: 'DCPN',
  'digital coupon': 'DCPN',
  icpn: 'ICPN',
  'in-store coupon': 'ICPN',
  loyalty: 'LOY',
  loy: 'LOY',
  slot: 'SLOT',
  slotting: 'SLOT',
  freefill: 'FREEFILL',
  'free fill': 'FREEFILL',
  demo: 'DEMO',
  spoil: 'SPOIL',
  spoils: 'SPOIL',
  growth: 'GROWTH',
  coop: 'COOP',
  'co-op': 'COOP',
}

/** The basis of a plain number. A coupon's is its face value; these mechanics' price is the one on the shelf. */
const USUAL_BASIS: Readonly<Partial<Record<Mechanic, RateBasis>>> = {
  OI: 'per_case',
  BB: 'per_case',
  SCAN: 'per_unit',
  MCB: 'per_case',
  EDLC: 'per_case',
  AD: 'lump',
  DISP: 'lump',
  SLOT: 'lump',
  FREEFILL: 'lump',
  DEMO: 'lump',
  SPOIL: 'pct_net',
  GROWTH: 'pct_net',
  COOP: 'pct_net',
}
export const SHELF_PRICE_MECHANICS: readonly Mechanic[] = ['TPR', 'EDLP', 'MULTI', 'BOGO', 'LOY']
const COUPONS: readonly Mechanic[] = ['DCPN', 'ICPN']

export const MERCHANDISING_WORDS: Readonly<Record<string, Merchandising>> = {
  endcap: 'display_endcap',
  'end cap': 'display_endcap',
  'end aisle': 'display_endcap',
  'aisle stack': 'display_aisle',
  shipper: 'shipper',
  shippers: 'shipper',
  'power wing': 'power_wing',
  'shelf talker': 'shelf_talker',
  sampling: 'sampling',
  cooler: 'secondary_cooler',
  'retail media': 'retail_media',
  signage: 'signage',
  'feature a': 'feature_ad_a',
  'feature b': 'feature_ad_b',
  'feature c': 'feature_ad_c',
}

export const STATUS_WORDS: Readonly<Record<string, PromotionStatus>> = { idea: 'idea', planned: 'planned', offered: 'offered', confirmed: 'confirmed' }

export interface QuickRate {
  readonly rate: string | null
  readonly rateBasis: RateBasis | null
  /** Minor units. */
  readonly lump: number | null
  readonly couponFace: number | null
  readonly promoRetail: RetailPrice | null
  readonly isGuess: boolean
}

const RATE = /^(?<dollar>\$)?(?<number>\d*\.?\d+)(?<cents>c|¢)?(?<percent> ?%)?(?: ?(?:\/|per |a )(?<unit>[a-z]+))?(?<off> ?off)?$/
const UNITS: Readonly<Record<string, RateBasis>> = {
  u: 'per_unit',
  unit: 'per_unit',
  ea: 'per_unit',
  each: 'per_unit',
  cs: 'per_case',
  case: 'per_case',
  cases: 'per_case',
  store: 'per_store',
  stores: 'per_store',
  st: 'per_store',
  wk: 'per_week',
  week: 'per_week',
  list: 'pct_list',
  net: 'pct_net',
}

/** A rate after its mechanic; null for what is none. `1,200` and `$500` are amounts. */
export const readQuickRate = (words: string, mechanic: Mechanic, currency: Currency): QuickRate | null => {
  const found = RATE.exec(words.toLowerCase().replace(/,(?=\d{3})/g, ''))?.groups
  if (found === undefined) return null
  const unit = found.unit === undefined ? undefined : UNITS[found.unit]
  if (found.unit !== undefined && unit === undefined) return null
  const number = (found.number ?? '').replace(/^\./, '0.')
  const amount = found.cents === undefined ? number : String(Number(number) / 100)
  const nothing = { rate: null, rateBasis: null, lump: null, couponFace: null, promoRetail: null }
  if (!isDecimalText(amount)) return null
  if (found.percent !== undefined) {
    return {
      ...nothing,
      rate: amount,
      rateBasis: unit === 'pct_net' || USUAL_BASIS[mechanic] === 'pct_net' ? 'pct_net' : 'pct_list',
      isGuess: unit === undefined,
    }
  }
  if (unit !== undefined && unit !== 'pct_list' && unit !== 'pct_net') return { ...nothing, rate: amount, rateBasis: unit, isGuess: false }
  const minor = parseMoney(amount, currency)
  if (COUPONS.includes(mechanic)) return minor === null ? null : { ...nothing, couponFace: minor, isGuess: false }
  if (SHELF_PRICE_MECHANICS.includes(mechanic)) {
    if (found.off !== undefined) return { ...nothing, rate: amount, rateBasis: 'per_unit', isGuess: false }
    const promoRetail = parseRetail(amount, currency)
    return promoRetail === null ? null : { ...nothing, promoRetail, isGuess: true }
  }
  const basis = USUAL_BASIS[mechanic] ?? 'lump'
  if (basis !== 'lump') return { ...nothing, rate: amount, rateBasis: basis, isGuess: true }
  return minor === null ? null : { ...nothing, lump: minor, isGuess: true }
}

/** `2/$5`, `2 for 5`, `$1.99`, `1.99`: a price has its cents or a currency's sign, so that a bare `4` is none. */
export const readQuickRetail = (words: string, currency: Currency): RetailPrice | null =>
  /^(?:\d{1,2} ?(?:\/|for) ?\$?\d+(?:\.\d{1,2})?|\$\d+(?:\.\d{1,2})?|\$?\d*\.\d{2})$/i.test(words) ? parseRetail(words.replace(/^\$?\./, '0.'), currency) : null
