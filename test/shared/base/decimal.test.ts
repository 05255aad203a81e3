import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { DECIMAL_SCALE, decimalToScaled, isDecimalText, scaledToDecimal } from '../../../shared/base/decimal.ts'

const anyScaled = fc.integer({ min: -999_999_999_999_999, max: 999_999_999_999_999 })

describe('a decimal', () => {
  test('keeps four places exactly (D3)', () => {
    expect(decimalToScaled('0.0375')).toBe(375)
    expect(decimalToScaled('-12.5')).toBe(-125_000)
    expect(scaledToDecimal(375)).toBe('0.0375')
    expect(scaledToDecimal(-125_000)).toBe('-12.5')
    expect(scaledToDecimal(DECIMAL_SCALE)).toBe('1')
    expect(Object.is(decimalToScaled('-0'), 0)).toBe(true)
  })

  test('survives the way to ten-thousandths and back, up to the largest', () => {
    fc.assert(
      fc.property(anyScaled, (scaled) => {
        const text = scaledToDecimal(scaled)
        expect(isDecimalText(text)).toBe(true)
        expect(decimalToScaled(text)).toBe(scaled)
      }),
    )
    expect(decimalToScaled('99999999999.9999')).toBe(999_999_999_999_999)
  })

  test('is refused in any other form', () => {
    for (const text of ['', '.5', '5.', '1,5', '1e3', '+1', '--1', ' 1', '1 ', '0.12345', '123456789012', 'NaN', 5, null])
      expect(isDecimalText(text)).toBe(false)
  })
})
