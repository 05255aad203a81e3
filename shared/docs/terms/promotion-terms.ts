// The choices a promotion and its lines are described with (DOMAIN §2). Codes are stored, labels are shown: those the
// timeline says are here, the others load with who shows them (promotion-labels.ts).

/** How far the pitch to the retailer has come. */
export const PROMOTION_STATUSES = ['idea', 'planned', 'offered', 'countered', 'confirmed', 'declined', 'cancelled'] as const
export type PromotionStatus = (typeof PROMOTION_STATUSES)[number]
export const PROMOTION_STATUS_LABELS: Readonly<Record<PromotionStatus, string>> = {
  idea: 'Idea',
  planned: 'Planned',
  offered: 'Offered',
  countered: 'Countered',
  confirmed: 'Confirmed',
  declined: 'Declined',
  cancelled: 'Cancelled',
}

/** A promotion in one of these will not run: it costs nothing and clashes with nothing. */
const DEAD_STATUSES: readonly PromotionStatus[] = ['declined', 'cancelled']
export const isLiveStatus = (status: PromotionStatus): boolean => !DEAD_STATUSES.includes(status)

/** What a line's rate is an amount of. */
export const RATE_BASES = ['per_unit', 'per_case', 'pct_list', 'pct_net', 'lump', 'per_store', 'per_week'] as const
export type RateBasis = (typeof RATE_BASES)[number]

/** The dated windows of an event; `inStore` is the one it cannot do without. */
export const PROMOTION_WINDOWS = ['inStore', 'order', 'ship', 'arrive', 'ad', 'display', 'scanBack', 'coupon', 'claim'] as const
export type PromotionWindow = (typeof PROMOTION_WINDOWS)[number]

/** Single dates that somebody must not miss. */
export const PROMOTION_DEADLINES = ['submitBy', 'retailerConfirmBy', 'priceLoadBy', 'artDue', 'newItemDue'] as const
export type PromotionDeadline = (typeof PROMOTION_DEADLINES)[number]
export const PROMOTION_DEADLINE_LABELS: Readonly<Record<PromotionDeadline, string>> = {
  submitBy: 'Submit by',
  retailerConfirmBy: 'Retailer confirms by',
  priceLoadBy: 'Price loaded by',
  artDue: 'Art due',
  newItemDue: 'New item set-up due',
}

export const MERCHANDISING = [
  'tpr',
  'feature_ad_a',
  'feature_ad_b',
  'feature_ad_c',
  'display_endcap',
  'display_aisle',
  'shipper',
  'power_wing',
  'shelf_talker',
  'coupon_instore',
  'coupon_digital',
  'loyalty_price',
  'demo',
  'sampling',
  'secondary_cooler',
  'retail_media',
  'signage',
] as const
export type Merchandising = (typeof MERCHANDISING)[number]

export const THEMES = ['none', 'holiday', 'seasonal', 'back_to_school', 'new_item', 'clearance', 'retailer_event', 'brand_event'] as const
export type Theme = (typeof THEMES)[number]

/** `shared` promotions appear in the view the retailer is given (DOMAIN §7). */
export const VISIBILITIES = ['internal', 'shared'] as const
export type Visibility = (typeof VISIBILITIES)[number]
