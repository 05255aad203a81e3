// The facts about each mechanic (DOMAIN §2): which colour family it is drawn in (LOOK), which units its rate is paid on,
// which of the promotion's windows it pays in, and who settles it. Data, so that a new mechanic is a row.

import type { DateWindow } from '../base/civil.ts'
import type { Mechanic } from '../docs/terms/mechanic.ts'
import type { PromotionWindow } from '../docs/terms/promotion-terms.ts'

/** LOOK's families; each has a colour and a pattern. */
export const MECHANIC_FAMILIES = ['price', 'allowance', 'feature', 'offer', 'other'] as const
export type MechanicFamily = (typeof MECHANIC_FAMILIES)[number]

/** `all` = every unit of the term, `none` = a fee, whatever is sold. */
export type PayingUnits = 'shipped' | 'purchased' | 'scanned' | 'depleted' | 'redeemed' | 'all' | 'none'

export type Settlement = 'invoice' | 'claim' | 'distributor_deduction' | 'clearing_house' | 'deduction'

export interface MechanicFacts {
  readonly family: MechanicFamily
  readonly pays: PayingUnits
  /** The first of these that has dates; the in-store window where none has. */
  readonly windows: readonly PromotionWindow[]
  readonly settledBy: Settlement
}

export const MECHANIC_FACTS: Readonly<Record<Mechanic, MechanicFacts>> = {
  OI: { family: 'allowance', pays: 'shipped', windows: ['order', 'ship'], settledBy: 'invoice' },
  BB: { family: 'allowance', pays: 'purchased', windows: ['order'], settledBy: 'claim' },
  SCAN: { family: 'allowance', pays: 'scanned', windows: ['scanBack'], settledBy: 'claim' },
  MCB: { family: 'allowance', pays: 'depleted', windows: ['order'], settledBy: 'distributor_deduction' },
  TPR: { family: 'price', pays: 'scanned', windows: [], settledBy: 'claim' },
  EDLP: { family: 'price', pays: 'all', windows: [], settledBy: 'claim' },
  EDLC: { family: 'price', pays: 'all', windows: [], settledBy: 'invoice' },
  AD: { family: 'feature', pays: 'none', windows: ['ad'], settledBy: 'claim' },
  DISP: { family: 'feature', pays: 'none', windows: ['display'], settledBy: 'claim' },
  BOGO: { family: 'offer', pays: 'scanned', windows: [], settledBy: 'claim' },
  MULTI: { family: 'offer', pays: 'scanned', windows: [], settledBy: 'claim' },
  DCPN: { family: 'offer', pays: 'redeemed', windows: ['coupon'], settledBy: 'clearing_house' },
  ICPN: { family: 'offer', pays: 'redeemed', windows: ['coupon'], settledBy: 'clearing_house' },
  LOY: { family: 'offer', pays: 'redeemed', windows: ['coupon'], settledBy: 'clearing_house' },
  SLOT: { family: 'other', pays: 'none', windows: [], settledBy: 'deduction' },
  FREEFILL: { family: 'other', pays: 'none', windows: [], settledBy: 'deduction' },
  DEMO: { family: 'other', pays: 'none', windows: [], settledBy: 'claim' },
  SPOIL: { family: 'other', pays: 'all', windows: [], settledBy: 'claim' },
  GROWTH: { family: 'other', pays: 'all', windows: [], settledBy: 'claim' },
  COOP: { family: 'other', pays: 'all', windows: [], settledBy: 'claim' },
}

export const mechanicFamily = (mechanic: Mechanic): MechanicFamily => MECHANIC_FACTS[mechanic].family

/** A promotion's windows, as its row or its summary has them. */
export type PromotionWindows = { readonly [Name in PromotionWindow]?: DateWindow | null }

/** The window a mechanic pays in; null while the promotion has no dates. */
export const payingWindow = (mechanic: Mechanic, windows: PromotionWindows): DateWindow | null => {
  for (const name of MECHANIC_FACTS[mechanic].windows) {
    const window = windows[name]
    if (window !== undefined && window !== null) return window
  }
  return windows.inStore ?? null
}
