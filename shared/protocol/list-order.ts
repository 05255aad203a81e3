// Whether two structs of a list once stood side by side (G6). Yjs ends with the same list in every order of merging when
// each struct was put between two neighbours, as every editor does; put between others, replicas differ for good (tried
// over all orders of small lists: test/shared/protocol/list-order.test.ts).
//
// Side by side means: in the smallest list that has both and all they rest on. Nearly always one was put beside the other,
// or both were typed at the same spot by two people, and that is seen at once. Else that smallest list is put together.

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

const isSame = (a: Id | null, b: Id | null): boolean => a === b || (a !== null && b !== null && a.client === b.client && a.clock === b.clock)

export const areSideBySide = (order: ListOrder, left: Id | null, right: Id | null): boolean => {
  if (left === null && right === null) return true
  if (right === null) return isSame(rightOf(order, left as Id), null)
  if (left === null) return isSame(originOf(order, right), null)
  if (isSame(rightOf(order, left), right)) return true
  const origin = originOf(order, right)
  if (isSame(origin, left)) return true
  return siblingOrder(order, left, origin, right) ?? areSideBySideOnceBuilt(order, left, right)
}

/** Whether what was typed before `left` in one go began where `right` was put, and which Yjs puts first; null when it did not. */
const siblingOrder = (order: ListOrder, left: Id, origin: Id | null, right: Id): boolean | null => {
  const end = rightOf(order, right)
  for (let at: Id | null = left; at !== null; ) {
    step(order)
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
}

interface Needed {
  readonly typed: Typed
  /** The clock after the last that is needed. */
  end: number
  /** Where it is cut: nothing refers into the middle of a piece. */
  readonly cuts: Set<number>
}

const areSideBySideOnceBuilt = (order: ListOrder, left: Id, right: Id): boolean => {
  const { startingAt, endingAt } = piecesUnder(order, left, right)
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

  const leftPiece = pieceEndingAt(left)
  const rightPiece = pieceStartingAt(right)
  if (leftPiece === null || rightPiece === null) return false
  for (const piece of startingAt.values()) if (!placeWithNeighbours(piece)) return false
  return leftPiece.next === rightPiece
}

const keyOf = (client: number, clock: number): string => `${client} ${clock}`

/** All that the two rest on, and the two themselves, as pieces to which everything among them refers whole. */
const piecesUnder = (order: ListOrder, left: Id, right: Id): { readonly startingAt: Map<string, Piece>; readonly endingAt: Map<string, Piece> } => {
  const needed = new Map<string, Needed>()
  const open: { readonly id: Id; readonly isRight: boolean }[] = [
    { id: left, isRight: false },
    { id: right, isRight: true },
  ]
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
      const piece: Piece = { client, clock, origin, right: itsRight, next: null, state: 'new' }
      startingAt.set(keyOf(client, clock), piece)
      endingAt.set(keyOf(client, to), piece)
    }
  }
  return { startingAt, endingAt }
}
