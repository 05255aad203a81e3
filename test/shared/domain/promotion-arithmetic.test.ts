import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compareExact, exact, exactFromDecimal, exactFromPercent, minus, ONE, plus, signOf, times, toFixedText, ZERO } from '../../../shared/base/exact.ts'
import { type Figure, figure, notAvailable } from '../../../shared/domain/figure.ts'
import { bogoRate, multiRate, type PromotedVolume, promotionFigures } from '../../../shared/domain/promotion-arithmetic.ts'

const shown = (value: Figure, places: number): string => (value.ok ? toFixedText(value.value, places) : value.error)
const percent = (value: Figure, places: number): string => (value.ok ? `${toFixedText(times(value.value, exact(100)), places)}%` : value.error)

interface VolumeFacts {
  baseline?: number
  liftPct?: number
  margin?: string
  rate?: string
}

const volume = ({ baseline = 1000, liftPct = 50, margin = '1.80', rate = '0.50' }: VolumeFacts = {}): PromotedVolume => ({
  baseline: figure(exact(baseline)),
  lift: figure(exactFromPercent(liftPct)),
  unitMargin: figure(exactFromDecimal(margin)),
  payPerUnit: figure(exactFromDecimal(rate)),
})

const FEE = figure(exact(400))

describe('the golden numbers: B = 1000, m = 1.80, r = 0.50, F = 400, scanned units pay', () => {
  test('break even at a lift of 69.23 %, 692.31 units', () => {
    const figures = promotionFigures([volume()], FEE)
    expect(percent(figures.breakEvenLift, 2)).toBe('69.23%')
    expect(shown(figures.breakEvenUnits, 2)).toBe('692.31')
  })

  test.each([
    [50, '1150.00', '900.00', '0.783', '-21.7%', '2.30'],
    [100, '1400.00', '1800.00', '1.286', '28.6%', '1.40'],
    [150, '1650.00', '2700.00', '1.636', '63.6%', '1.10'],
  ])('at a lift of %i %%: spend %s, incremental profit %s, ratio %s, net %s, a unit more costs %s', (liftPct, spend, profit, ratio, net, unitCost) => {
    const figures = promotionFigures([volume({ liftPct })], FEE)
    expect(shown(figures.totalSpend, 2)).toBe(spend)
    expect(shown(figures.incrementalProfit, 2)).toBe(profit)
    expect(shown(figures.roiRatio, 3)).toBe(ratio)
    expect(percent(figures.roiNet, 1)).toBe(net)
    expect(shown(figures.costPerIncrementalUnit, 2)).toBe(unitCost)
  })

  test('expect 1500 units of which 500 are incremental, at a lift of 50 %', () => {
    const { expectedUnits, incrementalUnits, variableSpend, fixedSpend } = promotionFigures([volume()], FEE)
    expect([shown(expectedUnits, 0), shown(incrementalUnits, 0), shown(variableSpend, 2), shown(fixedSpend, 2)]).toEqual(['1500', '500', '750.00', '400.00'])
  })
})

describe('figures that do not exist', () => {
  test('say that the allowance takes the whole margin, when r ≥ m', () => {
    for (const rate of ['1.80', '2.00']) {
      const figures = promotionFigures([volume({ rate })], FEE)
      expect(figures.breakEvenLift).toEqual(notAvailable('The allowance takes the whole unit margin: no lift breaks even.'))
      expect(figures.breakEvenUnits.ok).toBe(false)
      expect(figures.roiRatio.ok).toBe(true)
    }
  })

  test('say what is missing, and the others stay', () => {
    const figures = promotionFigures([{ ...volume(), lift: notAvailable('No expected lift.') }], FEE)
    expect(figures.roiRatio).toEqual(notAvailable('No expected lift.'))
    expect(figures.totalSpend).toEqual(notAvailable('No expected lift.'))
    expect(percent(figures.breakEvenLift, 2)).toBe('69.23%')
  })

  test('are never infinite: no spend, no increment, no baseline, no line', () => {
    expect(promotionFigures([volume({ rate: '0' })], figure(ZERO)).roiRatio).toEqual(notAvailable('Nothing is spent.'))
    expect(promotionFigures([volume({ liftPct: 0 })], FEE).costPerIncrementalUnit).toEqual(notAvailable('No unit is incremental.'))
    expect(promotionFigures([volume({ baseline: 0 })], FEE).breakEvenLift).toEqual(notAvailable('The baseline is zero.'))
    const fee = promotionFigures([], FEE)
    expect(shown(fee.totalSpend, 0)).toBe('400')
    expect(fee.roiRatio).toEqual(notAvailable('No line has a baseline.'))
  })
})

