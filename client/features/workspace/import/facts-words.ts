import type { FactMeasure } from '../../../../shared/docs/terms/fact-terms.ts'

export const MEASURE_LABELS: Readonly<Record<FactMeasure, string>> = {
  units: 'Units sold',
  dollars: 'Sales in money',
  baseUnits: 'Base units',
  onHand: 'Units on hand',
  storesSelling: 'Stores selling',
  avgPrice: 'Average price',
  shippedCases: 'Cases shipped',
  acv: '% ACV',
}
