import { describe, expect, test } from 'vitest'
import type { Column } from '../../../../../client/features/calendar/grid/grid-columns.ts'
import type { PromotionEntry } from '../../../../../client/features/calendar/grid/grid-rows.ts'
import { type PlanFacts, planCells } from '../../../../../client/features/calendar/grid/plan-cells.ts'
import { lineSummary, promotionSummary } from '../promotion-summaries.ts'
import { bulkway, marlow } from './accounts.ts'

const a = promotionSummary('a', '2027-02-03', '2027-02-16')
const two = promotionSummary('two', '2027-02-03', '2027-02-16', { lines: [lineSummary(), lineSummary({ lineId: 'second' })] })
const entry = (promotion = a): PromotionEntry => ({ kind: 'promotion', key: promotion.promotionId, promotion, account: marlow })
const facts: PlanFacts = {
  today: '2027-01-15',
  accounts: [bulkway, marlow],
  defaultAccount: null,
  plannedOf: (accountId) => (accountId === 'marlow' ? [a] : []),
  blank: 'keep',
}
const plan = (columns: readonly (Column | null)[], target: PromotionEntry | null, ...texts: string[]) => planCells(columns, [{ target, texts }], facts)
const problems = (made: ReturnType<typeof plan>) =>
  made.rows.flatMap((row) => row.cells.filter(({ problem }) => problem !== null).map(({ column, problem }) => [column, problem]))

describe('what is pasted over a promotion', () => {
  test('changes what is other, in the document’s own values', () => {
    const made = plan(['name', 'rate', 'from', 'to', 'owner'], entry(), 'Spring wall', '.35', '2/10/2027', '2027-02-23', 'Dana Reyes')
    expect(made.rows[0]?.change).toEqual({
      promotionId: 'a',
      cells: { name: 'Spring wall', owner: 'Dana Reyes' },
      inStore: { from: '2027-02-10', to: '2027-02-23' },
      line: { rate: '0.35' },
    })
    expect([made.changes, made.badCells, made.guesses]).toEqual([1, 0, 0])
  })

  test('is the same when it only writes it otherwise', () => {
    const made = plan(['promoRetail', 'from', 'mechanic', 'status'], entry(), '2.99', 'Feb 3, 2027', 'temporary price reduction', 'Planned')
    expect([made.same, made.changes, made.badCells]).toEqual([1, 0, 0])
  })

  test('is looked at cell by cell: every bad one with its reason, the good ones still there', () => {
    const made = plan(['mechanic', 'rate', 'from', 'promoRetail', 'owner'], entry(), 'BOGUS', 'free', '2027-02-30', '2/$5', 'Dana')
    expect(problems(made).map(([column]) => column)).toEqual(['mechanic', 'rate', 'from'])
    expect(made.rows[0]?.change).toEqual({ promotionId: 'a', cells: { owner: 'Dana' }, line: { promoRetail: { multiple: 2, price: 500 } } })
    expect(made.badCells).toBe(3)
  })

  test('keeps windows whole: the last day is not before the first, and half a window is none', () => {
    expect(problems(plan(['to'], entry(), '2027-01-01'))).toEqual([['to', 'The last day must not be before the first.']])
    const order = plan(['orderFrom', 'orderTo'], entry(), '2027-01-04', '2027-01-10')
    expect(order.rows[0]?.change?.cells).toEqual({ order: { from: '2027-01-04', to: '2027-01-10' } })
  })

  test('goes by the rules of a pitch, with what else the row brings', () => {
    expect(problems(plan(['status'], entry(), 'Declined'))[0]?.[1]).toMatch(/Planned is not followed by declined/)
    const needs = promotionSummary('mcb', '2027-02-03', '2027-02-09', { lines: [lineSummary({ mechanic: 'MCB' })] })
    expect(problems(plan(['status'], entry(needs), 'Offered'))[0]?.[1]).toMatch(/first receiver/)
    expect(plan(['status', 'firstReceiver'], entry(needs), 'Offered', 'UNFI').changes).toBe(1)
  })

  test('leaves a promotion of several lines to its details, and one at another account where it is', () => {
    expect(problems(plan(['mechanic'], entry(two), 'OI'))[0]?.[0]).toBe('mechanic')
    expect(problems(plan(['account'], entry(), 'Bulkway'))[0]?.[0]).toBe('account')
    expect(plan(['account'], entry(), 'marlow markets').badCells).toBe(0)
  })

  test('clears what may be empty and leaves the rest as it is, except where it is typed', () => {
    const made = plan(['name', 'rate', 'itemGroup'], entry(), '', '', '')
    expect(made.rows[0]?.change).toEqual({ promotionId: 'a', line: { rate: null, itemGroup: '' } })
    expect(planCells(['name'], [{ target: entry(), texts: [''] }], { ...facts, blank: 'refuse' }).badCells).toBe(1)
  })

  test('guesses a year and says so', () => {
    const made = plan(['from', 'to'], entry(), '2/10', '2/23')
    expect([made.guesses, made.rows[0]?.change?.inStore]).toEqual([2, { from: '2027-02-10', to: '2027-02-23' }])
  })
})

describe('a pasted row that is none yet', () => {
  test('is a new promotion at the account it names, named by itself', () => {
    const made = plan(['account', 'from', 'to', 'itemGroup', 'mechanic', 'rate'], null, 'bulkway', '2027-03-03', '2027-03-09', 'DIPS', 'oi', '0.2')
    expect(made.rows[0]?.draft).toEqual({
      promotion: { name: 'Bulkway · DIPS · OI · W5', inStore: { from: '2027-03-03', to: '2027-03-09' } },
      lines: [{ itemGroup: 'DIPS', mechanic: 'OI', rate: '0.2' }],
    })
  })

  test('without account or first day, or with any bad cell, is left out and says why', () => {
    expect(plan(['itemGroup'], null, 'DIPS').rows[0]?.problem).toBe('Say which account it runs at.')
    expect(problems(plan(['account'], null, 'Nowhere'))[0]?.[1]).toBe('There is no account called Nowhere.')
    expect(problems(plan(['account', 'itemGroup'], null, 'Bulkway', 'DIPS'))).toEqual([['from', 'Say when it is in store.']])
    const made = plan(['account', 'from', 'rate'], null, 'Bulkway', '2027-03-03', 'x')
    expect([made.creations, made.leftOut, made.badCells]).toEqual([0, 1, 1])
  })

  test('that is there already, by account, name and first day, is a change of it', () => {
    const made = plan(['account', 'name', 'from', 'rate'], null, 'Marlow Markets', a.name, '2027-02-03', '0.75')
    expect([made.creations, made.rows[0]?.change]).toEqual([0, { promotionId: 'a', line: { rate: '0.75' } }])
  })
})
