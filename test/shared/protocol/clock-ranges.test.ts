// Sets of clocks as ranges, against plain sets.

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { clocksIn, normalRanges, rangesBefore, withoutRanges, withRanges } from '../../../shared/protocol/clock-ranges.ts'

const pairs = fc
  .array(fc.tuple(fc.nat({ max: 60 }), fc.integer({ min: 1, max: 9 })), { maxLength: 14 })
  .map((list) => list.flatMap(([from, length]) => [from, from + length]))

const setOf = (ranges: readonly number[]): Set<number> => {
  const clocks = new Set<number>()
  for (let i = 0; i < ranges.length; i += 2) for (let clock = ranges[i]!; clock < ranges[i + 1]!; clock++) clocks.add(clock)
  return clocks
}
const sorted = (clocks: Iterable<number>) => [...clocks].sort((a, b) => a - b)

const expectNormal = (ranges: readonly number[]) => {
  for (let i = 1; i < ranges.length; i++) expect(ranges[i]!).toBeGreaterThan(ranges[i - 1]!)
}

test('any pairs become sorted ranges that do not touch', () => {
  fc.assert(
    fc.property(pairs, (any) => {
      const ranges = normalRanges(any)
      expectNormal(ranges)
      expect(setOf(ranges)).toEqual(new Set(sorted(setOf(any))))
      expect(clocksIn(ranges)).toBe(setOf(any).size)
    }),
  )
})

test('what is left without the known is the difference of sets', () => {
  fc.assert(
    fc.property(pairs, pairs, (a, b) => {
      const known = setOf(b)
      const left = withoutRanges(normalRanges(a), normalRanges(b))
      expectNormal(left)
      expect(sorted(setOf(left))).toEqual(sorted(setOf(a)).filter((clock) => !known.has(clock)))
    }),
  )
})

test('both together are the union of sets, however they come', () => {
  fc.assert(
    fc.property(fc.array(pairs, { maxLength: 6 }), (all) => {
      const joined = all.reduce<number[]>((known, more) => withRanges(known, normalRanges(more)), [])
      expectNormal(joined)
      expect(sorted(setOf(joined))).toEqual(sorted(setOf(all.flat())))
    }),
  )
})

test('what lies before a clock is cut there', () => {
  fc.assert(
    fc.property(pairs, fc.nat({ max: 70 }), (any, end) => {
      const before = rangesBefore(normalRanges(any), end)
      expect(sorted(setOf(before))).toEqual(sorted(setOf(any)).filter((clock) => clock < end))
    }),
  )
})

test('thirty thousand ranges are joined and told apart without a pause', () => {
  const even = Array.from({ length: 30_000 }, (_, index) => [index * 4, index * 4 + 1]).flat()
  const odd = Array.from({ length: 30_000 }, (_, index) => [index * 4 + 2, index * 4 + 3]).flat()
  const started = performance.now()
  const both = withRanges([...even], odd)
  expect(withoutRanges(odd, both)).toEqual([])
  expect(withoutRanges(both, even)).toEqual(odd)
  expect(performance.now() - started).toBeLessThan(1_500)
})
