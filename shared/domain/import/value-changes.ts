// Which of the values a row gives differ from those a document holds, and how a person reads the difference.

import type { DateWindow } from '../../base/civil.ts'
import { decimalToScaled, isDecimalText } from '../../base/decimal.ts'
import { type Currency, formatMoney } from '../../base/money.ts'
import { labelOf } from '../../docs/labels.ts'
import type { RetailPrice } from '../../docs/schemas.ts'
import type { RowCell } from '../../model/field.ts'
import type { ValueChange } from './planned-row.ts'

const MONEY_CELLS = new Set(['listCost', 'cogs', 'srp', 'lump'])

export interface Differences<Values> {
  /** The given values that differ. */
  readonly values: Partial<Values>
  readonly changes: readonly ValueChange[]
}

export const differencesOf = <Values extends object>(
  given: Partial<Values>,
  stored: Partial<Values>,
  cells: Readonly<Record<string, RowCell>>,
  currency: Currency,
): Differences<Values> => {
  const values: Record<string, unknown> = {}
  const changes: ValueChange[] = []
  for (const [name, value] of Object.entries(given)) {
    const before = (stored as Record<string, unknown>)[name]
    if (isSameValue(value, before) || isSameDecimal(value, before)) continue
    values[name] = value
    const cell = cells[name]
    changes.push({ label: cell === undefined ? name : labelOf(cell), before: shown(name, before, currency), after: shown(name, value, currency) })
  }
  return { values: values as Partial<Values>, changes }
}

/** Equal as stored: windows and prices by their parts, sets whatever their order. */
export const isSameValue = (a: unknown, b: unknown): boolean => plain(a) === plain(b)

/** `0.50` and `0.5` are one rate. */
const isSameDecimal = (a: unknown, b: unknown): boolean => isDecimalText(a) && isDecimalText(b) && decimalToScaled(a) === decimalToScaled(b)

const plain = (value: unknown): string => {
  if (Array.isArray(value)) return JSON.stringify([...value].sort())
  if (value === null || typeof value !== 'object') return JSON.stringify(value ?? null)
  return JSON.stringify(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
}

const shown = (name: string, value: unknown, currency: Currency): string => {
  if (value === null || value === undefined || value === '') return '—'
  if (Array.isArray(value)) return value.length === 0 ? '—' : value.join(', ')
  if (isWindowValue(value)) return `${value.from} – ${value.to}`
  if (isRetailValue(value)) return value.multiple === 1 ? formatMoney(value.price, currency) : `${value.multiple}/${formatMoney(value.price, currency)}`
  if (typeof value === 'number' && MONEY_CELLS.has(name)) return formatMoney(value, currency)
  return String(value)
}

const isWindowValue = (value: unknown): value is DateWindow => typeof value === 'object' && value !== null && 'from' in value && 'to' in value
const isRetailValue = (value: unknown): value is RetailPrice => typeof value === 'object' && value !== null && 'multiple' in value && 'price' in value
