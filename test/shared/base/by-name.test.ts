import { expect, test } from 'vitest'
import { byName } from '../../../shared/base/by-name.ts'

test('names are in the order people expect, whatever their case and accents', () => {
  const names = ['marlow', 'Zed', 'Éclair', 'Bulkway', 'apple', 'eclipse', 'Cornerstone Drug', 'Östra']
  expect([...names].sort(byName)).toEqual(['apple', 'Bulkway', 'Cornerstone Drug', 'Éclair', 'eclipse', 'marlow', 'Östra', 'Zed'])
  expect(byName('Marlow', 'marlow')).toBe(0)
})
