import type { DecimalText } from '../../../shared/base/decimal.ts'
import { type Currency, formatMoney, minorDigits } from '../../../shared/base/money.ts'
import type { RateBasis } from '../../../shared/docs/terms/promotion-terms.ts'

/** `$0.50`, `$0.0375` or `5%`; without its basis nobody knows what a rate is an amount of. */
export const rateText = (rate: DecimalText, basis: RateBasis | null, currency: Currency): string => {
  if (basis === null) return rate
  if (basis === 'pct_list' || basis === 'pct_net') return `${rate}%`
  const [whole = '', places = ''] = rate.split('.')
  return formatMoney(0, currency).replace(
    /\d.*$/,
    `${whole}${places === '' && minorDigits(currency) === 0 ? '' : `.${places.padEnd(minorDigits(currency), '0')}`}`,
  )
}
