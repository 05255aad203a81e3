// The only place on the server with a Y.Doc (S11): loads a document's snapshot and rows into one with garbage collection and
// encodes it again. Runs in a thread of its own, so that nobody's edit waits for it; a test may call its functions directly.
//
// What comes out has been loaded once more into a fresh Y.Doc and encoded: equal documents then have equal bytes (S16).

import { isMainThread, parentPort, workerData } from 'node:worker_threads'
import { gzipSync } from 'node:zlib'
import * as Y from 'yjs'
import { mergeTreeWise } from '../../shared/model/merge-updates.ts'
import { knowledgeOf } from '../../shared/protocol/gate.ts'
import { type Checked, COMPACTION_THREAD, type Compacted, type CompactionTask, type DocumentBytes } from './compaction.ts'

/** As small as it gets: once per snapshot, in a thread where nobody waits. A browser inflates it by itself. */
const PACKING = { level: 9, memLevel: 9 } as const

const load = (updates: readonly Uint8Array[]): Y.Doc => {
  const doc = new Y.Doc({ gc: true })
  doc.transact(() => {
    for (const update of updates) Y.applyUpdate(doc, update)
  })
  return doc
}

const isRefusal = (read: ReturnType<typeof knowledgeOf>): boolean => 'kind' in read

const isWaiting = (doc: Y.Doc): boolean => doc.store.pendingStructs !== null || doc.store.pendingDs !== null

/** As every replica encodes it that has loaded it fresh. */
const canonical = (doc: Y.Doc): Uint8Array => Y.encodeStateAsUpdate(load([Y.encodeStateAsUpdate(doc)]))

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

const mergedRows = (rows: readonly Uint8Array[]): readonly Uint8Array[] => (rows.length === 0 ? [] : [mergeTreeWise(rows)])

export const compactDocument = ({ snapshot, rows }: DocumentBytes): Compacted => {
  try {
    const doc = load([...(snapshot === null ? [] : [snapshot]), ...mergedRows(rows)])
    if (isWaiting(doc)) return { kind: 'waiting' }
    const update = canonical(doc)
    return { kind: 'compacted', update, packed: gzipSync(update, PACKING), isVetted: !isRefusal(knowledgeOf(update)) }
  } catch (error) {
    return culpritOf({ snapshot, rows }, reasonOf(error))
  }
}

/** Which of them Yjs throws at: one after the other, because a throw is not a rollback. */
const culpritOf = ({ snapshot, rows }: DocumentBytes, otherwise: string): Compacted => {
  const good: Uint8Array[] = []
  for (const [index, update] of [...(snapshot === null ? [] : [snapshot]), ...rows].entries()) {
    try {
      const doc = new Y.Doc({ gc: true })
      for (const before of [...mergedRows(good), update]) Y.applyUpdate(doc, before)
      good.push(update)
    } catch (error) {
      const row = snapshot === null ? index : index - 1
      return row < 0 ? { kind: 'badSnapshot', reason: reasonOf(error) } : { kind: 'badRow', row, reason: reasonOf(error) }
    }
  }
  return { kind: 'failed', reason: otherwise }
}

/** Whether the document loads, waits for nothing, and its snapshot says what the rows before it say. */
export const checkDocument = ({ snapshot, rows, before }: DocumentBytes & { readonly before: readonly Uint8Array[] | null }): Checked => {
  try {
    const doc = load([...(snapshot === null ? [] : [snapshot]), ...mergedRows(rows)])
    const clients = [...doc.store.clients.keys()]
    if (snapshot === null || before === null) return { kind: 'checked', isWaiting: isWaiting(doc), isSame: true, clients }
    const whole = load(mergedRows([...before, ...rows]))
    return { kind: 'checked', isWaiting: isWaiting(doc), isSame: Buffer.compare(canonical(doc), canonical(whole)) === 0, clients }
  } catch (error) {
    return { kind: 'failed', reason: reasonOf(error) }
  }
}

if (!isMainThread && workerData === COMPACTION_THREAD) {
  parentPort?.on('message', ({ id, task }: { readonly id: number; readonly task: CompactionTask }) => {
    parentPort?.postMessage({ id, answer: task.do === 'compact' ? compactDocument(task) : checkDocument(task) })
  })
}
