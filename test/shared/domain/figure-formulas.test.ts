import { describe, expect, test } from 'vitest'
import { compareExact, type Exact, exact, minus, over, plus, times, toFixedText } from '../../../shared/base/exact.ts'
import type { Figure } from '../../../shared/domain/figure.ts'
import { explain, type FigureKey, FORMULAS, figureLabel } from '../../../shared/domain/figure-formulas.ts'
import { countedPromotion, totalsOf } from '../../../shared/domain/figure-totals.ts'
import { figuresOfLines, type LineContext, type LineTerms } from '../../../shared/domain/line-figures.ts'

const line = (terms: Partial<LineTerms> = {}): LineTerms => ({
  itemGroup: 'CHIPS-8OZ',
  mechanic: 'SCAN',
  rate: '0.50',
  rateBasis: 'per_unit',
  lump: null,
  regularRetail: { multiple: 1, price: 399 },
  promoRetail: { multiple: 2, price: 600 },
  baselinePerWeek: 1000,
  expectedLiftPct: 50,
  ...terms,
})
const WEEK = { from: '2027-02-03', to: '2027-02-09' }
/** Twelve to a case: 3.60 a unit at list, 1.80 of it margin. */
const context = (facts: Partial<LineContext> = {}): LineContext => ({
  windows: { inStore: WEEK },
  storeCount: 40,
  currency: 'USD',
  economicsOf: () => ({ casePack: 12, listCost: 4320, cogs: 2160 }),
  ...facts,
})
const shown = (value: Figure, places = 2): string => (value.ok ? toFixedText(value.value, places) : value.error)
const of = (lines: readonly LineTerms[], facts: Partial<LineContext> = {}) => figuresOfLines(lines, context(facts))

describe('C1: golden numbers (DOMAIN §6): B 1,000, m 1.80, r 0.50, F 400', () => {
  test.each([
    [50, '1150.00', '900.00', '0.783', '-21.7', '2.30'],
    [100, '1400.00', '1800.00', '1.286', '28.6', '1.40'],
    [150, '1650.00', '2700.00', '1.636', '63.6', '1.10'],
  ])('at a lift of %i %%', (expectedLiftPct, spend, profit, ratio, net, perUnit) => {
    const figures = of([line({ expectedLiftPct, lump: 40_000 })])
    expect(shown(figures.totalSpend)).toBe(spend)
    expect(shown(figures.incrementalProfit)).toBe(profit)
    expect(shown(figures.roiRatio, 3)).toBe(ratio)
    expect(figures.roiNet.ok && toFixedText(times(figures.roiNet.value, exact(100)), 1)).toBe(net)
    expect(shown(figures.costPerIncrementalUnit)).toBe(perUnit)
    expect(shown(figures.breakEvenLift, 4)).toBe('0.6923')
    expect(shown(figures.breakEvenUnits)).toBe('692.31')
  })

  test('break even exactly where the formula says, and nowhere when the rate takes the margin', () => {
    const atBreakEven = of([line({ expectedLiftPct: null, expectedUnits: 1600, lump: 10_000, rate: '0.60', rateBasis: 'per_unit' })])
    const { breakEvenLift } = atBreakEven
    expect(shown(breakEvenLift, 4)).toBe('0.5833')
    expect(shown(of([line({ rate: '1.80' })]).breakEvenLift)).toBe('The allowance takes the whole unit margin: no lift breaks even.')
    expect(shown(of([line({ baselinePerWeek: 0 })]).breakEvenLift)).toBe('The baseline is zero.')
  })
})

describe('units that pay', () => {
  test('are those shipped in the order window, with what is bought ahead', () => {
    const order = { from: '2027-01-13', to: '2027-02-02' }
    const figures = of([line({ mechanic: 'OI' })], { windows: { inStore: WEEK, order } })
    expect([shown(figures.expectedUnits, 0), shown(figures.variableSpend)]).toEqual(['1500', '1750.00'])
    expect(shown(of([line({ mechanic: 'OI', payBasis: 'scanned' })], { windows: { inStore: WEEK, order } }).variableSpend)).toBe('0.00')
  })

  test('are the coupons redeemed, at their face and handling', () => {
    const coupon = line({ mechanic: 'DCPN', rate: null, rateBasis: null, couponFace: 75, couponHandling: 8, redemptionPct: 4 })
    expect(shown(of([coupon]).variableSpend)).toBe('49.80')
    expect(shown(of([{ ...coupon, redemptionPct: null }]).variableSpend)).toBe('No redemption % for CHIPS-8OZ.')
  })

  test('end at a cap in units or money, beyond which one more costs nothing', () => {
    expect(shown(of([line({ capUnits: 1200 })]).variableSpend)).toBe('600.00')
    const capped = of([line({ capAmount: 30_000 })])
    expect(shown(capped.variableSpend)).toBe('300.00')
    expect(shown(capped.breakEvenLift, 4)).toBe('0.1667')
    expect(shown(of([line({ capUnits: 5000, capAmount: 90_000 })]).variableSpend)).toBe('750.00')
  })

  test('of a line with dates of its own are those of its dates', () => {
    const twoWeeks = { windows: { inStore: { from: '2027-02-03', to: '2027-02-16' } } }
    expect(shown(of([line()], twoWeeks).variableSpend)).toBe('1500.00')
    expect(shown(of([line({ window: WEEK })], twoWeeks).variableSpend)).toBe('750.00')
  })

  test('may be typed instead of a lift', () => {
    const figures = of([line({ expectedLiftPct: null, expectedUnits: 1600 })])
    expect([shown(figures.expectedUnits, 0), shown(figures.incrementalUnits, 0), shown(figures.lift, 2), shown(figures.variableSpend)]).toEqual([
      '1600',
      '600',
      '0.60',
      '800.00',
    ])
    const without = of([line({ expectedLiftPct: null, expectedUnits: 1600, baselinePerWeek: null })])
    expect([shown(without.variableSpend), shown(without.incrementalUnits)]).toEqual(['800.00', 'No baseline for CHIPS-8OZ.'])
  })

  test('of every line of a group are those of the group, whichever line says how many', () => {
    const figures = of([line({ mechanic: 'TPR', rate: null, rateBasis: null }), line({ baselinePerWeek: null, expectedLiftPct: null })])
    expect(shown(figures.variableSpend)).toBe('750.00')
  })
})

