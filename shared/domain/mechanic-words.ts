// The facts about a mechanic in words, for where it is explained. Apart from the facts, which every first load needs.

import type { PayingUnits, Settlement } from './mechanics.ts'

export const PAYING_UNITS_LABELS: Readonly<Record<PayingUnits, string>> = {
  shipped: 'units shipped in the order window',
  purchased: 'units purchased in the window',
  scanned: 'units scanned',
  depleted: 'cases from distributor to retailer',
  redeemed: 'coupons redeemed',
  all: 'all units',
  none: 'a fee, whatever is sold',
}

export const SETTLEMENT_LABELS: Readonly<Record<Settlement, string>> = {
  invoice: 'on the invoice',
  claim: 'by claim',
  distributor_deduction: 'by distributor deduction',
  clearing_house: 'by the clearing house',
  deduction: 'by deduction',
}
