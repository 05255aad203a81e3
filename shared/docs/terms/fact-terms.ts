// What is measured week by week (DOMAIN §2, WeeklyFact). Codes are stored.

export const FACT_MEASURES = ['units', 'dollars', 'baseUnits', 'onHand', 'storesSelling', 'avgPrice', 'shippedCases', 'acv'] as const
export type FactMeasure = (typeof FACT_MEASURES)[number]
