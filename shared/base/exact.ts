// Exact rational numbers for promotion arithmetic (DOMAIN §6). A baseline over nine days of a seven-day week, a case
// allowance over a pack of twelve and a lift of 62.5 % have no finite decimals; fractions of big integers carry them
// unrounded through every formula, and rounding happens once, where a person reads the result.

import { assert } from './assert.ts'
import { DECIMAL_SCALE, type DecimalText, decimalToScaled } from './decimal.ts'
import { type Currency, minorDigits } from './money.ts'

/** numerator ÷ denominator; the denominator is above zero. Not necessarily in lowest terms: compare with `compareExact`. */
export interface Exact {
  readonly numerator: bigint
  readonly denominator: bigint
}

const fraction = (numerator: bigint, denominator: bigint): Exact =>
  denominator < 0n ? { numerator: -numerator, denominator: -denominator } : { numerator, denominator }

/** A whole number, or a fraction of two; the divisor must not be 0. */
export const exact = (value: number, divisor = 1): Exact => {
  assert(Number.isSafeInteger(value) && Number.isSafeInteger(divisor) && divisor !== 0, `exact(${value}, ${divisor}) wants whole numbers`)
  return fraction(BigInt(value), BigInt(divisor))
}

export const ZERO: Exact = exact(0)
export const ONE: Exact = exact(1)

/** The text must satisfy `isDecimalText`. */
export const exactFromDecimal = (text: DecimalText): Exact => exact(decimalToScaled(text), DECIMAL_SCALE)

/** A percentage stored as a number, to four places: 62.5 → 62.5 ÷ 100. Not finite or absurdly large reads as 0. */
export const exactFromPercent = (percent: number): Exact => {
  const scaled = Math.round(percent * DECIMAL_SCALE)
  return Number.isSafeInteger(scaled) ? exact(scaled, DECIMAL_SCALE * 100) : ZERO
}

/** Minor units → an amount in the currency's main unit. */
export const exactFromMinor = (minor: number, currency: Currency): Exact => exact(minor, 10 ** minorDigits(currency))

export const plus = (a: Exact, b: Exact): Exact =>
  a.denominator === b.denominator
    ? { numerator: a.numerator + b.numerator, denominator: a.denominator }
    : { numerator: a.numerator * b.denominator + b.numerator * a.denominator, denominator: a.denominator * b.denominator }

export const negated = (a: Exact): Exact => ({ numerator: -a.numerator, denominator: a.denominator })
export const minus = (a: Exact, b: Exact): Exact => plus(a, negated(b))
export const times = (a: Exact, b: Exact): Exact => ({ numerator: a.numerator * b.numerator, denominator: a.denominator * b.denominator })

/** The divisor must not be 0: ask first, and say why there is no answer. */
export const over = (a: Exact, b: Exact): Exact => {
  assert(b.numerator !== 0n, 'division by zero')
  return fraction(a.numerator * b.denominator, a.denominator * b.numerator)
}

/** −1, 0 or 1. */
export const signOf = (a: Exact): -1 | 0 | 1 => (a.numerator === 0n ? 0 : a.numerator < 0n ? -1 : 1)
export const compareExact = (a: Exact, b: Exact): -1 | 0 | 1 => signOf(minus(a, b))
export const least = (a: Exact, b: Exact): Exact => (compareExact(a, b) <= 0 ? a : b)

const gcd = (a: bigint, b: bigint): bigint => (b === 0n ? a : gcd(b, a % b))

/** In lowest terms: worth it where sums run over many terms, whose denominators would grow without end. */
export const reduced = (a: Exact): Exact => {
  const divisor = gcd(a.numerator < 0n ? -a.numerator : a.numerator, a.denominator)
  return divisor <= 1n ? a : { numerator: a.numerator / divisor, denominator: a.denominator / divisor }
}

export const sum = (terms: readonly Exact[]): Exact => terms.reduce((total, term) => reduced(plus(total, term)), ZERO)

/** The value × 10^places as an integer, rounded half up (a half goes away from zero, so a credit rounds like its debit). */
export const roundedTo = (a: Exact, places: number): bigint => {
  const scaled = (a.numerator < 0n ? -a.numerator : a.numerator) * 10n ** BigInt(places)
  const rounded = (scaled * 2n + a.denominator) / (a.denominator * 2n)
  return a.numerator < 0n ? -rounded : rounded
}

/** Minor units of a currency, rounded half up once: for display and export. */
export const toMinor = (amount: Exact, currency: Currency): number => Number(roundedTo(amount, minorDigits(currency)))

/** The value as a number with that many places, rounded half up: for charts and labels, never for further arithmetic. */
export const toNumber = (a: Exact, places: number): number => Number(roundedTo(a, places)) / 10 ** places

/** `-21.7` with exactly that many places. */
export const toFixedText = (a: Exact, places: number): string => {
  const rounded = roundedTo(a, places)
  const digits = String(rounded < 0n ? -rounded : rounded).padStart(places + 1, '0')
  const text = places === 0 ? digits : `${digits.slice(0, -places)}.${digits.slice(-places)}`
  return rounded < 0n ? `-${text}` : text
}
