import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { duplicateGroups } from '../../../shared/domain/duplicates.ts'

const row = (id: string, externalKey: string, isDeleted = false) => ({ id, externalKey, isDeleted })

describe('rows with equal import keys (D12)', () => {
  test('the one with the smallest id is shown, whatever order they come in', () => {
    const rows = [row('c', 'k'), row('a', 'k'), row('b', 'k'), row('x', 'other')]
    const expected = [{ key: 'k', shownId: 'a', hiddenIds: ['b', 'c'] }]
    expect(duplicateGroups(rows)).toEqual(expected)
    expect(duplicateGroups(rows.toReversed())).toEqual(expected)
  })

  test('rows made by hand are nobody’s duplicate, and a deleted one is out of the count', () => {
    expect(duplicateGroups([row('a', ''), row('b', ''), row('c', 'k'), row('d', 'k', true)])).toEqual([])
  })

  test('every live key is shown exactly once (property)', () => {
    const rows = fc.uniqueArray(fc.record({ id: fc.string({ minLength: 1 }), externalKey: fc.constantFrom('', 'p', 'q', 'r'), isDeleted: fc.boolean() }), {
      selector: ({ id }) => id,
    })
    fc.assert(
      fc.property(rows, (all) => {
        const hidden = new Set(duplicateGroups(all).flatMap(({ hiddenIds }) => hiddenIds))
        for (const key of ['p', 'q', 'r']) {
          const live = all.filter(({ externalKey, isDeleted }) => externalKey === key && !isDeleted)
          expect(live.filter(({ id }) => !hidden.has(id))).toHaveLength(Math.min(1, live.length))
        }
      }),
    )
  })
})
