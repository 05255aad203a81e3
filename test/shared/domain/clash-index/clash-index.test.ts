import { describe, expect, test } from 'vitest'
import { calendarPath } from '../../../../shared/base/document-path.ts'
import { overrideClash, withdrawOverride } from '../../../../shared/commands/clash-override.ts'
import { createPromotion, setLineCell } from '../../../../shared/commands/promotion.ts'
import { calendarDoc, type PromotionSummary } from '../../../../shared/docs/calendar.ts'
import { createClashIndex } from '../../../../shared/domain/clash-index/clash-index.ts'
import { CLASH_RULES, type Clash, type ClashRule, clashKey } from '../../../../shared/domain/clash-index/clash-rules.ts'
import { CLASH_TITLES, clashSentence } from '../../../../shared/domain/clash-index/clash-words.ts'
import type { ClashFacts } from '../../../../shared/domain/clash-index/clash-world.ts'
import { createHolidays } from '../../../../shared/domain/holidays/holidays.ts'
import { weekSystemById } from '../../../../shared/domain/weeks/week-system-presets.ts'
import { accountSummary, clashFacts, itemSummary, lineSummary, manyPromotions, promotionSummary } from '../../../support/clash-workspace.ts'
import { clashesAmong } from '../../../support/pairwise-clashes.ts'
import { contextFor, replica } from '../../../support/replicas.ts'
import { sampleOverlaps, samplePromotions, sampleSummary } from '../../../support/sample.ts'

const rulesOf = (facts: Partial<ClashFacts>, ...promotions: PromotionSummary[]): ClashRule[] =>
  createClashIndex(clashFacts(facts), promotions)
    .of(promotions[0]!.promotionId)
    .map(({ rule }) => rule)
const one = (facts: Partial<PromotionSummary> = {}) => promotionSummary('one', facts)
const two = (facts: Partial<PromotionSummary> = {}) => promotionSummary('two', facts)
const price = (cents: number) => lineSummary({ promoRetail: { multiple: 1, price: cents } })
const scan = lineSummary({ mechanic: 'SCAN', rate: '0.50', rateBasis: 'per_unit', promoRetail: null })
const offInvoice = lineSummary({ mechanic: 'OI', rate: '3.00', rateBasis: 'per_case', promoRetail: null })

describe('errors', () => {
  test('two different promoted retails on one item on one day, also at an account above or below', () => {
    expect(rulesOf({}, one(), two({ lines: [price(249)] }))).toEqual(['two_retails'])
    const accounts = [accountSummary('chain'), accountSummary('marlow', { parentId: 'chain' }), accountSummary('sister', { parentId: 'chain' })]
    expect(rulesOf({ accounts }, one(), two({ accountId: 'chain', lines: [price(249)] }))).toContain('two_retails')
    expect(rulesOf({ accounts }, one({ accountId: 'sister' }), two({ lines: [price(399)] }))).toEqual([])
  })

  test('of items, not of groups, where lines name items or leave some out', () => {
    const onlySalt = lineSummary({ scope: 'items', items: ['salt'], itemGroup: '', promoRetail: { multiple: 1, price: 249 } })
    const notSalt = lineSummary({ excludedItems: ['salt'] })
    expect(rulesOf({}, one({ lines: [onlySalt] }), two())).toEqual(['two_retails'])
    expect(rulesOf({}, one({ lines: [onlySalt] }), two({ lines: [notSalt] }))).toEqual([])
    const everything = lineSummary({ scope: 'all', itemGroup: '', promoRetail: { multiple: 1, price: 199 } })
    expect(rulesOf({}, one({ lines: [everything] }), two())).toEqual(['two_retails'])
  })

  test('windows that cannot be, and a rate of nothing', () => {
    const odd = one({
      scanBack: { from: '2027-02-03', to: '2027-02-23' },
      order: { from: '2027-03-01', to: '2027-03-10' },
      claim: { from: '2027-03-01', to: '2029-12-31' },
      lines: [lineSummary({ rate: '0.50' })],
    })
    expect(rulesOf({}, odd)).toEqual(['scan_back_outside', 'order_after_in_store', 'window_too_long', 'rate_without_basis'].sort(byTable))
  })
})

