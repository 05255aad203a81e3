import { describe, expect, test } from 'vitest'
import { toFixedText } from '../../../shared/base/exact.ts'
import { parseMoney } from '../../../shared/base/parse-money.ts'
import { type Figure, notAvailable } from '../../../shared/domain/figure.ts'
import {
  figuresOfLines,
  fixedSpend,
  groupEconomics,
  type ItemEconomics,
  type LineContext,
  type LineTerms,
  unitRate,
} from '../../../shared/domain/line-figures.ts'
import { sampleAccounts, sampleItems, samplePromotions, sampleSummary } from '../../support/sample.ts'

const shown = (value: Figure, places = 2): string => (value.ok ? toFixedText(value.value, places) : value.error)

const line = (terms: Partial<LineTerms> = {}): LineTerms => ({
  itemGroup: 'CHIPS-8OZ',
  mechanic: 'SCAN',
  rate: '0.50',
  rateBasis: 'per_unit',
  lump: null,
  regularRetail: { multiple: 1, price: 399 },
  promoRetail: null,
  baselinePerWeek: 1000,
  expectedLiftPct: 50,
  ...terms,
})

/** Twelve to a case: 1.80 a unit between list and cost. */
const economics: ItemEconomics = { casePack: 12, listCost: 4320, cogs: 2160 }
const context = (facts: Partial<LineContext> = {}): LineContext => ({
  windows: { inStore: { from: '2027-02-03', to: '2027-02-09' } },
  storeCount: 40,
  currency: 'USD',
  economicsOf: () => economics,
  ...facts,
})

describe('a line', () => {
  test('with a lump beside its rate gives the golden numbers', () => {
    const figures = figuresOfLines([line({ lump: 40_000 })], context())
    expect([shown(figures.totalSpend), shown(figures.roiRatio, 3), shown(figures.costPerIncrementalUnit), shown(figures.breakEvenUnits)]).toEqual([
      '1150.00',
      '0.783',
      '2.30',
      '692.31',
    ])
  })

  test('has its baseline by the days of the in-store window', () => {
    const nineDays = context({ windows: { inStore: { from: '2027-02-03', to: '2027-02-11' } } })
    expect(shown(figuresOfLines([line()], nineDays).baseline, 3)).toBe('1285.714')
  })

  test.each([
    ['per_unit', '0.0375', '0.0375', '0.00'],
    ['per_case', '6.00', '0.5000', '0.00'],
    ['pct_list', '10', '0.3600', '0.00'],
    ['lump', '5000', '0.0000', '5000.00'],
    ['per_store', '8.00', '0.0000', '320.00'],
    ['per_week', '250', '0.0000', '250.00'],
  ] as const)('with a rate %s of %s pays %s a unit and %s fixed', (rateBasis, rate, unit, fixed) => {
    expect(shown(unitRate(line({ rate, rateBasis }), context()), 4)).toBe(unit)
    expect(shown(fixedSpend(line({ rate, rateBasis }), context()))).toBe(fixed)
  })

  test('of an offer without a rate works the rate out from the retails', () => {
    expect(shown(unitRate(line({ mechanic: 'BOGO', rate: null, rateBasis: null }), context()), 3)).toBe('1.995')
    expect(shown(unitRate(line({ mechanic: 'MULTI', rate: null, rateBasis: null, promoRetail: { multiple: 2, price: 500 } }), context()))).toBe('1.49')
    expect(unitRate(line({ mechanic: 'BOGO', rate: null, rateBasis: null, regularRetail: null }), context()).ok).toBe(false)
  })

  test('pays only the units scanned inside its own scan-back window', () => {
    const windows = { inStore: { from: '2027-02-03', to: '2027-02-16' }, scanBack: { from: '2027-02-03', to: '2027-02-09' } }
    expect(shown(figuresOfLines([line()], context({ windows })).variableSpend)).toBe('750.00')
    expect(shown(figuresOfLines([line({ mechanic: 'OI' })], context({ windows })).variableSpend)).toBe('1500.00')
  })

  test('says what it lacks', () => {
    expect(unitRate(line({ rateBasis: null }), context())).toEqual(notAvailable('The rate has no basis.'))
    expect(figuresOfLines([line({ baselinePerWeek: null })], context()).roiRatio).toEqual(notAvailable('No baseline for CHIPS-8OZ.'))
    expect(figuresOfLines([line()], context({ windows: {} })).baseline).toEqual(notAvailable('No in-store dates.'))
    expect(fixedSpend(line({ rateBasis: 'per_store' }), context({ storeCount: 0 }))).toEqual(notAvailable('The account has no store count.'))
    expect(unitRate(line({ rateBasis: 'per_case' }), context({ economicsOf: () => null })).ok).toBe(false)
    expect(unitRate(line({ rateBasis: 'per_case' }), context({ economicsOf: () => ({ ...economics, casePack: 0 }) }))).toEqual(
      notAvailable('The case pack of CHIPS-8OZ is not known.'),
    )
  })
})

