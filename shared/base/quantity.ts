// Quantities keep the unit the person typed (DOMAIN §1); conversion goes through the item's pack table.

export const UNITS_OF_MEASURE = ['EA', 'IP', 'CS', 'PL'] as const
export type UnitOfMeasure = (typeof UNITS_OF_MEASURE)[number]

export interface PackTable {
  readonly innerPack: number
  readonly casePack: number
  readonly casesPerPallet: number
}

/** Consumer units in one `uom`; null where the item's pack is not known (an unknown pack is often written as 0). */
const unitsPer = (uom: UnitOfMeasure, pack: Partial<PackTable>): number | null => {
  switch (uom) {
    case 'EA':
      return 1
    case 'IP':
      return pack.innerPack ?? null
    case 'CS':
      return pack.casePack ?? null
    case 'PL':
      return pack.casePack === undefined || pack.casesPerPallet === undefined ? null : pack.casePack * pack.casesPerPallet
  }
}

/** Consumer units in `count` of `uom`; null where the item's pack is not known. */
export const toConsumerUnits = (count: number, uom: UnitOfMeasure, pack: Partial<PackTable>): number | null => {
  const units = unitsPer(uom, pack)
  return units === null || units <= 0 ? null : count * units
}
