// Quantities keep the unit the person typed (DOMAIN §1); conversion goes through the item's pack table.

export const UNITS_OF_MEASURE = ['EA', 'IP', 'CS', 'PL'] as const
export type UnitOfMeasure = (typeof UNITS_OF_MEASURE)[number]

export interface PackTable {
  readonly innerPack: number
  readonly casePack: number
  readonly casesPerPallet: number
}

/** Consumer units in `count` of `uom`; null where the item's pack is not known. */
export const toConsumerUnits = (count: number, uom: UnitOfMeasure, pack: Partial<PackTable>): number | null => {
  switch (uom) {
    case 'EA':
      return count
    case 'IP':
      return pack.innerPack === undefined ? null : count * pack.innerPack
    case 'CS':
      return pack.casePack === undefined ? null : count * pack.casePack
    case 'PL':
      return pack.casePack === undefined || pack.casesPerPallet === undefined ? null : count * pack.casePack * pack.casesPerPallet
  }
}