describe('prices', () => {
  const terms = [
    { name: 'Everyday', basis: 'pct_gross', rate: '10', window: null },
    { name: 'Freight', basis: 'per_case', rate: '1.20', window: null },
    { name: 'Prompt pay', basis: 'pct_net', rate: '2', window: null },
    { name: 'Long ago', basis: 'per_unit', rate: '1.00', window: { from: '2020-01-01', to: '2020-12-31' } },
  ] as const

  test('net of the standing terms in force are what a percentage of net is of, and what is earned', () => {
    // 3.60 − 0.36 − 0.10 = 3.14; less 2 % = 3.0772; less 1.80 cost.
    const figures = of([line({ mechanic: 'OI', rate: '10', rateBasis: 'pct_net' })], { terms })
    expect([shown(figures.variableSpend, 4), shown(figures.incrementalProfit, 2)]).toEqual(['461.5800', '638.60'])
    expect(shown(of([line({ mechanic: 'OI', rate: '10', rateBasis: 'pct_list' })], { terms }).variableSpend)).toBe('540.00')
    expect([shown(figures.grossSales), shown(figures.netPriceSales), shown(figures.netSales)]).toEqual(['5400.00', '4615.80', '4154.22'])
  })

  test('on the shelf give the retailer’s margin and how much is passed on', () => {
    const figures = of([line({ rate: '0.90' })])
    // 3.00 − (3.60 − 0.90) = 0.30.
    expect([shown(figures.retailerPennyMargin), shown(figures.retailerMargin, 2), shown(figures.passThrough, 4)]).toEqual(['0.30', '0.10', '1.1000'])
    expect(shown(of([line({ promoRetail: null })]).retailerMargin)).toBe('No promoted retail.')
    expect(shown(of([line({ rate: null })]).passThrough)).toBe('No allowance to pass on.')
    expect(shown(of([line(), line({ itemGroup: 'SALSA-16OZ' })]).retailerMargin)).toBe('Each group has its own: look at the lines.')
  })

  test('of an offer follow its ratio and the share we fund', () => {
    const bogo = line({ mechanic: 'BOGO', rate: null, rateBasis: null })
    const rateOf = (terms: Partial<LineTerms>) => {
      const [volume] = of([{ ...bogo, ...terms }]).volumes
      return shown(volume!.unitRate!, 4)
    }
    expect([
      rateOf({}),
      rateOf({ fundedPct: 50 }),
      rateOf({ bogo: { buy: 2, get: 1, offPct: 100 } }),
      rateOf({ bogo: { buy: 1, get: 1, offPct: 50 } }),
    ]).toEqual(['1.9950', '0.9975', '1.3300', '0.9975'])
    expect(rateOf({ mechanic: 'MULTI', promoRetail: { multiple: 2, price: 500 }, fundedPct: 60 })).toBe('0.8940')
  })

  test('tell how much would have been sold anyway, and what a unit of money brings', () => {
    const figures = of([line({ lump: 40_000 })])
    expect([shown(figures.subsidisedVolume, 4), shown(figures.efficiency, 3), shown(figures.spendRate, 4), shown(figures.likelyUnits, 0)]).toEqual([
      '0.6667',
      '1.565',
      '0.2130',
      '1500',
    ])
    expect(shown(of([line()], { confidence: 60 }).likelyUnits, 0)).toBe('900')
  })
})

