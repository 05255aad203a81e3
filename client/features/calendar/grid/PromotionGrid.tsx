// The same promotions as a table to work in: grouped by account, sorted by any column, every cell reached by the arrow keys
// and edited in place. Only the rows in view are there.

import { createEffect, createMemo, createSignal, For, on, onCleanup, onMount } from 'solid-js'
import type { PromotionSummary } from '../../../../shared/docs/calendar.ts'
import { Icon } from '../../../ui/Icon.tsx'
import { useCalendar } from '../calendar-state.ts'
import { createKeptFocus } from '../keep-focus.ts'
import { openPromotionMenu } from '../promotion-menu.ts'
import { GridRow } from './GridRow.tsx'
import { type ActiveCell, COLUMN_FACTS, COLUMNS, type Column, isEditable, listEntries, type Sorting } from './grid-model.ts'
import './promotion-grid.css'

const ROW_HEIGHT = 32
const OVERSCAN = 12

export const PromotionGrid = () => {
  const calendar = useCalendar()
  const [sorting, setSorting] = createSignal<Sorting>({ column: 'from', isDescending: false })
  const [active, setActive] = createSignal<ActiveCell | null>(null)
  /** What the editor starts with; null while no cell is edited. */
  const [editing, setEditing] = createSignal<{ readonly typed: string | null } | null>(null)
  const [top, setTop] = createSignal(0)
  const [height, setHeight] = createSignal(0)
  let scroller!: HTMLDivElement

  const entries = createMemo(() => {
    const accounts = calendar
      .shownAccountIds()
      .map((accountId) => calendar.accountById(accountId))
      .filter((account) => account !== null)
    return listEntries(accounts, calendar.shownOf, sorting())
  })
  const rowIds = createMemo(() => entries().flatMap((entry) => (entry.kind === 'promotion' ? [entry.promotion.promotionId] : [])))
  const indexOf = createMemo(
    () => new Map(entries().map((entry, index) => [entry.kind === 'promotion' ? entry.promotion.promotionId : `row:${entry.account.accountId}`, index])),
  )
  const keys = createMemo(() => {
    const all = entries()
    const first = Math.max(0, Math.floor(top() / ROW_HEIGHT) - OVERSCAN)
    const last = Math.min(all.length, Math.ceil((top() + height()) / ROW_HEIGHT) + OVERSCAN)
    const shown = all.slice(first, last).map((entry) => (entry.kind === 'promotion' ? entry.promotion.promotionId : `row:${entry.account.accountId}`))
    const kept = active()?.promotionId
    const at = kept === undefined ? undefined : indexOf().get(kept)
    if (kept === undefined || at === undefined || (at >= first && at < last)) return shown
    return at < first ? [kept, ...shown] : [...shown, kept]
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

  const activate = (cell: ActiveCell, gives = true) => {
    setEditing(null)
    setActive(cell)
    calendar.select(cell.promotionId)
    const promotion = calendar.promotionById(cell.promotionId)
    const { cell: name, ofLine } = COLUMN_FACTS[cell.column]
    const owner = ofLine ? promotion?.lines[0]?.lineId : cell.promotionId
    if (name !== null && owner !== undefined) calendar.workspace.presence.setSelection(`${owner}.${name}`)
    const y = (indexOf().get(cell.promotionId) ?? 0) * ROW_HEIGHT
    if (y < scroller.scrollTop + ROW_HEIGHT) scroller.scrollTop = y - ROW_HEIGHT
    else if (y + 2 * ROW_HEIGHT > scroller.scrollTop + scroller.clientHeight) scroller.scrollTop = y + 3 * ROW_HEIGHT - scroller.clientHeight
    if (gives) queueMicrotask(() => scroller.querySelector<HTMLElement>('[data-active]')?.focus({ preventScroll: true }))
  }

  const step = (rows: number, columns: number) => {
    const from = active()
    const ids = rowIds()
    if (from === null) return
    const at = ids.indexOf(from.promotionId)
    const promotionId = ids[Math.max(0, Math.min(ids.length - 1, at + rows))]
    const column = COLUMNS[Math.max(0, Math.min(COLUMNS.length - 1, COLUMNS.indexOf(from.column) + columns))]
    if (promotionId !== undefined && column !== undefined) activate({ promotionId, column })
  }
  const page = () => Math.max(1, Math.floor(height() / ROW_HEIGHT) - 2)

  const startEdit = (typed: string | null) => {
    const cell = active()
    const promotion = cell === null ? null : calendar.promotionById(cell.promotionId)
    if (cell === null || promotion === null || !calendar.workspace.canWrite()) return
    if (isEditable(promotion, cell.column)) setEditing({ typed })
    else if (COLUMN_FACTS[cell.column].ofLine) calendar.actions.announce('This promotion has several lines: open it to edit them')
  }

  const onKeyDown = (event: KeyboardEvent) => {
    const cell = active()
    const isOnCell = event.target instanceof HTMLElement && event.target.classList.contains('list-cell')
    if (cell === null || !isOnCell || editing() !== null || event.isComposing) return
    const chord = event.ctrlKey || event.metaKey
    const moves: Record<string, () => void> = {
      ArrowDown: () => step(1, 0),
      ArrowUp: () => step(-1, 0),
      ArrowRight: () => step(0, 1),
      ArrowLeft: () => step(0, -1),
      Home: () => (chord ? step(-rowIds().length, -COLUMNS.length) : step(0, -COLUMNS.length)),
      End: () => (chord ? step(rowIds().length, COLUMNS.length) : step(0, COLUMNS.length)),
      PageDown: () => step(page(), 0),
      PageUp: () => step(-page(), 0),
      F2: () => startEdit(null),
      Enter: () => (chord ? calendar.open(cell.promotionId, true) : startEdit(null)),
      ContextMenu: () => openMenuOf(calendar.promotionById(cell.promotionId)),
    }
    const move = moves[event.key]
    if (move !== undefined) {
      event.preventDefault()
      event.stopPropagation()
      return move()
    }
    // Typing replaces, as in a spreadsheet; letters the app has commands for are typed here.
    if (event.key.length === 1 && !chord && !event.altKey && COLUMN_FACTS[cell.column].editor === 'text') {
      event.preventDefault()
      event.stopPropagation()
      startEdit(event.key)
    }
  }
  const openMenuOf = (promotion: PromotionSummary | null) => {
    const box = scroller.querySelector('[data-active]')?.getBoundingClientRect()
    if (promotion !== null && box !== undefined) openPromotionMenu(calendar, promotion, { x: box.left, y: box.bottom })
  }

  // Closing the details gives the focus back to the cell, unless somebody has it.
  createEffect(
    on(
      calendar.openId,
      (id) => {
        if (id === null)
          setTimeout(() => {
            if (document.activeElement === document.body) scroller.querySelector<HTMLElement>('[data-active]')?.focus({ preventScroll: true })
          }, 0)
      },
      { defer: true },
    ),
  )
  // One just created is gone to.
  createEffect(
    on([calendar.expected, rowIds], ([id, ids]) => {
      if (id === null || !ids.includes(id)) return
      calendar.expect(null)
      setTimeout(() => activate({ promotionId: id, column: 'name' }), 0)
    }),
  )

  const sortBy = (column: Column) => setSorting((before) => ({ column, isDescending: before.column === column && !before.isDescending }))
  const tracks = `2.25rem ${COLUMNS.map((column) => COLUMN_FACTS[column].track).join(' ')}`
  const firstCell = (): ActiveCell | null => {
    const [promotionId] = rowIds()
    return promotionId === undefined ? null : { promotionId, column: 'name' }
  }

  return (
    // biome-ignore lint/a11y/useSemanticElements: a grid whose rows come and go
    <div
      ref={scroller}
      class="promotion-grid"
      role="grid"
      aria-label="Promotions"
      aria-rowcount={entries().length + 1}
      aria-colcount={COLUMNS.length + 1}
      tabIndex={-1}
      style={{ '--tracks': tracks, '--row-height': `${ROW_HEIGHT}px` }}
      onKeyDown={onKeyDown}
    >
      {/* biome-ignore lint/a11y/useSemanticElements: as above */}
      {/* biome-ignore lint/a11y/useFocusableInteractive: its buttons have the focus */}
      <div class="list-header" role="row" aria-rowindex={1}>
        {/* biome-ignore lint/a11y/useSemanticElements: as above */}
        {/* biome-ignore lint/a11y/useFocusableInteractive: nothing to do here */}
        <div role="columnheader" class="list-heading">
          <span class="visually-hidden">Open</span>
        </div>
        <For each={COLUMNS}>
          {(column) => (
            // biome-ignore lint/a11y/useSemanticElements: as above
            // biome-ignore lint/a11y/useFocusableInteractive: its button has the focus
            <div
              class="list-heading"
              role="columnheader"
              data-numeric={COLUMN_FACTS[column].isNumeric ? '' : undefined}
              aria-sort={sorting().column !== column ? 'none' : sorting().isDescending ? 'descending' : 'ascending'}
            >
              <button type="button" onClick={() => sortBy(column)}>
                {COLUMN_FACTS[column].label}
                <Icon
                  name={sorting().column === column && sorting().isDescending ? 'chevron-up' : 'chevron-down'}
                  class={sorting().column === column ? '' : 'list-unsorted'}
                />
              </button>
            </div>
          )}
        </For>
      </div>
      <div class="list-rows" role="presentation" style={{ height: `${entries().length * ROW_HEIGHT}px` }}>
        <For each={keys()}>
          {(key) => (
            <GridRow
              index={indexOf().get(key) ?? 0}
              entry={entries()[indexOf().get(key) ?? -1]}
              active={active()}
              tabStop={active() ?? firstCell()}
              editing={editing()}
              onActivate={activate}
              onEdit={startEdit}
              onDone={(move) => {
                setEditing(null)
                if (move === 'down') step(1, 0)
                else if (move === 'right') step(0, 1)
                else if (move === 'left') step(0, -1)
                else if (move === 'stay') step(0, 0)
              }}
            />
          )}
        </For>
      </div>
    </div>
  )
}
