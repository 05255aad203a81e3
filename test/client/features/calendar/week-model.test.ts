import { describe, expect, test } from 'vitest'
import { canTick, dueGroups, duesOfAccount, duesOfActions, type WeekOptions } from '../../../../client/features/calendar/week/week-model.ts'
import { promotionSummary } from './promotion-summaries.ts'

const TODAY = '2027-01-20'
const rules = { submitWeeks: 4 }
const promotions = [
  promotionSummary('late', '2027-02-03', '2027-02-09', { owner: 'Dana Reyes' }),
  promotionSummary('soon', '2027-02-20', '2027-02-26', { priceLoadBy: '2027-01-29' }),
  promotionSummary('done', '2027-02-18', '2027-02-24', { submitByDone: { by: 'ann', on: TODAY, due: '2027-01-21' } }),
  promotionSummary('ended', '2027-01-01', '2027-01-07', { claim: { from: '2027-01-08', to: '2027-02-07' } }),
  promotionSummary('dead', '2027-02-03', '2027-02-09', { status: 'cancelled' }),
]
const dues = duesOfAccount(promotions, rules, TODAY)
const options: WeekOptions = { today: TODAY, weekStart: 1, horizon: '4w', withDone: false, withStarts: false, owner: '' }
const groups = (change: Partial<WeekOptions> = {}) =>
  dueGroups(dues, { ...options, ...change }).map(({ title, days, dues }) => [title || days, dues.map(({ id }) => id)])

describe('what is due', () => {
  test('is what is late, then week by week; of what has run only the claim, of what will not run nothing', () => {
    expect(groups()).toEqual([
      ['Overdue', ['late.submitBy']],
      ['This week', ['soon.submitBy']],
      ['Next week', ['soon.priceLoadBy']],
      ['1 Feb – 7 Feb', ['ended.claim']],
    ])
  })

  test('goes as far ahead as one looks, with starts and with what is done where asked for', () => {
    expect(groups({ horizon: 'week' })).toHaveLength(2)
    expect(groups({ withDone: true })[1]).toEqual(['This week', ['done.submitBy', 'soon.submitBy']])
    expect(groups({ withStarts: true }).flatMap(([, ids]) => ids)).toContain('late.start')
  })

  test('is only mine where asked for, by the owner of the promotion', () => {
    expect(groups({ owner: 'dana reyes' })).toEqual([['Overdue', ['late.submitBy']]])
  })

  test('has the open actions of meetings too, and what can be ticked is known', () => {
    const action = {
      key: 'x',
      type: 'action',
      accountId: 'marlow',
      packetId: 'p',
      actionId: 'x',
      title: 'Send the planogram',
      owner: 'Ann',
      due: TODAY,
      state: 'open',
      isDeleted: false,
    } as const
    const [due] = duesOfActions([action, { ...action, actionId: 'y', state: 'dropped' }, { ...action, actionId: 'z', due: null }])
    expect(due).toMatchObject({ kind: 'action', name: 'Send the planogram', isDone: false })
    expect(dueGroups(due === undefined ? [] : [due], options)[0]?.title).toBe('Today')
    expect(dues.filter((each) => !canTick(each)).map(({ id }) => id)).toEqual(['late.start', 'soon.start', 'done.start', 'ended.claim'])
  })
})
