// Which colour family a mechanic is drawn in (LOOK): all the timeline has to know of it; the other facts are in mechanics.ts.

import type { Mechanic } from '../docs/terms/mechanic.ts'

/** Each has a colour and a pattern. */
export const MECHANIC_FAMILIES = ['price', 'allowance', 'feature', 'offer', 'other'] as const
export type MechanicFamily = (typeof MECHANIC_FAMILIES)[number]

const FAMILY_OF: Readonly<Record<Mechanic, MechanicFamily>> = {
  OI: 'allowance',
  BB: 'allowance',
  SCAN: 'allowance',
  MCB: 'allowance',
  TPR: 'price',
  EDLP: 'price',
  EDLC: 'price',
  AD: 'feature',
  DISP: 'feature',
  BOGO: 'offer',
  MULTI: 'offer',
  DCPN: 'offer',
  ICPN: 'offer',
  LOY: 'offer',
  SLOT: 'other',
  FREEFILL: 'other',
  DEMO: 'other',
  SPOIL: 'other',
  GROWTH: 'other',
  COOP: 'other',
}

export const mechanicFamily = (mechanic: Mechanic): MechanicFamily => FAMILY_OF[mechanic]
