// Sets of clocks of one client as flat sorted arrays: [from, to, from, to, …], `to` exclusive, neither touching nor
// overlapping. A document's delete set is one per client; a large one has thousands of ranges, so nothing here is
// quadratic in them.

export type ClockRanges = readonly number[]

/** From pairs in any order, overlapping or not. */
export const normalRanges = (pairs: readonly number[]): number[] => {
  let isNormal = true
  for (let i = 2; i < pairs.length; i += 2) if ((pairs[i] as number) <= (pairs[i - 1] as number)) isNormal = false
  if (isNormal) return [...pairs]
  const order: number[] = []
  for (let i = 0; i < pairs.length; i += 2) order.push(i)
  order.sort((a, b) => (pairs[a] as number) - (pairs[b] as number))
  const ranges: number[] = []
  for (const i of order) appendRange(ranges, pairs[i] as number, pairs[i + 1] as number)
  return ranges
}

/** Appends where `from` is not before the last range's start. */
const appendRange = (ranges: number[], from: number, to: number): void => {
  const last = ranges.length - 1
  const end = ranges[last]
  if (end !== undefined && from <= end) {
    if (to > end) ranges[last] = to
  } else ranges.push(from, to)
}

/** The index of the first pair that ends after `clock`. */
const firstEndingAfter = (ranges: ClockRanges, clock: number): number => {
  let low = 0
  let high = ranges.length / 2
  while (low < high) {
    const middle = (low + high) >> 1
    if ((ranges[middle * 2 + 1] as number) > clock) high = middle
    else low = middle + 1
  }
  return low * 2
}

export const rangesHold = (ranges: ClockRanges, clock: number): boolean => {
  const from = ranges[firstEndingAfter(ranges, clock)]
  return from !== undefined && from <= clock
}

/** What of `ranges` is not in `known`. */
export const withoutRanges = (ranges: ClockRanges, known: ClockRanges): number[] => {
  const fresh: number[] = []
  if (ranges.length === 0) return fresh
  let k = firstEndingAfter(known, ranges[0] as number)
  for (let i = 0; i < ranges.length; i += 2) {
    let from = ranges[i] as number
    const to = ranges[i + 1] as number
    while (k < known.length && (known[k + 1] as number) <= from) k += 2
    for (let at = k; from < to; at += 2) {
      const knownFrom = at < known.length ? (known[at] as number) : Number.POSITIVE_INFINITY
      if (knownFrom >= to) {
        fresh.push(from, to)
        break
      }
      if (knownFrom > from) fresh.push(from, knownFrom)
      from = Math.max(from, known[at + 1] as number)
    }
  }
  return fresh
}

/** Both together. `known` is given up: it may be changed and returned. */
export const withRanges = (known: number[], ranges: ClockRanges): number[] => {
  if (ranges.length === 0) return known
  const first = ranges[0] as number
  if (known.length === 0 || first >= (known[known.length - 2] as number)) {
    for (let i = 0; i < ranges.length; i += 2) appendRange(known, ranges[i] as number, ranges[i + 1] as number)
    return known
  }
  if (ranges.length === 2) return withRange(known, first, ranges[1] as number)
  const both: number[] = []
  let k = 0
  let i = 0
  while (k < known.length || i < ranges.length) {
    const isKnownNext = i >= ranges.length || (k < known.length && (known[k] as number) <= (ranges[i] as number))
    if (isKnownNext) {
      appendRange(both, known[k] as number, known[k + 1] as number)
      k += 2
    } else {
      appendRange(both, ranges[i] as number, ranges[i + 1] as number)
      i += 2
    }
  }
  return both
}

const withRange = (known: number[], from: number, to: number): number[] => {
  const start = firstEndingAfter(known, from - 1)
  let end = start
  let joinedFrom = from
  let joinedTo = to
  while (end < known.length && (known[end] as number) <= to) {
    joinedFrom = Math.min(joinedFrom, known[end] as number)
    joinedTo = Math.max(joinedTo, known[end + 1] as number)
    end += 2
  }
  known.splice(start, end - start, joinedFrom, joinedTo)
  return known
}

/** What of the ranges lies before `end`. */
export const rangesBefore = (ranges: ClockRanges, end: number): number[] => {
  const before: number[] = []
  for (let i = 0; i < ranges.length && (ranges[i] as number) < end; i += 2) before.push(ranges[i] as number, Math.min(end, ranges[i + 1] as number))
  return before
}

export const clocksIn = (ranges: ClockRanges): number => {
  let clocks = 0
  for (let i = 0; i < ranges.length; i += 2) clocks += (ranges[i + 1] as number) - (ranges[i] as number)
  return clocks
}
