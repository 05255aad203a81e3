import { describe, expect, test } from 'vitest'
import { parseRetail } from '../../../shared/domain/parse-retail.ts'
import { nameWithin, promotionLabel } from '../../../shared/domain/promotion-label.ts'
import { retailText } from '../../../shared/domain/retail-text.ts'
import { lineSummary, promotionSummary } from '../../client/features/calendar/promotion-summaries.ts'

const label = (facts: Parameters<typeof promotionSummary>[3]) =>
  promotionLabel(promotionSummary('a', '2027-02-03', '2027-02-09', facts), 'Marlow Markets', 'USD')

describe('the label of a promotion', () => {
  test('is group, mechanic and price where the name only repeats them', () => {
    expect(label({ name: 'Marlow Markets CHIPS-8OZ TPR Feb 2027' })).toEqual({ main: 'CHIPS-8OZ', detail: 'TPR $2.99' })
    expect(label({ name: 'Marlow Markets · CHIPS-8OZ · TPR · W1' })).toEqual({ main: 'CHIPS-8OZ', detail: 'TPR $2.99' })
  })

  test('is the name somebody gave it, without the account whose row it stands in', () => {
    expect(label({ name: 'Marlow Markets · Summer kick-off' }).main).toBe('Summer kick-off')
    expect(nameWithin('Marlow Markets', 'Marlow Markets')).toBe('Marlow Markets')
  })

  test('counts further lines, and names what has neither name nor line', () => {
    expect(label({ lines: [lineSummary(), lineSummary({ lineId: 'b' })] }).detail).toBe('TPR $2.99 +1')
    expect(label({ name: '', lines: [] })).toEqual({ main: 'Untitled promotion', detail: '' })
  })

  test('does not mistake a word that merely contains the mechanic for it', () => {
    expect(label({ name: 'CHIPS-8OZ for ADvent', lines: [lineSummary({ mechanic: 'AD' })] }).main).toBe('CHIPS-8OZ for ADvent')
  })
})

describe('a promoted retail', () => {
  test('reads the ways the trade writes it', () => {
    expect(parseRetail('2/$5', 'USD')).toEqual({ multiple: 2, price: 500 })
    expect(parseRetail('3 for 10.00', 'USD')).toEqual({ multiple: 3, price: 1000 })
    expect(parseRetail(' $2.99 ', 'USD')).toEqual({ multiple: 1, price: 299 })
    expect(parseRetail('2,99 €', 'EUR')).toEqual({ multiple: 1, price: 299 })
  })

  test('refuses what is no price', () => {
    for (const text of ['', 'BOGO', '0/$5', '2/', '-3', '2.999']) expect(parseRetail(text, 'USD')).toBeNull()
  })

  test('is written back as it is read', () => {
    for (const text of ['2/$5', '$2.99', '3/$9.50']) expect(retailText(parseRetail(text, 'USD'), 'USD')).toBe(text)
    expect(retailText(null, 'USD')).toBe('')
  })
})