describe('C1: showing the arithmetic', () => {
  const symbolOf = (figures: ReturnType<typeof of>, key: FigureKey): Exact => {
    const figure = figures[key]
    if (!figure.ok) throw new Error(figure.error)
    return figure.value
  }

  test('every figure has a formula, a unit and a name that says which convention it is', () => {
    const figures = of([line({ lump: 40_000 })])
    const { volumes: _, ...keyed } = figures
    expect(Object.keys(FORMULAS).sort()).toEqual(Object.keys(keyed).sort())
    expect([figureLabel('roiRatio'), figureLabel('roiNet')]).toEqual(['ROI ratio (break-even 1.0)', 'ROI net (break-even 0 %)'])
    for (const key of Object.keys(FORMULAS) as FigureKey[]) expect(explain(figures, key).result).toBe(figures[key])
  })

  test('holds: the terms, put into the formula, give the figure', () => {
    const figures = of([line({ lump: 40_000 })])
    const value = (key: FigureKey) => symbolOf(figures, key)
    const checks: [FigureKey, Exact][] = [
      ['incrementalUnits', minus(value('expectedUnits'), value('baseline'))],
      ['totalSpend', plus(value('variableSpend'), value('fixedSpend'))],
      ['roiRatio', over(value('incrementalProfit'), value('totalSpend'))],
      ['roiNet', over(minus(value('incrementalProfit'), value('totalSpend')), value('totalSpend'))],
      ['breakEvenUnits', times(value('baseline'), value('breakEvenLift'))],
      ['costPerIncrementalUnit', over(value('totalSpend'), value('incrementalUnits'))],
      ['subsidisedVolume', over(value('baseline'), value('expectedUnits'))],
      ['netSales', minus(value('netPriceSales'), value('totalSpend'))],
    ]
    for (const [key, expected] of checks) expect(compareExact(value(key), expected), key).toBe(0)
    const [volume] = explain(figures, 'breakEvenLift').volumes
    const terms = Object.fromEntries(volume!.terms.map(({ symbol, figure }) => [symbol, figure.ok ? figure.value : exact(0)]))
    const [fixed, baseline] = [value('fixedSpend'), value('baseline')]
    const lift = over(plus(terms.r!, over(fixed, baseline)), minus(terms.m!, terms.r!))
    expect(compareExact(value('breakEvenLift'), lift)).toBe(0)
  })

  test('says why there is none', () => {
    const explanation = explain(of([line({ baselinePerWeek: null })]), 'roiRatio')
    expect(explanation.result).toEqual({ ok: false, error: 'No baseline for CHIPS-8OZ.' })
    expect(explanation.terms.map(({ symbol, figure }) => [symbol, figure.ok])).toEqual([
      ['P', false],
      ['S', false],
    ])
  })
})

describe('C1: totals', () => {
  const twoWeeks = { inStore: { from: '2027-02-24', to: '2027-03-09' } }
  const first = () => countedPromotion([line({ lump: 40_000 })], context())
  const second = () => countedPromotion([line()], context({ windows: twoWeeks }))

  test('add amounts up and work the ratios out of the sums', () => {
    const { totals, promotions, unknown } = totalsOf([first(), second()], null)
    expect([shown(totals.totalSpend), shown(totals.incrementalProfit), shown(totals.roiRatio, 4), shown(totals.baseline, 0)]).toEqual([
      '2650.00',
      '2700.00',
      '1.0189',
      '3000',
    ])
    expect([promotions, unknown.incrementalProfit]).toEqual([2, 0])
  })

  test('of a period count the days that fall into it, spend by the window it accrues in', () => {
    const order = { from: '2027-01-13', to: '2027-02-02' }
    const ahead = countedPromotion([line({ mechanic: 'OI', baselinePerWeek: 1000 })], context({ windows: { inStore: WEEK, order } }))
    const january = totalsOf([first(), second(), ahead], { from: '2027-01-01', to: '2027-01-31' })
    expect([january.promotions, shown(january.totals.totalSpend), shown(january.totals.baseline, 0)]).toEqual([1, '1583.33', '0'])
    const march = totalsOf([first(), second(), ahead], { from: '2027-03-01', to: '2027-03-31' })
    expect([march.promotions, shown(march.totals.variableSpend), shown(march.totals.expectedUnits, 0)]).toEqual([1, '964.29', '1929'])
    const parts = ['2027-01', '2027-02', '2027-03'].map((month) =>
      totalsOf([first(), second(), ahead], { from: `${month}-01`, to: `${month}-${month === '2027-02' ? '28' : '31'}` }),
    )
    const whole = totalsOf([first(), second(), ahead], null).totals.totalSpend
    const added = parts.reduce((sum, { totals }) => plus(sum, totals.totalSpend.ok ? totals.totalSpend.value : exact(0)), exact(0))
    expect(whole.ok && compareExact(whole.value, added)).toBe(0)
  })

  test('say how many promotions are missing from them', () => {
    const vague = countedPromotion([line({ expectedLiftPct: null })], context())
    const { totals, unknown, promotions } = totalsOf([first(), vague], null)
    expect([promotions, unknown.expectedUnits, unknown.baseline, shown(totals.expectedUnits, 0)]).toEqual([2, 1, 0, '1500'])
  })

  test('of nothing are nothing, with reasons instead of ratios', () => {
    const { totals } = totalsOf([], null)
    expect([shown(totals.totalSpend), shown(totals.roiRatio), shown(totals.lift)]).toEqual(['0.00', 'Nothing is spent.', 'The baseline is zero.'])
  })
})
