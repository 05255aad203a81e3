// Figures as a person reads them: rounded half up, once, here (DOMAIN §1). In a formula a figure has the places that let
// it be checked by hand; in a table those that let it be read.

import { compareExact, type Exact, negated, ONE, toFixedText, toMinor } from '../../../../shared/base/exact.ts'
import { type Currency, formatMoney, minorDigits } from '../../../../shared/base/money.ts'
import type { Figure } from '../../../../shared/domain/figure.ts'
import type { ExplainedTerm, Explanation, FigureUnit } from '../../../../shared/domain/figure-formulas.ts'

export type Closeness = 'table' | 'formula'

/** Null where there is none: the reason stands in its place. */
export const figureText = (figure: Figure, unit: FigureUnit, currency: Currency, closeness: Closeness = 'table'): string | null => {
  if (!figure.ok) return null
  const isClose = closeness === 'formula'
  switch (unit) {
    case 'units':
      return grouped(isClose ? trimmed(toFixedText(figure.value, 2)) : toFixedText(figure.value, 0))
    case 'money':
      return formatMoney(toMinor(figure.value, currency), currency)
    case 'unitMoney':
      // Below one of the currency every place counts; above it a table is read, not worked with.
      return isClose || isBelowOne(figure.value) ? unitMoney(toFixedText(figure.value, 4), currency) : formatMoney(toMinor(figure.value, currency), currency)
    case 'ratio':
      return signed(toFixedText(figure.value, 3))
    case 'percent':
      return `${grouped(isClose ? trimmed(percentText(figure, 2)) : percentText(figure, 1))} %`
  }
}

const isBelowOne = (value: Exact): boolean => compareExact(value, ONE) < 0 && compareExact(value, negated(ONE)) > 0
const percentText = (figure: Figure, places: number): string =>
  figure.ok ? toFixedText({ numerator: figure.value.numerator * 100n, denominator: figure.value.denominator }, places) : ''

const signed = (digits: string): string => digits.replace('-', '−')
const grouped = (digits: string): string => signed(digits).replace(/\d+/, (whole) => whole.replace(/\B(?=(\d{3})+$)/g, ','))
const trimmed = (digits: string): string => (digits.includes('.') ? digits.replace(/\.?0+$/, '') : digits)

/** `$0.0375`, `$2.30`: more places than the currency has only where they say something. */
const unitMoney = (digits: string, currency: Currency): string => {
  const least = minorDigits(currency)
  const [whole = '0', places = ''] = digits.replace('-', '').split('.')
  let shown = places
  while (shown.length > least && shown.endsWith('0')) shown = shown.slice(0, -1)
  const amount = formatMoney(0, currency).replace(/[\d.,]+/, `${grouped(whole)}${shown === '' ? '' : `.${shown}`}`)
  return digits.startsWith('-') ? `−${amount}` : amount
}

/** The formula with the numbers in it: `(900 − 1150) ÷ 1150`. Sums over groups are filled in group by group. */
export const filledFormula = (text: string, terms: readonly ExplainedTerm[], currency: Currency): string | null => {
  const plain = text.replace(/^Σ /, '')
  const values = new Map<string, string>()
  for (const { symbol, figure, unit } of terms) if (!values.has(symbol)) values.set(symbol, figureText(figure, unit, currency, 'formula') ?? 'n/a')
  const symbols = [...values.keys()].filter((symbol) => plain.includes(symbol)).sort((a, b) => b.length - a.length)
  if (symbols.length === 0) return null
  const pattern = new RegExp(symbols.map((symbol) => `(?<![\\p{L}₀])${escaped(symbol)}(?![\\p{L}₀])`).join('|'), 'gu')
  return plain.replace(pattern, (symbol) => values.get(symbol) ?? symbol)
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\%]/g, '\\$&')

export interface FilledFormula {
  /** Empty where there is one group, or none. */
  readonly itemGroup: string
  readonly text: string
}

/** One where the formula speaks of amounts that are sums already, one for each group where it sums over them. */
export const filledFormulas = ({ formula, terms, volumes }: Explanation, currency: Currency): readonly FilledFormula[] => {
  const found =
    volumes.length === 0 ? [{ itemGroup: '', terms }] : volumes.map((volume) => ({ itemGroup: volume.itemGroup, terms: [...volume.terms, ...terms] }))
  return found.flatMap((each) => {
    const text = filledFormula(formula, each.terms, currency)
    return text === null ? [] : [{ itemGroup: found.length > 1 ? each.itemGroup : '', text }]
  })
}
