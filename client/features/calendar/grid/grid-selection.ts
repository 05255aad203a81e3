// What is selected in the grid: a cell the keys are on, and the block between it and where the selection began. Rows are
// named, so that a selection stays with its promotions while others come and go; the block is worked out by where they are.

import type { Column } from './grid-columns.ts'

export interface CellPlace {
  /** A promotion's id, or `new`. */
  readonly key: string
  readonly column: Column
}

export interface GridSelection {
  readonly anchor: CellPlace
  /** Where the keys are. */
  readonly focus: CellPlace
}

/** Inclusive, in rows of the grid (headings count) and shown columns. */
export interface Block {
  readonly top: number
  readonly bottom: number
  readonly left: number
  readonly right: number
}

export const blockOf = (selection: GridSelection, indexOf: (key: string) => number | undefined, columns: readonly Column[]): Block | null => {
  const [a, b] = [indexOf(selection.anchor.key), indexOf(selection.focus.key)]
  const [c, d] = [columns.indexOf(selection.anchor.column), columns.indexOf(selection.focus.column)]
  if (a === undefined || b === undefined || c < 0 || d < 0) return null
  return { top: Math.min(a, b), bottom: Math.max(a, b), left: Math.min(c, d), right: Math.max(c, d) }
}

export const isOneCell = ({ top, bottom, left, right }: Block): boolean => top === bottom && left === right

/** The next row one can be on, `by` rows away from `from`, headings not counted; the last one there is where it runs out. */
export const stepRows = (isRow: (index: number) => boolean, count: number, from: number, by: number): number => {
  const step = by < 0 ? -1 : 1
  let left = Math.abs(by)
  let at = from
  for (let index = from + step; index >= 0 && index < count && left > 0; index += step) {
    if (!isRow(index)) continue
    at = index
    left--
  }
  return at
}
