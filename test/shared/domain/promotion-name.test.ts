import { expect, test } from 'vitest'
import { automaticName } from '../../../shared/domain/promotion-name.ts'
import { weekSystemById } from '../../../shared/domain/weeks/week-system-presets.ts'

test('a promotion is called account · group · mechanic · ad week, leaving out what is not known', () => {
  const account = { name: 'Marlow Markets', adWeekStart: 3, system: weekSystemById('nrf-454')! } as const
  expect(automaticName(account, { itemGroup: 'CHIPS-8OZ', mechanic: 'TPR', from: '2026-11-25' })).toBe('Marlow Markets · CHIPS-8OZ · TPR · W43')
  expect(automaticName(account, { itemGroup: '', mechanic: 'AD', from: null })).toBe('Marlow Markets · AD')
})