const byTable = (a: string, b: string) => Object.keys(CLASH_RULES).indexOf(a) - Object.keys(CLASH_RULES).indexOf(b)

describe('warnings', () => {
  test('allowances that add up on one unit, with what they take and what is left', () => {
    const found = createClashIndex(clashFacts(), [one({ lines: [scan] }), two({ lines: [offInvoice] })]).of('two')
    expect(found).toMatchObject([{ rule: 'stacked_allowances', facts: { rate: '0.7500', margin: '1.8000', left: '1.0500', mechanics: 'SCAN + OI' } }])
    const within = createClashIndex(clashFacts(), [one({ lines: [scan, offInvoice] })]).of('one')
    expect(within).toMatchObject([{ rule: 'stacked_allowances', otherId: null, facts: { rate: '0.7500' } }])
  })

  test('a rate that takes the whole margin', () => {
    expect(rulesOf({}, one({ lines: [{ ...scan, rate: '1.7999' }] }))).toEqual([])
    expect(rulesOf({}, one({ lines: [{ ...scan, rate: '1.80' }] }))).toEqual(['rate_over_margin'])
  })

  test('less than four weeks since the last promotion of the group, or what the account says', () => {
    const before = two({ inStore: { from: '2026-12-30', to: '2027-01-12' } })
    expect(rulesOf({}, one(), before)).toEqual(['gap_too_short'])
    expect(createClashIndex(clashFacts(), [one(), before]).of('one')[0]).toMatchObject({ otherId: 'two', facts: { days: 21, weeksMin: 4 } })
    expect(rulesOf({}, one(), two({ inStore: { from: '2026-12-23', to: '2027-01-05' } }))).toEqual([])
    expect(rulesOf({ minGapWeeks: 3 }, one(), before)).toEqual([])
    expect(rulesOf({ minGapWeeks: 3, accounts: [accountSummary('marlow', { minGapWeeks: 5 })] }, one(), before)).toEqual(['gap_too_short'])
    expect(rulesOf({}, one(), { ...before, lines: [lineSummary({ mechanic: 'EDLP' })] })).toEqual([])
  })

  test('more promoted weeks in 52 than wanted, days of two at once counted once', () => {
    const weeks = (id: string, from: string, to: string) => promotionSummary(id, { inStore: { from, to } })
    const promotions = [
      weeks('one', '2027-02-03', '2027-02-16'),
      weeks('a', '2026-06-03', '2026-06-30'),
      weeks('b', '2026-06-17', '2026-07-14'),
      weeks('old', '2026-01-07', '2026-02-17'),
    ]
    const index = (maxPromotedWeeks: number) => createClashIndex(clashFacts({ maxPromotedWeeks }), promotions).of('one')
    expect(index(8)).toEqual([])
    expect(index(7)).toMatchObject([{ rule: 'promoted_too_often', facts: { weeks: 8, weeksMax: 7 } }])
  })

  test('deadlines that have passed or are near, until they are done or it has begun', () => {
    expect(rulesOf({}, one({ submitBy: '2026-11-21' }))).toEqual(['deadline_passed'])
    expect(rulesOf({}, one({ submitBy: '2026-12-01' }))).toEqual(['deadline_soon'])
    expect(rulesOf({ deadlineWarnDays: 5 }, one({ submitBy: '2026-12-01' }))).toEqual([])
    expect(rulesOf({}, one({ submitBy: '2026-11-21', submitByDone: { by: 'ann', on: '2026-11-20', due: null } }))).toEqual([])
    expect(rulesOf({ accounts: [accountSummary('marlow', { submitWeeks: 11 })] }, one())).toEqual(['deadline_passed'])
    const over = { inStore: { from: '2026-09-02', to: '2026-09-15' }, submitBy: '2026-06-01', claim: { from: '2026-09-16', to: '2026-11-01' } }
    expect(rulesOf({}, one(over))).toEqual(['deadline_passed'])
    expect(rulesOf({}, one({ ...over, settledOn: '2026-10-01' }))).toEqual([])
  })

  test('weeks that are not the account’s ad weeks', () => {
    expect(rulesOf({}, one({ inStore: { from: '2027-02-04', to: '2027-02-16' } }))).toEqual(['not_ad_weeks'])
  })
})

