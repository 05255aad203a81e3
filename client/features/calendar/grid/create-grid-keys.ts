// The keys of the grid, as in a spreadsheet: arrows go and, with Shift, select; with Ctrl or ⌘ they go to the edge. Typing
// replaces, F2 and Enter edit, Tab goes along the row and out of the grid at its end, Delete clears, Ctrl D fills down.

import type { GridActs } from './grid-acts.ts'
import { COLUMN_FACTS } from './grid-columns.ts'
import { isOneCell, stepRows } from './grid-selection.ts'
import { at, type GridState, isRow } from './grid-state.ts'

export interface GridKeysDeps {
  readonly grid: GridState
  readonly acts: GridActs
  readonly focus: () => void
  readonly startEdit: (typed: string | null) => void
  readonly pageRows: () => number
  readonly openMenu: () => void
  readonly endDraft: () => void
}

export const createGridKeys = ({ grid, acts, focus, startEdit, pageRows, openMenu, endDraft }: GridKeysDeps) => {
  const { calendar } = grid

  const moveBy = (rows: number, columns: number, extends_: boolean): void => {
    const selection = grid.selection()
    const from = selection === null ? undefined : grid.indexOf(selection.focus.key)
    if (selection === null || from === undefined) return
    const all = grid.rows()
    const row = all[stepRows((index) => isRow(all[index]), all.length, from, rows)]
    const shown = grid.columns()
    const column = shown[Math.max(0, Math.min(shown.length - 1, shown.indexOf(selection.focus.column) + columns))]
    if (row === undefined || column === undefined) return
    const place = at(row.key, column)
    grid.setSelection({ anchor: extends_ ? selection.anchor : place, focus: place })
    focus()
    if (extends_) announceBlock()
  }
  const announceBlock = () => {
    const block = grid.block()
    if (block !== null && !isOneCell(block))
      calendar.actions.announce(
        `${
          grid
            .rows()
            .slice(block.top, block.bottom + 1)
            .filter(isRow).length
        } rows, ${block.right - block.left + 1} columns selected`,
      )
  }
  const selectAll = (ofRow: boolean) => {
    const selection = grid.selection()
    const shown = grid.columns()
    const [first, last] = [shown[0], shown.at(-1)]
    if (selection === null || first === undefined || last === undefined) return
    const rows = grid.rows().filter((entry) => entry.kind === 'promotion')
    const [top, bottom] = ofRow ? [selection.anchor.key, selection.focus.key] : [rows[0]?.key, rows.at(-1)?.key]
    if (top === undefined || bottom === undefined) return
    grid.setSelection({ anchor: at(top, first), focus: at(bottom, last) })
    focus()
    announceBlock()
  }
  const FAR = 1e9

  /** True when the key was one of the grid's. */
  const act = (event: KeyboardEvent): boolean => {
    const selection = grid.selection()
    const block = grid.block()
    if (selection === null || block === null) return false
    const chord = event.ctrlKey || event.metaKey
    const { shiftKey: shift, key } = event
    const canWrite = calendar.workspace.canWrite()
    const isWholeRow = block.left === 0 && block.right === grid.columns().length - 1
    switch (key) {
      case 'ArrowDown':
        moveBy(chord ? FAR : 1, 0, shift)
        return true
      case 'ArrowUp':
        moveBy(chord ? -FAR : -1, 0, shift)
        return true
      case 'ArrowRight':
        moveBy(0, chord ? FAR : 1, shift)
        return true
      case 'ArrowLeft':
        moveBy(0, chord ? -FAR : -1, shift)
        return true
      case 'Home':
        moveBy(chord ? -FAR : 0, -FAR, shift)
        return true
      case 'End':
        moveBy(chord ? FAR : 0, FAR, shift)
        return true
      case 'PageDown':
        moveBy(pageRows(), 0, shift)
        return true
      case 'PageUp':
        moveBy(-pageRows(), 0, shift)
        return true
      case 'Tab': {
        const index = grid.columns().indexOf(selection.focus.column)
        // At the end of the row Tab leaves, as everywhere on a page.
        if (shift ? index === 0 : index === grid.columns().length - 1) return false
        moveBy(0, shift ? -1 : 1, false)
        return true
      }
      case 'F2':
        startEdit(null)
        return true
      case 'Enter':
        if (selection.focus.key === 'new') endDraft()
        else if (chord) calendar.open(selection.focus.key, true)
        else startEdit(null)
        return true
      case 'Escape':
        if (isOneCell(block)) return false
        grid.setSelection({ anchor: selection.focus, focus: selection.focus })
        focus()
        return true
      case 'Delete':
      case 'Backspace':
        if (canWrite) void (isWholeRow && selection.focus.key !== 'new' ? acts.deleteRows(block) : acts.clear(block))
        return true
      case 'ContextMenu':
        openMenu()
        return true
      case ' ':
        if (!shift) break
        selectAll(true)
        return true
    }
    if (chord && !shift && !event.altKey) {
      if (key === 'd') {
        if (canWrite) void acts.fillDown(block)
        return true
      }
      if (key === 'a') {
        selectAll(false)
        return true
      }
      return false
    }
    if (key === 'F10' && shift) {
      openMenu()
      return true
    }
    // Typing replaces, as in a spreadsheet; letters the app has commands for are typed here.
    if (key.length === 1 && !chord && !event.altKey && COLUMN_FACTS[selection.focus.column].editor !== 'derived') {
      startEdit(key)
      return true
    }
    return false
  }

  return {
    moveBy,
    onKeyDown: (event: KeyboardEvent) => {
      const isOnCell = event.target instanceof HTMLElement && event.target.classList.contains('grid-cell')
      if (!isOnCell || grid.editing() !== null || event.isComposing) return
      if (!act(event)) return
      event.preventDefault()
      event.stopPropagation()
    },
  }
}
