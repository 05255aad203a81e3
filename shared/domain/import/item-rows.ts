// Rows of an items file. The GTIN identifies an item, so a wrong check digit is a fault and not a warning.

import type { Currency } from '../../base/money.ts'
import type { itemsDoc } from '../../docs/items.ts'
import { ITEM_STATUS_LABELS } from '../../docs/terms/account-labels.ts'
import { ITEM_STATUSES } from '../../docs/terms/account-terms.ts'
import type { DocValue } from '../../model/field.ts'
import { choiceCell, countCell, gtinCell, moneyCell, textCell } from './cells.ts'
import { itemKey } from './import-keys.ts'
import { given, type ParsedRow, parseRow } from './row-reader.ts'
import type { Sheet } from './sheet.ts'

export type ItemValue = DocValue<(typeof itemsDoc)['fields']>['items'][number]
export type ItemCells = Omit<ItemValue, 'id' | 'deleted' | 'externalKey' | 'launch' | 'substitutes'>

export interface ItemRow {
  readonly key: string
  readonly name: string
  readonly cells: Partial<ItemCells>
}

const statusCell = choiceCell('status of an item', ITEM_STATUSES, ITEM_STATUS_LABELS)

export const parseItemRows = (sheet: Sheet<'items'>, currency: Currency): readonly ParsedRow<ItemRow>[] => {
  const money = moneyCell(currency)
  return sheet.rows.map((row) =>
    parseRow(sheet, row, ({ text, take, fault }) => {
      const name = take('name', textCell)
      const gtinUnit = take('gtinUnit', gtinCell(12))
      if (text('name') === '') fault('name', 'An item needs a name.')
      if (text('gtinUnit') === '') fault('gtinUnit', 'An item needs its UPC: it is how Endcap recognises it next time.')
      const cells = given<ItemCells>({
        name,
        gtinUnit,
        gtinCase: take('gtinCase', gtinCell(14)),
        casePack: take('casePack', countCell),
        brand: take('brand', textCell),
        category: take('category', textCell),
        group: take('group', textCell),
        listCost: take('listCost', money),
        cogs: take('cogs', money),
        srp: take('srp', money),
        status: take('status', statusCell),
      })
      return name === undefined || gtinUnit === undefined ? null : { key: itemKey(gtinUnit), name, cells }
    }),
  )
}
