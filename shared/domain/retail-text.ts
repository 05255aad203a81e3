// A promoted retail as the trade writes it: `2.99`, or `2/$5` for a multiple (DOMAIN §2). Stored as {multiple, price}.

import { type Currency, formatMoney, minorDigits, parseMoney } from '../base/money.ts'
import type { RetailPrice } from '../docs/schemas.ts'

const MULTIPLE = /^(\d{1,2})\s*(?:\/|for)\s*(.+)$/i
const MULTIPLE_MAX = 99
const PRICE_MAX = 1e9

/** `$2.99`, `2/$5`: whole amounts of a multiple lose their zeros. */
export const retailText = (retail: RetailPrice | null, currency: Currency): string => {
  if (retail === null) return ''
  const amount = formatMoney(retail.price, currency)
  if (retail.multiple === 1) return amount
  const zeros = `.${'0'.repeat(minorDigits(currency))}`
  return `${retail.multiple}/${amount.endsWith(zeros) ? amount.slice(0, -zeros.length) : amount}`
}

/** Reads `2/$5`, `2 for 5`, `2.99` or `$2.99`; null for anything else. */
export const parseRetail = (text: string, currency: Currency): RetailPrice | null => {
  const trimmed = text.trim()
  const match = MULTIPLE.exec(trimmed)
  const multiple = match === null ? 1 : Number(match[1])
  const price = parseMoney(match === null ? trimmed : (match[2] ?? ''), currency)
  if (price === null || price < 0 || price > PRICE_MAX || multiple < 1 || multiple > MULTIPLE_MAX) return null
  return { multiple, price }
}
