// Reads documents for calendar feeds, in a thread of its own (S11): the same definitions that make a device's summary rows
// make them here, so a feed says what the screen says. A test may call its function directly.

import { isMainThread, parentPort, workerData } from 'node:worker_threads'
import * as Y from 'yjs'
import { definitionOf, type Summary } from '../../shared/docs/index.ts'
import { openLive } from '../../shared/model/live.ts'
import { mergeTreeWise } from '../../shared/model/merge-updates.ts'
import { type DocumentUpdates, SUMMARY_THREAD } from './summaries.ts'

export const summarizeDocument = ({ path, updates }: DocumentUpdates): readonly Summary[] | null => {
  const definition = definitionOf(path)
  if (definition === null) return null
  const doc = new Y.Doc({ gc: true })
  try {
    if (updates.length > 0) Y.applyUpdate(doc, updates.length === 1 && updates[0] !== undefined ? updates[0] : mergeTreeWise(updates))
    return definition.summary(openLive(definition, path, doc).value(), path) as readonly Summary[]
  } catch {
    return null
  } finally {
    doc.destroy()
  }
}

if (!isMainThread && workerData === SUMMARY_THREAD) {
  parentPort?.on('message', (document: DocumentUpdates) => {
    parentPort?.postMessage(summarizeDocument(document))
  })
}