describe('the arithmetic', () => {
  const volumes = fc.record({
    baseline: fc.integer({ min: 1, max: 1_000_000 }),
    liftPct: fc.integer({ min: 1, max: 500 }),
    margin: fc.integer({ min: 1, max: 200_000 }).map((scaled) => (scaled / 10_000).toFixed(4)),
    rate: fc.integer({ min: 0, max: 200_000 }).map((scaled) => (scaled / 10_000).toFixed(4)),
  })
  const fees = fc.integer({ min: 1, max: 1_000_000 }).map((fee) => figure(exact(fee)))

  test('has profit equal to spend exactly at the break-even lift, over any number of groups', () => {
    fc.assert(
      fc.property(fc.array(volumes, { minLength: 1, maxLength: 4 }), fees, (facts, fee) => {
        const { breakEvenLift } = promotionFigures(facts.map(volume), fee)
        if (!breakEvenLift.ok) return
        const there = promotionFigures(
          facts.map((each) => ({ ...volume(each), lift: breakEvenLift })),
          fee,
        )
        expect(there.roiRatio.ok && compareExact(there.roiRatio.value, ONE)).toBe(0)
        expect(there.roiNet.ok && signOf(there.roiNet.value)).toBe(0)
      }),
    )
  })

  test('keeps the two conventions of ROI one apart and its parts adding up', () => {
    fc.assert(
      fc.property(fc.array(volumes, { minLength: 1, maxLength: 4 }), fees, (facts, fee) => {
        const { roiRatio, roiNet, totalSpend, variableSpend, fixedSpend, expectedUnits, baseline, incrementalUnits } = promotionFigures(facts.map(volume), fee)
        if (!roiRatio.ok || !roiNet.ok || !totalSpend.ok || !variableSpend.ok || !fixedSpend.ok || !expectedUnits.ok || !baseline.ok || !incrementalUnits.ok)
          throw new Error('every input is there')
        expect(compareExact(minus(roiRatio.value, roiNet.value), ONE)).toBe(0)
        expect(compareExact(totalSpend.value, plus(variableSpend.value, fixedSpend.value))).toBe(0)
        expect(compareExact(minus(expectedUnits.value, baseline.value), incrementalUnits.value)).toBe(0)
      }),
    )
  })
})

describe('offers as a rate per unit', () => {
  test('a free second one costs half the regular retail, by the share we fund', () => {
    expect(shown(bogoRate(exactFromDecimal('3.99')), 4)).toBe('1.9950')
    expect(shown(bogoRate(exactFromDecimal('4.00'), { share: exact(1, 2) }), 2)).toBe('1.00')
    expect(shown(bogoRate(exactFromDecimal('4.00'), { buy: 2, get: 1 }), 4)).toBe('1.3333')
    expect(shown(bogoRate(exactFromDecimal('4.00'), { off: exact(1, 2) }), 2)).toBe('1.00')
    expect(bogoRate(exactFromDecimal('4.00'), { buy: 0 }).ok).toBe(false)
  })

  test('2 for $5 costs the regular retail less 2.50', () => {
    expect(shown(multiRate(exactFromDecimal('3.99'), 2, exact(5)), 2)).toBe('1.49')
    expect(shown(multiRate(exactFromDecimal('3.99'), 2, exact(5), exact(1, 2)), 3)).toBe('0.745')
    expect(multiRate(exactFromDecimal('2.50'), 2, exact(5))).toEqual(notAvailable('The promoted retail is not below the regular one.'))
  })
})
