import { describe, expect, test } from 'vitest'
import { calendarPath } from '../../../shared/base/document-path.ts'
import { deletePromotions, setMerchandisingOn, setOnLines, setOnPromotions, setStatusOfPromotions, shiftPromotions } from '../../../shared/commands/bulk.ts'
import { createPromotion, draftOf, forwardPromotion, type LiveCalendar, type PromotionDraft, setPromotionStatus } from '../../../shared/commands/promotion.ts'
import type { PromotionSummary } from '../../../shared/docs/calendar.ts'
import { calendarDoc } from '../../../shared/docs/calendar.ts'
import type { ItemSummary } from '../../../shared/docs/items.ts'
import type { AccountSummary } from '../../../shared/docs/profile.ts'
import { planAccountMove } from '../../../shared/domain/bulk/account-move.ts'
import { planShift } from '../../../shared/domain/bulk/week-shift.ts'
import { parsePromotionRef, promotionRef } from '../../../shared/domain/promotion-draft.ts'
import { weekSystemById } from '../../../shared/domain/weeks/week-system-presets.ts'
import { contextFor, replica } from '../../support/replicas.ts'

const PATH = calendarPath('marlow', 2027)
const account = { name: 'Marlow Markets', adWeekStart: 3, system: weekSystemById('nrf-454')! } as const
const ann = contextFor('ann')

const draft = (name: string, from: string, to: string): PromotionDraft => ({
  promotion: { name, inStore: { from, to }, scanBack: { from, to }, order: { from: '2027-01-13', to: '2027-02-02' }, firstReceiver: 'Northline' },
  lines: [
    {
      itemGroup: 'CHIPS-8OZ',
      mechanic: 'SCAN',
      rate: '0.50',
      rateBasis: 'per_unit',
      promoRetail: { multiple: 2, price: 500 },
      baselinePerWeek: 900,
      lump: 40_000,
    },
  ],
  requirements: [{ code: '41', quantity: 50 }],
})
const calendar = (...drafts: PromotionDraft[]): { live: LiveCalendar; ids: string[] } => {
  const live = replica('calendar', PATH)
  const ids = drafts.map((each) => {
    const created = createPromotion(live, each, ann)
    if (!created.ok) throw new Error(created.error.message)
    return created.value.promotionId
  })
  return { live, ids }
}
const two = () => calendar(draft('One', '2027-02-03', '2027-02-09'), draft('Two', '2027-03-03', '2027-03-16'))
const summaries = (live: LiveCalendar): PromotionSummary[] =>
  calendarDoc
    .summary(live.value(), PATH)
    .filter((row): row is PromotionSummary => row.type === 'promotion')
    .sort((a, b) => (a.name < b.name ? -1 : 1))

describe('many promotions at once', () => {
  test('are shifted by whole weeks with all their dates, or none of them', () => {
    const { live, ids } = two()
    expect(planShift(summaries(live), 2, '2026-11-22').map(({ after }) => after?.from)).toEqual(['2027-02-17', '2027-03-17'])
    expect(shiftPromotions(live, { promotionIds: ids, weeks: 2, account }, ann).ok).toBe(true)
    expect(live.row('promotions', ids[0]!)).toMatchObject({
      inStore: { from: '2027-02-17', to: '2027-02-23' },
      scanBack: { from: '2027-02-17', to: '2027-02-23' },
      order: { from: '2027-01-27', to: '2027-02-16' },
    })
    expect(live.row('promotions', ids[1]!)?.inStore).toEqual({ from: '2027-03-17', to: '2027-03-30' })
    expect(shiftPromotions(live, { promotionIds: [...ids, 'nobody'], weeks: 1, account }, ann).ok).toBe(false)
    expect(shiftPromotions(live, { promotionIds: ids, weeks: 0.5, account }, ann).ok).toBe(false)
    expect(live.row('promotions', ids[0]!)?.inStore?.from).toBe('2027-02-17')
  })

  test('are previewed with what is in the way', () => {
    const { live, ids } = two()
    setPromotionStatus(live, { promotionId: ids[0]!, status: 'confirmed' }, ann)
    const first = planShift(summaries(live), -12, '2026-11-22').find(({ promotionId }) => promotionId === ids[0])
    expect(first?.changes.map(({ message }) => message)).toEqual(['It would begin in the past.', 'It is confirmed: the retailer has to agree to other weeks.'])
  })

  test('take one value, a choice, or a status where it may follow', () => {
    const { live, ids } = two()
    expect(setOnPromotions(live, { promotionIds: ids, cell: 'owner', value: 'ann' }, ann).ok).toBe(true)
    expect(setOnLines(live, { promotionIds: ids, cell: 'rate', value: '0.75', account }, ann).ok).toBe(true)
    expect(setMerchandisingOn(live, { promotionIds: ids, choice: 'shipper', present: true }, ann).ok).toBe(true)
    expect(setOnPromotions(live, { promotionIds: ids, cell: 'confidence', value: -1 }, ann).ok).toBe(false)
    expect(setMerchandisingOn(live, { promotionIds: ids, choice: 'balloons', present: true }, ann).ok).toBe(false)
    expect(summaries(live).map(({ owner, merchandising, lines }) => [owner, merchandising, lines[0]?.rate])).toEqual([
      ['ann', ['shipper'], '0.75'],
      ['ann', ['shipper'], '0.75'],
    ])
    setPromotionStatus(live, { promotionId: ids[0]!, status: 'cancelled' }, ann)
    expect(setStatusOfPromotions(live, { promotionIds: ids, status: 'offered' }, ann)).toMatchObject({ ok: true, value: { left: [{ promotionId: ids[0] }] } })
    expect(live.row('promotions', ids[1]!)?.status).toBe('offered')
  })

  test('are deleted together (D10)', () => {
    const { live, ids } = two()
    expect(deletePromotions(live, { promotionIds: ids }, ann).ok).toBe(true)
    expect(summaries(live).every(({ isDeleted }) => isDeleted)).toBe(true)
    expect(setOnPromotions(live, { promotionIds: ids, cell: 'owner', value: 'ann' }, ann).ok).toBe(false)
  })
})

