// Bars of a row are packed into lanes without overlap: each, by its start, into the first lane that has room for it. A
// bar's label may stand to its right and takes room too; the thin bar under it (the order window) takes room only among
// the thin bars of its lane, because it lies in the gap below and may pass under a neighbour.

export interface LaneItem {
  readonly id: string
  /** Half-open, in any one unit. */
  readonly from: number
  readonly to: number
  readonly underFrom: number
  /** `<= underFrom` when there is nothing under it. */
  readonly underTo: number
}

export interface Lanes {
  readonly count: number
  readonly laneOf: ReadonlyMap<string, number>
}

interface Lane {
  end: number
  readonly unders: { from: number; to: number }[]
}

/** The same items give the same lanes in any order and on every device. */
export const packLanes = (items: readonly LaneItem[]): Lanes => {
  const sorted = [...items].sort((a, b) => a.from - b.from || b.to - a.to || (a.id < b.id ? -1 : 1))
  const lanes: Lane[] = []
  const laneOf = new Map<string, number>()
  for (const item of sorted) {
    let index = lanes.findIndex((lane) => lane.end <= item.from && isFree(lane.unders, item))
    if (index === -1) {
      index = lanes.length
      lanes.push({ end: Number.NEGATIVE_INFINITY, unders: [] })
    }
    const lane = lanes[index] as Lane
    lane.end = item.to
    if (item.underTo > item.underFrom) lane.unders.push({ from: item.underFrom, to: item.underTo })
    laneOf.set(item.id, index)
  }
  return { count: lanes.length, laneOf }
}

const isFree = (unders: Lane['unders'], item: LaneItem): boolean =>
  item.underTo <= item.underFrom || unders.every(({ from, to }) => to <= item.underFrom || item.underTo <= from)
