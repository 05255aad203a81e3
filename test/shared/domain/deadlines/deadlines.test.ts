import { describe, expect, test } from 'vitest'
import type { DeadlineTemplate } from '../../../../shared/docs/profile.ts'
import { type DatedPromotion, deadlineState, deadlinesOf } from '../../../../shared/domain/deadlines/deadlines.ts'

const template = (templateId: string, facts: Partial<DeadlineTemplate>): DeadlineTemplate => ({
  templateId,
  name: templateId,
  deadline: null,
  window: 'inStore',
  edge: 'from',
  offset: -6,
  unit: 'weeks',
  ...facts,
})
const promotion: DatedPromotion = { inStore: { from: '2027-02-03', to: '2027-02-09' }, order: { from: '2027-01-13', to: '2027-02-02' } }
const shown = (dated: DatedPromotion, rules: Parameters<typeof deadlinesOf>[1]) => deadlinesOf(dated, rules).map(({ key, due, source }) => [key, due, source])

describe('the deadlines of a promotion', () => {
  test('D6: come from the templates of its account, counted from either end of any window', () => {
    expect(
      shown(promotion, {
        deadlines: [
          template('art', { deadline: 'artDue' }),
          template('recap', { edge: 'to', offset: 10, unit: 'days' }),
          template('buy', { window: 'order', offset: -2 }),
          template('coupons', { window: 'coupon' }),
        ],
      }),
    ).toEqual([
      ['artDue', '2026-12-23', 'template'],
      ['buy', '2026-12-30', 'template'],
      ['recap', '2027-02-19', 'template'],
    ])
  })

  test('are those set by hand where somebody did, and lead times where no template says anything', () => {
    const rules = { deadlines: [template('submit', { deadline: 'submitBy' })], submitWeeks: 20, priceNoticeDays: 7, newItemWeeks: 12 }
    expect(shown({ ...promotion, artDue: '2026-12-01' }, rules)).toEqual([
      ['newItemDue', '2026-11-11', 'lead_time'],
      ['artDue', '2026-12-01', 'manual'],
      ['submitBy', '2026-12-23', 'template'],
      ['priceLoadBy', '2027-01-06', 'lead_time'],
    ])
    expect(shown({ ...promotion, submitBy: '2026-12-20' }, { ...rules, priceNoticeDays: 0, newItemWeeks: 0 })[0]).toEqual(['submitBy', '2026-12-20', 'manual'])
  })

  test('follow the weeks in store until they are done, and then stay where they were due', () => {
    const rules = { deadlines: [template('submit', { deadline: 'submitBy' }), template('samples', { offset: -8 })] }
    const moved = { inStore: { from: '2027-03-03', to: '2027-03-09' } }
    expect(shown(moved, rules).map(([, due]) => due)).toEqual(['2027-01-06', '2027-01-20'])
    const done = { by: 'ann', on: '2026-12-01', due: '2026-12-09' }
    expect(deadlinesOf({ ...moved, pins: [{ templateId: 'samples', on: null, done }] }, rules)[0]).toMatchObject({ key: 'samples', due: '2026-12-09', done })
    const submitted = { ...moved, submitByDone: { by: 'ann', on: '2026-12-02', due: '2026-12-23' } }
    expect(shown(submitted, rules)).toContainEqual(['submitBy', '2026-12-23', 'template'])
  })

  test('that two people pinned offline count as one, and as done when either is', () => {
    const rules = { deadlines: [template('samples', {})] }
    const done = { by: 'bob', on: '2026-12-01', due: null }
    const pins = [
      { templateId: 'samples', on: '2026-12-10', done: null },
      { templateId: 'samples', on: null, done },
    ]
    expect(deadlinesOf({ ...promotion, pins }, rules)).toEqual([{ key: 'samples', name: 'samples', due: '2026-12-10', source: 'manual', done }])
  })

  test('end with the claim window, until the promotion is settled', () => {
    const claiming = { ...promotion, claim: { from: '2027-02-10', to: '2027-05-10' } }
    expect(deadlinesOf(claiming, {})).toMatchObject([{ key: 'claim', due: '2027-05-10', done: null }])
    expect(deadlinesOf({ ...claiming, settledOn: '2027-04-01' }, {})[0]?.done).toMatchObject({ on: '2027-04-01' })
  })

  test('are open, soon, passed or done', () => {
    const state = (due: string, done: null | { by: string; on: string; due: null } = null) => deadlineState({ due, done }, '2026-11-22', 14)
    expect([state('2026-12-06'), state('2026-12-05'), state('2026-11-22'), state('2026-11-21')]).toEqual(['open', 'soon', 'soon', 'passed'])
    expect(state('2026-11-01', { by: 'ann', on: '2026-10-30', due: null })).toBe('done')
  })
})
