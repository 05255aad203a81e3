// What importing item rows would do. An item in the workspace is the same item when its import key or its GTIN says so.

import { ITEMS_PATH } from '../../base/document-path.ts'
import { type ItemSummary, itemsDoc } from '../../docs/items.ts'
import { itemKey } from './import-keys.ts'
import type { ItemRow } from './item-rows.ts'
import { type KnownWorkspace, preferred } from './known-workspace.ts'
import type { PlannedRow } from './planned-row.ts'
import type { ParsedRow } from './row-reader.ts'
import type { Sheet } from './sheet.ts'
import { differencesOf, isSameValue } from './value-changes.ts'

export const keyOfItem = (item: ItemSummary): string => (item.externalKey !== '' ? item.externalKey : item.gtinUnit === '' ? '' : itemKey(item.gtinUnit))

export const planItems = (sheet: Sheet<'items'>, sheetIndex: number, rows: readonly ParsedRow<ItemRow>[], known: KnownWorkspace): readonly PlannedRow[] => {
  const groups = new Map<string, ItemSummary[]>()
  for (const item of known.items) {
    const key = keyOfItem(item)
    if (key !== '') groups.set(key, [...(groups.get(key) ?? []), item])
  }
  const stored = new Map((known.items.length === 0 ? null : known.read('items', ITEMS_PATH))?.items.map((item) => [item.id, item]))
  const seen = new Map<string, ParsedRow<ItemRow>>()

  return rows.map((parsed): PlannedRow => {
    const { row, cells, value, faults } = parsed
    const base = { sheet: sheetIndex, kind: 'items', row, cells, changes: [], note: null, write: null, isAccountMissing: false } as const
    const title = value?.name ?? cells[sheet.columns.get('name') ?? -1] ?? ''
    if (value === null) return { ...base, title, state: 'faulty', faults }
    const first = seen.get(value.key)
    if (first !== undefined) {
      if (isSameValue(first.value?.cells, value.cells)) return { ...base, title, state: 'unchanged', faults, note: `Same as row ${first.row}` }
      return { ...base, title, state: 'faulty', faults: [{ column: sheet.columns.get('gtinUnit') ?? null, message: `Row ${first.row} already has this UPC.` }] }
    }
    seen.set(value.key, parsed)
    const match = preferred(groups.get(value.key) ?? [], ({ itemId }) => itemId)
    const write = { kind: 'item', path: ITEMS_PATH, itemId: match?.itemId ?? null, isRestored: match?.isDeleted === true } as const
    if (match === undefined) return { ...base, title, state: 'create', faults, write: { ...write, cells: { ...value.cells, externalKey: value.key } } }
    const before = stored.get(match.itemId)
    const { values, changes } = differencesOf(value.cells, before ?? value.cells, itemsDoc.fields.items.cells, known.currency)
    const keyed = before?.externalKey === '' ? { ...values, externalKey: value.key } : values
    if (match.isDeleted) return { ...base, title, state: 'trashed', faults, changes, note: 'In the trash', write: { ...write, cells: keyed } }
    if (changes.length === 0) return { ...base, title, state: 'unchanged', faults }
    return { ...base, title, state: 'changed', faults, changes, write: { ...write, cells: keyed } }
  })
}
