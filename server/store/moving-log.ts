// The log with a writer that can move to a thread of its own (S10): where a commit takes long, the main thread would stand
// still for it, with every socket. On a fast disk the thread would only cost: each row goes there and its answer comes back.
//
// It moves at the start when the disk is slow, or later when small commits are slow for a while; when the thread dies, the
// writer is back where it was. There is one writer at any time: a commit of the main thread's is over when its call returns.

import { median } from './disk-pace.ts'
import type { LogStore } from './log-store.ts'
import type { SqliteLog } from './sqlite-log.ts'
import type { WriterThread } from './writer-thread.ts'

/** A commit that takes longer than this is worth a thread, in ms. */
export const SLOW_COMMIT_MS = 3
/** Larger commits take their time by what they hold, and say nothing of the disk. */
const SMALL_COMMIT_ROWS = 8
const COMMITS_WATCHED = 64

export interface MovingLogDeps {
  /** Reads, and writes while nobody else does. */
  readonly local: SqliteLog
  readonly startThread: () => WriterThread
  /** `auto`: as the disk is. */
  readonly writer: 'auto' | 'main' | 'thread'
  /** Of the disk at the start, in ms; null = not known. */
  readonly pace: number | null
  /** Ms since any start. */
  readonly stopwatch: () => number
  readonly onMoved: (where: 'main' | 'thread', commitMs: number) => void
}

export interface MovingLog extends LogStore {
  readonly isThreaded: () => boolean
}

export const createMovingLog = ({ local, startThread, writer, pace, stopwatch, onMoved }: MovingLogDeps): MovingLog => {
  let thread: WriterThread | null = null
  let recent: number[] = []

  const move = (commitMs: number) => {
    thread = startThread()
    recent = []
    onMoved('thread', commitMs)
  }
  /** Who writes now. */
  const writing = (): WriterThread | null => {
    if (thread !== null && !thread.isAlive()) {
      thread = null
      onMoved('main', 0)
    }
    return thread
  }
  const watch = (rows: number, ms: number) => {
    if (writer !== 'auto' || rows > SMALL_COMMIT_ROWS) return
    recent.push(ms)
    if (recent.length < COMMITS_WATCHED) return
    const usual = median(recent)
    recent = []
    if (usual > SLOW_COMMIT_MS) move(usual)
  }

  if (writer === 'thread' || (writer === 'auto' && pace !== null && pace > SLOW_COMMIT_MS)) move(pace ?? 0)

  return {
    ...local,
    append: async (rows) => {
      const elsewhere = writing()
      if (elsewhere !== null) return elsewhere.append(rows)
      const startedAt = stopwatch()
      const outcome = await local.append(rows)
      if (outcome.ok) watch(rows.length, stopwatch() - startedAt)
      return outcome
    },
    documentNumber: (...args) => (writing() ?? local).documentNumber(...args),
    swapSnapshot: async (workspaceId, document, ...more) => {
      const swapped = await (writing() ?? local).swapSnapshot(workspaceId, document, ...more)
      local.forget(workspaceId, document)
      return swapped
    },
    dropSnapshot: async (workspaceId, document, seq) => {
      const isWhole = await (writing() ?? local).dropSnapshot(workspaceId, document, seq)
      local.forget(workspaceId, document)
      return isWhole
    },
    prune: (...args) => (writing() ?? local).prune(...args),
    quarantine: async (workspaceId, seqs, reason) => {
      await writing()?.quarantine(workspaceId, seqs, reason)
      // Here too, where it is known at once and served from.
      await local.quarantine(workspaceId, seqs, reason)
    },
    isThreaded: () => writing() !== null,
    close: async () => {
      await thread?.close()
      await local.close()
    },
  }
}
