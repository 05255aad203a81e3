// The pointer in the grid: a press selects a cell, a drag a block, Shift and a press stretches it, a press at the head of a
// row selects the row. The handle at the corner of the block fills down. A finger scrolls and taps.

import type { GridActs } from './grid-acts.ts'
import type { Column } from './grid-columns.ts'
import type { CellPlace } from './grid-selection.ts'
import { at, type GridState } from './grid-state.ts'

export const createGridPointer = (grid: GridState, acts: GridActs, focus: () => void, startEdit: () => void) => {
  /** A finger on the cell that is selected already: a tap edits it. */
  let isSecondTap = false
  let isSelecting = false
  let isFilling = false

  const placeOf = (target: EventTarget | null): CellPlace | null => {
    const cell = target instanceof Element ? target.closest<HTMLElement>('.grid-cell') : null
    const { row, column } = cell?.dataset ?? {}
    return row === undefined || column === undefined ? null : at(row, column as Column)
  }
  const isSame = (a: CellPlace, b: CellPlace) => a.key === b.key && a.column === b.column

  const onPointerDown = (event: PointerEvent) => {
    if (event.button !== 0 || !(event.target instanceof Element) || event.target.closest('.cell-editor, .cell-choices, button') !== null) return
    if (event.target.closest('[data-handle]') !== null) {
      event.preventDefault()
      isFilling = true
      return
    }
    const head = event.target.closest<HTMLElement>('.grid-head[data-row]')?.dataset.row
    const selection = grid.selection()
    if (head !== undefined) {
      if (grid.editing() !== null) return
      const [first, last] = [grid.columns()[0], grid.columns().at(-1)]
      if (first === undefined || last === undefined) return
      grid.setSelection({ anchor: at(event.shiftKey && selection !== null ? selection.anchor.key : head, first), focus: at(head, last) })
      return focus()
    }
    const place = placeOf(event.target)
    if (place === null) return
    event.preventDefault()
    isSelecting = event.pointerType !== 'touch'
    isSecondTap = event.pointerType === 'touch' && selection !== null && isSame(place, selection.focus)
    if (isSecondTap) return
    const select = () => {
      grid.setSelection({ anchor: event.shiftKey && selection !== null ? selection.anchor : place, focus: place })
      focus()
    }
    // What is being edited is kept first; what cannot be keeps its editor and the keys.
    if (grid.editing() === null) select()
    else void grid.finishEditing().then((isKept) => isKept && select())
  }
  const onPointerOver = (event: PointerEvent) => {
    if ((event.buttons & 1) === 0) {
      isSelecting = false
      return
    }
    const place = placeOf(event.target)
    const selection = grid.selection()
    if (place === null || selection === null) return
    if (isFilling) {
      const block = grid.block()
      const row = grid.indexOf(place.key)
      if (block !== null && row !== undefined && place.key !== 'new') grid.setFillBlock({ ...block, bottom: Math.max(block.top, row) })
    } else if (isSelecting && !isSame(place, selection.focus)) {
      grid.setSelection({ anchor: selection.anchor, focus: place })
      focus()
    }
  }
  const onClick = () => {
    if (isSecondTap && grid.editing() === null) startEdit()
    isSecondTap = false
  }
  const onPointerUp = () => {
    isSelecting = false
    const filled = grid.fillBlock()
    const block = grid.block()
    grid.setFillBlock(null)
    if (!isFilling) return
    isFilling = false
    if (filled === null || block === null || filled.bottom <= block.bottom) return
    // The first row of what was selected is what is copied.
    const [top, bottom] = [grid.rows()[filled.top]?.key, grid.rows()[filled.bottom]?.key]
    const [left, right] = [grid.columns()[filled.left], grid.columns()[filled.right]]
    if (top !== undefined && bottom !== undefined && left !== undefined && right !== undefined)
      grid.setSelection({ anchor: at(top, left), focus: at(bottom, right) })
    void acts.fillDown(filled)
    focus()
  }
  return { onPointerDown, onPointerOver, onPointerUp, onClick }
}
