import { expect, test } from 'vitest'
import { figureText, filledFormulas } from '../../../../../client/features/calendar/figures/figure-text.ts'
import { exact } from '../../../../../shared/base/exact.ts'
import { figure, notAvailable } from '../../../../../shared/domain/figure.ts'
import { explain } from '../../../../../shared/domain/figure-formulas.ts'
import { promotionFigures } from '../../../../../shared/domain/promotion-arithmetic.ts'

const volume = (itemGroup: string) => ({
  itemGroup,
  baseline: figure(exact(1000)),
  lift: figure(exact(1, 2)),
  unitMargin: figure(exact(18, 10)),
  payPerUnit: figure(exact(1, 2)),
})
const golden = promotionFigures([volume('COLA')], figure(exact(400)))
const filled = (key: Parameters<typeof explain>[1], figures = golden) =>
  filledFormulas(explain(figures, key), 'USD').map(({ itemGroup, text }) => `${itemGroup}${text}`)

test('figures are rounded where they are read, and n/a is no number', () => {
  expect(figureText(golden.roiRatio, 'ratio', 'USD')).toBe('0.783')
  expect(figureText(golden.roiNet, 'percent', 'USD')).toBe('−21.7 %')
  expect(figureText(golden.roiNet, 'percent', 'USD', 'formula')).toBe('−21.74 %')
  expect(figureText(golden.breakEvenUnits, 'units', 'USD')).toBe('692')
  expect(figureText(golden.breakEvenUnits, 'units', 'USD', 'formula')).toBe('692.31')
  expect(figureText(golden.costPerIncrementalUnit, 'unitMoney', 'USD')).toBe('$2.30')
  expect(figureText(figure(exact(375, 10_000)), 'unitMoney', 'USD')).toBe('$0.0375')
  expect(figureText(figure(exact(1_234_567)), 'units', 'USD')).toBe('1,234,567')
  expect(figureText(notAvailable('No baseline.'), 'units', 'USD')).toBeNull()
})

test('a formula is filled with its numbers, group by group where it sums over groups', () => {
  expect(filled('roiNet')).toEqual(['($900.00 − $1,150.00) ÷ $1,150.00'])
  expect(filled('incrementalUnits')).toEqual(['1,500 − 1,000'])
  expect(filled('expectedUnits')).toEqual(['1,000 × (1 + 50 %)'])
  expect(filled('breakEvenLift')).toEqual(['($0.50 + $400.00 ÷ 1,000) ÷ ($1.80 − $0.50)'])
  const two = promotionFigures([volume('COLA'), volume('CHIPS')], figure(exact(0)))
  expect(filled('expectedUnits', two)).toEqual(['COLA1,000 × (1 + 50 %)', 'CHIPS1,000 × (1 + 50 %)'])
})
