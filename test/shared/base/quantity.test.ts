import { expect, test } from 'vitest'
import { toConsumerUnits } from '../../../shared/base/quantity.ts'

const pack = { innerPack: 4, casePack: 12, casesPerPallet: 60 }

test('a quantity converts to consumer units through the pack table', () => {
  expect(toConsumerUnits(5, 'EA', {})).toBe(5)
  expect(toConsumerUnits(5, 'IP', pack)).toBe(20)
  expect(toConsumerUnits(5, 'CS', pack)).toBe(60)
  expect(toConsumerUnits(2, 'PL', pack)).toBe(1440)
})

test('a quantity whose pack is not known has no consumer units', () => {
  expect(toConsumerUnits(5, 'IP', {})).toBeNull()
  expect(toConsumerUnits(5, 'CS', { casePack: 0 })).toBeNull()
  expect(toConsumerUnits(5, 'PL', { casePack: 12 })).toBeNull()
})
