import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { addDays } from '../../../../shared/base/civil.ts'
import { factsPath, parseDocumentPath } from '../../../../shared/base/document-path.ts'
import { exact, toFixedText } from '../../../../shared/base/exact.ts'
import { addRow } from '../../../../shared/commands/rows.ts'
import { factsDoc } from '../../../../shared/docs/facts.ts'
import { baselineAlternatives, baselineBy, outOfStockWeeks } from '../../../../shared/domain/actuals/baseline.ts'
import { chartWeeks } from '../../../../shared/domain/actuals/fact-weeks.ts'
import { priceDips, weeksInStore } from '../../../../shared/domain/actuals/promoted-weeks.ts'
import { planAttainment, promotionActual, unitsIn } from '../../../../shared/domain/actuals/promotion-actual.ts'
import { type FactSeriesRow, subjectsOf, type WeekFact, weeksOf } from '../../../../shared/domain/actuals/weekly-facts.ts'
import type { Figure } from '../../../../shared/domain/figure.ts'
import type { LineTerms } from '../../../../shared/domain/line-figures.ts'
import { contextFor, copyOf, meet, replica } from '../../../support/replicas.ts'

const shown = (value: Figure, places = 2): string => (value.ok ? toFixedText(value.value, places) : value.error)
const START = '2025-01-05'
const weekAt = (index: number) => addDays(START, (index - 1) * 7)
const facts = (values: readonly (number | null)[], source = 'pos'): WeekFact[] =>
  values.flatMap((value, index) => (value === null ? [] : [{ week: weekAt(index + 1), value: exact(value), source }]))

/** The file as it is: carriage returns only, weeks by number, four brands wide. */
const orangeJuice = (() => {
  const [head = '', ...lines] = readFileSync(new URL('../../../data/pos-orange-juice-116-weeks.csv', import.meta.url), 'utf8')
    .trim()
    .split('\r')
  const columns = head.split(',')
  const read = (column: string): WeekFact[] =>
    lines.map((line) => {
      const cells = line.split(',')
      const [whole = '0', places = ''] = (cells[columns.indexOf(column)] ?? '').split('.')
      return { week: weekAt(Number(cells[0])), value: exact(Number(whole + places), 10 ** places.length), source: 'pos' }
    })
  return {
    units: read('TropSales'),
    prices: read('PriceTrop'),
    others: ['FolridaSales', 'MMSales', 'PLSales'].map((subject) => ({ subject, weeks: read(subject), promoted: new Set<string>() })),
  }
})()
const numberOf = (week: string): number => Math.round((Date.parse(week) - Date.parse(START)) / 604_800_000) + 1

const LINE: LineTerms = {
  itemGroup: 'TROP',
  mechanic: 'SCAN',
  rate: '0.50',
  rateBasis: 'per_unit',
  lump: 40_000,
  regularRetail: null,
  promoRetail: null,
  baselinePerWeek: 900,
  expectedLiftPct: 50,
}
const CONTEXT = { windows: {}, storeCount: 1, currency: 'USD', economicsOf: () => ({ casePack: 12, listCost: 4320, cogs: 2160 }) }

describe('weekly facts', () => {
  const PATH = factsPath('marlow', 2026)
  const series = (facts: Partial<FactSeriesRow>) => ({
    subject: 'CHIPS-8OZ',
    measure: 'units' as const,
    source: 'pos.csv',
    importedAt: '2026-11-01T10:00:00Z',
    start: '2026-10-04',
    values: [10, 20, 30],
    ...facts,
  })

  test('stand in one document an account and civil year, whose path the relay knows (D8)', () => {
    expect(parseDocumentPath(PATH)).toEqual({ kind: 'facts', accountId: 'marlow', year: 2026 })
    for (const path of ['accounts/marlow/facts', 'accounts/marlow/facts/26', 'accounts/marlow/facts/2026/x', 'accounts//facts/2026'])
      expect(parseDocumentPath(path)).toBeNull()
  })

  test('C6: of a later import supersede week by week, whoever imported them, and the old ones stay', () => {
    const live = replica('facts', PATH)
    const ann = contextFor('ann')
    addRow(live, { rows: 'series', input: series({}) }, ann)
    const other = copyOf('facts', live)
    addRow(live, { rows: 'series', input: series({ importedAt: '2026-11-08T10:00:00Z', start: '2026-10-11', values: [21, null, 40] }) }, ann)
    addRow(other, { rows: 'series', input: series({ importedAt: '2026-11-08T09:00:00Z', values: [11, 22], places: 1 }) }, contextFor('bob'))
    meet(live, other)
    const read = (doc: typeof live) => weeksOf(doc.rows('series'), 'CHIPS-8OZ', 'units').map(({ week, value }) => [week, toFixedText(value, 1)])
    expect(read(live)).toEqual([
      ['2026-10-04', '1.1'],
      ['2026-10-11', '21.0'],
      ['2026-10-18', '30.0'],
      ['2026-10-25', '40.0'],
    ])
    expect(read(other)).toEqual(read(live))
    expect(live.rows('series')).toHaveLength(3)
    expect(subjectsOf(live.rows('series'), 'units')).toEqual(['CHIPS-8OZ'])
    expect(factsDoc.summary(live.value(), PATH)).toEqual([
      { key: 'facts', type: 'facts', accountId: 'marlow', year: 2026, subjects: ['CHIPS-8OZ'], measures: ['units'], isDeleted: false },
    ])
  })

  test('are prorated by days where a promotion does not run in whole weeks of theirs', () => {
    const weeks = facts([70, 140, 210])
    expect(shown(unitsIn(weeks, { from: '2025-01-08', to: '2025-01-14' }))).toBe('100.00')
    expect(shown(unitsIn(weeks, { from: '2025-01-22', to: '2025-01-28' }))).toBe('Weekly facts are missing for 3 of its 7 days.')
    expect(shown(unitsIn(weeks, { from: '2026-01-22', to: '2026-01-28' }))).toBe('There are no weekly facts of its weeks.')
  })
})

