// A promoted retail as the trade writes it: `2.99`, or `2/$5` for a multiple (DOMAIN §2). Stored as {multiple, price}.

import { type Currency, formatMoney, minorDigits } from '../base/money.ts'
import type { RetailPrice } from '../docs/schemas.ts'

/** `$2.99`, `2/$5`: whole amounts of a multiple lose their zeros. */
export const retailText = (retail: RetailPrice | null, currency: Currency): string => {
  if (retail === null) return ''
  const amount = formatMoney(retail.price, currency)
  if (retail.multiple === 1) return amount
  const zeros = `.${'0'.repeat(minorDigits(currency))}`
  return `${retail.multiple}/${amount.endsWith(zeros) ? amount.slice(0, -zeros.length) : amount}`
}