describe('good to know', () => {
  test('the same group twice, or one that sells in its place', () => {
    const quiet = lineSummary({ mechanic: 'AD', promoRetail: null })
    expect(rulesOf({}, one(), two({ lines: [quiet] }))).toEqual(['same_group'])
    const items = [itemSummary('salt', { substitutes: 'snacks' }), itemSummary('strips', { group: 'STRIPS-11OZ', substitutes: 'snacks' })]
    const other = two({ lines: [lineSummary({ itemGroup: 'STRIPS-11OZ' })] })
    expect(rulesOf({ items }, one(), other)).toEqual(['substitutes'])
    const index = createClashIndex(clashFacts({ items }), [one(), other])
    expect(index.of('one')).toEqual(index.of('two'))
  })

  test('a deeper price elsewhere on the same days, told to the dearer one only', () => {
    const cheaper = two({
      accountId: 'bulkway',
      inStore: { from: '2027-02-10', to: '2027-02-13' },
      lines: [lineSummary({ promoRetail: { multiple: 2, price: 500 } })],
    })
    const index = createClashIndex(clashFacts({ accounts: [accountSummary('marlow'), accountSummary('bulkway', { adWeekStart: 0 })] }), [one(), cheaper])
    expect(index.of('one')).toMatchObject([
      { rule: 'deeper_elsewhere', otherId: 'two', facts: { own: 2_990_000, theirs: 2_500_000, theirAccountId: 'bulkway' } },
    ])
    expect(index.of('two').map(({ rule }) => rule)).toEqual(['not_ad_weeks'])
    index.put({ ...cheaper, inStore: { from: '2027-02-17', to: '2027-02-23' } })
    expect(index.of('one')).toEqual([])
  })

  test('holidays, black-outs, and items not sold there, going out or not out yet', () => {
    const promotion = one({ inStore: { from: '2027-02-10', to: '2027-02-16' } })
    const accounts = [
      accountSummary('marlow', {
        blackouts: [
          { blackoutId: 'a', name: 'Reset', window: { from: '2027-02-15', to: '2027-03-01' }, itemGroup: '' },
          { blackoutId: 'b', name: 'Other', window: { from: '2027-02-15', to: '2027-03-01' }, itemGroup: 'SALSA-16OZ' },
        ],
        authorisations: [{ itemId: 'salt', status: 'authorised' }],
      }),
    ]
    const items = [itemSummary('salt', { status: 'discontinuing' }), itemSummary('lime', { launch: '2027-03-01' })]
    const index = createClashIndex(clashFacts({ accounts, items, holidays: createHolidays() }), [promotion])
    expect(index.of('one').map(({ rule, facts }) => [rule, facts.name])).toEqual([
      ['blackout', 'Reset'],
      ['item_not_authorised', 'lime'],
      ['item_discontinuing', 'salt'],
      ['item_not_launched', 'lime'],
      ['holiday', 'Super Bowl Sunday'],
      ['holiday', 'Valentine’s Day'],
      ['holiday', 'Presidents’ Day'],
    ])
  })
})

