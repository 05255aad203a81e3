// The five families a bar is coloured and patterned by (LOOK, Colour). The mechanic's own code stands in the label, so
// neither colour nor pattern carries the meaning alone.

import type { PromotionSummary } from '../../../shared/docs/calendar.ts'
import type { Mechanic } from '../../../shared/docs/terms/mechanic.ts'

export const MECHANIC_FAMILIES = ['price', 'allowance', 'feature', 'offer', 'other'] as const
export type MechanicFamily = (typeof MECHANIC_FAMILIES)[number]

export const MECHANIC_FAMILY_LABELS: Readonly<Record<MechanicFamily, string>> = {
  price: 'Price',
  allowance: 'Allowance',
  feature: 'Feature and display',
  offer: 'Offer',
  other: 'Other',
}

const FAMILIES: Readonly<Record<Mechanic, MechanicFamily>> = {
  TPR: 'price',
  EDLP: 'price',
  EDLC: 'price',
  OI: 'allowance',
  BB: 'allowance',
  SCAN: 'allowance',
  MCB: 'allowance',
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

export const familyOfMechanic = (mechanic: Mechanic): MechanicFamily => FAMILIES[mechanic]

/** A promotion looks like its first line. */
export const familyOf = (promotion: Pick<PromotionSummary, 'lines'>): MechanicFamily => {
  const first = promotion.lines[0]
  return first === undefined ? 'other' : FAMILIES[first.mechanic]
}
