import { describe, expect, test } from 'vitest'
import type { ItemSummary } from '../../../../shared/docs/items.ts'
import type { AccountSummary } from '../../../../shared/docs/profile.ts'
import { parseQuickAdd, type QuickAddWorld } from '../../../../shared/domain/quick-add/quick-add.ts'
import { weekSystemById } from '../../../../shared/domain/weeks/week-system-presets.ts'

const account = (name: string, adWeekStart: number, weekSystemId: string): AccountSummary =>
  ({
    type: 'account',
    accountId: name.toLowerCase().replace(/[^a-z]+/g, '-'),
    name,
    adWeekStart,
    weekSystemId,
    currency: 'USD',
    isDeleted: false,
  }) as AccountSummary
const item = (group: string, category: string, name: string): ItemSummary =>
  ({ type: 'item', itemId: name, name, group, category, brand: 'Alder Creek', isDeleted: false }) as ItemSummary

const WORLD: QuickAddWorld = {
  accounts: [
    account('Marlow Markets', 3, 'nrf-454'),
    account('Bulkway', 6, 'walmart'),
    account('Harvest & Pine', 3, '13x4'),
    account('Cornerstone Drug', 0, 'nrf-454'),
    account('Quickpath', 1, 'iso'),
  ],
  systemOf: ({ weekSystemId }) => weekSystemById(weekSystemId)!,
  items: [
    item('CHIPS-8OZ', 'Kettle Chips', 'Kettle Chips Sea Salt 8 oz'),
    item('CHIPS-8OZ', 'Kettle Chips', 'Kettle Chips Jalapeño 8 oz'),
    item('STRIPS-11OZ', 'Tortilla Strips', 'Tortilla Strips Lime 11 oz'),
    item('SALSA-16OZ', 'Salsa', 'Salsa Verde 16 oz'),
    item('SALSA-24OZ', 'Salsa', 'Salsa Roja 24 oz'),
    item('WATER-8PK', 'Sparkling Water', 'Sparkling Water Lime 8 pk'),
  ],
  today: '2026-11-22',
}
const read = (text: string, world: Partial<QuickAddWorld> = {}) => parseQuickAdd(text, { ...WORLD, ...world })
const kinds = (text: string) => read(text).tokens.map(({ kind, text: words }) => `${kind}: ${words}`)

