// What the compaction worker is asked and answers, and the thread it runs in. The thread starts with the first task and ends
// when it has had nothing to do for a while; one that dies takes its task with it and nothing else (S12).

import { Worker } from 'node:worker_threads'

export interface DocumentBytes {
  readonly snapshot: Uint8Array | null
  /** After the snapshot, oldest first. */
  readonly rows: readonly Uint8Array[]
}

export type Compacted =
  | { readonly kind: 'compacted'; readonly update: Uint8Array; readonly packed: Uint8Array; readonly isVetted: boolean }
  /** Structs wait for others that are not there: a row before them is damaged. */
  | { readonly kind: 'waiting' }
  | { readonly kind: 'badSnapshot'; readonly reason: string }
  /** Yjs throws at this row. */
  | { readonly kind: 'badRow'; readonly row: number; readonly reason: string }
  | { readonly kind: 'failed'; readonly reason: string }

export type Checked =
  | { readonly kind: 'checked'; readonly isWaiting: boolean; readonly isSame: boolean; readonly clients: readonly number[] }
  | { readonly kind: 'failed'; readonly reason: string }

export type CompactionTask =
  | ({ readonly do: 'compact' } & DocumentBytes)
  /** `before`: all rows the snapshot was made of; null when some are gone. */
  | ({ readonly do: 'check'; readonly before: readonly Uint8Array[] | null } & DocumentBytes)

export interface Compaction {
  readonly compact: (document: DocumentBytes) => Promise<Compacted>
  readonly check: (document: DocumentBytes & { readonly before: readonly Uint8Array[] | null }) => Promise<Checked>
  readonly close: () => Promise<void>
}

const IDLE_MS = 30_000
/** Megabytes of heap: a document that needs more is left as it is. */
const HEAP_MIB_MAX = 768

/** Marks the thread as ours: a test runner's threads load the worker's file too. */
export const COMPACTION_THREAD = 'endcap compaction'

/** `workerFile` is the built `compaction-worker`. */
export const createCompactionThread = (workerFile: string): Compaction => {
  const waiting = new Map<number, (answer: Compacted | Checked) => void>()
  let worker: Worker | null = null
  let lastId = 0
  let idle: NodeJS.Timeout | undefined

  const ended = (ended: Worker, reason: string) => {
    if (worker !== ended) return
    worker = null
    for (const [id, answer] of [...waiting]) {
      waiting.delete(id)
      answer({ kind: 'failed', reason })
    }
  }

  const start = (): Worker => {
    if (worker !== null) return worker
    const started = new Worker(workerFile, { workerData: COMPACTION_THREAD, resourceLimits: { maxOldGenerationSizeMb: HEAP_MIB_MAX } })
    started.unref()
    started.on('message', ({ id, answer }: { readonly id: number; readonly answer: Compacted | Checked }) => {
      waiting.get(id)?.(answer)
      waiting.delete(id)
      if (waiting.size === 0) {
        idle = setTimeout(() => void close(), IDLE_MS)
        idle.unref()
      }
    })
    started.on('error', (error) => ended(started, error instanceof Error ? error.message : String(error)))
    started.on('exit', () => ended(started, 'the compaction thread ended'))
    worker = started
    return started
  }

  const close = async () => {
    clearTimeout(idle)
    const closing = worker
    if (closing === null) return
    ended(closing, 'the compaction thread was stopped')
    await closing.terminate()
  }

  const ask = (task: CompactionTask): Promise<Compacted | Checked> =>
    new Promise((resolve) => {
      clearTimeout(idle)
      const id = ++lastId
      waiting.set(id, resolve)
      start().postMessage({ id, task })
    })

  return {
    // The worker answers a task with its own kind of answer.
    compact: async (document) => (await ask({ do: 'compact', ...document })) as Compacted,
    check: async (document) => (await ask({ do: 'check', ...document })) as Checked,
    close,
  }
}
