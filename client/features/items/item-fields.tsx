// The fields of an item, once for the table and the phone's sheet.

import type { JSX } from 'solid-js'
import { ITEM_STATUS_LABELS } from '../../../shared/docs/terms/account-labels.ts'
import { ITEM_STATUSES } from '../../../shared/docs/terms/account-terms.ts'
import { gtinProblem } from '../../../shared/domain/gtin.ts'
import type { Binder } from '../../data/field-binding.ts'
import { ComboField } from '../../ui/ComboField.tsx'
import { MoneyField } from '../../ui/MoneyField.tsx'
import { NumberField } from '../../ui/NumberField.tsx'
import { SelectField } from '../../ui/SelectField.tsx'
import { TextField } from '../../ui/TextField.tsx'
import type { Item, SortColumn } from './item-list.ts'

export interface ItemForm {
  readonly bind: Binder<'items'>
  readonly currency: () => string
  /** What other items have in a column, for suggestions. */
  readonly suggestions: (column: 'brand' | 'group' | 'category') => readonly string[]
}

export interface ItemColumn {
  readonly name: SortColumn | 'gtinCase'
  readonly label: string
  readonly isNumeric?: boolean
  readonly field: (form: ItemForm, item: Item, hideLabel: boolean) => JSX.Element
}

const STATUS_OPTIONS = ITEM_STATUSES.map((value) => ({ value, label: ITEM_STATUS_LABELS[value] }))

const text =
  (name: 'name'): ItemColumn['field'] =>
  (form, item, hideLabel) => <TextField {...form.bind.cell('items', item, name)} hideLabel={hideLabel} />

const combo =
  (name: 'brand' | 'group' | 'category'): ItemColumn['field'] =>
  (form, item, hideLabel) => <ComboField {...form.bind.cell('items', item, name)} hideLabel={hideLabel} suggestions={form.suggestions(name)} />

const gtin =
  (name: 'gtinUnit' | 'gtinCase'): ItemColumn['field'] =>
  (form, item, hideLabel) => {
    const cell = form.bind.cell('items', item, name)
    return (
      <TextField
        {...cell}
        hideLabel={hideLabel}
        onCommit={(typed) => {
          const digits = typed.replace(/[\s-]/g, '')
          return (digits === '' ? null : gtinProblem(digits)) ?? cell.onCommit(digits)
        }}
      />
    )
  }

const money =
  (name: 'listCost' | 'cogs' | 'srp'): ItemColumn['field'] =>
  (form, item, hideLabel) => <MoneyField {...form.bind.cell('items', item, name)} hideLabel={hideLabel} currency={form.currency()} />

const pack: ItemColumn['field'] = (form, item, hideLabel) => {
  const cell = form.bind.cell('items', item, 'casePack')
  return (
    <NumberField
      {...cell}
      hideLabel={hideLabel}
      value={cell.value === 0 ? null : cell.value}
      whole
      min={0}
      max={100_000}
      onCommit={(units) => cell.onCommit(units ?? 0)}
    />
  )
}

const status: ItemColumn['field'] = (form, item, hideLabel) => (
  <SelectField {...form.bind.cell('items', item, 'status')} hideLabel={hideLabel} options={STATUS_OPTIONS} />
)

export const ITEM_COLUMNS: readonly ItemColumn[] = [
  { name: 'name', label: 'Item', field: text('name') },
  { name: 'group', label: 'Promoted group', field: combo('group') },
  { name: 'brand', label: 'Brand', field: combo('brand') },
  { name: 'category', label: 'Category', field: combo('category') },
  { name: 'gtinUnit', label: 'UPC', field: gtin('gtinUnit') },
  { name: 'casePack', label: 'Pack', isNumeric: true, field: pack },
  { name: 'listCost', label: 'List, case', isNumeric: true, field: money('listCost') },
  { name: 'cogs', label: 'COGS, case', isNumeric: true, field: money('cogs') },
  { name: 'srp', label: 'Retail', isNumeric: true, field: money('srp') },
  { name: 'status', label: 'Status', field: status },
]

export const CASE_GTIN: ItemColumn = { name: 'gtinCase', label: 'Case GTIN', field: gtin('gtinCase') }
