// A row of the list: an account's heading, or a promotion with its cells.

import { createMemo, For, Show } from 'solid-js'
import { PROMOTION_STATUS_LABELS } from '../../../../shared/docs/terms/promotion-terms.ts'
import { mechanicFamily } from '../../../../shared/domain/mechanics.ts'
import { weekChip } from '../../../../shared/domain/weeks/week-labels.ts'
import { Icon } from '../../../ui/Icon.tsx'
import '../../../ui/IconButton.css'
import { useCalendar } from '../calendar-state.ts'
import { openPromotionMenu } from '../promotion-menu.ts'
import { CellEditor, type EditEnd } from './CellEditor.tsx'
import { type ActiveCell, COLUMN_FACTS, COLUMNS, type Column, cellText, isEditable, type ListEntry } from './grid-model.ts'

interface RowProps {
  readonly index: number
  readonly entry: ListEntry | undefined
  readonly active: ActiveCell | null
  /** Where Tab comes in. */
  readonly tabStop: ActiveCell | null
  readonly editing: { readonly typed: string | null } | null
  readonly onActivate: (cell: ActiveCell, gives?: boolean) => void
  readonly onEdit: (typed: string | null) => void
  readonly onDone: (end: EditEnd) => void
}

export const GridRow = (props: RowProps) => {
  const top = () => `calc(${props.index} * var(--row-height))`
  const account = () => (props.entry?.kind === 'account' ? props.entry : null)
  const promotion = () => (props.entry?.kind === 'promotion' ? props.entry : null)
  return (
    <>
      <Show when={account()}>
        {(entry) => (
          // biome-ignore lint/a11y/useSemanticElements: a row of the grid above
          // biome-ignore lint/a11y/useFocusableInteractive: a heading
          <div class="list-account" role="row" aria-rowindex={props.index + 2} style={{ top: top() }}>
            {/* biome-ignore lint/a11y/useSemanticElements: a header of the grid above */}
            {/* biome-ignore lint/a11y/useFocusableInteractive: a heading */}
            <div role="rowheader" aria-colspan={COLUMNS.length + 1}>
              <span class="list-account-name">{entry().account.name}</span>
              <span class="timeline-week-chip">{weekChip(entry().account.adWeekStart)}</span>
              <span class="list-account-count">{entry().count}</span>
            </div>
          </div>
        )}
      </Show>
      <Show when={promotion()}>{(entry) => <PromotionRow {...props} top={top()} promotion={entry().promotion} account={entry().account} />}</Show>
    </>
  )
}

type PromotionEntry = Extract<ListEntry, { kind: 'promotion' }>

const PromotionRow = (props: RowProps & { readonly top: string } & Pick<PromotionEntry, 'promotion' | 'account'>) => {
  const calendar = useCalendar()
  const isActive = (column: Column) => props.active?.promotionId === props.promotion.promotionId && props.active.column === column
  const family = createMemo(() => (props.promotion.lines[0] === undefined ? 'other' : mechanicFamily(props.promotion.lines[0].mechanic)))
  const isTabStop = (column: Column) => props.tabStop?.promotionId === props.promotion.promotionId && props.tabStop.column === column
  /** Before the press gave it the focus: the first press selects, the second edits. */
  let wasActive = false
  const peersIn = (column: Column) => {
    const { cell, ofLine } = COLUMN_FACTS[column]
    if (cell === null) return []
    const owner = ofLine ? props.promotion.lines[0]?.lineId : props.promotion.promotionId
    return calendar.workspace.presence.selectedBy(`${owner}.${cell}`)
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a row of the grid above
    // biome-ignore lint/a11y/useFocusableInteractive: its cells have the focus
    <div
      class="list-row"
      role="row"
      aria-rowindex={props.index + 2}
      data-selected={calendar.selected() === props.promotion.promotionId ? '' : undefined}
      data-status={props.promotion.status}
      style={{ top: props.top }}
      onContextMenu={(event) => {
        event.preventDefault()
        openPromotionMenu(calendar, props.promotion, { x: event.clientX, y: event.clientY })
      }}
    >
      {/* biome-ignore lint/a11y/useSemanticElements: a cell of the grid above */}
      {/* biome-ignore lint/a11y/useFocusableInteractive: its button has the focus */}
      <div class="list-open" role="gridcell">
        <button
          type="button"
          class="icon-button"
          tabIndex={-1}
          aria-label={`Open ${props.promotion.name}`}
          title="Open (Ctrl ↵)"
          onClick={() => calendar.open(props.promotion.promotionId)}
        >
          <Icon name="chevron-right" />
        </button>
      </div>
      <For each={COLUMNS}>
        {(column) => (
          // biome-ignore lint/a11y/useSemanticElements: a cell of the grid above
          // biome-ignore lint/a11y/useKeyWithClickEvents: the grid has the keys
          <div
            class="list-cell"
            role="gridcell"
            tabIndex={isTabStop(column) ? 0 : -1}
            data-column={column}
            data-active={isActive(column) ? '' : undefined}
            data-numeric={COLUMN_FACTS[column].isNumeric ? '' : undefined}
            data-peer={peersIn(column).length > 0 ? '' : undefined}
            aria-readonly={!isEditable(props.promotion, column) || !calendar.workspace.canWrite()}
            title={peersIn(column).length > 0 ? `${peersIn(column)[0]?.name} is here` : undefined}
            style={{ '--peer': `var(--peer-${(peersIn(column)[0]?.hue ?? 0) % 8})` }}
            onFocus={() => {
              if (!isActive(column)) props.onActivate({ promotionId: props.promotion.promotionId, column }, false)
            }}
            onPointerDown={() => {
              wasActive = isActive(column)
            }}
            onClick={() => {
              if (wasActive && props.editing === null) props.onEdit(null)
              else if (!isActive(column)) props.onActivate({ promotionId: props.promotion.promotionId, column })
            }}
          >
            <Show
              when={isActive(column) && props.editing !== null}
              fallback={
                <>
                  <Show when={column === 'name'}>
                    <span class="list-swatch" data-family={family()} aria-hidden="true" />
                  </Show>
                  <Show when={column === 'status'} fallback={<span class="list-text">{cellText(props.promotion, column, props.account)}</span>}>
                    <span class="list-status" data-status={props.promotion.status}>
                      {PROMOTION_STATUS_LABELS[props.promotion.status]}
                    </span>
                  </Show>
                </>
              }
            >
              <CellEditor promotion={props.promotion} account={props.account} column={column} typed={props.editing?.typed ?? null} onDone={props.onDone} />
            </Show>
          </div>
        )}
      </For>
    </div>
  )
}
