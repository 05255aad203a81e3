import { describe, expect, test } from 'vitest'
import { cellText, columnHeaded, editedWindow, editText, isEditable, parseCell } from '../../../../../client/features/calendar/grid/grid-cells.ts'
import { shownColumns } from '../../../../../client/features/calendar/grid/grid-columns.ts'
import { lineSummary, promotionSummary } from '../promotion-summaries.ts'
import { marlow } from './accounts.ts'

const promotion = promotionSummary('a', '2027-02-03', '2027-02-16')
const context = { currency: 'USD', dateOrder: 'monthFirst', near: '2027-02-05' } as const
const read = (column: Parameters<typeof parseCell>[0], text: string, near: string | null = context.near) => parseCell(column, text, { ...context, near })

describe('a cell', () => {
  test('shows name without account, days with their year, and weeks of the account', () => {
    expect(cellText(promotion, 'name', marlow)).toBe('CHIPS-8OZ TPR Feb 2027')
    expect(cellText(promotion, 'from', marlow)).toBe('Wed 3 Feb 2027')
    expect(cellText(promotion, 'weeks', marlow)).toBe('W1–2')
    expect(cellText(promotion, 'promoRetail', marlow)).toBe('$2.99')
  })

  test('shows a rate as the amount it is, and starts its editor with the bare number', () => {
    const rate = (rate: string, rateBasis: 'per_unit' | 'pct_list' | null) => ({ ...promotion, lines: [lineSummary({ rate, rateBasis })] })
    expect(cellText(rate('0.5', 'per_unit'), 'rate', marlow)).toBe('$0.50')
    expect(cellText(rate('0.0375', 'per_unit'), 'rate', marlow)).toBe('$0.0375')
    expect(cellText(rate('12.5', 'pct_list'), 'rate', marlow)).toBe('12.5%')
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
    expect(read('rate', '$.50')).toEqual({ ok: true, value: { value: '0.5', guess: null } })
    expect(read('rate', '')).toEqual({ ok: true, value: { value: null, guess: null } })
    expect(read('promoRetail', '2/$5')).toEqual({ ok: true, value: { value: { multiple: 2, price: 500 }, guess: null } })
    expect(read('status', 'offered')).toEqual({ ok: true, value: { value: 'offered', guess: null } })
    expect(read('merchandising', 'Endcap, Shipper')).toEqual({ ok: true, value: { value: ['display_endcap', 'shipper'], guess: null } })
    for (const [column, text] of [
      ['rate', 'a lot'],
      ['rate', '0.00001'],
      ['promoRetail', 'BOGO'],
      ['from', '2027-02-30'],
      ['name', '  '],
      ['mechanic', 'XYZ'],
      ['confidence', '-3'],
    ] as const)
      expect(read(column, text).ok).toBe(false)
  })

  test('takes dates as spreadsheets write them, and the nearest year where there is none, as a guess', () => {
    expect(read('from', '2/17/2027')).toEqual({ ok: true, value: { value: '2027-02-17', guess: null } })
    expect(read('from', '46435')).toEqual({ ok: true, value: { value: '2027-02-17', guess: null } })
    for (const [text, date] of [
      ['10/3', '2026-10-03'],
      ['3-Mar', '2027-03-03'],
      ['Oct-03', '2026-10-03'],
      ['Dec 28', '2026-12-28'],
    ] as const)
      expect(read('from', text)).toEqual({ ok: true, value: { value: date, guess: `${text} is taken as ${date}` } })
    expect(read('from', '10/3', null).ok).toBe(false)
  })

  test('of the first day keeps the last one, or moves the promotion when it is past it', () => {
    const window = { from: '2027-02-03', to: '2027-02-16' }
    expect(editedWindow(window, '2027-02-10', undefined)).toEqual({ from: '2027-02-10', to: '2027-02-16' })
    expect(editedWindow(window, '2027-03-03', undefined)).toEqual({ from: '2027-03-03', to: '2027-03-16' })
    expect(editedWindow(window, undefined, '2027-02-09')).toEqual({ from: '2027-02-03', to: '2027-02-09' })
    expect(editedWindow(window, undefined, '2027-01-01')).toBeNull()
    expect(editedWindow(null, '2027-02-03', undefined)).toEqual({ from: '2027-02-03', to: '2027-02-09' })
    expect(editedWindow(window, '2027-03-03', '2027-03-01')).toBeNull()
  })
})

test('headings are known as we write them and as a promotions file does', () => {
  expect(['First day', 'In-store start', 'PPG', 'Customer', 'promoRetail', 'Colour'].map(columnHeaded)).toEqual([
    'from',
    'from',
    'itemGroup',
    'account',
    'promoRetail',
    null,
  ])
})

test('the name comes first, and columns nobody knows are left out', () => {
  expect(shownColumns('rate,name,nonsense,rate,status', true)).toEqual(['name', 'rate', 'status'])
  expect(shownColumns(undefined, true)).not.toContain('account')
  expect(shownColumns(undefined, false)).toContain('account')
})
