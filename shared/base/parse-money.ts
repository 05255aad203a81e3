// Amounts as people write them. Reading is strict where guessing would change the amount: `1,2345`, `1.234` (a decimal too
// many, or a thousand?) and a symbol of another currency are refused, and the person is asked.

import { type Currency, minorDigits, SYMBOLS } from './money.ts'

const DOLLARS = new Set(['USD', 'CAD', 'AUD', 'NZD', 'MXN', 'SGD', 'HKD', 'TWD', 'BRL', 'CLP', 'COP', 'ARS'])

const isOwnSymbol = (symbol: string, currency: Currency): boolean => {
  if (symbol === '' || symbol.toUpperCase() === currency || symbol === SYMBOLS[currency]) return true
  return (symbol === '$' && DOLLARS.has(currency)) || (symbol === '¥' && currency === 'CNY')
}

const SIGNED =
  /^(?<open>\()?(?<sign>[-−])?\s*(?<before>[A-Z]{2,3}\$?|[$€£¥])?\s*(?<late>[-−])?\s*(?<number>[\d.,](?:[\d.,'’\s]*\d)?)\s*(?<after>[A-Z]{3}|[$€£¥])?(?<close>\))?$/iu
/** `1234`, `1,234.56`, `1 234.56`, `.99`. */
const DOT_DECIMAL = /^(?<whole>\d*|[1-9]\d{0,2}(?<group>[,'’\s])\d{3}(?:\k<group>\d{3})*)(?:\.(?<places>\d+))?$/u
/** `3,99`, `1.234,56`, `1 234,5`. */
const COMMA_DECIMAL = /^(?<whole>\d+|[1-9]\d{0,2}(?<group>[.'’\s])\d{3}(?:\k<group>\d{3})*),(?<places>\d{1,2})$/u
/** `1.234.567`: two groups or more cannot be places. */
const DOT_GROUPS = /^(?<whole>[1-9]\d{0,2}(?:\.\d{3}){2,})$/u
/** Keeps every amount inside what documents accept (under 10¹² minor units), and far inside exact integers. */
const WHOLE_DIGITS_MAX = 10

/** Reads `3.99`, `$1,234.5`, `1.234,56 €` or `(5.00)` into minor units; null when it is no amount, or has more places than the currency. */
export const parseMoney = (text: string, currency: Currency): number | null => {
  const parts = SIGNED.exec(text.trim())?.groups
  if (parts === undefined) return null
  const { open, close, sign, late, before = '', after = '', number = '' } = parts
  if ((open === undefined) !== (close === undefined) || [open, sign, late].filter((mark) => mark !== undefined).length > 1) return null
  if ((before !== '' && after !== '') || !isOwnSymbol(before, currency) || !isOwnSymbol(after, currency)) return null
  const amount = (DOT_DECIMAL.exec(number) ?? COMMA_DECIMAL.exec(number) ?? DOT_GROUPS.exec(number))?.groups
  if (amount === undefined) return null
  const digits = minorDigits(currency)
  const whole = (amount.whole ?? '').replace(/\D/gu, '')
  const places = amount.places ?? ''
  if (whole + places === '' || whole.length > WHOLE_DIGITS_MAX || places.length > digits) return null
  const minor = Number(whole + places.padEnd(digits, '0'))
  return minor !== 0 && (open ?? sign ?? late) !== undefined ? -minor : minor
}
