// Reads salvage, never throw (D4): what does not parse becomes the field's empty value and is counted, cell by cell, so
// one bad value never empties a row and one bad row never empties a table.

import * as z from '../base/schema.ts'
import { present, type RegisterField, type SetField, type Tombstone } from './field.ts'

/** Where a stored value could not be read as what its field says. */
export interface Repair {
  readonly root: string
  readonly rowId: string | null
  readonly name: string
}

export type ReportRepair = (name: string) => void

export const readRegister = <Value>(field: RegisterField<Value>, stored: unknown, name: string, report: ReportRepair): Value => {
  if (stored === undefined) return field.empty
  const parsed = field.schema.safeParse(stored)
  if (parsed.success) return parsed.data
  report(name)
  return field.empty
}

/** A set is stored as one key `<name>/<choice>` per choice, present when `true`. */
export const readSet = <Choice extends string>(
  field: SetField<Choice>,
  keys: Iterable<[string, unknown]>,
  name: string,
  report: ReportRepair,
): readonly Choice[] => {
  const prefix = `${name}/`
  const choices: Choice[] = []
  for (const [key, present] of keys) {
    if (!key.startsWith(prefix) || present !== true) continue
    const parsed = field.schema.safeParse(key.slice(prefix.length))
    if (parsed.success) choices.push(parsed.data)
    else report(name)
  }
  return choices.sort()
}

const tombstoneSchema = z.object({ by: z.string(), on: z.string(), hash: z.string() })

/** Anything but a readable tombstone or an explicit null leaves the row alive. */
export const readTombstone = (stored: unknown): Tombstone | null => {
  const parsed = tombstoneSchema.safeParse(stored)
  return parsed.success ? parsed.data : null
}

/** A short hash of a row's values (FNV-1a over canonical JSON), for `Tombstone.hash`. Not for security. */
export const contentHash = (value: unknown): string => {
  let hash = 0x811c9dc5
  for (const char of canonical(value)) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193) >>> 0
  return hash.toString(36)
}

type AnyRow = { readonly deleted: Tombstone | null }

/**
 * What a tombstone remembers: the row, and the rows that are parts of it because they name it (a promotion's lines). Cells
 * that say nothing are left out: one the schema grows later is empty in every old row, and changes no hash (D5).
 */
export const rowHash = (row: AnyRow, parts: readonly AnyRow[]): string => contentHash([row, ...parts].map(present))

/** "Deleted but edited" (D10): the row, or a part of it, changed after it was tombstoned. */
export const isEditedSinceDeleted = (row: AnyRow, parts: readonly AnyRow[]): boolean => row.deleted !== null && row.deleted.hash !== rowHash(row, parts)

const canonical = (value: unknown): string => {
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null'
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  const entries = Object.entries(value).filter(([key]) => key !== 'deleted')
  return `{${entries
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, entry]) => `${JSON.stringify(key)}:${canonical(entry)}`)
    .join(',')}}`
}
