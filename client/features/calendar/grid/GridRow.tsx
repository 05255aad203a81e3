// A row of the grid: a group's heading, a promotion with its cells, or the line for a new one.

import { createMemo, For, Show } from 'solid-js'
import { PROMOTION_STATUS_LABELS, type PromotionStatus } from '../../../../shared/docs/terms/promotion-terms.ts'
import { Icon } from '../../../ui/Icon.tsx'
import '../../../ui/IconButton.css'
import { PeerMarks, peerColour } from '../PeerMarks.tsx'
import { openPromotionMenu } from '../promotion-menu.ts'
import { familyOf } from '../timeline/timeline-model.ts'
import { CellEditor, type EditEnd } from './CellEditor.tsx'
import type { GridActs } from './grid-acts.ts'
import { cellText, isEditable } from './grid-cells.ts'
import { COLUMN_FACTS, type Column } from './grid-columns.ts'
import type { GridEntry, PromotionEntry } from './grid-rows.ts'
import { useGrid } from './grid-state.ts'

interface RowProps {
  readonly index: number
  readonly entry: GridEntry | undefined
  /** Where Tab comes in. */
  readonly tabStop: { readonly key: string; readonly column: Column } | null
  readonly acts: GridActs
  readonly onEdit: () => void
  readonly onDone: (end: EditEnd) => void
}

export const GridRow = (props: RowProps) => {
  const grid = useGrid()
  const top = () => `calc(${props.index} * var(--row-height))`
  const group = () => (props.entry?.kind === 'group' ? props.entry : null)
  const promotion = () => (props.entry?.kind === 'promotion' ? props.entry : null)
  return (
    <>
      <Show when={group()}>
        {(entry) => (
          // biome-ignore lint/a11y/useSemanticElements: a row of the grid above
          // biome-ignore lint/a11y/useFocusableInteractive: its button has the focus
          <div class="grid-group" role="row" aria-rowindex={props.index + 2} style={{ top: top() }}>
            {/* biome-ignore lint/a11y/useSemanticElements: a header of the grid above */}
            {/* biome-ignore lint/a11y/useFocusableInteractive: its button has the focus */}
            <div role="rowheader" class="grid-group-heading" aria-colspan={grid.columns().length + 1}>
              <button type="button" class="grid-group-button" tabIndex={-1} aria-expanded={!entry().isClosed} onClick={() => grid.toggleGroup(entry().key)}>
                <Icon name={entry().isClosed ? 'chevron-right' : 'chevron-down'} />
                <span class="grid-group-name">{entry().label}</span>
                <Show when={entry().chip}>
                  <span class="timeline-week-chip">{entry().chip}</span>
                </Show>
                <span class="grid-group-count">{entry().count}</span>
              </button>
            </div>
          </div>
        )}
      </Show>
      <Show when={promotion()}>{(entry) => <PromotionRow {...props} top={top()} entry={entry()} />}</Show>
      <Show when={props.entry?.kind === 'new'}>
        <NewRow {...props} top={top()} />
      </Show>
    </>
  )
}

/** Where a cell is: in the block, at its lower right corner, where the keys are. */
const createCellState = (props: RowProps, rowKey: () => string) => {
  const grid = useGrid()
  const selection = () => grid.selection()
  const inBlock = createMemo(() => {
    const block = grid.fillBlock() ?? grid.block()
    return block !== null && props.index >= block.top && props.index <= block.bottom ? block : null
  })
  return {
    isActive: (column: Column) => selection()?.focus.key === rowKey() && selection()?.focus.column === column,
    isTabStop: (column: Column) => props.tabStop?.key === rowKey() && props.tabStop.column === column,
    isInBlock: (at: number) => {
      const block = inBlock()
      return block !== null && at >= block.left && at <= block.right && (block.top !== block.bottom || block.left !== block.right)
    },
    isCorner: (at: number) => {
      const block = inBlock()
      return block !== null && grid.editing() === null && props.index === block.bottom && at === block.right
    },
  }
}

