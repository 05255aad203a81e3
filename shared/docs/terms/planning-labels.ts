// What people call the choices of `planning-terms.ts`.

import type {
  Authorisation,
  BaselineMethod,
  BaselineSource,
  ItemScope,
  Joint,
  OffsetUnit,
  PayBasis,
  TermBasis,
  Verdict,
  ViewPlace,
  WindowEdge,
} from './planning-terms.ts'
import type { PromotionWindow } from './promotion-terms.ts'

export const VERDICT_LABELS: Readonly<Record<Verdict, string>> = { repeat: 'Repeat', change: 'Change', stop: 'Stop' }

export const ITEM_SCOPE_LABELS: Readonly<Record<ItemScope, string>> = { group: 'Promoted group', items: 'Chosen items', all: 'All items' }

export const PAY_BASIS_LABELS: Readonly<Record<PayBasis, string>> = {
  shipped: 'Units shipped',
  purchased: 'Units purchased',
  scanned: 'Units scanned',
  depleted: 'Distributor cases',
  redeemed: 'Redemptions',
  all: 'All units',
}

export const BASELINE_SOURCE_LABELS: Readonly<Record<BaselineSource, string>> = {
  typed: 'Typed',
  import: 'Imported',
  pos: 'Weekly facts',
  syndicated: 'Syndicated data',
  retailer: 'Retailer',
  last_year: 'Last year',
}

export const BASELINE_METHOD_LABELS: Readonly<Record<BaselineMethod, string>> = {
  pre: 'Weeks before, without promotion',
  pre_post: 'Weeks before and after, without promotion',
  all_unpromoted: 'All weeks without promotion',
  last_year: 'Same weeks last year',
}

export const JOINT_LABELS: Readonly<Record<Joint, string>> = { and: 'and', or: 'or' }
export const OFFSET_UNIT_LABELS: Readonly<Record<OffsetUnit, string>> = { days: 'days', weeks: 'weeks' }
export const WINDOW_EDGE_LABELS: Readonly<Record<WindowEdge, string>> = { from: 'first day', to: 'last day' }

export const PROMOTION_WINDOW_LABELS: Readonly<Record<PromotionWindow, string>> = {
  inStore: 'In store',
  order: 'Order',
  ship: 'Ship',
  arrive: 'Arrive',
  ad: 'Ad',
  display: 'Display',
  scanBack: 'Scan-back',
  coupon: 'Coupon',
  claim: 'Claim',
}

export const AUTHORISATION_LABELS: Readonly<Record<Authorisation, string>> = {
  proposed: 'Proposed',
  authorised: 'Authorised',
  set: 'On the shelf',
  dropped: 'Dropped',
}

export const TERM_BASIS_LABELS: Readonly<Record<TermBasis, string>> = {
  pct_gross: '% of gross',
  pct_net: '% of net',
  per_unit: 'per unit',
  per_case: 'per case',
  lump: 'lump sum per year',
}

export const VIEW_PLACE_LABELS: Readonly<Record<ViewPlace, string>> = { timeline: 'Timeline', grid: 'Grid', month: 'Month', board: 'Board', week: 'My week' }
