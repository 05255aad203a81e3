import { describe, expect, test } from 'vitest'
import { MERCHANDISING_LABELS } from '../../../../shared/docs/terms/promotion-labels.ts'
import { MERCHANDISING } from '../../../../shared/docs/terms/promotion-terms.ts'
import {
  choiceCell,
  choicesCell,
  countCell,
  decimalCell,
  gtinCell,
  moneyCell,
  percentCell,
  retailCell,
  weekdayCell,
} from '../../../../shared/domain/import/cells.ts'
import { dateOrderOf, parseDateCell } from '../../../../shared/domain/import/date-cell.ts'

const usd = moneyCell('USD')
const retail = retailCell('USD')

describe('a date cell', () => {
  test.each([
    '2027-02-17',
    '2/17/2027',
    '2/17/27',
    '02/17/2027',
    '17-Feb-2027',
    '17 February 2027',
    'Feb 17, 2027',
    'Feb. 17 2027',
    'February 17th, 2027',
    '17.02.2027',
    '2027/2/17',
    '2027-02-17T00:00:00',
    '46435',
  ])('reads %s', (text) => expect(parseDateCell(text)).toEqual({ ok: true, value: '2027-02-17' }))

  test('a number alone is the day Excel says it is', () => {
    expect(parseDateCell('25569')).toEqual({ ok: true, value: '1970-01-01' })
    expect(parseDateCell('46442')).toEqual({ ok: true, value: '2027-02-24' })
  })

  test.each([
    ['2027-02-30', 'There is no 30 Feb 2027.'],
    ['2/30/2027', 'There is no 30 Feb 2027.'],
    ['2027-13-01', '2027-13-01 has no month 13.'],
    ['10/3', '10/3 has no year. Write it as 2027-02-17.'],
    ['Oct-03', 'Oct-03 has no year. Write it as 2027-02-17.'],
    ['next week', 'next week is not a date. Write it as 2027-02-17.'],
  ])('says what is wrong with %s', (text, message) => expect(parseDateCell(text)).toEqual({ ok: false, error: message }))

  test('the order of day and month is what the rest of the file shows', () => {
    expect(dateOrderOf(['3/4/2027', '17/4/2027'])).toBe('dayFirst')
    expect(dateOrderOf(['3/4/2027', '4/17/2027', '17/4/2027'])).toBe('monthFirst')
    expect(dateOrderOf(['3/4/2027'])).toBe('monthFirst')
    expect(parseDateCell('3/4/2027', 'dayFirst')).toEqual({ ok: true, value: '2027-04-03' })
    expect(parseDateCell('3/4/2027', 'monthFirst')).toEqual({ ok: true, value: '2027-03-04' })
    expect(parseDateCell('17/4/2027', 'monthFirst')).toEqual({ ok: true, value: '2027-04-17' })
  })
})

describe('numbers', () => {
  test('say the same however a country writes them', () => {
    for (const text of ['1234.5', '1,234.50', '$1,234.50', '1.234,50', '1.234,5 €', '1 234,5', '1’234.5'])
      expect(decimalCell(text)).toEqual({ ok: true, value: '1234.5' })
    for (const text of ['0.5', '.5', '0,5', '0,50', '$0.50']) expect(decimalCell(text)).toEqual({ ok: true, value: '0.5' })
    for (const text of ['12.5', '12,5%', '12.50 %']) expect(percentCell(text)).toEqual({ ok: true, value: 12.5 })
    for (const text of ['1200', '1,200', '1 200', '1.200,0']) expect(countCell(text)).toEqual({ ok: true, value: 1200 })
    // A point before three digits could be either: somebody is asked.
    expect(countCell('1.200')).toMatchObject({ ok: false })
  })

  test('counts, with the grouping people write', () => {
    expect(['5200', '5,200', ' 5 200 ', '5200.0', '0'].map(countCell)).toEqual([5200, 5200, 5200, 5200, 0].map((value) => ({ ok: true, value })))
    expect(countCell('-400')).toEqual({ ok: false, error: '-400 is below zero.' })
    expect(countCell('5.2k')).toEqual({ ok: false, error: '5.2k is not a whole number.' })
  })

  test('rates stay decimal text of at most four places', () => {
    expect(['0.50', '.5', '12.00', '$0.0375', '1,200', '0'].map(decimalCell)).toEqual(
      ['0.5', '0.5', '12', '0.0375', '1200', '0'].map((value) => ({ ok: true, value })),
    )
    expect(decimalCell('fifty cents')).toEqual({ ok: false, error: 'fifty cents is not a number. Write it like 0.50.' })
    expect(decimalCell('0.12345')).toEqual({ ok: false, error: '0.12345 has more than four decimal places.' })
  })

  test('money is minor units', () => {
    expect(['3.99', '$4.79', '1,234.50', '5000'].map(usd)).toEqual([399, 479, 123_450, 500_000].map((value) => ({ ok: true, value })))
    expect(usd('3.999').ok).toBe(false)
    expect(usd('-1').ok).toBe(false)
  })

  test('a retail price may be for several', () => {
    expect(retail('3.79')).toEqual({ ok: true, value: { multiple: 1, price: 379 } })
    expect(retail('2/$5')).toEqual({ ok: true, value: { multiple: 2, price: 500 } })
    expect(retail('3 for 9.99')).toEqual({ ok: true, value: { multiple: 3, price: 999 } })
    expect(retail('two').ok).toBe(false)
  })

  test('percentages with or without their sign', () => {
    expect(['60', '60%', '12.5 %'].map(percentCell)).toEqual([60, 60, 12.5].map((value) => ({ ok: true, value })))
    expect(percentCell('-5').ok).toBe(false)
  })
})

describe('words', () => {
  test('weekdays by name, short name or number', () => {
    expect(['Wed', 'wednesday', '3'].map(weekdayCell)).toEqual([3, 3, 3].map((value) => ({ ok: true, value })))
    expect(weekdayCell('Wodansday').ok).toBe(false)
    expect(weekdayCell('7').ok).toBe(false)
  })

  test('choices by code or label, several to a cell', () => {
    const merchandising = choicesCell(choiceCell('merchandising', MERCHANDISING, MERCHANDISING_LABELS))
    expect(merchandising('feature ad B; Endcap + shelf_talker')).toEqual({ ok: true, value: ['display_endcap', 'feature_ad_b', 'shelf_talker'] })
    expect(merchandising('endcap, skywriting')).toMatchObject({ ok: false, error: expect.stringContaining('skywriting is no merchandising Endcap knows.') })
  })

  test('a GTIN gets back the zeros a spreadsheet dropped, and must check', () => {
    expect(gtinCell(12)('841207001076')).toEqual({ ok: true, value: '841207001076' })
    expect(gtinCell(12)('12345670')).toEqual({ ok: true, value: '000012345670' })
    expect(gtinCell(14)('10841207001073')).toEqual({ ok: true, value: '10841207001073' })
    expect(gtinCell(12)('841207001070').ok).toBe(false)
  })
})
