// The derived rows of all documents as signals: one per type and one per type and account. A document's rows are replaced
// as a whole; those that say the same as before stay the same object, so that a list re-renders what changed.

import { batch, createSignal, type Signal } from 'solid-js'
import { parseDocumentPath } from '../../shared/base/document-path.ts'
import type { Summary, SummaryOf } from '../../shared/docs/index.ts'
import type { SummaryRow } from '../../shared/model/doc.ts'
import type { Summaries } from './workspace-data.ts'

/** Raise it when what summaries are derived from, or their shape, changes: older ones are derived again. */
export const SUMMARIES_VERSION = 1

export interface SummaryIndex extends Summaries {
  /** False when nothing changed. */
  readonly replace: (document: string, rows: readonly SummaryRow[]) => boolean
  readonly setLoaded: () => void
  readonly documents: () => readonly string[]
}

type Type = Summary['type']

interface Shelf {
  readonly version: Signal<number>
  readonly documents: Map<string, readonly SummaryRow[]>
  list: readonly SummaryRow[] | null
}

const createShelf = (): Shelf => ({ version: createSignal(0), documents: new Map(), list: null })

export const createSummaryIndex = (): SummaryIndex => {
  const [isLoaded, setIsLoaded] = createSignal(false)
  const byDocument = new Map<string, readonly SummaryRow[]>()
  const shelves = new Map<string, Shelf>()

  const shelf = (key: string): Shelf => {
    let found = shelves.get(key)
    if (found === undefined) {
      found = createShelf()
      shelves.set(key, found)
    }
    return found
  }

  const put = (key: string, document: string, rows: readonly SummaryRow[]): void => {
    const target = shelf(key)
    if (rows.length === 0) target.documents.delete(document)
    else target.documents.set(document, rows)
    target.list = null
    target.version[1]((version) => version + 1)
  }

  const read = (key: string): readonly SummaryRow[] => {
    const source = shelf(key)
    source.version[0]()
    source.list ??= [...source.documents.values()].flat()
    return source.list
  }

  return {
    isLoaded,
    setLoaded: () => setIsLoaded(true),
    all: <T extends Type>(type: T) => read(type) as readonly SummaryRow[] as readonly SummaryOf<T>[],
    ofAccount: <T extends Type>(type: T, accountId: string) => read(`${type}/${accountId}`) as readonly SummaryRow[] as readonly SummaryOf<T>[],
    documents: () => [...byDocument.keys()],
    replace: (document, fresh) => {
      const before = byDocument.get(document) ?? []
      const known = new Map(before.map((row) => [`${row.type}/${row.key}`, row]))
      const rows = fresh.map((row) => {
        const same = known.get(`${row.type}/${row.key}`)
        return same !== undefined && isSame(same, row) ? same : row
      })
      if (rows.length === before.length && rows.every((row, index) => row === before[index])) return false
      byDocument.set(document, rows)
      const address = parseDocumentPath(document)
      const accountId = address !== null && 'accountId' in address ? address.accountId : null
      batch(() => {
        for (const type of new Set([...before, ...rows].map((row) => row.type))) {
          const ofType = rows.filter((row) => row.type === type)
          const ofTypeBefore = before.filter((row) => row.type === type)
          if (ofType.length === ofTypeBefore.length && ofType.every((row, index) => row === ofTypeBefore[index])) continue
          put(type, document, ofType)
          if (accountId !== null) put(`${type}/${accountId}`, document, ofType)
        }
      })
      return true
    },
  }
}

const isSame = (a: unknown, b: unknown): boolean => {
  if (a === b) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  if (Array.isArray(a)) return Array.isArray(b) && a.length === b.length && a.every((entry, index) => isSame(entry, b[index]))
  const [left, right] = [a as Record<string, unknown>, b as Record<string, unknown>]
  const names = Object.keys(left)
  return names.length === Object.keys(right).length && names.every((name) => isSame(left[name], right[name]))
}