describe('a promotion in one line', () => {
  test('is the account, its weeks, mechanics with their rates, the price and the group', () => {
    const proposal = read('marlow wk 43-46 TPR 2/$5 chips scan .50')
    expect(proposal.problems).toEqual([])
    expect(proposal).toMatchObject({ accountId: 'marlow-markets', inStore: { from: '2026-11-25', to: '2026-12-22' }, year: 2026, unread: [] })
    expect(proposal.draft).toEqual({
      promotion: { name: 'Marlow Markets · CHIPS-8OZ · TPR · W43', inStore: { from: '2026-11-25', to: '2026-12-22' }, status: 'idea', merchandising: [] },
      lines: [
        { itemGroup: 'CHIPS-8OZ', mechanic: 'TPR', promoRetail: { multiple: 2, price: 500 } },
        { itemGroup: 'CHIPS-8OZ', mechanic: 'SCAN', rate: '0.50', rateBasis: 'per_unit' },
      ],
    })
    expect(proposal.tokens.map(({ text, kind, meaning }) => [text, kind, meaning])).toEqual([
      ['marlow', 'account', 'Marlow Markets'],
      ['wk 43-46', 'weeks', 'W43–W46 · Wed 25 Nov – Tue 22 Dec'],
      ['TPR 2/$5', 'mechanic', 'Temporary price reduction at 2/$5'],
      ['chips', 'group', 'CHIPS-8OZ'],
      ['scan .50', 'mechanic', 'Scan-back 0.50 per unit'],
    ])
  })

  test('reads the same in any order, with commas and extra blanks', () => {
    const { draft } = read('marlow wk 43-46 TPR 2/$5 chips scan .50')
    for (const text of [
      'scan .50, chips, tpr 2/$5, marlow wk 43-46',
      '  CHIPS  TPR 2/$5   Marlow   SCAN .50 W43-46 ',
      'wk 43 - 46 marlow tpr 2/$5 scan .50 chips',
    ]) {
      expect(
        read(text)
          .draft?.lines.map((line) => JSON.stringify(line))
          .sort(),
        text,
      ).toEqual(draft?.lines.map((line) => JSON.stringify(line)).sort())
      expect(read(text).inStore).toEqual(draft?.promotion.inStore)
    }
  })

  test.each([
    ['scan .50', { mechanic: 'SCAN', rate: '0.50', rateBasis: 'per_unit' }],
    ['scan 50c', { mechanic: 'SCAN', rate: '0.5', rateBasis: 'per_unit' }],
    ['oi 10%', { mechanic: 'OI', rate: '10', rateBasis: 'pct_list' }],
    ['off invoice 2.40', { mechanic: 'OI', rate: '2.40', rateBasis: 'per_case' }],
    ['bb 1.20/cs', { mechanic: 'BB', rate: '1.20', rateBasis: 'per_case' }],
    ['bill back $1.20 per case', { mechanic: 'BB', rate: '1.20', rateBasis: 'per_case' }],
    ['display 500', { mechanic: 'DISP', lump: 50_000 }],
    ['display 8/store', { mechanic: 'DISP', rate: '8', rateBasis: 'per_store' }],
    ['ad $2,500', { mechanic: 'AD', lump: 250_000 }],
    ['coupon .75', { mechanic: 'DCPN', couponFace: 75 }],
    ['tpr 1.99', { mechanic: 'TPR', promoRetail: { multiple: 1, price: 199 } }],
    ['tpr .50 off', { mechanic: 'TPR', rate: '0.50', rateBasis: 'per_unit' }],
    ['bogo', { mechanic: 'BOGO' }],
    ['multi 3 for 10', { mechanic: 'MULTI', promoRetail: { multiple: 3, price: 1000 } }],
    ['2/$5', { mechanic: 'TPR', promoRetail: { multiple: 2, price: 500 } }],
    ['edlp 2.79 reg 3.99', { mechanic: 'EDLP', promoRetail: { multiple: 1, price: 279 }, regularRetail: { multiple: 1, price: 399 } }],
    ['coop 3%', { mechanic: 'COOP', rate: '3', rateBasis: 'pct_net' }],
    [
      'scan .25 base 900 lift 60%',
      { mechanic: 'SCAN', rate: '0.25', rateBasis: 'per_unit', baselinePerWeek: 900, baselineSource: 'typed', expectedLiftPct: 60 },
    ],
  ])('%s', (words, line) => {
    const proposal = read(`marlow w43 chips ${words}`)
    expect(proposal.problems).toEqual([])
    expect(proposal.unread).toEqual([])
    expect(proposal.draft?.lines).toEqual([{ itemGroup: 'CHIPS-8OZ', ...line }])
  })

  test.each([
    ['marlow', 'wk 43', '2026-11-25', '2026-12-01'],
    ['marlow', 'w43-46', '2026-11-25', '2026-12-22'],
    // W10 of this year has ended: the next one is meant.
    ['marlow', 'weeks 10 to 12', '2027-04-07', '2027-04-27'],
    ['marlow', 'wk 43 2027', '2027-11-24', '2027-11-30'],
    ['bulkway', 'wk 43-44', '2026-11-21', '2026-12-04'],
    ['quickpath', 'w53', '2026-12-28', '2027-01-03'],
    ['marlow', 'next 4 weeks', '2026-11-25', '2026-12-22'],
    ['marlow', '2027-02-03 to 2027-02-16', '2027-02-03', '2027-02-16'],
    ['marlow', '2/3-2/16', '2027-02-03', '2027-02-16'],
    ['marlow', 'feb 3 - mar 2', '2027-02-03', '2027-03-02'],
    ['marlow', '12/20/2026 - 1/5/2027', '2026-12-20', '2027-01-05'],
    ['marlow', '2 wks from feb 3', '2027-02-03', '2027-02-16'],
    ['harvest', 'p1', '2027-01-31', '2027-02-27'],
  ])('at %s, %s runs %s to %s', (name, when, from, to) => {
    expect(read(`${name} ${when} chips scan .50`)).toMatchObject({ problems: [], unread: [], inStore: { from, to } })
  })

  test.each([
    ['Marlow Markets', 'marlow-markets'],
    ['marl', 'marlow-markets'],
    ['bulkwy', 'bulkway'],
    ['hp', 'harvest-pine'],
    ['harvest & pine', 'harvest-pine'],
    ['cornerstone', 'cornerstone-drug'],
    ['qpath', 'quickpath'],
  ])('%s is %s', (words, accountId) => {
    expect(read(`${words} w43 chips scan .50`).accountId).toBe(accountId)
  })

  test('may name several groups, merchandising, a status and a name of its own', () => {
    const proposal = read('bulkway w44 kettle chips + strips oi 10% endcap shipper planned "Big game snacks"')
    expect(proposal).toMatchObject({ problems: [], unread: [] })
    expect(proposal.draft?.promotion).toMatchObject({ name: 'Big game snacks', status: 'planned', merchandising: ['display_endcap', 'shipper'] })
    expect(proposal.draft?.lines.map(({ itemGroup }) => itemGroup).sort()).toEqual(['CHIPS-8OZ', 'STRIPS-11OZ'])
  })

  test('is typed without its account where the account is known', () => {
    expect(read('w43 chips scan .50', { accountId: 'bulkway' })).toMatchObject({ problems: [], accountId: 'bulkway', inStore: { from: '2026-11-21' } })
  })
})

