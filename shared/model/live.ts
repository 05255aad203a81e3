// A live document: a definition laid over a Y.Doc. The ONLY file that knows the Yjs layout (D1): registers and sets in
// root map `fields`, rows as Y.Maps under `rows/<name>`, texts and rich texts in roots of their own. Roots are named by
// the definition, so no shared type is ever created under a fixed key by two people at once.
//
// Every local transaction returns the changes it made, with the values before, which is all that undo needs (D11);
// `observe` reports what anybody changed, by path, which is all that a projection needs.

import * as Y from 'yjs'
import { FIELDS_ROOT, richRoot, rowsRoot, textRoot } from '../base/root-names.ts'
import type { DocDefinition } from './doc.ts'
import type { DocValue, Field, Fields, FieldValue, RowCell, RowCells, RowInput, RowsField, RowValue, Tombstone } from './field.ts'
import { invertSplice, type LiveText, spliceBetween, spliceText, type TextSplice } from './live-text.ts'
import { LOCAL } from './origin.ts'
import { contentHash, type Repair, readRegister, readSet, readTombstone, rowHash } from './salvage.ts'

type NamesOf<F extends Fields, Merge extends Field['merge']> = { [N in keyof F]: F[N]['merge'] extends Merge ? N : never }[keyof F] & string
export type RegisterName<F extends Fields> = NamesOf<F, 'register'>
export type SetName<F extends Fields> = NamesOf<F, 'set'>
export type TextName<F extends Fields> = NamesOf<F, 'text'>
export type RichName<F extends Fields> = NamesOf<F, 'rich'>
export type RowsName<F extends Fields> = NamesOf<F, 'rows'>
export type CellsOf<F extends Fields, N extends RowsName<F>> = F[N] extends RowsField<infer Cells> ? Cells : never

/** What changed. `before`/`after` are stored values, `undefined` where there was none. */
export type Change =
  | { readonly at: 'field'; readonly key: string; readonly before: unknown; readonly after: unknown }
  | { readonly at: 'row'; readonly rows: string; readonly rowId: string; readonly key: string; readonly before: unknown; readonly after: unknown }
  | { readonly at: 'rowCreated'; readonly rows: string; readonly rowId: string }
  | { readonly at: 'text'; readonly name: string; readonly rowId: string | null; readonly splice: TextSplice | null }
  | { readonly at: 'rich'; readonly name: string; readonly rowId: string | null }

export type ChangeListener = (changes: readonly Change[], origin: unknown) => void

export interface LiveDoc<F extends Fields = Fields> {
  readonly path: string
  readonly definition: DocDefinition
  readonly ydoc: Y.Doc
  /** True when a newer client wrote what this one must not touch (D5). */
  readonly isReadOnly: () => boolean

  readonly value: () => DocValue<F>
  readonly repairs: () => readonly Repair[]
  readonly field: <N extends RegisterName<F> | SetName<F>>(name: N) => FieldValue<F[N]>
  readonly rowIds: (rows: RowsName<F>) => string[]
  /** Null when there is no such row. Tombstoned rows are there, with `deleted` set. */
  readonly row: <N extends RowsName<F>>(rows: N, rowId: string) => RowValue<CellsOf<F, N>> | null
  readonly rows: <N extends RowsName<F>>(rows: N) => RowValue<CellsOf<F, N>>[]
  readonly deleted: () => Tombstone | null

  readonly setField: <N extends RegisterName<F>>(name: N, value: FieldValue<F[N]>) => void
  readonly setChoice: (name: SetName<F>, choice: string, present: boolean) => void
  readonly createRow: <N extends RowsName<F>>(rows: N, rowId: string, input: RowInput<CellsOf<F, N>>) => void
  /** False when there is no such row. */
  readonly setCell: <N extends RowsName<F>, C extends keyof CellsOf<F, N> & string>(
    rows: N,
    rowId: string,
    cell: C,
    value: RowValue<CellsOf<F, N>>[C],
  ) => boolean
  readonly setRowChoice: (rows: RowsName<F>, rowId: string, cell: string, choice: string, present: boolean) => boolean
  readonly tombstoneRow: (rows: RowsName<F>, rowId: string, by: string, on: string) => boolean
  readonly restoreRow: (rows: RowsName<F>, rowId: string) => boolean
  /** Forgets a tombstoned row's contents for everyone; the tombstone stays (D10: emptying the trash). */
  readonly purgeRow: (rows: RowsName<F>, rowId: string) => boolean
  readonly tombstone: (by: string, on: string) => void
  readonly restore: () => void
  /** Raises the version older clients must have to write here (D5). */
  readonly requireVersion: (version: number) => void

