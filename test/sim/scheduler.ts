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

export const createScheduler = (): Scheduler => {
  /** A binary heap, the next turn first. */
  const heap: Turn[] = []
  let now = EPOCH
  let asked = 0

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

  const after: Scheduler['after'] = (ms, work) => {
    const turn: Turn = { at: now + Math.max(0, Math.ceil(ms)), order: asked++, work }
    push(turn)
    return () => {
      turn.work = null
    }
  }

  return {
    now: () => now,
    after,
    run: (isOver) =>
      new Promise((resolve, reject) => {
        const step = (): void => {
          try {
            if (isOver()) return resolve()
            let turn = pop()
            while (turn !== undefined && turn.work === null) turn = pop()
            if (turn === undefined) return resolve()
            now = turn.at
            turn.work?.()
          } catch (error) {
            return reject(error)
          }
          // Not a timer: the next turn comes when every promise of this one is settled.
          setImmediate(step)
        }
        setImmediate(step)
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
