import { describe, expect, test } from 'vitest'
import { MECHANIC_LABELS, MECHANICS } from '../../../shared/docs/terms/mechanic.ts'
import { MECHANIC_FAMILIES, mechanicFamily } from '../../../shared/domain/mechanic-families.ts'
import { MECHANIC_FACTS, payingWindow } from '../../../shared/domain/mechanics.ts'
import { samplePromotions } from '../../support/sample.ts'

const inStore = { from: '2027-02-03', to: '2027-02-09' }
const order = { from: '2027-01-13', to: '2027-02-02' }

describe('a mechanic', () => {
  test('has a label and facts, and every family is drawn by at least one', () => {
    expect(Object.keys(MECHANIC_LABELS).sort()).toEqual([...MECHANICS].sort())
    expect(Object.keys(MECHANIC_FACTS).sort()).toEqual([...MECHANICS].sort())
    expect(new Set(MECHANICS.map(mechanicFamily))).toEqual(new Set(MECHANIC_FAMILIES))
  })

  test('belongs to the family LOOK colours it by', () => {
    expect(['TPR', 'EDLP', 'OI', 'BB', 'SCAN', 'MCB', 'AD', 'DISP', 'BOGO', 'DCPN', 'LOY', 'SLOT'].map((code) => mechanicFamily(code as 'TPR'))).toEqual([
      'price',
      'price',
      'allowance',
      'allowance',
      'allowance',
      'allowance',
      'feature',
      'feature',
      'offer',
      'offer',
      'offer',
      'other',
    ])
  })

  test('pays in its own window, and in store where it has none', () => {
    expect(payingWindow('OI', { inStore, order })).toEqual(order)
    expect(payingWindow('SCAN', { inStore, order })).toEqual(inStore)
    expect(payingWindow('AD', { inStore, ad: null })).toEqual(inStore)
    expect(payingWindow('SCAN', {})).toBeNull()
  })

  test('covers every type the sample year uses', () => {
    for (const row of samplePromotions()) expect(MECHANICS as readonly string[]).toContain(row.Type)
  })
})
