// What a document says, without a Y.Doc in this thread (S11): bytes go to a worker, the rows the lists are made of come back.
// The worker starts with the first question and ends when nobody has asked for a while; one that dies takes its questions
// with it and nothing else.

import { Worker } from 'node:worker_threads'
import type { Summary } from '../../shared/docs/index.ts'

export interface DocumentUpdates {
  readonly path: string
  /** Oldest first. */
  readonly updates: readonly Uint8Array[]
}

export interface Summaries {
  /** Null for a document that cannot be read. */
  readonly summarize: (document: DocumentUpdates) => Promise<readonly Summary[] | null>
  readonly close: () => Promise<void>
}

const IDLE_MS = 30_000
/** Megabytes of heap: a document that needs more is not in the calendar. */
const HEAP_MIB_MAX = 512

/** Marks the thread as ours: a test runner's threads load the worker's file too. */
export const SUMMARY_THREAD = 'endcap summaries'

/** `workerFile` is the built `summary-worker`. */
export const createSummaryThread = (workerFile: string): Summaries => {
  const waiting = new Map<number, (answer: readonly Summary[] | null) => void>()
  let worker: Worker | null = null
  let lastId = 0
  let idle: NodeJS.Timeout | undefined

  const ended = (gone: Worker) => {
    if (worker !== gone) return
    worker = null
    for (const [id, answer] of [...waiting]) {
      waiting.delete(id)
      answer(null)
    }
  }
  const start = (): Worker => {
    if (worker !== null) return worker
    const started = new Worker(workerFile, { workerData: SUMMARY_THREAD, resourceLimits: { maxOldGenerationSizeMb: HEAP_MIB_MAX } })
    started.unref()
    started.on('message', ({ id, answer }: { readonly id: number; readonly answer: readonly Summary[] | null }) => {
      waiting.get(id)?.(answer)
      waiting.delete(id)
      if (waiting.size > 0) return
      idle = setTimeout(() => void close(), IDLE_MS)
      idle.unref()
    })
    started.on('error', () => ended(started))
    started.on('exit', () => ended(started))
    worker = started
    return started
  }
  const close = async () => {
    clearTimeout(idle)
    const closing = worker
    if (closing === null) return
    ended(closing)
    await closing.terminate()
  }
  return {
    summarize: (document) =>
      new Promise((resolve) => {
        clearTimeout(idle)
        const id = ++lastId
        waiting.set(id, resolve)
        start().postMessage({ id, document })
      }),
    close,
  }
}
