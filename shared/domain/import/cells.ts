// One parser per kind of spreadsheet cell: the text of a cell in, a value or a message for the person out. Blank cells
// never get here: a blank says nothing, so it changes nothing.

import { WEEKDAY_NAMES, type Weekday } from '../../base/civil.ts'
import { type DecimalText, isDecimalText } from '../../base/decimal.ts'
import type { Currency } from '../../base/money.ts'
import { parseMoney } from '../../base/parse-money.ts'
import { err, ok, type Result } from '../../base/result.ts'
import type { RetailPrice } from '../../docs/schemas.ts'
import { gtinProblem } from '../gtin.ts'

export type CellParser<Value> = (text: string) => Result<Value, string>

const SHORT_TEXT_MAX = 300
const COUNT_MAX = 1e9
const PERCENT_MAX = 100_000

/** A label without case, accents and punctuation: what two spellings of it have in common. */
export const plainWords = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}%]+/gu, '')

export const textCell: CellParser<string> = (text) =>
  text.length <= SHORT_TEXT_MAX ? ok(withoutGuard(text)) : err(`This is longer than the ${SHORT_TEXT_MAX} characters that are kept.`)

/** Notes may be as long as people write them. */
export const longTextCell: CellParser<string> = (text) => ok(withoutGuard(text))

/** The apostrophe a CSV puts before what a spreadsheet would take for a formula is no part of the text. */
const withoutGuard = (text: string): string => text.replace(/^'(?=[=+\-@\t\r])/, '')

/**
 * A number without currency, blanks and grouping, its decimals behind a point: `$1,234.50`, `1.234,50 €` and `0,5` say what they
 * mean. A comma before three digits groups; one before one or two does not.
 */
export const withoutGrouping = (text: string): string => {
  const plain = text.replace(/[\s\u00a0\u202f'’$€£¥]/g, '')
  const percent = plain.endsWith('%') ? '%' : ''
  const digits = plain.slice(0, plain.length - percent.length)
  if (/^-?\d{1,3}(?:\.\d{3})+,\d+$/.test(digits) || /^-?\d+,\d{1,2}$/.test(digits)) return digits.replaceAll('.', '').replace(',', '.') + percent
  return digits.replace(/,(?=\d{3}(?:\D|$))/g, '') + percent
}

export const countCell: CellParser<number> = (text) => {
  const plain = withoutGrouping(text)
  if (/^-\d+(?:\.\d+)?$/.test(plain)) return err(`${text} is below zero.`)
  if (!/^\d+(?:\.0+)?$/.test(plain)) return err(`${text} is not a whole number.`)
  const count = Number(plain)
  return count <= COUNT_MAX ? ok(count) : err(`${text} is too large.`)
}

export const percentCell: CellParser<number> = (text) => {
  const plain = withoutGrouping(text).replace(/%$/, '')
  if (!/^-?\d+(?:\.\d+)?$/.test(plain)) return err(`${text} is not a percentage.`)
  const percent = Number(plain)
  if (percent < 0) return err(`${text} is below zero.`)
  return percent <= PERCENT_MAX ? ok(percent) : err(`${text} is too large.`)
}

export const decimalCell: CellParser<DecimalText> = (text) => {
  const plain = withoutGrouping(text)
    .replace(/%$/, '')
    .replace(/^(-?)\./, '$10.')
    .replace(/(\.\d*?)0+$/, '$1')
    .replace(/\.$/, '')
  if (!/^-?\d+(?:\.\d+)?$/.test(plain)) return err(`${text} is not a number. Write it like 0.50.`)
  if (!isDecimalText(plain)) return err(`${text} has more than four decimal places.`)
  return plain.startsWith('-') ? err(`${text} is below zero.`) : ok(plain)
}

export const moneyCell =
  (currency: Currency): CellParser<number> =>
  (text) => {
    const minor = parseMoney(text, currency)
    if (minor === null) return err(`${text} is not an amount in ${currency}. Write it like 3.99.`)
    return minor < 0 ? err(`${text} is below zero.`) : ok(minor)
  }

const MULTIPLE = /^(\d{1,2})\s*(?:\/|for)\s*(.+)$/i

/** `3.99`, `2/$5` or `2 for 5`. */
export const retailCell =
  (currency: Currency): CellParser<RetailPrice> =>
  (text) => {
    const match = MULTIPLE.exec(text)
    const price = parseMoney(match?.[2] ?? text, currency)
    const multiple = match === null ? 1 : Number(match[1])
    if (price === null || multiple < 1) return err(`${text} is not a retail price. Write it like 3.99 or 2/$5.`)
    return price < 0 ? err(`${text} is below zero.`) : ok({ multiple, price })
  }

/** A code, its label, or another spelling of either. */
export const choiceCell = <Code extends string>(
  what: string,
  codes: readonly Code[],
  labels: Readonly<Record<Code, string>>,
  spellings: Readonly<Record<string, Code>> = {},
): CellParser<Code> => {
  const byWords = new Map<string, Code>()
  for (const [spelling, code] of Object.entries(spellings)) byWords.set(plainWords(spelling), code)
  for (const code of codes) {
    byWords.set(plainWords(labels[code]), code)
    byWords.set(plainWords(code), code)
  }
  // Codes the trade speaks in (OI, TPR) are shorter to list than their labels; ours with underscores are nobody's words.
  const names = codes.every((code) => code === code.toUpperCase()) ? codes : codes.map((code) => labels[code])
  return (text) => {
    const code = byWords.get(plainWords(text))
    return code === undefined ? err(`${text} is no ${what} Endcap knows. Use one of: ${names.join(', ')}.`) : ok(code)
  }
}

/** Several choices in one cell, apart by comma, semicolon, plus, bar or line end. */
export const choicesCell =
  <Code extends string>(choice: CellParser<Code>): CellParser<readonly Code[]> =>
  (text) => {
    const found = new Set<Code>()
    for (const part of text.split(/[,;+|\n]+/)) {
      if (part.trim() === '') continue
      const code = choice(part.trim())
      if (!code.ok) return code
      found.add(code.value)
    }
    return ok([...found].sort())
  }

/** `Wed`, `Wednesday`, or 0–6 from Sunday. */
export const weekdayCell: CellParser<Weekday> = (text) => {
  const word = text.trim().toLowerCase()
  const named = WEEKDAY_NAMES.findIndex(
    (name) => word.startsWith(name.toLowerCase()) && 'sunday monday tuesday wednesday thursday friday saturday'.includes(word),
  )
  if (named >= 0) return ok(named as Weekday)
  if (/^[0-6]$/.test(word)) return ok(Number(word) as Weekday)
  return err(`${text} is no weekday. Use one of: ${WEEKDAY_NAMES.join(', ')}.`)
}

/** Digits of a GTIN with its check digit, leading zeros restored where a spreadsheet dropped them. */
export const gtinCell =
  (digits: 12 | 14): CellParser<string> =>
  (text) => {
    const plain = text.replace(/[\s-]/g, '')
    if (/^\d(?:[.,]\d+)?e\+?\d+$/i.test(plain)) return err(`${text} was shortened by the spreadsheet. Format the column as text and export it again.`)
    if (!/^\d{6,14}$/.test(plain)) return err(`${text} is not a GTIN of up to 14 digits.`)
    const gtin = plain.padStart(digits, '0')
    const problem = gtinProblem(gtin)
    return problem === null ? ok(gtin) : err(problem)
  }
