import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays } from '../../../shared/base/civil.ts'
import { type Clash, clashesAmong, clashesOfPair, clashesWith, type ShelfClaim, type ShelfLine } from '../../../shared/domain/clashes.ts'
import { sampleOverlaps, samplePromotions, sampleSummary } from '../../support/sample.ts'

const line = (facts: Partial<ShelfLine> = {}): ShelfLine => ({
  itemGroup: 'CHIPS-8OZ',
  mechanic: 'TPR',
  rate: null,
  rateBasis: null,
  promoRetail: { multiple: 1, price: 299 },
  ...facts,
})
const claim = (promotionId: string, facts: Partial<ShelfClaim> = {}): ShelfClaim => ({
  accountId: 'marlow',
  promotionId,
  inStore: { from: '2027-02-03', to: '2027-02-16' },
  status: 'planned',
  isDeleted: false,
  movedTo: null,
  lines: [line()],
  ...facts,
})
const later = { from: '2027-02-10', to: '2027-02-23' }

describe('two promotions of one account and item group on the same day', () => {
  test('with two different promoted retails are an error', () => {
    expect(clashesOfPair(claim('b', { inStore: later, lines: [line({ promoRetail: { multiple: 2, price: 600 } })] }), claim('a'))).toEqual([
      {
        level: 'error',
        reason: 'different_retails',
        accountId: 'marlow',
        itemGroup: 'CHIPS-8OZ',
        first: 'a',
        second: 'b',
        days: { from: '2027-02-10', to: '2027-02-16' },
      },
    ])
    expect(clashesOfPair(claim('a'), claim('b', { lines: [line({ mechanic: 'BOGO', promoRetail: null })] }))[0]!.level).toBe('error')
  })

  test('with allowances on the same unit are a warning, without are worth knowing', () => {
    const scan = line({ mechanic: 'SCAN', rate: '0.50', rateBasis: 'per_unit', promoRetail: null })
    const offInvoice = line({ mechanic: 'OI', rate: '3.00', rateBasis: 'per_case' })
    const ad = line({ mechanic: 'AD', rate: null, rateBasis: 'lump', promoRetail: null })
    expect(clashesOfPair(claim('a', { lines: [scan] }), claim('b', { lines: [offInvoice] }))[0]).toMatchObject({ level: 'warn', reason: 'stacked_allowances' })
    expect(clashesOfPair(claim('a', { lines: [scan] }), claim('b', { lines: [ad] }))[0]).toMatchObject({ level: 'info', reason: 'same_group' })
  })

  test('clash once per group they share', () => {
    const both = [line(), line({ itemGroup: 'SALSA-16OZ' }), line({ mechanic: 'SCAN' })]
    expect(clashesOfPair(claim('a', { lines: both }), claim('b', { lines: both })).map((clash) => clash.itemGroup)).toEqual(['CHIPS-8OZ', 'SALSA-16OZ'])
  })
})

describe('no clash', () => {
  test.each<[string, Partial<ShelfClaim>]>([
    ['at another account', { accountId: 'bulkway' }],
    ['on another group', { lines: [line({ itemGroup: 'SALSA-16OZ' })] }],
    ['on the day after', { inStore: { from: '2027-02-17', to: '2027-02-23' } }],
    ['without dates', { inStore: null }],
    ['once declined', { status: 'declined' }],
    ['once cancelled', { status: 'cancelled' }],
    ['once deleted', { isDeleted: true }],
    ['once moved to another account', { movedTo: 'accounts/bulkway/calendar/2027' }],
  ])('%s', (_, facts) => {
    expect(clashesOfPair(claim('a'), claim('b', facts))).toEqual([])
  })

  test('with itself, nor between lines that name no group', () => {
    expect(clashesOfPair(claim('a'), claim('a'))).toEqual([])
    const nameless = { lines: [line({ itemGroup: '' })] }
    expect(clashesOfPair(claim('a', nameless), claim('b', nameless))).toEqual([])
  })
})

describe('all clashes', () => {
  const claims = fc
    .array(
      fc.record({
        account: fc.constantFrom('marlow', 'bulkway'),
        from: fc.integer({ min: 0, max: 60 }),
        days: fc.integer({ min: 0, max: 20 }),
        group: fc.constantFrom('CHIPS-8OZ', 'SALSA-16OZ'),
        price: fc.option(fc.constantFrom(299, 349), { nil: null }),
      }),
      { maxLength: 15 },
    )
    .map((facts) =>
      facts.map(({ account, from, days, group, price }, index) =>
        claim(`p${String(index).padStart(2, '0')}`, {
          accountId: account,
          inStore: { from: addDays('2027-01-01', from), to: addDays('2027-01-01', from + days) },
          lines: [line({ itemGroup: group, promoRetail: price === null ? null : { multiple: 1, price } })],
        }),
      ),
    )
  const sorted = (clashes: readonly Clash[]): string[] => clashes.map((clash) => JSON.stringify(clash)).sort()

  test('are those of every pair, each once', () => {
    fc.assert(
      fc.property(claims, (all) => {
        const pairs = all.flatMap((one, index) => clashesWith(one, all.slice(index + 1)))
        expect(sorted(clashesAmong(all))).toEqual(sorted(pairs))
      }),
    )
  })

  test('come in the same order on every device, whatever order the promotions came in', () => {
    fc.assert(
      fc.property(claims, (all) => {
        expect(clashesAmong([...all].reverse())).toEqual(clashesAmong(all))
      }),
    )
  })
})

describe('the sample year', () => {
  test('has exactly the overlaps of its list, all and only, errors where two retails differ', () => {
    const expected = sampleOverlaps().map((row) => [row.Account, row['Product group'], row.First, row.Second, row['Two different promoted retails']])
    const found = clashesAmong(samplePromotions().map(sampleSummary)).map(({ accountId, itemGroup, first, second, level }) => [
      accountId,
      itemGroup,
      first,
      second,
      level === 'error' ? 'yes' : 'no',
    ])
    expect(found.sort()).toEqual(expected.sort())
    expect(found).toHaveLength(22)
  })
})
