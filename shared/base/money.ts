// Money is an integer of minor units and an ISO 4217 currency (DOMAIN §1). No floats are stored; rounding happens once,
// half up, at display.

export type Currency = string

export const minorDigits = (currency: Currency): number => (['JPY', 'KRW', 'CLP', 'ISK', 'VND'].includes(currency) ? 0 : 2)

const PLAIN_AMOUNT = /^-?\d{1,12}(?:\.(\d+))?$/

/** Reads `3.99`, `$1,234.5` or `1.234,56 €` into minor units; null when it is no amount, or has more places than the currency. */
export const parseMoney = (text: string, currency: Currency): number | null => {
  let plain = text.replace(/[\s\u00a0$€£¥]/g, '')
  if (/,\d{1,2}$/.test(plain) && !/\.\d{1,2}$/.test(plain)) plain = plain.replace(/\./g, '').replace(',', '.')
  else plain = plain.replace(/,(?=\d{3})/g, '')
  const match = PLAIN_AMOUNT.exec(plain)
  const digits = minorDigits(currency)
  if (match === null || (match[1] ?? '').length > digits) return null
  const negative = plain.startsWith('-')
  const [whole = '0', places = ''] = plain.replace('-', '').split('.')
  const minor = Number(whole) * 10 ** digits + Number(places.padEnd(digits, '0') || '0')
  return negative ? -minor : minor
}

/** `399` → `3.99`, without symbol or grouping: the form a person edits. */
export const plainMoney = (minor: number, currency: Currency): string => {
  const digits = minorDigits(currency)
  const absolute = String(Math.abs(minor)).padStart(digits + 1, '0')
  const sign = minor < 0 ? '-' : ''
  return digits === 0 ? sign + absolute : `${sign}${absolute.slice(0, -digits)}.${absolute.slice(-digits)}`
}

/** `123456` → `$1,234.56`; unknown currencies lead with their code. */
export const formatMoney = (minor: number, currency: Currency): string => {
  const symbol = ({ USD: '$', EUR: '€', GBP: '£', JPY: '¥', CAD: 'CA$' } as Record<string, string>)[currency] ?? `${currency} `
  const [whole = '0', places] = plainMoney(Math.abs(minor), currency).split('.')
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',')
  return `${minor < 0 ? '−' : ''}${symbol}${grouped}${places === undefined ? '' : `.${places}`}`
}