const PromotionRow = (props: RowProps & { readonly top: string; readonly entry: PromotionEntry }) => {
  const grid = useGrid()
  const { calendar } = grid
  const promotion = () => props.entry.promotion
  const cell = createCellState(props, () => props.entry.key)
  const peersIn = (column: Column) => {
    const { cell: name, ofLine } = COLUMN_FACTS[column]
    if (name === null) return []
    const owner = ofLine ? promotion().lines[0]?.lineId : promotion().promotionId
    return calendar.workspace.presence.selectedBy(`${owner}.${name}`)
  }
  const isRowSelected = () => {
    const block = grid.block()
    return block !== null && props.index >= block.top && props.index <= block.bottom
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a row of the grid above
    // biome-ignore lint/a11y/useFocusableInteractive: its cells have the focus
    <div
      class="grid-row"
      role="row"
      aria-rowindex={props.index + 2}
      data-selected={calendar.selected() === promotion().promotionId ? '' : undefined}
      data-status={promotion().status}
      style={{ top: props.top }}
      onContextMenu={(event) => {
        event.preventDefault()
        openPromotionMenu(calendar, promotion(), { x: event.clientX, y: event.clientY })
      }}
    >
      {/* biome-ignore lint/a11y/useSemanticElements: a header of the grid above */}
      {/* biome-ignore lint/a11y/useFocusableInteractive: its button has the focus */}
      <div class="grid-head" role="rowheader" data-row={props.entry.key} data-selected={isRowSelected() ? '' : undefined}>
        <button
          type="button"
          class="icon-button"
          tabIndex={-1}
          aria-label={`Open ${promotion().name}`}
          title="Open (Ctrl ↵)"
          onClick={() => calendar.open(promotion().promotionId)}
        >
          <Icon name="chevron-right" />
        </button>
      </div>
      <For each={grid.columns()}>
        {(column, at) => (
          // biome-ignore lint/a11y/useSemanticElements: a cell of the grid above
          <div
            class="grid-cell"
            role="gridcell"
            aria-colindex={at() + 2}
            tabIndex={cell.isTabStop(column) ? 0 : -1}
            data-row={props.entry.key}
            data-column={column}
            data-active={cell.isActive(column) ? '' : undefined}
            data-block={cell.isInBlock(at()) ? '' : undefined}
            data-numeric={COLUMN_FACTS[column].isNumeric ? '' : undefined}
            data-frozen={column === 'name' ? '' : undefined}
            data-peer={peersIn(column).length > 0 ? '' : undefined}
            aria-selected={cell.isActive(column) || cell.isInBlock(at())}
            aria-readonly={!isEditable(promotion(), column) || !calendar.workspace.canWrite()}
            style={{ '--peer': peerColour(peersIn(column)) }}
            onDblClick={() => props.onEdit()}
          >
            <Show when={cell.isActive(column) ? grid.editing() : null} fallback={<CellContents entry={props.entry} column={column} />}>
              {(editing) => <CellEditor rowKey={props.entry.key} column={column} typed={editing().typed} acts={props.acts} onDone={props.onDone} />}
            </Show>
            <Show when={peersIn(column).length > 0}>
              <span class="grid-peer">
                <PeerMarks peers={peersIn(column)} />
              </span>
            </Show>
            <Show when={cell.isCorner(at()) && calendar.workspace.canWrite()}>
              <span class="grid-handle" aria-hidden="true" data-handle="" />
            </Show>
          </div>
        )}
      </For>
    </div>
  )
}

const CellContents = (props: { entry: PromotionEntry; column: Column }) => (
  <>
    <Show when={props.column === 'name'}>
      <span class="grid-swatch" data-family={familyOf(props.entry.promotion)} aria-hidden="true" />
    </Show>
    <Show when={props.column === 'status'} fallback={<span class="grid-text">{cellText(props.entry.promotion, props.column, props.entry.account)}</span>}>
      <StatusText status={props.entry.promotion.status} />
    </Show>
  </>
)

const StatusText = (props: { status: PromotionStatus }) => (
  <span class="grid-status" data-status={props.status}>
    {PROMOTION_STATUS_LABELS[props.status]}
  </span>
)

const PLACEHOLDERS: Partial<Readonly<Record<Column, string>>> = {
  name: 'New promotion: named by itself',
  account: 'Account',
  from: 'First day',
  to: 'a week',
  itemGroup: 'Group',
  mechanic: 'TPR',
  status: 'Idea',
}

const NewRow = (props: RowProps & { readonly top: string }) => {
  const grid = useGrid()
  const cell = createCellState(props, () => 'new')
  return (
    // biome-ignore lint/a11y/useSemanticElements: a row of the grid above
    // biome-ignore lint/a11y/useFocusableInteractive: its cells have the focus
    <div class="grid-row" data-new="" role="row" aria-rowindex={props.index + 2} style={{ top: props.top }}>
      {/* biome-ignore lint/a11y/useSemanticElements: a header of the grid above */}
      {/* biome-ignore lint/a11y/useFocusableInteractive: nothing to do here */}
      <div class="grid-head" role="rowheader">
        <Icon name="plus" />
        <span class="visually-hidden">New promotion</span>
      </div>
      <For each={grid.columns()}>
        {(column, at) => (
          // biome-ignore lint/a11y/useSemanticElements: a cell of the grid above
          <div
            class="grid-cell"
            role="gridcell"
            aria-colindex={at() + 2}
            tabIndex={cell.isTabStop(column) ? 0 : -1}
            data-row="new"
            data-column={column}
            data-active={cell.isActive(column) ? '' : undefined}
            data-block={cell.isInBlock(at()) ? '' : undefined}
            data-numeric={COLUMN_FACTS[column].isNumeric ? '' : undefined}
            data-frozen={column === 'name' ? '' : undefined}
            aria-selected={cell.isActive(column) || cell.isInBlock(at())}
            aria-label={`New promotion, ${COLUMN_FACTS[column].label}${grid.draft()[column] ? `: ${grid.draft()[column]}` : ''}`}
            onDblClick={() => props.onEdit()}
          >
            <Show
              when={cell.isActive(column) ? grid.editing() : null}
              fallback={
                <Show when={grid.draft()[column]} fallback={<span class="grid-placeholder">{PLACEHOLDERS[column] ?? ''}</span>}>
                  {(text) => <span class="grid-text">{text()}</span>}
                </Show>
              }
            >
              {(editing) => <CellEditor rowKey="new" column={column} typed={editing().typed} acts={props.acts} onDone={props.onDone} />}
            </Show>
          </div>
        )}
      </For>
    </div>
  )
}