describe('what is not clear', () => {
  test('is asked: two groups, or two accounts, of the same name', () => {
    const proposal = read('marlow w43 salsa scan .50')
    expect(proposal.draft).toBeNull()
    expect(proposal.problems).toEqual(['Which group: SALSA-16OZ, SALSA-24OZ?'])
    expect(proposal.tokens.find(({ kind }) => kind === 'group')).toMatchObject({ level: 'ambiguous', alternatives: ['SALSA-16OZ', 'SALSA-24OZ'] })
    expect(read('marlow w43 salsa verde scan .50').draft?.lines[0]?.itemGroup).toBe('SALSA-16OZ')
    const twice = read('marlow w43 chips scan .50', { accounts: [...WORLD.accounts, account('Marlow Foods', 3, 'nrf-454')] })
    expect(twice.problems[0]).toBe('Which account: Marlow Foods, Marlow Markets?')
    expect(twice.draft).toBeNull()
  })

  test('is said where it was guessed', () => {
    const levels = (text: string) => Object.fromEntries(read(text).tokens.map((token) => [token.text, token.level]))
    expect(levels('marlow w43 chips oi 2.40')).toMatchObject({ 'oi 2.40': 'guess', marlow: 'ok' })
    expect(levels('marlow w43 chips tpr 2/5')).toMatchObject({ 'tpr 2/5': 'ok' })
    expect(levels('marlow w43 chips 2/5')).toMatchObject({ '2/5': 'guess' })
  })

  test('C7: is never lost: words nobody understood are shown', () => {
    const proposal = read('marlow w43 chips scan .50 zebra xylophone')
    expect(proposal.unread).toEqual(['zebra', 'xylophone'])
    expect(kinds('marlow w43 chips scan .50 zebra')).toContain('unknown: zebra')
  })

  test('is said where it is missing or impossible', () => {
    expect(read('').problems).toHaveLength(4)
    expect(read('marlow').problems).toEqual([
      'Say when: wk 43-46, next 4 weeks, or dates.',
      'Say which group of items.',
      'Say how it pays (TPR, scan .50, oi 10%) or what it costs on the shelf (2/$5).',
    ])
    expect(read('marlow w60 chips scan .50').problems).toEqual(['That fiscal year has 52 weeks.'])
    expect(read('marlow 3/16/2027-2/3/2027 chips scan .50').problems).toEqual(['The first day must not be after the last.'])
  })

  test('C7: covers every character of every word, in order, whatever is typed', () => {
    for (const text of ['marlow wk 43-46 TPR 2/$5 chips scan .50 zebra', '%%% // $$ .. 2/ /5 "', 'tpr tpr scan scan 1 2 3', 'é 日本 w', '"" "a'.repeat(50)]) {
      const { tokens } = read(text)
      for (const [index, token] of tokens.entries()) {
        expect(text.slice(token.from, token.to)).toBe(token.text)
        if (index > 0) expect(token.from).toBeGreaterThanOrEqual(tokens[index - 1]!.to)
      }
    }
  })
})
