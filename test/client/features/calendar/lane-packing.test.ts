import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type LaneItem, packLanes } from '../../../../client/features/calendar/timeline/lane-packing.ts'

const bar = (id: string, from: number, to: number, underFrom = 0, underTo = 0): LaneItem => ({ id, from, to, underFrom, underTo })

const anyItems = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 1, max: 60 }), fc.integer({ min: 0, max: 40 })), { maxLength: 60 })
  .map((spans) => spans.map(([from, length, lead], index) => bar(`p${index}`, from, from + length, from - lead, from)))

const meet = (aFrom: number, aTo: number, bFrom: number, bTo: number) => aFrom < bTo && bFrom < aTo

describe('packing bars into lanes', () => {
  test('never lets two bars of a lane overlap, nor what lies under them', () => {
    fc.assert(
      fc.property(anyItems, (items) => {
        const { laneOf, count } = packLanes(items)
        for (const a of items) {
          expect(laneOf.get(a.id)).toBeLessThan(count)
          for (const b of items) {
            if (a.id >= b.id || laneOf.get(a.id) !== laneOf.get(b.id)) continue
            expect(meet(a.from, a.to, b.from, b.to)).toBe(false)
            if (a.underTo > a.underFrom && b.underTo > b.underFrom) expect(meet(a.underFrom, a.underTo, b.underFrom, b.underTo)).toBe(false)
          }
        }
      }),
    )
  })

  test('needs no more lanes than the busiest moment when nothing lies under the bars', () => {
    fc.assert(
      fc.property(anyItems, (items) => {
        const plain = items.map((item) => ({ ...item, underFrom: 0, underTo: 0 }))
        const busiest = Math.max(0, ...plain.map(({ from }) => plain.filter((other) => other.from <= from && from < other.to).length))
        expect(packLanes(plain).count).toBe(busiest)
      }),
    )
  })

  test('gives the same lanes in whatever order the rows arrive', () => {
    fc.assert(
      fc.property(anyItems, (items) => {
        expect([...packLanes([...items].reverse()).laneOf].sort()).toEqual([...packLanes(items).laneOf].sort())
      }),
    )
  })

  test('lets a bar follow another in the same lane on the same pixel', () => {
    expect(packLanes([bar('a', 0, 10), bar('b', 10, 20)]).count).toBe(1)
    expect(packLanes([bar('a', 0, 10), bar('b', 9, 20)]).count).toBe(2)
  })

  test('lets an order window pass under a neighbour but not over another order window', () => {
    expect(packLanes([bar('a', 0, 10), bar('b', 20, 30, 5, 20)]).count).toBe(1)
    expect(packLanes([bar('a', 0, 10, -10, 6), bar('b', 20, 30, 5, 20)]).count).toBe(2)
  })
})
