import { describe, expect, test } from 'vitest'
import {
  dueWords,
  inStoreOn,
  isMine,
  nextMeetings,
  nextToStart,
  openActions,
  pressingDeadlines,
  startingSoon,
} from '../../../../client/features/today/today-rows.ts'
import type { ActionSummary, PacketSummary } from '../../../../shared/docs/packet.ts'
import { promotionSummary } from '../calendar/promotion-summaries.ts'

const TODAY = '2027-04-14'
const ids = (promotions: readonly { readonly promotionId: string }[]) => promotions.map(({ promotionId }) => promotionId)

describe('today', () => {
  test('shows what is in store on its first and its last day, the one that ends first on top', () => {
    const promotions = [
      promotionSummary('long', '2027-04-01', '2027-05-30'),
      promotionSummary('last day', '2027-04-01', TODAY),
      promotionSummary('first day', TODAY, '2027-04-20'),
      promotionSummary('over', '2027-04-01', '2027-04-13'),
      promotionSummary('cancelled', TODAY, TODAY, { status: 'cancelled' }),
      promotionSummary('deleted', TODAY, TODAY, { isDeleted: true }),
      promotionSummary('no dates', TODAY, TODAY, { inStore: null }),
    ]
    expect(ids(inStoreOn(promotions, TODAY))).toEqual(['last day', 'first day', 'long'])
  })

  test('looks 14 days ahead', () => {
    const promotions = [
      promotionSummary('in 14', '2027-04-28', '2027-05-04'),
      promotionSummary('in 15', '2027-04-29', '2027-05-04'),
      promotionSummary('tomorrow', '2027-04-15', '2027-05-04'),
      promotionSummary('now', TODAY, '2027-05-04'),
    ]
    expect(ids(startingSoon(promotions, TODAY))).toEqual(['tomorrow', 'in 14'])
  })

  test('leads to what starts next, however far away', () => {
    const promotions = [
      promotionSummary('now', TODAY, '2027-05-04'),
      promotionSummary('far', '2027-09-01', '2027-09-07'),
      promotionSummary('cancelled', '2027-06-01', '2027-06-07', { status: 'cancelled' }),
      promotionSummary('next', '2027-08-01', '2027-08-07'),
    ]
    expect(nextToStart(promotions, TODAY)?.promotionId).toBe('next')
    expect(nextToStart(promotions.slice(0, 1), TODAY)).toBeNull()
  })

  test('names deadlines that passed or are near, and none that are done with', () => {
    const later = ['2027-05-05', '2027-05-11'] as const
    const promotions = [
      promotionSummary('late', ...later, { submitBy: '2027-04-11' }),
      promotionSummary('near', ...later, { priceLoadBy: '2027-04-20', status: 'confirmed' }),
      promotionSummary('submitted', ...later, { submitBy: '2027-04-11', status: 'offered' }),
      promotionSummary('on the shelf', '2027-04-10', '2027-04-20', { priceLoadBy: '2027-04-09', status: 'confirmed' }),
      promotionSummary('far', ...later, { priceLoadBy: '2027-06-20' }),
    ]
    expect(pressingDeadlines(promotions, TODAY).map(({ promotion, label, inDays }) => [promotion.promotionId, label, inDays])).toEqual([
      ['late', 'Submit by', -3],
      ['near', 'Price loaded by', 6],
    ])
    expect(dueWords(-3)).toBe('3 days late')
    expect(dueWords(0)).toBe('today')
  })

  test('takes an action for mine by full name, first name or initials, and lists nobody’s too', () => {
    expect(['Mia Chen', 'mia', 'MC '].every((owner) => isMine(owner, 'Mia Chen'))).toBe(true)
    expect(isMine('Miami', 'Mia Chen')).toBe(false)
    const action = (actionId: string, owner: string, due: string | null, facts: Partial<ActionSummary> = {}): ActionSummary => ({
      key: actionId,
      type: 'action',
      accountId: 'marlow',
      packetId: 'p',
      actionId,
      title: actionId,
      owner,
      due,
      state: 'open',
      isDeleted: false,
      ...facts,
    })
    const actions = [
      action('someday', 'Mia', null),
      action('theirs', 'Jonas', TODAY),
      action('nobody', '', '2027-04-20'),
      action('done', 'Mia', TODAY, { state: 'done' }),
      action('late', 'Mia Chen', '2027-04-01'),
    ]
    expect(openActions(actions, 'Mia Chen').map(({ actionId }) => actionId)).toEqual(['late', 'nobody', 'someday'])
  })

  test('lists the meetings of the next 30 days in order', () => {
    const packet = (packetId: string, on: string | null, at = ''): PacketSummary => ({
      key: 'packet',
      type: 'packet',
      accountId: 'marlow',
      packetId,
      title: packetId,
      meetingType: 'qbr',
      on,
      at,
      openActions: 0,
      isDeleted: false,
    })
    const packets = [
      packet('afternoon', TODAY, '14:00'),
      packet('morning', TODAY, '09:00'),
      packet('past', '2027-04-13'),
      packet('far', '2027-06-01'),
      packet('open', null),
    ]
    expect(nextMeetings(packets, TODAY).map(({ packetId }) => packetId)).toEqual(['morning', 'afternoon'])
  })
})