describe('the baseline', () => {
  test('is the mean of the weeks before without promotion, halo or empty shelf, and says which they were', () => {
    //                     1    2    3   4    5    6    7    8   9
    const weeks = facts([100, 110, 500, 90, 100, 0, 120, 130, 400])
    const promoted = new Set([weekAt(3)])
    const baseline = baselineBy(
      'pre',
      { from: weekAt(9), to: addDays(weekAt(9), 6) },
      { weeks, promoted, outOfStock: outOfStockWeeks(weeks, []) },
      { weeksMin: 2 },
    )
    expect(shown(baseline.perWeek, 4)).toBe('106.6667')
    expect(baseline.used.map(numberOf)).toEqual([1, 5, 7])
    expect(baseline.leftOut.map(({ week, why }) => [numberOf(week), why])).toEqual([
      [2, 'halo'],
      [3, 'promoted'],
      [4, 'halo'],
      [6, 'out_of_stock'],
      [8, 'halo'],
    ])
  })

  test('takes eight weeks at most, four at least, and both sides after the event', () => {
    const weeks = facts([...Array.from({ length: 12 }, (_, index) => 100 + index), 900, 50, 200, 200, 200, 200])
    const window = { from: weekAt(13), to: addDays(weekAt(13), 6) }
    const given = { weeks, promoted: new Set<string>() }
    expect(baselineBy('pre', window, given).used.map(numberOf)).toEqual([4, 5, 6, 7, 8, 9, 10, 11])
    expect(baselineBy('pre_post', window, given).used.map(numberOf)).toEqual([4, 5, 6, 7, 8, 9, 10, 11, 15, 16, 17, 18])
    expect(baselineBy('pre', window, given, { haloWeeks: 2 }).used.map(numberOf)).toEqual([3, 4, 5, 6, 7, 8, 9, 10])
    expect(shown(baselineBy('pre', window, { weeks: weeks.slice(9), promoted: new Set() }).perWeek)).toBe('Only 2 weeks without promotion; 4 are needed.')
  })

  test('C6: is offered by every method: the choice changes the answer', () => {
    const weeks = facts([...Array.from({ length: 8 }, () => 100), 150, 150, 150, ...Array.from({ length: 8 }, () => 140)])
    const window = { from: weekAt(10), to: addDays(weekAt(10), 6) }
    const figures = baselineAlternatives(window, { weeks, promoted: new Set([weekAt(9), weekAt(11)]) }).map(({ method, perWeek }) => [method, shown(perWeek)])
    expect(figures).toEqual([
      ['pre', '100.00'],
      ['pre_post', '120.00'],
      ['all_unpromoted', '120.00'],
      ['last_year', 'Only 0 weeks without promotion; 4 are needed.'],
    ])
  })
})

