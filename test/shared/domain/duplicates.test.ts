import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createDuplicateIndex, duplicateGroups } from '../../../shared/domain/duplicates.ts'

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

  test('kept row by row it says the same as counted from nothing (property)', () => {
    const step = fc.record({ id: fc.integer({ min: 0, max: 12 }).map(String), externalKey: fc.constantFrom('', 'p', 'q'), isDeleted: fc.boolean() })
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const index = createDuplicateIndex()
        const present = new Map<string, (typeof steps)[number]>()
        for (const next of steps) {
          const before = present.get(next.id)
          const groupsBefore = JSON.stringify(index.groups())
          const isChanged = index.update(before === undefined ? [] : [before], [next])
          present.set(next.id, next)
          expect(isChanged).toBe(JSON.stringify(index.groups()) !== groupsBefore)
        }
        const groups = duplicateGroups(present.values())
        expect(index.groups()).toEqual(groups)
        for (const { shownId, hiddenIds } of groups) {
          expect(index.hiddenBehind(shownId)).toEqual(hiddenIds)
          expect(hiddenIds.map(index.shownFor)).toEqual(hiddenIds.map(() => shownId))
        }
        expect(index.hiddenCount()).toBe(groups.reduce((sum, { hiddenIds }) => sum + hiddenIds.length, 0))
      }),
    )
  })
})
