import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, type DateWindow } from '../../../shared/base/civil.ts'
import type { LineTerms } from '../../../shared/domain/line-figures.ts'
import { accrueBy, plannedSpend, type SpendOverTime, spendByBucket } from '../../../shared/domain/promotion-spend.ts'
import { fiscalYear } from '../../../shared/domain/weeks/fiscal-year.ts'
import { weekSystemById } from '../../../shared/domain/weeks/week-system-presets.ts'

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)

/** Contiguous buckets from a date on, of the given lengths. */
const bucketsFrom = (from: string, lengths: readonly number[]): DateWindow[] => {
  let day = from
  return lengths.map((length) => {
    const bucket = { from: day, to: addDays(day, length - 1) }
    day = addDays(day, length)
    return bucket
  })
}

const lengths = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 20 })
const spends = fc
  .tuple(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 0, max: 90 }), fc.integer({ min: -1_000_000_000, max: 1_000_000_000 }))
  .map(([from, days, minor]): SpendOverTime => ({ window: { from: addDays('2027-01-01', from), to: addDays('2027-01-01', from + days) }, minor }))

describe('spend over time', () => {
  test('accrues by the days of the window in each period', () => {
    const periods = [
      { from: '2027-01-31', to: '2027-02-27' },
      { from: '2027-02-28', to: '2027-04-03' },
    ]
    expect(accrueBy({ window: { from: '2027-02-24', to: '2027-03-09' }, minor: 140_000 }, periods)).toEqual([40_000, 100_000])
    expect(accrueBy({ window: { from: '2027-05-01', to: '2027-05-02' }, minor: 100 }, periods)).toEqual([0, 0])
  })

  test('adds up to the cent however it is cut', () => {
    expect(sum(accrueBy({ window: { from: '2027-01-01', to: '2027-01-03' }, minor: 100 }, bucketsFrom('2027-01-01', [1, 1, 1])))).toBe(100)
    fc.assert(
      fc.property(spends, lengths, (spend, cut) => {
        const covering = bucketsFrom('2027-01-01', [...cut, 1000])
        expect(sum(accrueBy(spend, covering))).toBe(spend.minor)
        for (const part of accrueBy(spend, covering)) expect(part * Math.sign(spend.minor)).toBeGreaterThanOrEqual(0)
      }),
    )
  })

  test('stays exact for the largest amount over the longest window there can be', () => {
    const spend = { window: { from: '0000-01-01', to: '9999-12-31' }, minor: 999_999_999_999 }
    expect(sum(accrueBy(spend, bucketsFrom('0000-01-01', [1_000_000, 1_000_000, 1_652_425])))).toBe(999_999_999_999)
  })

  test('sums many into buckets as one by one', () => {
    fc.assert(
      fc.property(fc.array(spends, { maxLength: 12 }), lengths, (many, cut) => {
        const buckets = bucketsFrom('2027-02-01', cut)
        const oneByOne = buckets.map((_, index) => sum(many.map((spend) => accrueBy(spend, buckets)[index]!)))
        expect(spendByBucket(many, buckets)).toEqual(oneByOne.map((value) => value + 0))
      }),
    )
  })

  test('falls into the periods of an account’s fiscal year', () => {
    const { periods } = fiscalYear(weekSystemById('nrf-454')!, 2027)
    const totals = spendByBucket(
      [{ window: { from: '2027-02-24', to: '2027-03-09' }, minor: 140_000 }],
      periods.map(({ start, end }) => ({ from: start, to: end })),
    )
    expect(totals.slice(0, 3)).toEqual([40_000, 100_000, 0])
    expect(totals).toHaveLength(12)
  })
})

describe('planned spend of a promotion', () => {
  const line = (terms: Partial<LineTerms>): LineTerms => ({
    itemGroup: 'CHIPS-8OZ',
    mechanic: 'SCAN',
    rate: '0.50',
    rateBasis: 'per_unit',
    lump: null,
    regularRetail: null,
    promoRetail: null,
    baselinePerWeek: 1000,
    expectedLiftPct: 50,
    ...terms,
  })
  const context = {
    windows: { inStore: { from: '2027-02-03', to: '2027-02-09' }, order: { from: '2027-01-13', to: '2027-02-02' }, ad: null },
    storeCount: 10,
    currency: 'USD',
    economicsOf: () => null,
  }

  test('lies in the window each line pays in, and counts what is not known yet', () => {
    const lines = [line({}), line({ mechanic: 'OI' }), line({ mechanic: 'AD', rate: null, rateBasis: 'lump', lump: 5000 }), line({ rateBasis: null })]
    expect(plannedSpend(lines, context)).toEqual({
      spends: [
        { window: context.windows.inStore, minor: 75_000 },
        // 1,500 sold, and the baseline of the two weeks by which the order window is longer, bought ahead at the promoted price.
        { window: context.windows.order, minor: 175_000 },
        { window: context.windows.inStore, minor: 5000 },
      ],
      unknown: 1,
    })
  })
})
