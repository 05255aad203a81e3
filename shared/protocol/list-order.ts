// Whether two structs of a list once stood side by side (G6). Yjs ends with the same list in every order of merging when
// each struct was put between two neighbours, as every editor does; put between others, replicas differ for good (tried
// over all orders of small lists: test/shared/protocol/list-order.test.ts).
//
// Nearly always one was put beside the other, or both were typed at the same spot by two people, and that is seen at once.
// Else both were put there by people who did not know of each other, and then it is a question of order: `left` comes
// before `right`, and neither was put beyond the other. For that the list is put together, once for all who ask, from what
// they rest on.

import { refuse } from './byte-cursor.ts'

export interface Id {
  readonly client: number
  readonly clock: number
}

/** What was put into a list in one go, up to some clock: each clock but the first hangs on the one before it. */
export interface Typed {
  readonly client: number
  readonly start: number
  /** What the first was put after, and all of them before. */
  readonly origin: Id | null
  readonly right: Id | null
}

export interface ListOrder {
  readonly typedAt: (client: number, clock: number) => Typed
  /** How many more steps this update may cost. */
  steps: number
}

/** Two of one list that have to be looked at in their order. */
export interface Pair {
  readonly left: Id
  readonly right: Id
}

const isSame = (a: Id | null, b: Id | null): boolean => a === b || (a !== null && b !== null && a.client === b.client && a.clock === b.clock)

const CHAIN_MAX = 32

/** Null: only their order in the list says so. */
export const areSideBySide = (order: ListOrder, left: Id | null, right: Id | null): boolean | null => {
  if (left === null && right === null) return true
  if (right === null) return rightOf(order, left as Id) === null
  if (left === null) return originOf(order, right) === null
  if (isSame(rightOf(order, left), right)) return true
  const origin = originOf(order, right)
  return isSame(origin, left) || siblingOrder(order, left, origin, right)
}

/** Whether what was typed before `left` in one go began where `right` was put, and which Yjs puts first; null when it did not. */
const siblingOrder = (order: ListOrder, left: Id, origin: Id | null, right: Id): boolean | null => {
  const end = rightOf(order, right)
  let at: Id | null = left
  for (let steps = 0; at !== null && steps < CHAIN_MAX; steps++) {
    const typed: Typed = order.typedAt(at.client, at.clock)
    if (!isSame(typed.right, end)) return null
    const isInside = origin !== null && origin.client === at.client && origin.clock >= typed.start && origin.clock < at.clock
    if (isInside) return precedes({ client: at.client, clock: origin.clock + 1 }, right)
    if (isSame(typed.origin, origin)) return precedes({ client: at.client, clock: typed.start }, right)
    at = typed.origin
  }
  return null
}

const rightOf = (order: ListOrder, { client, clock }: Id): Id | null => order.typedAt(client, clock).right

const originOf = (order: ListOrder, { client, clock }: Id): Id | null => {
  const { start, origin } = order.typedAt(client, clock)
  return clock > start ? { client, clock: clock - 1 } : origin
}

/** Of two put at the same spot, which Yjs puts first: what the same client puts there later comes before. */
const precedes = (a: Id, b: Id): boolean => a.client < b.client || (a.client === b.client && a.clock > b.clock)

const step = (order: ListOrder): void => {
  if (--order.steps < 0) refuse('too many neighbours to prove', 'too_large')
}

/** A run of `Typed`, cut where something refers into it. */
interface Piece extends Id {
  readonly origin: Id | null
  readonly right: Id | null
  /** Where it stands, once it does. */
  next: Piece | null
  state: 'new' | 'waiting' | 'placed'
  position: number
}

interface Needed {
  readonly typed: Typed
  /** The clock after the last that is needed. */
  end: number
  /** Where it is cut: nothing refers into the middle of a piece. */
  readonly cuts: Set<number>
}

/**
 * For pairs of one list that `areSideBySide` could not tell. Neither of a pair knew of the other; each was put where nothing it
 * knew of lay between. So nothing that either rests on lies between them when both fall into the gap the other was put into.
 */
