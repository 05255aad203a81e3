// What a retailer has to do to be paid: conditions of X12 element 422, by their codes (DOMAIN §9). A requirement stores the
// code as text, so a code that is not listed here is kept and shown as it is.

export const PERFORMANCE_LABELS: Readonly<Record<string, string>> = {
  '17': 'Full-page ad',
  '20': 'Coupon ad',
  '33': 'Circular ad',
  '37': 'Ad insert',
  '41': 'Display, end aisle',
  '42': 'Display, aisle stack',
  '44': 'Cases per store',
  '45': 'Days',
  '46': 'Shelf extender',
  '49': 'Stores',
  '60': 'Reduced price',
  '62': 'Reduced price with shelf sign',
  '64': 'Reduced price with in-store coupon',
  '84': 'Scan report',
  A4: 'In-store electronics',
  B1: 'Everyday low price',
  B2: 'Demo',
  C3: 'Free-standing shipper',
  WR: 'Warehouse withdrawal report',
}

/** `Display, end aisle`; the code itself where it is none of these. */
export const performanceLabel = (code: string): string => PERFORMANCE_LABELS[code] ?? code
