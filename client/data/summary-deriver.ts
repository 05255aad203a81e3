// Keeps the summaries of closed documents true: after remote rows were stored, each stale document is read, derived and let
// go in idle time, one at a time. A document that is open derives its own; its rows come through `put` too. What was derived
// is stored a moment later, so that typing does not rewrite a document's summary with every key.

import { definitionOf } from '../../shared/docs/index.ts'
import type { SummaryRow } from '../../shared/model/doc.ts'
import { openLive } from '../../shared/model/live.ts'
import type { WorkspaceStorage } from '../storage/workspace-storage.ts'
import { whenIdle } from './pace.ts'
import { replay } from './replay.ts'
import { SUMMARIES_VERSION, type SummaryIndex } from './summary-index.ts'

export interface SummaryDeriver {
  /** These documents' logs are newer than their summaries. */
  readonly invalidate: (documents: Iterable<string>) => void
  /** The rows of an open document; stored when its log changed or they differ from what was known. */
  readonly put: (document: string, rows: readonly SummaryRow[], isChanged: boolean) => void
  /** Resolves when nothing is waiting to be derived or stored. */
  readonly settled: () => Promise<void>
  readonly dispose: () => void
}

export interface SummaryDeriverDeps {
  readonly storage: WorkspaceStorage
  readonly index: SummaryIndex
  readonly isOpen: (document: string) => boolean
  readonly now: () => number
  /** Other tabs read these again. */
  readonly onStored: (documents: readonly string[]) => void
}

const STORE_AFTER_MS = 400
const SLICE_MS = 8

export const createSummaryDeriver = ({ storage, index, isOpen, now, onStored }: SummaryDeriverDeps): SummaryDeriver => {
  const stale = new Set<string>()
  const unstored = new Map<string, readonly SummaryRow[]>()
  let isDeriving = false
  let sliceStart = 0
  let isDisposed = false
  let timer: ReturnType<typeof setTimeout> | undefined
  let waiting: (() => void)[] = []

  const settle = (): void => {
    if (stale.size > 0 || isDeriving || unstored.size > 0) return
    const settled = waiting
    waiting = []
    for (const resolve of settled) resolve()
  }

  const store = async (): Promise<void> => {
    clearTimeout(timer)
    timer = undefined
    const batch = [...unstored]
    unstored.clear()
    // A summary that could not be stored is derived again at the next start: its document is still marked stale there.
    await Promise.all(batch.map(([document, rows]) => storage.putSummary(document, SUMMARIES_VERSION, rows))).catch(() => {})
    onStored(batch.map(([document]) => document))
    settle()
  }

  const keep = (document: string, rows: readonly SummaryRow[]): void => {
    unstored.set(document, rows)
    timer ??= setTimeout(() => void store(), STORE_AFTER_MS)
  }

  const deriveOne = async (document: string): Promise<void> => {
    const definition = definitionOf(document)
    if (definition === null || isOpen(document)) return
    const updates = await storage.load(document)
    if (isDisposed || isOpen(document)) return
    const { ydoc, bad } = replay(updates)
    if (bad.length > 0) await storage.quarantine(bad, 'Yjs threw')
    const rows = definition.summary(openLive(definition, document, ydoc).value() as never, document)
    ydoc.destroy()
    index.replace(document, rows)
    keep(document, rows)
  }

  const deriveNext = (): void => {
    const [document] = stale
    if (document === undefined || isDisposed) {
      isDeriving = false
      return settle()
    }
    stale.delete(document)
    const next = (): void => {
      // Small documents are derived several to a slice; a slice ends before anybody feels it.
      if (now() - sliceStart < SLICE_MS) return deriveNext()
      whenIdle(startSlice)
    }
    deriveOne(document).then(next, next)
  }
  const startSlice = (): void => {
    sliceStart = now()
    deriveNext()
  }

  return {
    invalidate: (documents) => {
      for (const document of documents) stale.add(document)
      if (isDeriving || stale.size === 0) return
      isDeriving = true
      whenIdle(startSlice)
    },
    put: (document, rows, isChanged) => {
      if (index.replace(document, rows) || isChanged) keep(document, rows)
    },
    settled: () =>
      stale.size === 0 && !isDeriving && unstored.size === 0
        ? Promise.resolve()
        : new Promise((resolve) => {
            waiting.push(resolve)
          }),
    dispose: () => {
      isDisposed = true
      if (unstored.size > 0) void store()
      clearTimeout(timer)
    },
  }
}
