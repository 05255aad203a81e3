// The words of the document language (D2): every field of a document says how it merges, what its values look like, and
// what stands there when nothing does. Everything else (types, accessors, validation, summaries, fingerprints) derives
// from these. What people call a field is in `docs/labels.ts`, which only forms load.

import type { Schema } from '../base/schema.ts'

/** One value, last writer wins. For numbers, dates, choices, windows, money (D3). */
export interface RegisterField<Value> {
  readonly merge: 'register'
  readonly schema: Schema<Value>
  readonly empty: Value
}

/** Plain text two people may type into at once. */
export interface TextField {
  readonly merge: 'text'
}

/** Formatted text (a Y.XmlFragment the editor binds to). */
export interface RichField {
  readonly merge: 'rich'
}

/** A set of choices, one key each: two people adding different ones keep both. */
export interface SetField<Choice extends string> {
  readonly merge: 'set'
  readonly schema: Schema<Choice>
}

// biome-ignore lint/suspicious/noExplicitAny: the one place a field of any value type is meant
export type RowCell = RegisterField<any> | TextField | SetField<any>
export type RowCells = Readonly<Record<string, RowCell>>

/** A table of flat rows under random ids. Rows are tombstoned, never removed (D10). */
export interface RowsField<Cells extends RowCells> {
  readonly merge: 'rows'
  readonly cells: Cells
}

export type Field = RowCell | RichField | RowsField<RowCells>
export type Fields = Readonly<Record<string, Field>>

/** The tombstone of a row or a document: who, on which day, and what it looked like, so that a later edit shows (D10). */
export interface Tombstone {
  readonly by: string
  readonly on: string
  /** `rowHash` of the row and its parts when it was deleted. */
  readonly hash: string
}

/** What the trash says of a tombstone. */
export type Deletion = Pick<Tombstone, 'by' | 'on'>

/** For a summary: who deleted it and when, or nothing. */
export const deletionOf = (tombstone: Tombstone | null): { deletion?: Deletion } =>
  tombstone === null ? {} : { deletion: { by: tombstone.by, on: tombstone.on } }

/** For a summary: some of a row's cells. */
export const pick = <Row extends object, const Name extends keyof Row>(row: Row, names: readonly Name[]): Pick<Row, Name> =>
  Object.fromEntries(names.map((name) => [name, row[name]])) as Pick<Row, Name>

/** For a summary: the values that say something. Null, false, an empty text and an empty list say nothing. */
export type Present<Values> = { readonly [Name in keyof Values]?: Exclude<Values[Name], null> }

export const present = <const Values extends object>(values: Values): Present<Values> => {
  const said: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(values)) {
    if (value !== null && value !== false && value !== '' && (!Array.isArray(value) || value.length > 0)) said[name] = value
  }
  return said as Present<Values>
}

export interface RowFacts {
  readonly id: string
  readonly deleted: Tombstone | null
}

type CellValue<Cell> =
  Cell extends RegisterField<infer Value> ? Value : Cell extends TextField ? string : Cell extends SetField<infer Choice> ? readonly Choice[] : never

export type RowValue<Cells extends RowCells> = RowFacts & { readonly [Name in keyof Cells]: CellValue<Cells[Name]> }

export type FieldValue<F> = F extends RowsField<infer Cells> ? readonly RowValue<Cells>[] : F extends RichField ? string : CellValue<F>

/** A whole document as plain values, salvaged (D4). `rich` fields read as their plain text. */
export type DocValue<F extends Fields> = { readonly [Name in keyof F]: FieldValue<F[Name]> } & { readonly deleted: Tombstone | null }

/** What a writer may put into a row: registers and sets; text is typed into afterwards. */
export type RowInput<Cells extends RowCells> = {
  readonly [Name in keyof Cells]?: CellValue<Cells[Name]>
}

export const register = <Value>(schema: Schema<Value>, empty: NoInfer<Value>): RegisterField<Value> => ({
  merge: 'register',
  schema,
  empty,
})
export const text = (): TextField => ({ merge: 'text' })
export const rich = (): RichField => ({ merge: 'rich' })
export const set = <Choice extends string>(schema: Schema<Choice>): SetField<Choice> => ({ merge: 'set', schema })
export const rows = <Cells extends RowCells>(cells: Cells): RowsField<Cells> => ({ merge: 'rows', cells })
