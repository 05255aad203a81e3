import type { CivilDate } from '../base/civil.ts'
import * as z from '../base/schema.ts'
import { defineDoc } from '../model/doc.ts'
import { type Deletion, deletionOf, present, register, rows } from '../model/field.ts'
import { civilDateText, count, minorUnits, shortText } from './schemas.ts'
import { ITEM_STATUSES, type ItemStatus } from './terms/account-terms.ts'

export interface ItemSummary {
  readonly key: string
  readonly type: 'item'
  readonly itemId: string
  readonly name: string
  readonly gtinUnit: string
  readonly brand: string
  readonly category: string
  readonly group: string
  readonly casePack: number
  readonly listCost: number | null
  readonly cogs: number | null
  readonly srp: number | null
  readonly status: ItemStatus
  readonly externalKey: string
  /** When it goes on sale. Absent where it has been for long. */
  readonly launch?: CivilDate
  /** Groups that carry the same name here take each other's sales. */
  readonly substitutes?: string
  readonly isDeleted: boolean
  readonly deletion?: Deletion
}

/** Everything the supplier sells, one row an item (DOMAIN §2, Item). Money in minor units of the workspace's currency. */
export const itemsDoc = defineDoc({
  kind: 'items',
  version: 1,
  fields: {
    items: rows({
      name: register(shortText, ''),
      gtinUnit: register(shortText, ''),
      gtinCase: register(shortText, ''),
      casePack: register(count, 0),
      brand: register(shortText, ''),
      category: register(shortText, ''),
      group: register(shortText, ''),
      listCost: register(z.nullable(minorUnits), null),
      cogs: register(z.nullable(minorUnits), null),
      srp: register(z.nullable(minorUnits), null),
      status: register(z.enum(ITEM_STATUSES), 'active'),
      launch: register(z.nullable(civilDateText), null),
      substitutes: register(shortText, ''),
      externalKey: register(shortText, ''),
    }),
  },
  summary: ({ items }): ItemSummary[] =>
    items.map(({ id, deleted, gtinCase: _, launch, substitutes, ...item }) => ({
      ...item,
      key: id,
      type: 'item',
      itemId: id,
      isDeleted: deleted !== null,
      ...deletionOf(deleted),
      ...present({ launch, substitutes }),
    })),
})
