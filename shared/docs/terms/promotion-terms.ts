// The choices a promotion and its lines are described with (DOMAIN §2). Codes are stored, labels are shown.

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
export const RATE_BASIS_LABELS: Readonly<Record<RateBasis, string>> = {
  per_unit: 'per unit',
  per_case: 'per case',
  pct_list: '% of list',
  pct_net: '% of net',
  lump: 'lump sum',
  per_store: 'per store',
  per_week: 'per week',
}

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
export const MERCHANDISING_LABELS: Readonly<Record<Merchandising, string>> = {
  tpr: 'Price reduction',
  feature_ad_a: 'Feature ad A',
  feature_ad_b: 'Feature ad B',
  feature_ad_c: 'Feature ad C',
  display_endcap: 'Endcap',
  display_aisle: 'Aisle display',
  shipper: 'Shipper',
  power_wing: 'Power wing',
  shelf_talker: 'Shelf talker',
  coupon_instore: 'In-store coupon',
  coupon_digital: 'Digital coupon',
  loyalty_price: 'Loyalty price',
  demo: 'Demo',
  sampling: 'Sampling',
  secondary_cooler: 'Secondary cooler',
  retail_media: 'Retail media',
  signage: 'Signage',
}

export const THEMES = ['none', 'holiday', 'seasonal', 'back_to_school', 'new_item', 'clearance', 'retailer_event', 'brand_event'] as const
export type Theme = (typeof THEMES)[number]
export const THEME_LABELS: Readonly<Record<Theme, string>> = {
  none: 'None',
  holiday: 'Holiday',
  seasonal: 'Seasonal',
  back_to_school: 'Back to school',
  new_item: 'New item',
  clearance: 'Clearance',
  retailer_event: 'Retailer event',
  brand_event: 'Brand event',
}

/** `shared` promotions appear in the view the retailer is given (DOMAIN §7). */
export const VISIBILITIES = ['internal', 'shared'] as const
export type Visibility = (typeof VISIBILITIES)[number]
export const VISIBILITY_LABELS: Readonly<Record<Visibility, string>> = { internal: 'Internal', shared: 'Shared with the retailer' }
