// How a promotion pays (DOMAIN §2). The codes are what documents store and spreadsheets carry; what a mechanic pays on,
// which window it reads and who settles it are facts about the code and live in `domain/mechanics.ts`.

export const MECHANICS = [
  'OI',
  'BB',
  'SCAN',
  'MCB',
  'TPR',
  'EDLP',
  'EDLC',
  'AD',
  'DISP',
  'BOGO',
  'MULTI',
  'DCPN',
  'ICPN',
  'LOY',
  'SLOT',
  'FREEFILL',
  'DEMO',
  'SPOIL',
  'GROWTH',
  'COOP',
] as const

export type Mechanic = (typeof MECHANICS)[number]

export const MECHANIC_LABELS: Readonly<Record<Mechanic, string>> = {
  OI: 'Off-invoice',
  BB: 'Bill-back',
  SCAN: 'Scan-back',
  MCB: 'Manufacturer charge-back',
  TPR: 'Temporary price reduction',
  EDLP: 'Everyday low price',
  EDLC: 'Everyday low cost',
  AD: 'Feature ad',
  DISP: 'Display',
  BOGO: 'Buy one, get one',
  MULTI: 'Multiple price',
  DCPN: 'Digital coupon',
  ICPN: 'In-store coupon',
  LOY: 'Loyalty price',
  SLOT: 'Slotting',
  FREEFILL: 'Free fill',
  DEMO: 'Demo',
  SPOIL: 'Spoils allowance',
  GROWTH: 'Growth rebate',
  COOP: 'Co-op',
}

export const isMechanic = (code: string): code is Mechanic => (MECHANICS as readonly string[]).includes(code)