  readonly text: (name: string, rowId?: string) => LiveText
  readonly rich: (name: RichName<F>, rowId?: string) => Y.XmlFragment

  /** One Yjs transaction of LOCAL origin; returns what it changed. Nested calls join the outer one. */
  readonly transact: (work: () => void) => readonly Change[]
  /** Undoes changes where the value is still the one they left; returns the changes this made. */
  readonly invert: (changes: readonly Change[], by: string, on: string) => readonly Change[]
  /** True when anyone but these clients wrote into the row, its texts, or rows that refer to it (D11). */
  readonly isTouchedByOthers: (rows: string, rowId: string, mine: ReadonlySet<number>) => boolean
  readonly observe: (listener: ChangeListener) => () => void
}

const DELETED = 'deleted'
const MIN_WRITE_VERSION = 'minWriteVersion'

export const openLive = <F extends Fields>(definition: DocDefinition<DocDefinition['kind'], F>, path: string, ydoc: Y.Doc): LiveDoc<F> => {
  const fields = ydoc.getMap<unknown>(FIELDS_ROOT)
  const tables = new Map<string, { map: Y.Map<unknown>; cells: RowCells }>()
  for (const [name, field] of Object.entries(definition.fields)) {
    if (field.merge === 'rows') tables.set(name, { map: ydoc.getMap<unknown>(rowsRoot(name)), cells: field.cells })
  }
  const table = (name: string) => {
    const found = tables.get(name)
    if (found === undefined) throw new Error(`assertion failed: no rows named ${name} in ${definition.kind}`)
    return found
  }
  const rowMap = (name: string, rowId: string): Y.Map<unknown> | null => {
    const map = table(name).map.get(rowId)
    return map instanceof Y.Map ? map : null
  }
  const storedText = (root: string): string => (ydoc.share.has(root) ? ydoc.getText(root).toString() : '')
  const richText = (root: string): string => (ydoc.share.has(root) ? plainTextOf(ydoc.getXmlFragment(root)) : '')

  const readCell = (cell: RowCell, map: Y.Map<unknown>, name: string, rowId: string | undefined, report: (name: string) => void): unknown => {
    switch (cell.merge) {
      case 'register':
        return readRegister(cell, map.get(name), name, report)
      case 'set':
        return readSet(cell, map.entries(), name, report)
      case 'text':
        return storedText(textRoot(name, rowId))
    }
  }

  const readRow = (rows: string, rowId: string, report: (name: string) => void): RowValue<RowCells> | null => {
    const map = rowMap(rows, rowId)
    if (map === null) return null
    const row: Record<string, unknown> = { id: rowId, deleted: readTombstone(map.get(DELETED)) }
    for (const [name, cell] of Object.entries(table(rows).cells)) row[name] = readCell(cell, map, name, rowId, report)
    return row as RowValue<RowCells>
  }

  const readAllRows = (rows: string, repairs: Repair[] | null): RowValue<RowCells>[] => {
    const found: RowValue<RowCells>[] = []
    for (const rowId of table(rows).map.keys()) {
      const row = readRow(rows, rowId, (name) => repairs?.push({ root: rowsRoot(rows), rowId, name }))
      if (row === null) repairs?.push({ root: rowsRoot(rows), rowId, name: '' })
      else found.push(row)
    }
    return found.sort(byOrder)
  }

  const readField = (name: string, field: Field, repairs: Repair[] | null): unknown => {
    switch (field.merge) {
      case 'rows':
        return readAllRows(name, repairs)
      case 'rich':
        return richText(richRoot(name))
      default:
        return readCell(field, fields, name, undefined, (bad) => repairs?.push({ root: FIELDS_ROOT, rowId: null, name: bad }))
    }
  }

  const readDocument = (repairs: Repair[] | null): DocValue<F> => {
    const value: Record<string, unknown> = { deleted: readTombstone(fields.get(DELETED)) }
    for (const [name, field] of Object.entries(definition.fields)) value[name] = readField(name, field, repairs)
    return value as DocValue<F>
  }

  // ---- local transactions and what they changed ----

  let recording: Change[] | null = null

  const transact = (work: () => void): readonly Change[] => {
    if (recording !== null) {
      work()
      return []
    }
    const changes: Change[] = []
    recording = changes
    try {
      ydoc.transact(work, LOCAL)
    } finally {
      recording = null
    }
    return changes
  }

  const listeners = new Set<ChangeListener>()
  const report = (changes: readonly Change[], transaction: Y.Transaction) => {
    if (changes.length === 0) return
    if (transaction.local && recording !== null) for (const change of changes) if (change.at !== 'text') recording.push(change)
    for (const listener of [...listeners]) listener(changes, transaction.origin)
  }

  fields.observe((event, transaction) => {
    report(
      [...event.keys].map(([key, { oldValue }]) => ({ at: 'field', key, before: oldValue, after: fields.get(key) })),
      transaction,
    )
  })
  for (const [rows, { map }] of tables) {
    map.observeDeep((events, transaction) => {
      const changes: Change[] = []
      for (const event of events) {
        if (event.target === map) {
          for (const rowId of event.keys.keys()) changes.push({ at: 'rowCreated', rows, rowId })
          continue
        }
        const [rowId, ...deeper] = event.path
        if (typeof rowId !== 'string' || deeper.length > 0) continue
        const row = event.target as Y.Map<unknown>
        for (const [key, { oldValue }] of event.keys) changes.push({ at: 'row', rows, rowId, key, before: oldValue, after: row.get(key) })
      }
      report(changes, transaction)
    })
  }
  // Texts live in roots that appear when first typed into, so they are found by name after each transaction.
  ydoc.on('afterTransaction', (transaction: Y.Transaction) => {
    namers = null
    const changes = new Map<string, Change>()
    // A root nobody here has typed into yet has no type of its own, and is told of in `changed` only.
    const types: { readonly _item: Y.Item | null }[] = [...transaction.changedParentTypes.keys(), ...transaction.changed.keys()]
    for (const type of types) {
      if (type._item !== null) continue
      const root = rootNameOf(ydoc, type)
      const [head, name, rowId = null] = root?.split('/') ?? []
      if (root === null || name === undefined) continue
      if (head === 'text') changes.set(root, { at: 'text', name, rowId, splice: null })
      if (head === 'rich') changes.set(root, { at: 'rich', name, rowId })
    }
    if (changes.size > 0) for (const listener of [...listeners]) listener([...changes.values()], transaction.origin)
  })

  // ---- writing ----

  const writeKey = (map: Y.Map<unknown> | null, key: string, value: unknown): boolean => {
    if (map === null) return false
    if (contentHash(map.get(key)) === contentHash(value) && map.has(key)) return true
    if (key !== DELETED) namers = null
    transact(() => map.set(key, value))
    return true
  }
  const writeChoice = (map: Y.Map<unknown> | null, name: string, choice: string, present: boolean): boolean => {
    if (map === null) return false
    const key = `${name}/${choice}`
    if (present) return writeKey(map, key, true)
    if (map.has(key)) transact(() => map.delete(key))
    return true
  }

  const createRow = (rows: string, rowId: string, input: RowInput<RowCells>): void => {
    const { map, cells } = table(rows)
    namers = null
    transact(() => {
      const row = new Y.Map<unknown>()
      for (const [name, value] of Object.entries(input)) {
        const cell = cells[name]
        if (cell === undefined || value === undefined) continue
        if (cell.merge === 'register') row.set(name, value)
        else if (cell.merge === 'set') for (const choice of value as readonly string[]) row.set(`${name}/${choice}`, true)
      }
      map.set(rowId, row)
      for (const [name, value] of Object.entries(input)) {
        if (cells[name]?.merge === 'text' && typeof value === 'string' && value !== '') text(name, rowId).splice(0, 0, value)
      }
    })
  }

  /**
   * Which rows name a row. Put together once for many questions (undoing a paste asks for each of its rows), and forgotten with
   * the next write that could change it: any but a tombstone.
   */
  let namers: Map<string, { readonly rows: string; readonly rowId: string; readonly map: Y.Map<unknown> }[]> | null = null
  const namersOf = (rowId: string) => {
    if (namers === null) {
      namers = new Map()
      for (const [rows, { map }] of tables) {
        for (const [id, row] of map.entries()) {
          if (!(row instanceof Y.Map)) continue
          for (const value of row.values()) {
            if (typeof value !== 'string' || ![...tables.values()].some((other) => other.map.has(value))) continue
            const known = namers.get(value)
            if (known === undefined) namers.set(value, [{ rows, rowId: id, map: row }])
            else if (known.at(-1)?.map !== row) known.push({ rows, rowId: id, map: row })
          }
        }
      }
    }
    return namers.get(rowId) ?? []
  }

  /** Rows of other tables that name this one: the parts it is deleted, purged and undone with. */
  const partsOf = (rows: string, rowId: string): { rows: string; row: RowValue<RowCells> }[] =>
    [...tables.keys()]
      .filter((name) => name !== rows)
      .flatMap((name) =>
        namersOf(rowId)
          .filter((namer) => namer.rows === name)
          .flatMap((namer) => readRow(name, namer.rowId, () => {}) ?? [])
          .filter((row) => Object.values(row).includes(rowId))
          .sort(byOrder)
          .map((row) => ({ rows: name, row })),
      )

  const tombstoneRow = (rows: string, rowId: string, by: string, on: string): boolean => {
    const row = readRow(rows, rowId, () => {})
    if (row === null) return false
    return writeKey(rowMap(rows, rowId), DELETED, {
      by,
      on,
      hash: rowHash(
        row,
        partsOf(rows, rowId).map((part) => part.row),
      ),
    } satisfies Tombstone)
  }

  const forget = (rows: string, rowId: string): void => {
    const map = rowMap(rows, rowId)
    namers = null
    for (const key of [...(map?.keys() ?? [])]) if (key !== DELETED) map?.delete(key)
    for (const [name, cell] of Object.entries(table(rows).cells)) if (cell.merge === 'text') text(name, rowId).replace('')
  }

  const purgeRow = (rows: string, rowId: string): boolean => {
    const map = rowMap(rows, rowId)
    if (map === null || readTombstone(map.get(DELETED)) === null) return false
    transact(() => {
      for (const part of partsOf(rows, rowId)) forget(part.rows, part.row.id)
      forget(rows, rowId)
    })
    return true
  }

  const text = (name: string, rowId?: string): LiveText => {
    const root = textRoot(name, rowId)
    const ytext = (): Y.Text => ydoc.getText(root)
    const splice = (index: number, removeCount: number, insert: string) =>
      void transact(() => {
        const done = spliceText(ytext(), index, removeCount, insert)
        recording?.push({ at: 'text', name, rowId: rowId ?? null, splice: done })
      })
    return {
      read: () => storedText(root),
      splice,
      replace: (next) => {
        const difference = spliceBetween(storedText(root), next)
        if (difference !== null) splice(difference.index, difference.removeCount, difference.insert)
      },
      observe: (listener) => {
        const target = ytext()
        target.observe(listener)
        return () => target.unobserve(listener)
      },
      anchor: (index) => Y.createRelativePositionFromTypeIndex(ytext(), index),
      indexOf: (anchor) => Y.createAbsolutePositionFromRelativePosition(anchor, ydoc)?.index ?? null,
    }
  }

  // ---- undo ----

  const restoreKey = (map: Y.Map<unknown> | null, key: string, before: unknown, after: unknown) => {
    if (map === null || contentHash(map.get(key)) !== contentHash(after)) return
    if (before === undefined) map.delete(key)
    else map.set(key, before)
  }
  const invertOne = (change: Change, by: string, on: string): void => {
    switch (change.at) {
      case 'field':
        return restoreKey(fields, change.key, change.before, change.after)
      case 'row':
        return restoreKey(rowMap(change.rows, change.rowId), change.key, change.before, change.after)
      case 'rowCreated':
        return void tombstoneRow(change.rows, change.rowId, by, on)
      case 'text': {
        if (change.splice === null) return
        for (const splice of invertSplice(ydoc.getText(textRoot(change.name, change.rowId ?? undefined)), change.splice)) {
          recording?.push({ ...change, splice })
        }
        return
      }
      case 'rich':
        return
    }
  }

  const isTouchedByOthers = (rows: string, rowId: string, mine: ReadonlySet<number>): boolean => {
    const map = rowMap(rows, rowId)
    if (map === null) return false
    const isForeign = (item: Y.Item): boolean => !mine.has(item.id.client)
    if ([...map._map.values()].some(isForeign)) return true
    for (const [name, cell] of Object.entries(table(rows).cells)) {
      if (cell.merge !== 'text' || !ydoc.share.has(textRoot(name, rowId))) continue
      for (let item = ydoc.getText(textRoot(name, rowId))._start; item !== null; item = item.right) if (!item.deleted && isForeign(item)) return true
    }
    if (namersOf(rowId).some((namer) => namer.map !== map && [...namer.map._map.values()].some(isForeign))) return true
    return false
  }

  return {
    path,
    definition: definition as unknown as DocDefinition,
    ydoc,
    isReadOnly: () => {
      const version = fields.get(MIN_WRITE_VERSION)
      return typeof version === 'number' && version > definition.version
    },
    value: () => readDocument(null),
    repairs: () => {
      const repairs: Repair[] = []
      readDocument(repairs)
      return repairs
    },
    field: (name) => readField(name, definition.fields[name] as Field, null) as never,
    rowIds: (rows) => [...table(rows).map.keys()],
    row: (rows, rowId) => readRow(rows, rowId, () => {}) as never,
    rows: (rows) => readAllRows(rows, null) as never,
    deleted: () => readTombstone(fields.get(DELETED)),
    setField: (name, value) => void writeKey(fields, name, value),
    setChoice: (name, choice, present) => void writeChoice(fields, name, choice, present),
    createRow: (rows, rowId, input) => createRow(rows, rowId, input as RowInput<RowCells>),
    setCell: (rows, rowId, cell, value) => writeKey(rowMap(rows, rowId), cell, value),
    setRowChoice: (rows, rowId, cell, choice, present) => writeChoice(rowMap(rows, rowId), cell, choice, present),
    tombstoneRow,
    restoreRow: (rows, rowId) => writeKey(rowMap(rows, rowId), DELETED, null),
    purgeRow,
    tombstone: (by, on) => void writeKey(fields, DELETED, { by, on, hash: contentHash(readDocument(null)) } satisfies Tombstone),
    restore: () => void writeKey(fields, DELETED, null),
    requireVersion: (version) => void writeKey(fields, MIN_WRITE_VERSION, version),
    text,
    rich: (name, rowId) => ydoc.getXmlFragment(richRoot(name, rowId)),
    transact,
    invert: (changes, by, on) =>
      transact(() => {
        for (const change of [...changes].reverse()) invertOne(change, by, on)
      }),
    isTouchedByOthers,
    observe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

const byOrder = (a: RowValue<RowCells>, b: RowValue<RowCells>): number => {
  const orderA = typeof a.order === 'string' ? a.order : ''
  const orderB = typeof b.order === 'string' ? b.order : ''
  if (orderA !== orderB) return orderA < orderB ? -1 : 1
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0
}

const rootNameOf = (ydoc: Y.Doc, type: unknown): string | null => {
  for (const [name, root] of ydoc.share) if (root === type) return name
  return null
}

const plainTextOf = (node: Y.XmlFragment | Y.XmlElement): string =>
  node
    .toArray()
    .map((child) => (child instanceof Y.XmlText ? plainTextOfDelta(child) : child instanceof Y.XmlElement ? plainTextOf(child) : ''))
    .join(' ')
    .trim()

const plainTextOfDelta = (node: Y.XmlText): string =>
  (node.toDelta() as { insert?: unknown }[]).map(({ insert }) => (typeof insert === 'string' ? insert : '')).join('')
