// Money is an integer of minor units and an ISO 4217 currency (DOMAIN §1). No floats are stored; rounding happens once,
// half up, at display. Reading amounts is `parse-money.ts`, apart, because every first load shows them and none reads any.

export type Currency = string

const ZERO_DIGITS = new Set(['BIF', 'CLP', 'DJF', 'GNF', 'ISK', 'JPY', 'KMF', 'KRW', 'PYG', 'RWF', 'UGX', 'VND', 'VUV', 'XAF', 'XOF', 'XPF'])
const THREE_DIGITS = new Set(['BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND'])
export const SYMBOLS: Readonly<Record<Currency, string>> = { USD: '$', EUR: '€', GBP: '£', JPY: '¥', CAD: 'CA$' }

export const minorDigits = (currency: Currency): number => (ZERO_DIGITS.has(currency) ? 0 : THREE_DIGITS.has(currency) ? 3 : 2)

/** What stands before the digits of a formatted amount: `$`, `€`, or `CHF ` for a currency without a symbol here. */
const prefixOf = (currency: Currency): string => SYMBOLS[currency] ?? `${currency} `

/** `399` → `3.99`, without symbol or grouping: the form a person edits. */
export const plainMoney = (minor: number, currency: Currency): string => {
  const digits = minorDigits(currency)
  const absolute = String(Math.abs(minor)).padStart(digits + 1, '0')
  const sign = minor < 0 ? '-' : ''
  return digits === 0 ? sign + absolute : `${sign}${absolute.slice(0, -digits)}.${absolute.slice(-digits)}`
}

/** `1234567` → `1,234,567`. */
export const groupDigits = (whole: string | number): string => String(whole).replace(/\B(?=(\d{3})+$)/g, ',')

/** `123456` → `$1,234.56`; currencies without a symbol here lead with their code. */
export const formatMoney = (minor: number, currency: Currency): string => {
  const [whole = '0', places] = plainMoney(Math.abs(minor), currency).split('.')
  return `${minor < 0 ? '−' : ''}${prefixOf(currency)}${groupDigits(whole)}${places === undefined ? '' : `.${places}`}`
}
