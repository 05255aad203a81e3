// Time of the simulated world: a queue of moments, run one after another, with all promises settled in between. Nothing
// waits for a real clock. What happens at one moment happens in the order it was asked for.

export interface Scheduler {
  /** Ms since the epoch. */
  readonly now: () => number
  /** Runs once after `ms`; returns what cancels it. */
  readonly after: (ms: number, work: () => void) => () => void
  /** Runs everything until `isOver`, which is asked between the turns, or until nothing is left. Rejects with what a turn throws. */
  readonly run: (isOver: () => boolean) => Promise<void>
  /** Something that can end: nothing of it runs afterwards. */
  readonly life: () => Life
}

export interface Life {
  readonly isOver: () => boolean
  readonly after: Scheduler['after']
  readonly onEnd: (work: () => void) => void
  readonly end: () => void
}

interface Turn {
  readonly at: number
  readonly order: number
  work: (() => void) | null
}

const EPOCH = Date.UTC(2026, 10, 22)

const SWEEP_MIN = 64
/** Whoever runs this process gets a word in. */
const TURNS_PER_BREATH = 512

/**
 * Not a timer: the next turn comes when every promise of this one is settled. A tick asked for by a promise's turn comes
 * when no promise has one left, and costs a tenth of a round of the event loop.
 */
const whenSettled = (work: () => void, isBreathing: boolean): void => {
  if (isBreathing) setImmediate(work)
  else queueMicrotask(() => process.nextTick(work))
}

export const createScheduler = (): Scheduler => {
  /** A binary heap, the next turn first. */
  let heap: Turn[] = []
  let now = EPOCH
  let asked = 0
  /** Turns in the heap that were called off. */
  let calledOff = 0

  const isBefore = (a: Turn, b: Turn): boolean => a.at < b.at || (a.at === b.at && a.order < b.order)
  const swap = (a: number, b: number): void => {
    const kept = heap[a]!
    heap[a] = heap[b]!
    heap[b] = kept
  }
  const push = (turn: Turn): void => {
    heap.push(turn)
    for (let at = heap.length - 1; at > 0; ) {
      const parent = (at - 1) >> 1
      if (!isBefore(heap[at]!, heap[parent]!)) return
      swap(at, parent)
      at = parent
    }
  }
  const pop = (): Turn | undefined => {
    const first = heap[0]
    const last = heap.pop()
    if (first === undefined || last === undefined || heap.length === 0) return first
    heap[0] = last
    for (let at = 0; ; ) {
      let least = at
      for (const child of [2 * at + 1, 2 * at + 2]) if (child < heap.length && isBefore(heap[child]!, heap[least]!)) least = child
      if (least === at) return first
      swap(at, least)
      at = least
    }
  }

  /** Most timers are called off before they run: a heap full of them is slow to go through. */
  const sweep = (): void => {
    const waiting = heap.filter(({ work }) => work !== null)
    heap = []
    calledOff = 0
    for (const turn of waiting) push(turn)
  }

  const after: Scheduler['after'] = (ms, work) => {
    const turn: Turn = { at: now + Math.max(0, Math.ceil(ms)), order: asked++, work }
    push(turn)
    return () => {
      if (turn.work === null) return
      turn.work = null
      calledOff++
      if (calledOff > SWEEP_MIN && calledOff * 2 > heap.length) sweep()
    }
  }

  return {
    now: () => now,
    after,
    run: (isOver) =>
      new Promise((resolve, reject) => {
        let turns = 0
        const step = (): void => {
          try {
            if (isOver()) return resolve()
            let turn = pop()
            while (turn !== undefined && turn.work === null) {
              calledOff--
              turn = pop()
            }
            if (turn === undefined) return resolve()
            now = turn.at
            const { work } = turn
            // Calling it off has no effect any more.
            turn.work = null
            work?.()
          } catch (error) {
            return reject(error)
          }
          whenSettled(step, ++turns % TURNS_PER_BREATH === 0)
        }
        whenSettled(step, true)
      }),
    life: () => {
      let isOver = false
      const endings: (() => void)[] = []
      return {
        isOver: () => isOver,
        after: (ms, work) =>
          after(ms, () => {
            if (!isOver) work()
          }),
        onEnd: (work) => void endings.push(work),
        end: () => {
          if (isOver) return
          isOver = true
          for (const work of endings) work()
        },
      }
    },
  }
}