describe('a promotion against its plan', () => {
  const weeks = facts([1000, 1000, 1000, 1000, 1000, 1000, 1500, 800, 900, 1000, 1000, 1200])
  const window = { from: weekAt(7), to: addDays(weekAt(7), 6) }
  const neighbour = (units: number) => facts([...Array.from({ length: 6 }, () => 500), units, ...Array.from({ length: 5 }, () => 500)])

  test('has the golden numbers at the units sold (DOMAIN §6)', () => {
    const actual = promotionActual(window, { subject: 'TROP', weeks, promoted: new Set() }, [], [LINE], CONTEXT, { method: 'pre' })
    expect([shown(actual.units, 0), shown(actual.baselineUnits, 0), shown(actual.lift, 2), shown(actual.incrementalUnits, 0)]).toEqual([
      '1500',
      '1000',
      '0.50',
      '500',
    ])
    expect([shown(actual.figures.totalSpend), shown(actual.figures.roiRatio, 3), shown(actual.figures.costPerIncrementalUnit)]).toEqual([
      '1150.00',
      '0.783',
      '2.30',
    ])
    expect(shown(planAttainment({ ok: true, value: exact(1350) }, actual.units), 4)).toBe('1.1111')
  })

  test('counts what was only bought ahead, and what it took from others or brought them', () => {
    const others = [
      { subject: 'FLORIDA', weeks: neighbour(380), promoted: new Set<string>() },
      { subject: 'MM', weeks: neighbour(540), promoted: new Set<string>() },
    ]
    const actual = promotionActual(window, { subject: 'TROP', weeks, promoted: new Set() }, others, [LINE], CONTEXT, { method: 'pre' })
    // 200 + 100 + 0 + 0 short of 1,000 in the four weeks after.
    expect([shown(actual.dip, 0), shown(actual.cannibalised, 0), shown(actual.halo, 0), shown(actual.netIncremental, 0)]).toEqual(['300', '120', '40', '80'])
    expect(actual.bySubject.map(({ subject, difference }) => [subject, shown(difference, 0)])).toEqual([
      ['FLORIDA', '-120'],
      ['MM', '40'],
    ])
    const busy = promotionActual(window, { subject: 'TROP', weeks, promoted: new Set([8, 9, 10, 11].map(weekAt)) }, [], [LINE], CONTEXT, { method: 'pre' })
    expect(shown(busy.dip)).toBe('No week after it is known and without promotion.')
  })

  test('without facts says so everywhere, and throws nowhere', () => {
    const actual = promotionActual({ from: '2030-01-02', to: '2030-01-08' }, { subject: 'TROP', weeks, promoted: new Set() }, [], [LINE], CONTEXT, {
      method: 'pre',
    })
    expect([actual.units, actual.lift, actual.figures.roiRatio].every(({ ok }) => !ok)).toBe(true)
    expect(shown(actual.lift)).toBe('There are no weekly facts of its weeks.')
  })
})

describe('116 weeks of orange juice', () => {
  const { units, prices, others } = orangeJuice
  const dips = priceDips(prices)

  test('are read whole, and its price dips found', () => {
    expect([units.length, prices.length]).toEqual([116, 116])
    for (const week of [37, 39, 41, 42, 44, 47, 51, 55, 60, 71, 83, 85, 86, 87, 101]) expect(dips.has(weekAt(week)), `week ${week}`).toBe(true)
    for (const week of [1, 9, 32, 33, 34, 35, 40, 57, 65, 67, 106]) expect(dips.has(weekAt(week)), `week ${week}`).toBe(false)
  })

  test('week 37, from about 3.40 to 1.69: fourteen times the usual, by the weeks before it', () => {
    const window = { from: weekAt(37), to: addDays(weekAt(37), 6) }
    const actual = promotionActual(window, { subject: 'Trop', weeks: units, promoted: dips }, others, [], CONTEXT, { method: 'pre' })
    expect(actual.baseline.used.map(numberOf)).toEqual([18, 19, 20, 32, 33, 34, 35])
    // 49,536 ÷ 7 of the weeks 18, 19, 20 and 32 to 35.
    expect(shown(actual.baseline.perWeek, 2)).toBe('7076.57')
    expect(shown(actual.lift, 3)).toBe('12.575')
    expect(shown(actual.incrementalUnits, 0)).toBe('88987')
    expect(actual.alternatives.map(({ baseline, lift }) => [baseline.method, lift.ok])).toEqual([
      ['pre', true],
      ['pre_post', true],
      ['all_unpromoted', true],
      ['last_year', false],
    ])
    expect(new Set(actual.alternatives.map(({ lift }) => shown(lift, 2))).size).toBeGreaterThan(2)
  })

  test('show every week, those of a promotion marked', () => {
    const promotions = [{ promotionId: 'p37', inStore: { from: weekAt(37), to: addDays(weekAt(37), 6) } }]
    const weeks = chartWeeks(units, promotions)
    expect(weeks).toHaveLength(116)
    expect(weeks[36]).toEqual({ week: weekAt(37), value: 96_064, promotionIds: ['p37'] })
    expect(weeks.filter(({ promotionIds }) => promotionIds.length > 0)).toHaveLength(1)
    expect([
      ...weeksInStore(
        units,
        promotions.map(({ inStore }) => inStore),
      ),
    ]).toEqual([weekAt(37)])
    expect(chartWeeks(units, promotions, { from: weekAt(30), to: weekAt(40) })).toHaveLength(11)
  })
})
