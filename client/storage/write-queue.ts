// Writes of one turn go into one transaction, and whatever comes while it runs goes into the next (S3, S4): a burst costs a
// few transactions and no edit waits for a timer. A write resolves when its transaction is on the disk. A transaction that
// fails keeps its writes queued, in order, and is tried again; nothing is dropped because the disk was full for a while.

export interface WriteQueue<Stores> {
  /** `isStrict`: the transaction that holds it is on the disk itself before it resolves. */
  readonly push: <Value>(write: Write<Stores, Value>, isStrict?: boolean) => Promise<Value>
  /** Resolves when everything pushed so far is on the disk; rejects when a write is stuck. */
  readonly flush: () => Promise<void>
  readonly pending: () => number
  readonly dispose: () => void
}

/** Issues its requests at once and returns their results; no waiting for anything else inside. */
export type Write<Stores, Value> = (stores: Stores) => Promise<Value> | Value

/** Runs writes in one transaction; resolves with their results once it is committed. */
export type Commit<Stores> = (writes: readonly Write<Stores, unknown>[], isStrict: boolean) => Promise<readonly unknown[]>

interface Entry<Stores> {
  readonly write: Write<Stores, unknown>
  readonly isStrict: boolean
  readonly resolve: (value: never) => void
  readonly reject: (error: unknown) => void
}

/** More than this in one transaction makes tasks people feel. */
const WRITES_MAX = 400
const RETRY_MS = 2_000

const isHopeless = (error: unknown): boolean => error instanceof DOMException && error.name === 'DataCloneError'

const afterTimeout = (ms: number, work: () => void): (() => void) => {
  const timer = setTimeout(work, ms)
  return () => clearTimeout(timer)
}

/** `after` runs once after so many ms and returns what cancels it; the simulated world has a time of its own. */
export const createWriteQueue = <Stores>(commit: Commit<Stores>, after = afterTimeout): WriteQueue<Stores> => {
  let entries: Entry<Stores>[] = []
  let isRunning = false
  let isDisposed = false
  let cancelRetry = (): void => {}
  let waiting: { resolve: () => void; reject: (error: unknown) => void }[] = []
  let writesMax = WRITES_MAX

  const settle = (error: unknown): void => {
    const settled = waiting
    waiting = []
    for (const { resolve, reject } of settled) {
      if (error === null) resolve()
      else reject(error)
    }
  }

  const run = async (): Promise<void> => {
    if (isRunning || isDisposed) return
    isRunning = true
    cancelRetry()
    // Let the turn that pushed the first write push the others.
    await Promise.resolve()
    while (entries.length > 0 && !isDisposed) {
      const batch = entries.slice(0, writesMax)
      try {
        const values = await commit(
          batch.map(({ write }) => write),
          batch.some(({ isStrict }) => isStrict),
        )
        entries = entries.slice(batch.length)
        writesMax = WRITES_MAX
        batch.forEach(({ resolve }, index) => {
          resolve(values[index] as never)
        })
      } catch (error) {
        // Something that can never be stored is a mistake of ours; it must not stand in the way of everything behind it.
        if (isHopeless(error)) {
          if (batch.length === 1) entries.shift()?.reject(error)
          writesMax = 1
          continue
        }
        settle(error)
        if (!isDisposed) cancelRetry = after(RETRY_MS, () => void run())
        break
      }
    }
    isRunning = false
    if (entries.length === 0) settle(null)
  }

  return {
    push: (write, isStrict = false) =>
      new Promise((resolve, reject) => {
        entries.push({ write, isStrict, resolve: resolve as (value: never) => void, reject })
        void run()
      }),
    flush: () =>
      entries.length === 0 && !isRunning
        ? Promise.resolve()
        : new Promise((resolve, reject) => {
            waiting.push({ resolve, reject })
            void run()
          }),
    pending: () => entries.length,
    dispose: () => {
      isDisposed = true
      cancelRetry()
      settle(null)
    },
  }
}
