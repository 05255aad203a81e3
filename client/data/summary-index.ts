// The derived rows of all documents as signals: one per type and one per type and account. A document's rows are replaced
// as a whole; those that say the same as before stay the same object, so that a list re-renders what changed.
//
// Of rows with the same import key one is shown (D12): the others are left out of every list here, once for all features,
// and are told by `duplicates`. An account hidden behind another lends it its rows, which keep their own account id: that is
// where their documents are.

import { batch, createSignal, type Signal } from 'solid-js'
import { parseDocumentPath } from '../../shared/base/document-path.ts'
import type { Summary, SummaryOf } from '../../shared/docs/index.ts'
import { createDuplicateIndex, type DuplicateIndex, type KeyedRow } from '../../shared/domain/duplicates.ts'
import type { SummaryRow } from '../../shared/model/doc.ts'
import type { SummaryRecord } from '../storage/records.ts'
import type { DuplicateRows, Summaries } from './workspace-data.ts'

/** Raise it when what summaries are derived from, or their shape, changes: older ones are derived again. */
export const SUMMARIES_VERSION = 4

export interface SummaryIndex extends Summaries {
  /** False when nothing changed. */
  readonly replace: (document: string, rows: readonly SummaryRow[]) => boolean
  readonly setLoaded: () => void
  readonly documents: () => readonly string[]
  readonly records: () => readonly SummaryRecord[]
}

type Type = Summary['type']

interface Shelf {
  readonly version: Signal<number>
  readonly documents: Map<string, readonly SummaryRow[]>
  list: readonly SummaryRow[] | null
}

/** What of a row may be a duplicate, and by which id; null for the other types. */
const keyedRow = (row: Summary): KeyedRow | null => {
  switch (row.type) {
    case 'account':
      return { id: row.accountId, externalKey: row.externalKey, isDeleted: row.isDeleted }
    case 'item':
      return { id: row.itemId, externalKey: row.externalKey, isDeleted: row.isDeleted }
    case 'promotion':
      return { id: row.promotionId, externalKey: row.externalKey, isDeleted: row.isDeleted }
    default:
      return null
  }
}

interface Duplicates {
  readonly index: DuplicateIndex
  readonly version: Signal<number>
}

const createDuplicates = (): Duplicates => ({ index: createDuplicateIndex(), version: createSignal(0) })

const createShelf = (): Shelf => ({ version: createSignal(0), documents: new Map(), list: null })

export const createSummaryIndex = (): SummaryIndex => {
  const [isLoaded, setIsLoaded] = createSignal(false)
  const byDocument = new Map<string, readonly SummaryRow[]>()
  const shelves = new Map<string, Shelf>()
  const duplicatesOf: Readonly<Record<'account' | 'item' | 'promotion', Duplicates>> = {
    account: createDuplicates(),
    item: createDuplicates(),
    promotion: createDuplicates(),
  }
  const duplicatesAmong = (type: string): Duplicates | null => duplicatesOf[type as keyof typeof duplicatesOf] ?? null

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
    const [type = ''] = key.split('/')
    const duplicates = duplicatesAmong(type)
    duplicates?.version[0]()
    source.list ??= shownOf([...source.documents.values()].flat(), duplicates)
    return source.list
  }

  const shownOf = (rows: readonly SummaryRow[], duplicates: Duplicates | null): readonly SummaryRow[] => {
    if (duplicates === null || duplicates.index.hiddenCount() === 0) return rows
    return rows.filter((row) => {
      const keyed = keyedRow(row as Summary)
      return keyed === null || duplicates.index.shownFor(keyed.id) === null
    })
  }

  /** Every list of a type is put together again when what is hidden of it changed. */
  const regroup = (type: string, before: readonly SummaryRow[], after: readonly SummaryRow[]): void => {
    const duplicates = duplicatesAmong(type)
    if (duplicates === null) return
    const keyed = (rows: readonly SummaryRow[], others: ReadonlySet<SummaryRow>) =>
      rows
        .filter((row) => !others.has(row))
        .map((row) => keyedRow(row as Summary))
        .filter((row) => row !== null)
    if (!duplicates.index.update(keyed(before, new Set(after)), keyed(after, new Set(before)))) return
    for (const [key, each] of shelves) if (key === type || key.startsWith(`${type}/`)) each.list = null
    duplicates.version[1]((version) => version + 1)
  }

  const shownAccount = (accountId: string): string => {
    duplicatesOf.account.version[0]()
    return duplicatesOf.account.index.shownFor(accountId) ?? accountId
  }

  /** The rows of an account and of those hidden behind it; the same array until one of them changes. */
  const gathered = new Map<string, { readonly parts: readonly (readonly SummaryRow[])[]; readonly rows: readonly SummaryRow[] }>()
  const readAccount = (type: string, accountId: string): readonly SummaryRow[] => {
    duplicatesOf.account.version[0]()
    const behind = duplicatesOf.account.index.hiddenBehind(accountId)
    if (behind.length === 0 || type === 'account') return read(`${type}/${accountId}`)
    const parts = [accountId, ...behind].map((id) => read(`${type}/${id}`))
    const key = `${type}/${accountId}`
    const before = gathered.get(key)
    if (before !== undefined && before.parts.length === parts.length && parts.every((part, index) => part === before.parts[index])) return before.rows
    const rows = parts.flat()
    gathered.set(key, { parts, rows })
    return rows
  }

  const duplicates = (): readonly DuplicateRows[] => {
    const found: DuplicateRows[] = []
    for (const [type, { index, version }] of Object.entries(duplicatesOf)) {
      version[0]()
      if (index.hiddenCount() === 0) continue
      shelf(type).version[0]()
      const byId = new Map<string, Summary>()
      for (const row of [...shelf(type).documents.values()].flat()) {
        const keyed = keyedRow(row as Summary)
        if (keyed !== null) byId.set(keyed.id, row as Summary)
      }
      for (const { key, shownId, hiddenIds } of index.groups()) {
        const shown = byId.get(shownId)
        if (shown !== undefined) found.push({ key, shown, hidden: hiddenIds.flatMap((id) => byId.get(id) ?? []) } as DuplicateRows)
      }
    }
    return found
  }

  return {
    isLoaded,
    setLoaded: () => setIsLoaded(true),
    all: <T extends Type>(type: T) => read(type) as readonly SummaryRow[] as readonly SummaryOf<T>[],
    ofAccount: <T extends Type>(type: T, accountId: string) => readAccount(type, accountId) as readonly SummaryRow[] as readonly SummaryOf<T>[],
    shownAccount,
    duplicates,
    documents: () => [...byDocument.keys()],
    records: () => [...byDocument].map(([document, rows]) => ({ document, version: SUMMARIES_VERSION, rows })),
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
          regroup(type, ofTypeBefore, ofType)
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
