// A promoted retail as the trade writes it, read back: `2/$5`, `2 for 5`, `2.99` or `$2.99`.

import type { Currency } from '../base/money.ts'
import { parseMoney } from '../base/parse-money.ts'
import type { RetailPrice } from '../docs/schemas.ts'

const MULTIPLE = /^(\d{1,2})\s*(?:\/|for)\s*(.+)$/i
const MULTIPLE_MAX = 99
const PRICE_MAX = 1e9

/** Reads `2/$5`, `2 for 5`, `2.99` or `$2.99`; null for anything else. */
export const parseRetail = (text: string, currency: Currency): RetailPrice | null => {
  const trimmed = text.trim()
  const match = MULTIPLE.exec(trimmed)
  const multiple = match === null ? 1 : Number(match[1])
  const price = parseMoney(match === null ? trimmed : (match[2] ?? ''), currency)
  if (price === null || price < 0 || price > PRICE_MAX || multiple < 1 || multiple > MULTIPLE_MAX) return null
  return { multiple, price }
}