describe('none', () => {
  test.each<[string, Partial<PromotionSummary>]>([
    ['declined', { status: 'declined' }],
    ['cancelled', { status: 'cancelled' }],
    ['deleted', { isDeleted: true }],
    ['moved to another account', { movedTo: 'accounts/bulkway/calendar/2027#x' }],
    ['without dates', { inStore: null }],
  ])('with one that is %s', (_, facts) => {
    expect(rulesOf({}, one(), two({ lines: [price(249)], ...facts }))).toEqual([])
    expect(rulesOf({}, two({ lines: [price(249)], ...facts }), one())).toEqual([])
  })
})

describe('an override', () => {
  const PATH = calendarPath('marlow', 2027)
  const ann = contextFor('ann')
  const planned = () => {
    const live = replica('calendar', PATH)
    const inStore = { from: '2027-02-03', to: '2027-02-16' }
    const ids = [299, 249].map((cents) => {
      const draft = { promotion: { name: `At ${cents}`, inStore }, lines: [{ itemGroup: 'CHIPS-8OZ', promoRetail: { multiple: 1, price: cents } }] }
      const created = createPromotion(live, draft, ann)
      if (!created.ok) throw new Error(created.error.message)
      return created.value.promotionId
    })
    const index = () =>
      createClashIndex(
        clashFacts(),
        calendarDoc.summary(live.value(), PATH).filter((row): row is PromotionSummary => row.type === 'promotion'),
      )
    return { live, ids, index }
  }

  test('D6: is stored, the clash is not; both promotions show it, and it counts no more', () => {
    const { live, ids, index } = planned()
    const [clash] = index().of(ids[0]!) as [Clash]
    expect(overrideClash(live, { promotionId: ids[0]!, clash: clashKey(clash), reason: ' ' }, ann)).toMatchObject({ ok: false, error: { field: 'reason' } })
    expect(overrideClash(live, { promotionId: ids[0]!, clash: clashKey(clash), reason: 'Club card only' }, ann).ok).toBe(true)
    for (const id of ids) {
      expect(index().of(id)).toMatchObject([{ rule: 'two_retails', override: { reason: 'Club card only', by: 'ann' } }])
      expect(index().counts(id)).toEqual({ error: 0, warn: 0, info: 0 })
    }
  })

  test('C3: ends with what it was given for: another price is another clash', () => {
    const { live, ids, index } = planned()
    const [clash] = index().of(ids[0]!) as [Clash]
    const override = overrideClash(live, { promotionId: ids[0]!, clash: clashKey(clash), reason: 'Club card only' }, ann)
    const line = live.rows('lines').find(({ promotionId }) => promotionId === ids[1])!
    const account = { name: 'Marlow', adWeekStart: 3, system: weekSystemById('nrf-454')! } as const
    setLineCell(live, { promotionId: ids[1]!, lineId: line.id, cell: 'promoRetail', value: { multiple: 1, price: 199 }, account }, ann)
    expect(index().of(ids[0]!)[0]?.override).toBeNull()
    setLineCell(live, { promotionId: ids[1]!, lineId: line.id, cell: 'promoRetail', value: { multiple: 1, price: 249 }, account }, ann)
    expect(index().of(ids[0]!)[0]?.override).not.toBeNull()
    if (override.ok) withdrawOverride(live, { overrideId: override.value }, ann)
    expect(index().counts(ids[1]!).error).toBe(1)
  })
})

