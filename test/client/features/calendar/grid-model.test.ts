import { describe, expect, test } from 'vitest'
import type { CalendarAccount } from '../../../../client/features/calendar/calendar-data.ts'
import { editedWindow } from '../../../../client/features/calendar/grid/grid-edits.ts'
import { cellText, editText, isEditable, listEntries, parseCell } from '../../../../client/features/calendar/grid/grid-model.ts'
import { weekSystemById } from '../../../../shared/domain/weeks/week-system-presets.ts'
import { lineSummary, promotionSummary } from './promotion-summaries.ts'

const account = (accountId: string, name: string): CalendarAccount => ({
  key: 'account',
  type: 'account',
  accountId,
  name,
  kind: 'retailer',
  channel: 'grocery',
  stage: 'active',
  parentId: null,
  weekSystemId: 'nrf-454',
  adWeekStart: 3,
  currency: 'USD',
  storeCount: 600,
  routeToMarket: 'direct',
  externalKey: '',
  isDeleted: false,
  system: weekSystemById('nrf-454')!,
})
const marlow = account('marlow', 'Marlow Markets')
const bulkway = account('bulkway', 'Bulkway')

describe('the list', () => {
  const promotions = [
    promotionSummary('b', '2027-03-03', '2027-03-09', { lines: [lineSummary({ rate: '10' })] }),
    promotionSummary('a', '2027-02-03', '2027-02-16', { lines: [lineSummary({ rate: '9' })] }),
    promotionSummary('c', '2027-02-03', '2027-02-09', { lines: [lineSummary({ rate: null })] }),
    promotionSummary('d', '2027-02-03', '2027-02-09', { accountId: 'bulkway' }),
  ]
  const order = (column: 'from' | 'rate', isDescending = false) =>
    listEntries([bulkway, marlow], (id) => promotions.filter(({ accountId }) => accountId === id), { column, isDescending }).map((entry) =>
      entry.kind === 'account' ? entry.account.name : entry.promotion.promotionId,
    )

  test('is grouped by account and sorted within, ties by first day and then id', () => {
    expect(order('from')).toEqual(['Bulkway', 'd', 'Marlow Markets', 'a', 'c', 'b'])
    expect(order('from', true)).toEqual(['Bulkway', 'd', 'Marlow Markets', 'b', 'a', 'c'])
  })

  test('sorts rates as numbers, not as words', () => {
    expect(order('rate')).toEqual(['Bulkway', 'd', 'Marlow Markets', 'c', 'a', 'b'])
  })

  test('leaves out accounts with nothing to show', () => {
    expect(listEntries([marlow], () => [], { column: 'from', isDescending: false })).toEqual([])
  })
})

describe('a cell', () => {
  const promotion = promotionSummary('a', '2027-02-03', '2027-02-16')

  test('shows name without account, days with their year, and weeks of the account', () => {
    expect(cellText(promotion, 'name', marlow)).toBe('CHIPS-8OZ TPR Feb 2027')
    expect(cellText(promotion, 'from', marlow)).toBe('Wed 3 Feb 2027')
    expect(cellText(promotion, 'weeks', marlow)).toBe('W1–2')
    expect(cellText(promotion, 'promoRetail', marlow)).toBe('$2.99')
  })

  test('shows a rate as the amount it is, and starts its editor with the bare number', () => {
    const rate = (rate: string, rateBasis: 'per_unit' | 'pct_list' | null) => ({ ...promotion, lines: [lineSummary({ rate, rateBasis })] })
    expect(cellText(rate('0.5', 'per_unit'), 'rate', marlow)).toBe('$0.50')
    expect(cellText(rate('2', 'per_unit'), 'rate', marlow)).toBe('$2.00')
    expect(cellText(rate('0.0375', 'per_unit'), 'rate', marlow)).toBe('$0.0375')
    expect(cellText(rate('12.5', 'pct_list'), 'rate', marlow)).toBe('12.5%')
    expect(cellText(rate('0.5', null), 'rate', marlow)).toBe('0.5')
    expect(editText(rate('0.5', 'per_unit'), 'rate', marlow)).toBe('0.5')
  })

  test('of several lines says so and is not edited: nobody could tell which', () => {
    const two = { ...promotion, lines: [lineSummary(), lineSummary({ lineId: 'second' })] }
    expect(cellText(two, 'mechanic', marlow)).toBe('TPR +1')
    expect([isEditable(two, 'mechanic'), isEditable(two, 'name'), isEditable(promotion, 'mechanic'), isEditable(promotion, 'weeks')]).toEqual([
      false,
      true,
      true,
      false,
    ])
  })

  test('takes what people type and says what is wrong with the rest', () => {
    expect(parseCell('rate', '$.50', 'USD')).toEqual({ ok: true, value: '0.50' })
    expect(parseCell('rate', '', 'USD')).toEqual({ ok: true, value: null })
    expect(parseCell('promoRetail', '2/$5', 'USD')).toEqual({ ok: true, value: { multiple: 2, price: 500 } })
    for (const [column, text] of [
      ['rate', 'a lot'],
      ['rate', '0.00001'],
      ['promoRetail', 'BOGO'],
      ['from', '2027-02-30'],
      ['name', '  '],
      ['mechanic', 'XYZ'],
    ] as const)
      expect(parseCell(column, text, 'USD').ok).toBe(false)
  })

  test('of the first day keeps the last one, or moves the promotion when it is past it', () => {
    const window = { from: '2027-02-03', to: '2027-02-16' }
    expect(editedWindow(window, 'from', '2027-02-10')).toEqual({ from: '2027-02-10', to: '2027-02-16' })
    expect(editedWindow(window, 'from', '2027-03-03')).toEqual({ from: '2027-03-03', to: '2027-03-16' })
    expect(editedWindow(window, 'to', '2027-02-09')).toEqual({ from: '2027-02-03', to: '2027-02-09' })
    expect(editedWindow(window, 'to', '2027-01-01')).toBeNull()
    expect(editedWindow(null, 'from', '2027-02-03')).toEqual({ from: '2027-02-03', to: '2027-02-09' })
  })
})