describe('a promotion of several lines', () => {
  test('counts the units of one group once and adds its allowances up', () => {
    const figures = figuresOfLines([line(), line({ mechanic: 'OI', rate: '3.60', rateBasis: 'per_case' })], context())
    expect([shown(figures.baseline, 0), shown(figures.incrementalUnits, 0), shown(figures.variableSpend)]).toEqual(['1000', '500', '1200.00'])
    expect(figures.breakEvenLift.ok).toBe(true)
  })

  test('adds up over groups, and a fee without volume is only a cost', () => {
    const fee = line({ mechanic: 'AD', itemGroup: '', rate: null, rateBasis: 'lump', lump: 250_000, baselinePerWeek: null, expectedLiftPct: null })
    const figures = figuresOfLines([line(), line({ itemGroup: 'SALSA-16OZ' }), fee], context())
    expect([shown(figures.baseline, 0), shown(figures.variableSpend), shown(figures.fixedSpend), shown(figures.incrementalProfit)]).toEqual([
      '2000',
      '1500.00',
      '2500.00',
      '1800.00',
    ])
  })
})

describe('the items of a group', () => {
  test('are one when they agree, and unknown when they do not', () => {
    expect(groupEconomics([economics, { ...economics }])).toEqual(economics)
    expect(groupEconomics([economics, { ...economics, cogs: 2000 }])).toBeNull()
    expect(groupEconomics([])).toBeNull()
  })
})

describe('the sample year', () => {
  test('has a spend and a return for each of its 169 promotions, but for coupons of unknown redemption', () => {
    const stores = new Map(sampleAccounts().map((row) => [row.Account, Number(row.Stores)]))
    const items = sampleItems()
    const economicsOf = (itemGroup: string): ItemEconomics | null =>
      groupEconomics(
        items
          .filter((row) => row['Promoted group'] === itemGroup)
          .map((row) => ({
            casePack: Number(row['Case pack']),
            listCost: parseMoney(row['List cost/case']!, 'USD'),
            cogs: parseMoney(row['COGS/case']!, 'USD'),
          })),
      )
    const promotions = samplePromotions().map(sampleSummary)
    expect(promotions).toHaveLength(169)
    for (const { lines, inStore, order, accountId } of promotions) {
      const figures = figuresOfLines(lines, context({ windows: { inStore, order }, storeCount: stores.get(accountId)!, economicsOf }))
      // The file says nothing of how many coupons are redeemed, and so nobody can say what they cost.
      if (lines.some(({ mechanic }) => mechanic === 'DCPN')) {
        expect(shown(figures.totalSpend)).toMatch(/^No redemption % for /)
        continue
      }
      expect(shown(figures.totalSpend)).toMatch(/^\d+\.\d\d$/)
      expect(shown(figures.roiRatio)).toMatch(/^\d+\.\d\d$/)
    }
  })
})