export const wereAllSideBySide = (order: ListOrder, pairs: readonly Pair[]): boolean => {
  const { startingAt, endingAt } = piecesUnder(order, pairs)
  let head: Piece | null = null
  const pieceEndingAt = (id: Id | null): Piece | null => (id === null ? null : (endingAt.get(keyOf(id.client, id.clock + 1)) ?? null))
  const pieceStartingAt = (id: Id | null): Piece | null => (id === null ? null : (startingAt.get(keyOf(id.client, id.clock)) ?? null))

  /** As `Item.integrate` of Yjs does. */
  const place = (piece: Piece): void => {
    const origin = pieceEndingAt(piece.origin)
    const end = pieceStartingAt(piece.right)
    let after = origin
    const before = new Set<Piece>()
    let conflicting = new Set<Piece>()
    for (let other = origin === null ? head : origin.next; other !== null && other !== end; other = other.next) {
      step(order)
      before.add(other)
      conflicting.add(other)
      const otherOrigin = pieceEndingAt(other.origin)
      if (otherOrigin === origin) {
        if (precedes(other, piece)) {
          after = other
          conflicting = new Set()
        } else if (pieceStartingAt(other.right) === end) break
      } else if (otherOrigin !== null && before.has(otherOrigin)) {
        if (!conflicting.has(otherOrigin)) {
          after = other
          conflicting = new Set()
        }
      } else break
    }
    piece.next = after === null ? head : after.next
    if (after === null) head = piece
    else after.next = piece
    piece.state = 'placed'
  }

  /** Each after what it was put between. False: they wait for each other, which nothing vetted does. */
  const placeWithNeighbours = (first: Piece): boolean => {
    const stack = [first]
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      step(order)
      const missing = [pieceEndingAt(top.origin), pieceStartingAt(top.right)].find((piece) => piece !== null && piece.state !== 'placed')
      if (top.state === 'placed') stack.pop()
      else if (missing === undefined || missing === null) {
        place(top)
        stack.pop()
      } else if (missing.state === 'waiting') return false
      else {
        top.state = 'waiting'
        stack.push(missing)
      }
    }
    return true
  }

  for (const piece of startingAt.values()) if (!placeWithNeighbours(piece)) return false
  let position = 0
  for (let piece = head as Piece | null; piece !== null; piece = piece.next) piece.position = ++position
  return pairs.every(({ left, right }) => {
    const at = pieceEndingAt(left)?.position ?? 0
    const other = pieceStartingAt(right)?.position ?? 0
    const after = pieceEndingAt(originOf(order, right))?.position ?? 0
    const before = pieceStartingAt(rightOf(order, left))?.position ?? Number.POSITIVE_INFINITY
    return after < at && at < other && other < before
  })
}

const keyOf = (client: number, clock: number): string => `${client} ${clock}`

/** All that the pairs rest on, and they themselves, as pieces to which everything among them refers whole. */
const piecesUnder = (order: ListOrder, pairs: readonly Pair[]): { readonly startingAt: Map<string, Piece>; readonly endingAt: Map<string, Piece> } => {
  const needed = new Map<string, Needed>()
  const open: { readonly id: Id; readonly isRight: boolean }[] = []
  for (const { left, right } of pairs) open.push({ id: left, isRight: false }, { id: right, isRight: true })
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    step(order)
    const { id, isRight } = next
    const typed = order.typedAt(id.client, id.clock)
    const key = keyOf(id.client, typed.start)
    let run = needed.get(key)
    if (run === undefined) {
      run = { typed, end: 0, cuts: new Set() }
      needed.set(key, run)
      if (typed.origin !== null) open.push({ id: typed.origin, isRight: false })
      if (typed.right !== null) open.push({ id: typed.right, isRight: true })
    }
    run.end = Math.max(run.end, id.clock + 1)
    run.cuts.add(isRight ? id.clock : id.clock + 1)
  }
  const startingAt = new Map<string, Piece>()
  const endingAt = new Map<string, Piece>()
  for (const { typed, end, cuts } of needed.values()) {
    const { client, start, right: itsRight } = typed
    cuts.add(start)
    cuts.add(end)
    const bounds = [...cuts].sort((a, b) => a - b)
    for (const [index, clock] of bounds.entries()) {
      const to = bounds[index + 1]
      if (to === undefined) continue
      const origin = clock === start ? typed.origin : { client, clock: clock - 1 }
      const piece: Piece = { client, clock, origin, right: itsRight, next: null, state: 'new', position: 0 }
      startingAt.set(keyOf(client, clock), piece)
      endingAt.set(keyOf(client, to), piece)
    }
  }
  return { startingAt, endingAt }
}
