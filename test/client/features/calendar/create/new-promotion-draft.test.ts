import { describe, expect, test } from 'vitest'
import type { CalendarAccount } from '../../../../../client/features/calendar/calendar-data.ts'
import { draftOfNew, NOTHING_SET } from '../../../../../client/features/calendar/create/new-promotion-draft.ts'
import { proposedSummary } from '../../../../../client/features/calendar/create/proposed-summary.ts'
import { parseQuickAdd } from '../../../../../shared/domain/quick-add/quick-add.ts'
import { weekSystemById } from '../../../../../shared/domain/weeks/week-system-presets.ts'
import { accountSummary, itemSummary } from '../../../../support/clash-workspace.ts'

const system = weekSystemById('nrf-454')!
const account = { ...accountSummary('marlow', { name: 'Marlow Markets', adWeekStart: 3 }), system } satisfies CalendarAccount
const items = [itemSummary('a', { group: 'CHIPS-8OZ', category: 'Kettle Chips', brand: 'Alder Creek' })]
const read = (text: string) => parseQuickAdd(text, { accounts: [account], systemOf: () => system, items, today: '2026-11-22' })
const inStore = { from: '2027-02-03', to: '2027-02-09' }
const drafted = (text: string, hand: Partial<typeof NOTHING_SET> = {}, base: Parameters<typeof draftOfNew>[4] = null) =>
  draftOfNew(read(text), { ...NOTHING_SET, ...hand }, account, inStore, base)

describe('a new promotion', () => {
  test('without a word is a TPR of nothing yet, named automatically', () => {
    const { promotion, lines } = drafted('')
    expect(lines).toEqual([{ itemGroup: '', mechanic: 'TPR' }])
    expect(promotion).toMatchObject({ status: 'idea', inStore })
    expect(promotion.name).toContain('Marlow Markets')
  })

  test('is what the words say, and what is set by hand over them', () => {
    const { lines, promotion } = drafted('marlow TPR 2/$5 chips scan .50 endcap')
    expect(lines.map(({ mechanic }) => mechanic)).toEqual(['TPR', 'SCAN'])
    expect(lines[0]).toMatchObject({ itemGroup: 'CHIPS-8OZ', promoRetail: { multiple: 2, price: 500 } })
    expect(promotion.merchandising).toEqual(['display_endcap'])
    const byHand = drafted('marlow chips scan .50', { itemGroup: 'SALSA', mechanic: 'OI', name: 'Salsa' })
    // What is scanned is not what is shipped: the rate was for the other.
    expect(byHand.lines).toEqual([expect.objectContaining({ itemGroup: 'SALSA', mechanic: 'OI', rate: null, rateBasis: null })])
    expect(byHand.promotion.name).toBe('Salsa')
  })

  test('what the words say without an account or weeks is kept', () => {
    expect(drafted('chips scan .50').lines).toEqual([expect.objectContaining({ itemGroup: 'CHIPS-8OZ', mechanic: 'SCAN', rate: '0.50' })])
  })

  test('begins with its template where the words do not say otherwise', () => {
    const base = {
      promotion: { name: '', inStore, confidence: 70, merchandising: ['demo' as const] },
      lines: [{ itemGroup: 'DIPS', mechanic: 'BB' as const, rate: '1.25' }],
      requirements: [{ code: '41' }],
    }
    expect(drafted('', {}, base)).toMatchObject({
      promotion: { confidence: 70, merchandising: ['demo'], status: 'idea' },
      lines: base.lines,
      requirements: base.requirements,
    })
    expect(drafted('chips scan .50', {}, base).lines[0]).toMatchObject({ itemGroup: 'CHIPS-8OZ', mechanic: 'SCAN' })
  })

  test('is shown as the promotion it would be', () => {
    const summary = proposedSummary(drafted('marlow TPR 2/$5 chips'), { accountId: 'marlow', year: 2027, promotionId: 'new' })
    expect(summary).toMatchObject({ key: 'new', accountId: 'marlow', inStore, isDeleted: false, order: null })
    expect(summary.lines[0]).toMatchObject({ itemGroup: 'CHIPS-8OZ', rate: null, promoRetail: { multiple: 2, price: 500 } })
  })
})
