// What a document says, without a Y.Doc in this thread (S11): bytes go to a worker, the rows the lists are made of come back.
// The worker starts with the first question and ends when nobody has asked for a while.
//
// It is given one document at a time, and so long for it: a document it dies of, or does not come to an end with, is nobody
// else's trouble. The others are asked of the next worker.

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

interface Question {
  readonly document: DocumentUpdates
  readonly answer: (rows: readonly Summary[] | null) => void
}

const IDLE_MS = 30_000
const DOCUMENT_MS_MAX = 30_000
/** Megabytes of heap: a document that needs more is not in the calendar. */
const HEAP_MIB_MAX = 512

/** Marks the thread as ours: a test runner's threads load the worker's file too. */
export const SUMMARY_THREAD = 'endcap summaries'

/** `workerFile` is the built `summary-worker`; `documentMsMax` is how long it may think about one document. */
export const createSummaryThread = (workerFile: string, { documentMsMax = DOCUMENT_MS_MAX }: { readonly documentMsMax?: number } = {}): Summaries => {
  const waiting: Question[] = []
  let asked: Question | null = null
  let worker: Worker | null = null
  let timer: NodeJS.Timeout | undefined

  const answered = (rows: readonly Summary[] | null) => {
    clearTimeout(timer)
    const { answer } = asked ?? {}
    asked = null
    answer?.(rows)
    next()
  }
  const ended = (gone: Worker) => {
    if (worker !== gone) return
    worker = null
    answered(null)
  }
  const start = (): Worker => {
    const started = new Worker(workerFile, { workerData: SUMMARY_THREAD, resourceLimits: { maxOldGenerationSizeMb: HEAP_MIB_MAX } })
    started.unref()
    started.on('message', (rows: readonly Summary[] | null) => {
      if (worker === started) answered(rows)
    })
    started.on('error', () => ended(started))
    started.on('exit', () => ended(started))
    return started
  }
  const stop = async () => {
    const stopping = worker
    if (stopping === null) return
    ended(stopping)
    await stopping.terminate()
  }
  const next = () => {
    if (asked !== null) return
    clearTimeout(timer)
    asked = waiting.shift() ?? null
    timer = setTimeout(() => void stop(), asked === null ? IDLE_MS : documentMsMax)
    timer.unref()
    if (asked === null) return
    worker ??= start()
    worker.postMessage(asked.document)
  }
  return {
    summarize: (document) =>
      new Promise((resolve) => {
        waiting.push({ document, answer: resolve })
        next()
      }),
    close: async () => {
      for (const { answer } of waiting.splice(0)) answer(null)
      await stop()
      clearTimeout(timer)
    },
  }
}
