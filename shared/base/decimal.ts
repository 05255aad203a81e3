// Rates are decimal strings with at most four places (DOMAIN §1): 0.0375 per unit is a real allowance, and a float
// would not keep it. Arithmetic is on integers of ten-thousandths.

/** A plain decimal: optional sign, at most eleven digits, at most four places. */
export type DecimalText = string

// Eleven digits before the point keep every scaled value an exact integer.
const DECIMAL = /^-?\d{1,11}(?:\.\d{1,4})?$/
export const DECIMAL_SCALE = 10_000

export const isDecimalText = (text: unknown): text is DecimalText => typeof text === 'string' && DECIMAL.test(text)

/** Ten-thousandths, exact. The text must satisfy `isDecimalText`. */
export const decimalToScaled = (text: DecimalText): number => {
  const negative = text.startsWith('-')
  const [whole = '0', places = ''] = (negative ? text.slice(1) : text).split('.')
  const scaled = Number(whole) * DECIMAL_SCALE + Number(places.padEnd(4, '0'))
  return negative && scaled !== 0 ? -scaled : scaled
}

export const scaledToDecimal = (scaled: number): DecimalText => {
  const absolute = Math.abs(scaled)
  const whole = Math.floor(absolute / DECIMAL_SCALE)
  const places = String(absolute % DECIMAL_SCALE)
    .padStart(4, '0')
    .replace(/0+$/, '')
  return `${scaled < 0 ? '-' : ''}${whole}${places === '' ? '' : `.${places}`}`
}
