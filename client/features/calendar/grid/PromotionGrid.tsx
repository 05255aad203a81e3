// The same promotions as a spreadsheet: grouped, sorted, every cell reached by the arrow keys and edited in place, blocks of
// cells copied to and pasted from Excel, a line at the end for a new one. Only the rows in view are there.

import { createEffect, createMemo, createSignal, For, lazy, on, onCleanup, onMount, Show, Suspense } from 'solid-js'
import { isPhone } from '../../../ui/viewport.ts'
import { useCalendar } from '../calendar-state.ts'
import { createKeptFocus } from '../keep-focus.ts'
import { openPromotionMenu } from '../promotion-menu.ts'
import type { EditEnd } from './CellEditor.tsx'
import { createGridKeys } from './create-grid-keys.ts'
import { createGridPointer } from './create-grid-pointer.ts'
import { GridHeader } from './GridHeader.tsx'
import { GridRow } from './GridRow.tsx'
import { createGridActs } from './grid-acts.ts'
import { isEditable } from './grid-cells.ts'
import { readBlock, toHtml, toTsv } from './grid-clipboard.ts'
import { COLUMN_FACTS, type Column } from './grid-columns.ts'
import { at, createGridState, GridContext } from './grid-state.ts'
import './promotion-grid.css'

const PastePreview = lazy(() => import('./PastePreview.tsx').then(({ PastePreview }) => ({ default: PastePreview })))

const OVERSCAN = 12

