// One account: its name and weeks at the left, its own week labels above its bars.

import { createMemo, For, Show } from 'solid-js'
import { groupDigits } from '../../../../shared/base/money.ts'
import type { PromotionSummary } from '../../../../shared/docs/calendar.ts'
import { weekChip, windowWithWeeks } from '../../../../shared/domain/weeks/week-labels.ts'
import { clashesIn } from '../../../data/clashes.ts'
import { isSameList } from '../calendar-data.ts'
import { useCalendar } from '../calendar-state.ts'
import { HEAD_WIDTH } from './create-viewport.ts'
import { TimelineBar } from './TimelineBar.tsx'
import { barHeight, type Placement, WEEKS_HEIGHT } from './timeline-model.ts'
import { partLabel } from './timeline-rows.ts'
import { weekGrid, weekRuler } from './timeline-ruler.ts'
import { spanOf, xOfDay } from './timeline-scale.ts'
import { type TimelineRowModel, useTimeline } from './timeline-state.ts'

interface RowProps {
  readonly row: TimelineRowModel
  readonly tabStop: string | null
  readonly onMenu: (promotion: PromotionSummary, point: { readonly x: number; readonly y: number }) => void
}

export const TimelineRow = (props: RowProps) => {
  const calendar = useCalendar()
  const state = useTimeline()
  const placed = () => state.rowOf(props.row.key)
  const account = () => props.row.account()
  const layout = () => props.row.layout()
  /** A group of an account whose weeks stand above it. */
  const isBelowHead = () => props.row.kind === 'part' && state.grouping() === 'account'

  /**
   * Bars near the window, left to right, and the one that has the focus: it must not vanish under it. While one of them has
   * it they also keep their order in the page: an element that is put elsewhere loses the focus.
   */
  const visible = createMemo<readonly string[]>(
    (before) => {
      const { from, to } = state.range()
      const left = xOfDay(state.scale(), from)
      const right = xOfDay(state.scale(), to)
      const kept = state.focusKey()
      const shown = layout()
        .placements.filter((bar) => (bar.right > left && bar.left < right) || bar.promotionId === kept)
        .map(({ promotionId }) => promotionId)
      if (kept === null || !layout().byId.has(kept)) return shown
      const still = new Set(shown)
      const known = new Set(before)
      return [...before.filter((promotionId) => still.has(promotionId)), ...shown.filter((promotionId) => !known.has(promotionId))]
    },
    [],
    { equals: isSameList },
  )
  const marks = createMemo(() => {
    const shown = state.isFirstPaint() || isBelowHead() ? null : account()
    return new Map((shown === null ? [] : weekRuler(state.scale(), state.range(), shown.system, shown.adWeekStart)).map((mark) => [mark.day, mark]))
  })
  const grid = createMemo(() => weekGrid(state.scale(), account()?.adWeekStart ?? 0))
  const ghost = createMemo(() => {
    const drag = state.drag()
    return drag !== null && drag.rowKey === props.row.key ? drag : null
  })
  /** What of this row goes along with what is held, whichever row that is in. */
  const along = createMemo(() => {
    const drag = state.drag()
    return drag === null || drag.others.size === 0 ? [] : layout().placements.filter(({ promotionId }) => drag.others.has(promotionId))
  })
  const isHeld = (promotionId: string) => {
    const drag = state.drag()
    return drag !== null && drag.kind !== 'copy' && (drag.promotionId === promotionId || drag.others.has(promotionId))
  }
  const clashes = clashesIn(calendar.workspace)
  const title = () => {
    const { kind, part } = props.row
    return part === null || (kind === 'part' && !isBelowHead()) ? (account()?.name ?? '') : partLabel(part, state.grouping())
  }
  const foldHint = () => (props.row.kind === 'account' ? 'Promoted groups (Space)' : 'Accounts (Space)')
  const isTabStop = () => props.tabStop === props.row.key

  return (
    // biome-ignore lint/a11y/useSemanticElements: a row of the grid above
    // biome-ignore lint/a11y/useFocusableInteractive: its cells have the focus
    <div
      class="timeline-row"
      role="row"
      aria-rowindex={(placed()?.index ?? 0) + 1}
      data-kind={props.row.kind}
      data-below-head={isBelowHead() ? '' : undefined}
      data-open={props.row.isOpen?.() ? '' : undefined}
      style={{ top: `${placed()?.top ?? 0}px`, height: `${layout().height}px` }}
    >
      {/* biome-ignore lint/a11y/useSemanticElements: a header of the grid above */}
      <div
        class="timeline-head"
        role="rowheader"
        aria-expanded={props.row.isOpen?.()}
        data-key={props.row.key}
        tabIndex={isTabStop() ? 0 : -1}
        onFocus={() => {
          state.setFocusKey(props.row.key)
          calendar.select(null)
        }}
      >
        <Show when={props.row.isOpen !== null}>
          {/* biome-ignore lint/a11y/useKeyWithClickEvents: Space on the header folds */}
          {/* biome-ignore lint/a11y/noStaticElementInteractions: as above */}
          <span class="timeline-fold" title={foldHint()} onClick={() => state.toggle(props.row.key)} />
        </Show>
        <span class="timeline-account" title={title()}>
          {title()}
        </span>
        <span class="timeline-facts">
          <Show when={props.row.kind === 'account' || (props.row.kind === 'part' && !isBelowHead())}>
            <span class="timeline-week-chip">{weekChip(account()?.adWeekStart ?? 0)}</span>
          </Show>
          <Show when={props.row.kind === 'account' && (account()?.storeCount ?? 0) > 0}>
            <span>{groupDigits(account()?.storeCount ?? 0)} stores</span>
          </Show>
          <span class="timeline-count">{props.row.count()}</span>
        </span>
      </div>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: drawing is the pointer's way; N and Enter on the row are the keyboard's */}
      <div
        class="timeline-track"
        role="presentation"
        style={{
          'background-size': `${grid().step}px 100%, ${state.scale().dayWidth}px 100%`,
          'background-position': `${grid().offset}px 0, 0 0`,
        }}
        onPointerDown={(event) => {
          const y = event.clientY - event.currentTarget.getBoundingClientRect().top
          const { accountId, key } = props.row
          if (accountId !== null)
            state.tools()?.drag.days(event, key, accountId, Math.max(isBelowHead() ? 2 : WEEKS_HEIGHT + 2, y - barHeight(calendar.zoom()) / 2))
        }}
        onDblClick={(event) => {
          if (event.target !== event.currentTarget || props.row.accountId === null || !calendar.workspace.canWrite()) return
          calendar.startCreation({ accountId: props.row.accountId, inStore: null })
        }}
      >
        <Show when={!isBelowHead() && props.row.accountId !== null}>
          <div class="timeline-weeks" aria-hidden="true">
            <For each={[...marks().keys()]}>
              {(day) => (
                <Show when={marks().get(day)}>
                  {(mark) => (
                    <div class="timeline-week" data-strong={mark().isStrong ? '' : undefined} style={{ left: `${mark().x}px`, width: `${mark().width}px` }}>
                      <span class="timeline-week-label">
                        <Show when={mark().lead}>
                          <span class="timeline-lead">{mark().lead}</span>
                        </Show>
                        {mark().label}
                      </span>
                    </div>
                  )}
                </Show>
              )}
            </For>
          </div>
        </Show>
        <Show when={state.decor()}>
          {(decor) => {
            const Backdrop = decor().RowBackdrop
            return <Backdrop row={props.row} />
          }}
        </Show>
        <For each={visible()}>
          {(promotionId) => {
            const bar = createMemo<Placement | undefined>((before) => layout().byId.get(promotionId) ?? before)
            return (
              <Show when={bar()}>
                {(shown) => (
                  <TimelineBar
                    bar={shown()}
                    clashes={clashes()?.counts({ accountId: shown().promotion.accountId, promotionId }).error ?? 0}
                    isTabStop={props.tabStop === promotionId}
                    isHeld={isHeld(promotionId)}
                    row={props.row}
                    onMenu={props.onMenu}
                  />
                )}
              </Show>
            )
          }}
        </For>
        <For each={along()}>
          {(bar) => (
            <div
              class="timeline-ghost"
              style={{
                transform: `translate(${bar.x + (state.drag()?.days ?? 0) * state.scale().dayWidth}px, ${bar.y}px)`,
                width: `${bar.width}px`,
                height: `${bar.height}px`,
              }}
            />
          )}
        </For>
        <Show when={ghost()}>
          {(drag) => {
            const span = () => spanOf(state.scale(), drag().window)
            const words = () => {
              const shown = account()
              return shown === null ? '' : windowWithWeeks(shown.system, shown.adWeekStart, drag().window)
            }
            const isElsewhere = () => calendar.promotionById(drag().promotionId ?? '')?.accountId !== drag().accountId && drag().promotionId !== null
            /** Kept in view at the left edge of what is seen. */
            const labelX = () => Math.max(0, state.viewport.left() - span().x)
            return (
              <div
                class="timeline-ghost"
                data-kind={drag().kind}
                style={{ transform: `translate(${span().x}px, ${drag().y}px)`, width: `${span().width}px`, height: `${barHeight(calendar.zoom())}px` }}
              >
                <span
                  class="timeline-ghost-label"
                  style={{ left: `${labelX()}px`, 'max-width': `${Math.max(240, state.viewport.trackWidth() - HEAD_WIDTH)}px` }}
                >
                  {[
                    drag().kind === 'copy' ? 'Copy' : '',
                    drag().others.size > 0 ? `${drag().others.size + 1} promotions` : '',
                    isElsewhere() ? `to ${account()?.name}` : '',
                    words(),
                  ]
                    .filter((part) => part !== '')
                    .join(' · ')}
                </span>
              </div>
            )
          }}
        </Show>
      </div>
    </div>
  )
}
