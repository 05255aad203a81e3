import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatMoney, minorDigits, plainMoney } from '../../../shared/base/money.ts'
import { parseMoney } from '../../../shared/base/parse-money.ts'

const anyMinor = fc.integer({ min: -999_999_999_999, max: 999_999_999_999 })
const anyCurrency = fc.constantFrom('USD', 'EUR', 'GBP', 'JPY', 'CAD', 'CHF', 'KWD')

describe('reading an amount', () => {
  test.each([
    ['3.99', 'USD', 399],
    ['$1,234.5', 'USD', 123450],
    ['1.234,56 €', 'EUR', 123456],
    ['1.234,56\u00a0€', 'EUR', 123456],
    ['1 234,5', 'EUR', 123450],
    ['1’234.50', 'CHF', 123450],
    ['1,234,567', 'USD', 123456700],
    ['1.234.567', 'EUR', 123456700],
    ['1,234', 'USD', 123400],
    ['3,9', 'USD', 390],
    ['.99', 'USD', 99],
    ['0', 'USD', 0],
    ['-0', 'USD', 0],
    ['-$5', 'USD', -500],
    ['$-5', 'USD', -500],
    ['−$5.00', 'USD', -500],
    ['(5.00)', 'USD', -500],
    ['($1,000)', 'USD', -100000],
    ['USD 12.50', 'USD', 1250],
    ['12.50 usd', 'USD', 1250],
    ['CA$7', 'CAD', 700],
    ['$7', 'CAD', 700],
    ['¥1,200', 'JPY', 1200],
    ['1.234', 'KWD', 1234],
  ])('%s in %s is %i', (text, currency, minor) => {
    expect(parseMoney(text, currency)).toBe(minor)
  })

  test.each([
    ['', 'USD'],
    ['$', 'USD'],
    ['abc', 'USD'],
    ['.', 'USD'],
    [',', 'USD'],
    ['3.999', 'USD'],
    ['1.234', 'EUR'],
    ['0,375', 'USD'],
    ['1,2345', 'USD'],
    ['12,34,567', 'USD'],
    ['1,234.567,8', 'USD'],
    ['1.2.3', 'USD'],
    ['1 2', 'USD'],
    ['3.', 'USD'],
    ['--5', 'USD'],
    ['-(5)', 'USD'],
    ['(5', 'USD'],
    ['5)', 'USD'],
    ['$5$', 'USD'],
    ['€5', 'USD'],
    ['$5', 'EUR'],
    ['5 EUR', 'USD'],
    ['5%', 'USD'],
    ['2/$5', 'USD'],
    ['1e5', 'USD'],
    ['Infinity', 'USD'],
    ['12345678901', 'USD'],
    ['1.5', 'JPY'],
    ['٣.٩٩', 'USD'],
  ])('%s in %s is refused', (text, currency) => {
    expect(parseMoney(text, currency)).toBeNull()
  })

  test('takes back what it wrote, plain or formatted', () => {
    fc.assert(
      fc.property(anyMinor, anyCurrency, (minor, currency) => {
        const inRange = Math.abs(minor) < 10 ** (10 + minorDigits(currency))
        const expected = inRange ? minor : null
        expect(parseMoney(plainMoney(minor, currency), currency)).toBe(expected)
        expect(parseMoney(formatMoney(minor, currency), currency)).toBe(expected)
      }),
    )
  })

  test('never throws and never gives anything but an exact integer', () => {
    const noise = fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom(...'0123456789.,-−()$€ \u00a0’', 'USD') }))
    fc.assert(
      fc.property(noise, anyCurrency, (text, currency) => {
        const minor = parseMoney(text, currency)
        expect(minor === null || Number.isSafeInteger(minor)).toBe(true)
      }),
      { numRuns: 1000 },
    )
  })

  test('answers at once for a long hostile text', () => {
    const started = performance.now()
    for (const text of [`${'1,234'.repeat(20_000)}x`, `${'1 '.repeat(50_000)}`, '('.repeat(100_000), '1'.repeat(100_000)])
      expect(parseMoney(text, 'USD')).toBeNull()
    expect(performance.now() - started).toBeLessThan(500)
  })
})

describe('writing an amount', () => {
  test('groups thousands and leads with the symbol or the code', () => {
    expect(formatMoney(123456, 'USD')).toBe('$1,234.56')
    expect(formatMoney(-5, 'EUR')).toBe('−€0.05')
    expect(formatMoney(1200, 'JPY')).toBe('¥1,200')
    expect(formatMoney(100, 'CHF')).toBe('CHF 1.00')
    expect(plainMoney(-123456, 'USD')).toBe('-1234.56')
  })
})
