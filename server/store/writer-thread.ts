// The log's writer in a thread of its own, for disks where a commit takes long (S10): what is asked of it is done in the order
// asked, one after the other, and answered when it is on the disk. When the thread dies, what was under way counts as failed:
// whether it reached the disk is read from the log afterwards, as after any failed commit.

import { Worker } from 'node:worker_threads'
import { err } from '../../shared/base/result.ts'
import type { AppendFailure, LogStore, NewRow, NewSnapshot } from './log-store.ts'

/** What changes the log. */
export type LogWrites = Pick<LogStore, 'append' | 'documentNumber' | 'swapSnapshot' | 'dropSnapshot' | 'prune' | 'quarantine'>
export type WriteName = keyof LogWrites

export interface WriterThread extends LogWrites {
  readonly isAlive: () => boolean
  /** Resolves when the thread is gone and its connection closed. */
  readonly close: () => Promise<void>
}

export interface WriterTask {
  readonly id: number
  readonly write: WriteName
  readonly args: readonly unknown[]
}

export type WriterAnswer =
  | { readonly id: number; readonly value: unknown }
  | { readonly id: number; readonly thrown: string }
  /** Something to be logged: a failure of a commit, damage that was found. */
  | { readonly failure: string }
  | { readonly damagedRow: { readonly workspaceId: string; readonly seq: number } }
  | { readonly damagedSnapshot: { readonly workspace: number; readonly document: number; readonly seq: number } }
  /** Another connection has written. */
  | { readonly foreignCommit: true }

export interface WriterThreadOptions {
  /** The built `writer-worker`. */
  readonly workerFile: string
  readonly databasePath: string
  readonly documentsMax?: number
  readonly onFailure: (error: unknown) => void
  readonly onDamaged: (row: { readonly workspaceId: string; readonly seq: number }) => void
  readonly onDamagedSnapshot: (snapshot: { readonly workspace: number; readonly document: number; readonly seq: number }) => void
  readonly onForeignCommit: () => void
  /** It ended by itself. */
  readonly onDied: (reason: string) => void
}

/** Marks the thread as ours: a test runner's threads load the worker's file too. */
export const WRITER_THREAD = 'endcap log writer'

export interface WriterThreadData {
  readonly is: typeof WRITER_THREAD
  readonly databasePath: string
  readonly documentsMax: number | undefined
}

interface Waiting {
  readonly answer: (value: unknown) => void
  readonly died: (reason: string) => void
}

export const startWriterThread = (options: WriterThreadOptions): WriterThread => {
  const data: WriterThreadData = { is: WRITER_THREAD, databasePath: options.databasePath, documentsMax: options.documentsMax }
  const worker = new Worker(options.workerFile, { workerData: data })
  const waiting = new Map<number, Waiting>()
  let lastId = 0
  let isAlive = true
  let isClosing = false
  let whenGone = () => {}
  const gone = new Promise<void>((resolve) => {
    whenGone = resolve
  })
  let reason = 'the thread that writes the log ended'

  worker.on('message', (answer: WriterAnswer) => {
    if ('failure' in answer) return options.onFailure(answer.failure)
    if ('damagedRow' in answer) return options.onDamaged(answer.damagedRow)
    if ('damagedSnapshot' in answer) return options.onDamagedSnapshot(answer.damagedSnapshot)
    if ('foreignCommit' in answer) return options.onForeignCommit()
    const asked = waiting.get(answer.id)
    waiting.delete(answer.id)
    if ('value' in answer) asked?.answer(answer.value)
    else asked?.died(answer.thrown)
  })
  worker.on('error', (error) => {
    reason = String(error)
  })
  // Only now is its connection closed and whatever it was doing done or undone.
  worker.on('exit', () => {
    isAlive = false
    const asked = [...waiting.values()]
    waiting.clear()
    if (!isClosing) options.onDied(reason)
    for (const { died } of asked) died(reason)
    whenGone()
  })

  const ask = (write: WriteName, args: readonly unknown[]): Promise<unknown> =>
    new Promise((resolve, reject) => {
      if (!isAlive) return reject(new Error(reason))
      const id = ++lastId
      waiting.set(id, { answer: resolve, died: (why) => reject(new Error(why)) })
      worker.postMessage({ id, write, args } satisfies WriterTask)
    })

  const failed = (error: unknown) => {
    options.onFailure(error)
    return err<AppendFailure>('failed')
  }

  // The worker answers each write with what that write gives.
  return {
    append: async (rows) => (await ask('append', [rows.map(alone)]).catch(failed)) as Awaited<ReturnType<LogStore['append']>>,
    swapSnapshot: async (workspaceId, document, replaces, snapshot) =>
      (await ask('swapSnapshot', [workspaceId, document, replaces, snapshotAlone(snapshot)]).catch(failed)) as Awaited<ReturnType<LogStore['swapSnapshot']>>,
    documentNumber: async (...args) => (await ask('documentNumber', args)) as number | null,
    dropSnapshot: async (...args) => (await ask('dropSnapshot', args)) as boolean,
    prune: async (...args) => (await ask('prune', args)) as number,
    quarantine: async (...args) => {
      await ask('quarantine', args)
    },
    isAlive: () => isAlive,
    close: async () => {
      isClosing = true
      // After everything asked before it.
      if (isAlive) worker.postMessage('close')
      await gone
    },
  }
}

/** A view takes all the memory it looks into along to the thread, which for a row is what its socket read together. */
const whole = (bytes: Uint8Array): Uint8Array => (bytes.length === bytes.buffer.byteLength ? bytes : new Uint8Array(bytes))
const alone = (row: NewRow): NewRow => ({ ...row, bytes: whole(row.bytes) })
const snapshotAlone = (snapshot: NewSnapshot): NewSnapshot => ({ ...snapshot, update: whole(snapshot.update), packed: whole(snapshot.packed) })