export const PromotionGrid = () => {
  const calendar = useCalendar()
  const grid = createGridState(calendar)
  const acts = createGridActs(grid)
  const [top, setTop] = createSignal(0)
  const [height, setHeight] = createSignal(0)
  // With the size of the text, which somebody may have doubled.
  const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize)
  const rowHeight = () => (isPhone() ? 2.75 : 2) * rem
  let scroller!: HTMLDivElement

  const keys = createMemo(() => {
    const all = grid.rows()
    const first = Math.max(0, Math.floor(top() / rowHeight()) - OVERSCAN)
    const last = Math.min(all.length, Math.ceil((top() + height()) / rowHeight()) + OVERSCAN)
    const shown = all.slice(first, last).map(({ key }) => key)
    const kept = grid.selection()?.focus.key
    const index = kept === undefined ? undefined : grid.indexOf(kept)
    if (kept === undefined || index === undefined || (index >= first && index < last)) return shown
    return index < first ? [kept, ...shown] : [...shown, kept]
  })
  onMount(() => {
    const read = () => setTop(scroller.scrollTop)
    const observer = new ResizeObserver(() => setHeight(scroller.clientHeight))
    observer.observe(scroller)
    scroller.addEventListener('scroll', read, { passive: true })
    setHeight(scroller.clientHeight)
    onCleanup(() => observer.disconnect())
  })
  createKeptFocus(
    () => scroller,
    keys,
    () => scroller.querySelector<HTMLElement>('[data-active]'),
  )

  /** Puts the focus where the selection is, and tells colleagues. */
  const focus = () => {
    const place = grid.selection()?.focus
    const index = place === undefined ? undefined : grid.indexOf(place.key)
    if (place === undefined || index === undefined) return
    const entry = grid.entryOf(place.key)
    if (entry !== null) {
      calendar.select(entry.key)
      const { cell, ofLine } = COLUMN_FACTS[place.column]
      const owner = ofLine ? entry.promotion.lines[0]?.lineId : entry.key
      calendar.workspace.presence.setSelection(cell === null || owner === undefined ? entry.key : `${owner}.${cell}`)
    }
    const y = index * rowHeight()
    const head = rowHeight()
    if (y < scroller.scrollTop) scroller.scrollTop = y
    else if (y + 2 * head > scroller.scrollTop + scroller.clientHeight) scroller.scrollTop = y + 2 * head - scroller.clientHeight
    queueMicrotask(() => {
      const cell = scroller.querySelector<HTMLElement>('[data-active]')
      // An editor that has been opened meanwhile keeps the keys.
      if (grid.editing() === null) cell?.focus({ preventScroll: true })
      revealColumn(cell)
    })
  }
  /** Beside the frozen columns, not under them. */
  const revealColumn = (cell: HTMLElement | null) => {
    if (cell === null || cell.dataset.frozen !== undefined) return
    const frozen = scroller.querySelector<HTMLElement>('.grid-heading[data-frozen]')
    const [box, edge] = [cell.getBoundingClientRect(), scroller.getBoundingClientRect()]
    const left = frozen?.getBoundingClientRect().right ?? edge.left
    if (box.left < left) scroller.scrollLeft -= left - box.left
    else if (box.right > edge.right) scroller.scrollLeft += Math.min(box.right - edge.right + 8, box.left - left)
  }

  const startEdit = (typed: string | null) => {
    const place = grid.selection()?.focus
    if (place === undefined || !calendar.workspace.canWrite()) return
    const { promotion } = grid.entryOf(place.key) ?? { promotion: null }
    grid.setSelection({ anchor: place, focus: place })
    if (promotion === null ? place.key === 'new' && COLUMN_FACTS[place.column].editor !== 'derived' : isEditable(promotion, place.column))
      grid.setEditing({ typed })
    else if (promotion !== null && COLUMN_FACTS[place.column].ofLine) calendar.actions.announce('This promotion has several lines: open it to edit them')
  }
  const openMenu = () => {
    const entry = grid.entryOf(grid.selection()?.focus.key ?? '')
    const box = scroller.querySelector('[data-active]')?.getBoundingClientRect()
    if (entry !== null && box !== undefined) openPromotionMenu(calendar, entry.promotion, { x: box.left, y: box.bottom })
  }
  /** Enter in the line for a new one: creates it, or goes where something is missing. */
  const endDraft = async () => {
    const missing = await acts.createFromDraft()
    const column = missing ?? (grid.columns().includes('account') && grid.draft().account === undefined ? 'account' : (grid.columns()[1] ?? 'name'))
    if (missing !== null && !grid.columns().includes(missing))
      calendar.setSetting('cols', [...grid.columns().filter((each) => each !== 'name'), missing].join(','))
    setAwaited({ column, isEdited: missing !== null })
  }
  /** A column that is asked for may have to come first. */
  const [awaited, setAwaited] = createSignal<{ readonly column: Column; readonly isEdited: boolean } | null>(null)
  createEffect(
    on([awaited, grid.columns], ([wanted, columns]) => {
      if (wanted === null || !columns.includes(wanted.column)) return
      setAwaited(null)
      const place = at('new', wanted.column)
      grid.setSelection({ anchor: place, focus: place })
      setTimeout(() => {
        focus()
        if (wanted.isEdited) startEdit(null)
      }, 0)
    }),
  )
  const { onKeyDown, moveBy } = createGridKeys({
    grid,
    acts,
    focus,
    startEdit,
    pageRows: () => Math.max(1, Math.floor(height() / rowHeight()) - 2),
    openMenu,
    endDraft: () => void endDraft(),
  })
  const pointer = createGridPointer(grid, acts, focus, () => startEdit(null))
  onMount(() => {
    addEventListener('pointerup', pointer.onPointerUp)
    onCleanup(() => removeEventListener('pointerup', pointer.onPointerUp))
  })
  const onDone = (end: EditEnd) => {
    const isNew = grid.selection()?.focus.key === 'new'
    grid.setEditing(null)
    if (end === 'down' && isNew) void endDraft()
    else if (end === 'down') moveBy(1, 0, false)
    else if (end === 'up') moveBy(-1, 0, false)
    else if (end === 'right') moveBy(0, 1, false)
    else if (end === 'left') moveBy(0, -1, false)
    else if (end === 'stay') focus()
  }

  // The clipboard is the grid's while a cell has the focus and none is edited.
  const isOurs = (event: ClipboardEvent) => grid.editing() === null && event.target instanceof HTMLElement && event.target.closest('.grid-cell') !== null
  const copy = (event: ClipboardEvent): boolean => {
    const block = grid.block()
    if (!isOurs(event) || block === null || event.clipboardData === null) return false
    const texts = acts.textsOf(block)
    if (texts.length === 0) return false
    event.preventDefault()
    event.clipboardData.setData('text/plain', toTsv(texts))
    event.clipboardData.setData('text/html', toHtml(texts))
    calendar.actions.announce(`Copied ${texts.length} × ${texts[0]?.length ?? 0} cells`)
    return true
  }
  const onCut = (event: ClipboardEvent) => {
    const block = grid.block()
    if (copy(event) && block !== null && calendar.workspace.canWrite()) void acts.clear(block)
  }
  const onPaste = (event: ClipboardEvent) => {
    const block = grid.block()
    if (!isOurs(event) || block === null || event.clipboardData === null || !calendar.workspace.canWrite()) return
    event.preventDefault()
    void acts.paste(readBlock(event.clipboardData), block)
  }

  // Closing the details or the preview gives the focus back to the cell, unless somebody has it.
  createEffect(
    on(
      [calendar.openId, grid.preview],
      ([id, preview]) => {
        if (id !== null || preview !== null) return
        setTimeout(() => document.activeElement === document.body && scroller.querySelector<HTMLElement>('[data-active]')?.focus({ preventScroll: true }), 0)
      },
      { defer: true },
    ),
  )
  const goTo = (key: string, column: Column = 'name') => {
    const place = at(key, column)
    grid.setSelection({ anchor: place, focus: place })
    focus()
  }
  // One just created is gone to; what was selected in another view is where this one begins.
  createEffect(
    on([calendar.expected, grid.rows], ([id]) => {
      if (id === null || grid.indexOf(id) === undefined) return
      calendar.expect(null)
      setTimeout(() => goTo(id), 0)
    }),
  )
  onMount(() => {
    const id = calendar.selected()
    const index = id === null ? undefined : grid.indexOf(id)
    if (id === null || index === undefined) return
    grid.setSelection({ anchor: at(id, 'name'), focus: at(id, 'name') })
    scroller.scrollTop = Math.max(0, (index - 6) * rowHeight())
  })

  createEffect(() => {
    const key = grid.rows()[Math.round(top() / rowHeight())]?.key
    if (key !== undefined) calendar.setAnchor(key)
  })
  createEffect(
    on([calendar.followedAnchor, grid.rows], ([key]) => {
      const index = key === null ? undefined : grid.indexOf(key)
      if (index !== undefined) scroller.scrollTop = index * rowHeight()
    }),
  )

  const tabStop = createMemo(() => {
    const place = grid.selection()?.focus
    if (place !== undefined && grid.indexOf(place.key) !== undefined && grid.columns().includes(place.column)) return place
    const first = grid.rows().find(({ kind }) => kind !== 'group')
    return first === undefined ? null : at(first.key, 'name')
  })

  return (
    <GridContext.Provider value={grid}>
      <p id="grid-keys" class="visually-hidden">
        Arrow keys go from cell to cell, with Shift they select. Typing replaces, Enter edits, Delete clears, Control D fills down. Copy and paste work with
        spreadsheets. Tab leaves at the end of the row.
      </p>
      {/* biome-ignore lint/a11y/useSemanticElements: a grid whose rows come and go */}
      <div
        ref={scroller}
        class="promotion-grid"
        role="grid"
        aria-label="Promotions"
        aria-describedby="grid-keys"
        aria-multiselectable="true"
        aria-rowcount={grid.rows().length + 1}
        aria-colcount={grid.columns().length + 1}
        aria-readonly={!calendar.workspace.canWrite()}
        tabIndex={-1}
        style={{ '--tracks': `2.25rem ${grid.tracks()}`, '--row-height': `${rowHeight()}px` }}
        onKeyDown={onKeyDown}
        onPointerDown={pointer.onPointerDown}
        onPointerOver={pointer.onPointerOver}
        onClick={pointer.onClick}
        onCopy={copy}
        onCut={onCut}
        onPaste={onPaste}
        onFocusIn={(event) => {
          const { row, column } = event.target instanceof HTMLElement ? event.target.dataset : {}
          if (row === undefined || column === undefined || !(event.target as HTMLElement).classList.contains('grid-cell')) return
          const place = at(row, column as Column)
          if (grid.selection() === null) grid.setSelection({ anchor: place, focus: place })
        }}
      >
        <GridHeader />
        <div class="grid-rows" role="presentation" style={{ height: `${grid.rows().length * rowHeight()}px` }}>
          <For each={keys()}>
            {(key) => (
              <GridRow
                index={grid.indexOf(key) ?? 0}
                entry={grid.rows()[grid.indexOf(key) ?? -1]}
                tabStop={tabStop()}
                acts={acts}
                onEdit={() => startEdit(null)}
                onDone={onDone}
              />
            )}
          </For>
        </div>
      </div>
      <Show when={grid.preview()}>
        {(preview) => (
          <Suspense>
            <PastePreview preview={preview()} acts={acts} />
          </Suspense>
        )}
      </Show>
    </GridContext.Provider>
  )
}
