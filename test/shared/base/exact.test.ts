import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  compareExact,
  type Exact,
  exact,
  exactFromDecimal,
  exactFromMinor,
  exactFromPercent,
  least,
  minus,
  ONE,
  over,
  plus,
  reduced,
  roundedTo,
  signOf,
  sum,
  times,
  toFixedText,
  toMinor,
  toNumber,
  ZERO,
} from '../../../shared/base/exact.ts'

const whole = fc.integer({ min: -1_000_000, max: 1_000_000 })
const anyExact = fc.tuple(whole, fc.integer({ min: 1, max: 10_000 })).map(([value, divisor]) => exact(value, divisor))
const isEqual = (a: Exact, b: Exact): boolean => compareExact(a, b) === 0

describe('an exact number', () => {
  test('obeys the laws of arithmetic', () => {
    fc.assert(
      fc.property(anyExact, anyExact, anyExact, (a, b, c) => {
        expect(isEqual(plus(a, b), plus(b, a))).toBe(true)
        expect(isEqual(times(a, plus(b, c)), plus(times(a, b), times(a, c)))).toBe(true)
        expect(isEqual(minus(plus(a, b), b), a)).toBe(true)
        if (signOf(b) !== 0) expect(isEqual(times(over(a, b), b), a)).toBe(true)
        expect(isEqual(reduced(a), a)).toBe(true)
        expect(isEqual(sum([a, b, c]), plus(a, plus(b, c)))).toBe(true)
        expect(compareExact(least(a, b), a)).not.toBe(1)
      }),
    )
  })

  test('adds thirds and tenths without a trace of a float', () => {
    const third = exact(1, 3)
    expect(isEqual(plus(third, plus(third, third)), ONE)).toBe(true)
    expect(isEqual(plus(exactFromDecimal('0.1'), exactFromDecimal('0.2')), exactFromDecimal('0.3'))).toBe(true)
    expect(isEqual(exactFromPercent(62.5), exact(5, 8))).toBe(true)
    expect(isEqual(exactFromPercent(Number.NaN), ZERO)).toBe(true)
  })

  test('rounds once, a half away from zero', () => {
    expect(roundedTo(exact(5, 1000), 2)).toBe(1n)
    expect(roundedTo(exact(-5, 1000), 2)).toBe(-1n)
    expect(roundedTo(exact(4999, 1_000_000), 2)).toBe(0n)
    expect(toMinor(exact(10, 3), 'USD')).toBe(333)
    expect(toMinor(exactFromMinor(1999, 'USD'), 'USD')).toBe(1999)
    expect(toNumber(exact(9, 13), 4)).toBe(0.6923)
    expect([toFixedText(exact(-217, 1000), 1), toFixedText(exact(1, 2), 0), toFixedText(exact(3, 100), 2)]).toEqual(['-0.2', '1', '0.03'])
  })

  test('refuses a division by zero and a float as programmer errors', () => {
    expect(() => over(ONE, ZERO)).toThrow('division by zero')
    expect(() => exact(1, 0)).toThrow()
    expect(() => exact(0.5)).toThrow()
  })
})
