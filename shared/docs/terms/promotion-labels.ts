// What the choices of promotion-terms.ts are called on the screen, as far as the timeline does not say them: they load with
// the panel, the grid, the filters.

import type { Merchandising, RateBasis, Theme, Visibility } from './promotion-terms.ts'

export const RATE_BASIS_LABELS: Readonly<Record<RateBasis, string>> = {
  per_unit: 'per unit',
  per_case: 'per case',
  pct_list: '% of list',
  pct_net: '% of net',
  lump: 'lump sum',
  per_store: 'per store',
  per_week: 'per week',
}

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

export const VISIBILITY_LABELS: Readonly<Record<Visibility, string>> = { internal: 'Internal', shared: 'Shared with the retailer' }
