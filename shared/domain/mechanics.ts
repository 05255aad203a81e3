// The facts about each mechanic (DOMAIN §2): which units its rate is paid on, which of the promotion's windows it pays in, and
// who settles it. Data, so that a new mechanic is a row.

import type { DateWindow } from '../base/civil.ts'
import type { Mechanic } from '../docs/terms/mechanic.ts'
import type { PromotionWindow } from '../docs/terms/promotion-terms.ts'

/** `all` = every unit of the term, `none` = a fee, whatever is sold. */
export type PayingUnits = 'shipped' | 'purchased' | 'scanned' | 'depleted' | 'redeemed' | 'all' | 'none'

export type Settlement = 'invoice' | 'claim' | 'distributor_deduction' | 'clearing_house' | 'deduction'

export interface MechanicFacts {
  readonly pays: PayingUnits
  /** The first of these that has dates; the in-store window where none has. */
  readonly windows: readonly PromotionWindow[]
  readonly settledBy: Settlement
}

export const MECHANIC_FACTS: Readonly<Record<Mechanic, MechanicFacts>> = {
  OI: { pays: 'shipped', windows: ['order', 'ship'], settledBy: 'invoice' },
  BB: { pays: 'purchased', windows: ['order'], settledBy: 'claim' },
  SCAN: { pays: 'scanned', windows: ['scanBack'], settledBy: 'claim' },
  MCB: { pays: 'depleted', windows: ['order'], settledBy: 'distributor_deduction' },
  TPR: { pays: 'scanned', windows: [], settledBy: 'claim' },
  EDLP: { pays: 'all', windows: [], settledBy: 'claim' },
  EDLC: { pays: 'all', windows: [], settledBy: 'invoice' },
  AD: { pays: 'none', windows: ['ad'], settledBy: 'claim' },
  DISP: { pays: 'none', windows: ['display'], settledBy: 'claim' },
  BOGO: { pays: 'scanned', windows: [], settledBy: 'claim' },
  MULTI: { pays: 'scanned', windows: [], settledBy: 'claim' },
  DCPN: { pays: 'redeemed', windows: ['coupon'], settledBy: 'clearing_house' },
  ICPN: { pays: 'redeemed', windows: ['coupon'], settledBy: 'clearing_house' },
  LOY: { pays: 'redeemed', windows: ['coupon'], settledBy: 'clearing_house' },
  SLOT: { pays: 'none', windows: [], settledBy: 'deduction' },
  FREEFILL: { pays: 'none', windows: [], settledBy: 'deduction' },
  DEMO: { pays: 'none', windows: [], settledBy: 'claim' },
  SPOIL: { pays: 'all', windows: [], settledBy: 'claim' },
  GROWTH: { pays: 'all', windows: [], settledBy: 'claim' },
  COOP: { pays: 'all', windows: [], settledBy: 'claim' },
}

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