const accountFacts = (accountId: string, facts: Partial<AccountSummary>): AccountSummary =>
  ({ type: 'account', key: 'account', accountId, name: accountId, currency: 'USD', adWeekStart: 0, weekSystemId: 'nrf-454', ...facts }) as AccountSummary
const marlow = { facts: accountFacts('marlow', { name: 'Marlow Markets', adWeekStart: 3, firstReceivers: ['Northline'] }), system: weekSystemById('nrf-454')! }
const bulkway = (facts: Partial<AccountSummary> = {}) => ({
  facts: accountFacts('bulkway', { name: 'Bulkway', adWeekStart: 6, ...facts }),
  system: weekSystemById('walmart')!,
})
const item = (itemId: string): ItemSummary => ({ type: 'item', itemId, name: itemId, group: 'CHIPS-8OZ', isDeleted: false }) as ItemSummary

describe('C8: moving a promotion to another account (D8)', () => {
  const move = (to = bulkway(), inStoreFrom: string | null = null, items: ItemSummary[] = []) => {
    const { live, ids } = calendar(draft('Marlow Markets Chips', '2027-02-03', '2027-02-09'))
    setPromotionStatus(live, { promotionId: ids[0]!, status: 'confirmed' }, ann)
    const found = draftOf(live, { promotionId: ids[0]! }, ann)
    if (!found.ok) throw new Error(found.error.message)
    const plan = planAccountMove({ draft: found.value, from: marlow, to, inStoreFrom, items, today: '2026-11-22' })!
    return { live, promotionId: ids[0]!, plan }
  }

  test('proposes its weeks there, and says everything that changes', () => {
    const { plan } = move()
    expect(plan.draft.promotion).toMatchObject({
      name: 'Bulkway Chips',
      status: 'idea',
      firstReceiver: '',
      inStore: { from: '2027-02-06', to: '2027-02-12' },
      scanBack: { from: '2027-02-06', to: '2027-02-12' },
      order: { from: '2027-01-16', to: '2027-02-05' },
    })
    expect(plan.draft.lines[0]).toMatchObject({ rate: '0.50', promoRetail: { multiple: 2, price: 500 }, baselinePerWeek: null })
    expect(plan.draft.requirements).toMatchObject([{ code: '41', quantity: 50 }])
    expect(plan.year).toBe(2028)
    expect(plan.changes.map(({ field }) => field)).toEqual(['inStore', 'status', 'firstReceiver', 'baselinePerWeek', 'name'])
    expect(plan.changes[0]?.message).toContain('W1 · Wed 3 Feb – Tue 9 Feb becomes W2 · Sat 6 Feb – Fri 12 Feb')
  })

  test('leaves amounts of another currency out, and warns of black-outs and items not sold there', () => {
    const { plan } = move(
      bulkway({
        currency: 'CAD',
        blackouts: [{ blackoutId: 'b', name: 'Reset', window: { from: '2027-02-01', to: '2027-02-14' }, itemGroup: '' }],
        authorisations: [{ itemId: 'salt', status: 'authorised' }],
      }),
      '2027-02-10',
      [item('salt'), item('lime')],
    )
    expect(plan.draft.lines[0]).toMatchObject({ rate: null, lump: null, promoRetail: null, mechanic: 'SCAN', itemGroup: 'CHIPS-8OZ' })
    expect(plan.changes.filter(({ level }) => level === 'warn').map(({ field }) => field)).toEqual(['firstReceiver', 'itemGroup', 'rate', 'inStore'])
    expect(plan.changes.find(({ field }) => field === 'itemGroup')?.message).toBe('Bulkway sells not all of CHIPS-8OZ (without lime).')
  })

  test('copies it there and leaves a tombstone that says where it went', () => {
    const { live, promotionId, plan } = move()
    const there = replica('calendar', calendarPath('bulkway', plan.year))
    const created = createPromotion(there, plan.draft, contextFor('ann2'))
    if (!created.ok) throw new Error(created.error.message)
    const movedTo = promotionRef(there.path, created.value.promotionId)
    expect(forwardPromotion(live, { promotionId, movedTo }, ann).ok).toBe(true)
    expect(summaries(live)[0]).toMatchObject({ isDeleted: true, movedTo, isEditedSinceDeleted: false })
    expect(parsePromotionRef(movedTo)).toEqual({ accountId: 'bulkway', year: 2028, promotionId: created.value.promotionId })
    expect(there.rows('requirements')).toMatchObject([{ code: '41', promotionId: created.value.promotionId }])
  })

  test('of one without dates is not planned', () => {
    expect(planAccountMove({ draft: { promotion: {}, lines: [] }, from: marlow, to: bulkway(), inStoreFrom: null, items: [], today: '2026-11-22' })).toBeNull()
    expect(parsePromotionRef('accounts/bulkway/calendar/2027')).toBeNull()
  })
})