describe('all clashes', () => {
  test('of the sample year with another promotion are exactly the overlaps of its list, all and only', () => {
    const index = createClashIndex(clashFacts({ accounts: [] }), samplePromotions().map(sampleSummary))
    const together = index.all().filter(({ rule, otherId }) => otherId !== null && ['two_retails', 'stacked_allowances', 'same_group'].includes(rule))
    const found = together.map(({ accountId, itemGroup, promotionId, otherId, rule }) => [
      accountId,
      itemGroup,
      promotionId,
      otherId,
      rule === 'two_retails' ? 'yes' : 'no',
    ])
    const expected = sampleOverlaps().map((row) => [row.Account, row['Product group'], row.First, row.Second, row['Two different promoted retails']])
    expect(found.map((row) => row.join('|')).sort()).toEqual(expected.map((row) => row.join('|')).sort())
    expect(found).toHaveLength(22)
  })

  test('of pairs agree with those of every account compared by itself', () => {
    const { facts, promotions } = manyPromotions(7, 6, 60, 5)
    const flat = { ...facts, accounts: facts.accounts.map((account) => ({ ...account, parentId: null })) }
    const pairs = createClashIndex(flat, promotions)
      .all()
      .filter(({ rule, otherId }) => otherId !== null && (rule === 'two_retails' || rule === 'same_group' || rule === 'stacked_allowances'))
    expect(pairs.map(({ promotionId, otherId }) => `${promotionId} ${otherId}`).sort()).toEqual(
      clashesAmong(promotions)
        .map(({ first, second }) => `${first} ${second}`)
        .sort(),
    )
    expect(pairs.length).toBeGreaterThan(50)
  })

  test('C2: are the same whatever order promotions came in, and however they came about', () => {
    for (const seed of [1, 2, 3]) {
      const { facts, promotions } = manyPromotions(seed, 12, 40, 6)
      const whole = createClashIndex(facts, promotions)
      const edited = createClashIndex(facts, [...promotions].reverse())
      // Everything is asked for, so that what is kept must be forgotten rightly.
      edited.all()
      for (const [index, promotion] of promotions.entries()) {
        if (index % 7 === 0) edited.remove(promotion.promotionId)
        if (index % 5 === 0) {
          edited.put({ ...promotion, inStore: { from: '2026-12-02', to: '2026-12-15' }, lines: [price(199)] })
          edited.of(promotion.promotionId)
        }
      }
      for (const promotion of promotions) edited.put(promotion)
      expect(edited.all()).toEqual(whole.all())
      for (const { promotionId } of promotions) expect(edited.counts(promotionId)).toEqual(whole.counts(promotionId))
    }
  })

  test('that an edit changed are those of whoever it names', () => {
    const { facts, promotions } = manyPromotions(11, 8, 40, 6)
    const index = createClashIndex(facts, promotions)
    const before = new Map(promotions.map(({ promotionId }) => [promotionId, index.counts(promotionId)]))
    const edited = { ...promotions[17]!, inStore: { from: '2026-12-02', to: '2026-12-29' }, lines: [price(199)] }
    const touched = index.put(edited)
    const rebuilt = createClashIndex(
      facts,
      promotions.map((promotion, at) => (at === 17 ? edited : promotion)),
    )
    for (const { promotionId } of promotions) {
      expect(index.counts(promotionId)).toEqual(rebuilt.counts(promotionId))
      if (!touched.has(promotionId)) expect(rebuilt.counts(promotionId)).toEqual(before.get(promotionId))
    }
    expect(index.put(edited).size).toBe(0)
  })

  test('follow the accounts, items and settings when those change', () => {
    const index = createClashIndex(clashFacts(), [one(), two({ accountId: 'bulkway', lines: [price(249)] })])
    expect(index.counts('one').error).toBe(0)
    index.setFacts(clashFacts({ accounts: [accountSummary('marlow', { parentId: 'bulkway' }), accountSummary('bulkway', { parentId: 'marlow' })] }))
    expect(index.counts('one').error).toBe(1)
  })
})

test('every rule has a title, and every clash of a large workspace a sentence without gaps', () => {
  expect(Object.keys(CLASH_TITLES)).toEqual(Object.keys(CLASH_RULES))
  const { facts, promotions } = manyPromotions(5, 20, 60, 5)
  const names = { currency: 'USD', promotionName: (id: string) => id, accountName: (id: string) => id }
  const clashes = createClashIndex(facts, promotions).all()
  expect(clashes.length).toBeGreaterThan(500)
  for (const clash of clashes) {
    const sentence = clashSentence(clash, clash.promotionId, names)
    expect(sentence).toMatch(/^[^\s].*\.$/)
    expect(sentence).not.toMatch(/undefined|null|NaN| {2}/)
  }
})
